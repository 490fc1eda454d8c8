"""Only who holds the paper sees the ticket's page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hub.access.tickets import TicketTokens

TOKENS = TicketTokens(b"s" * 32, "yunxi")
TICKET = "260105-47"


def test_a_token_leads_to_its_ticket_in_any_case() -> None:
    token = TOKENS.token(TICKET)
    assert re.fullmatch(r"260105-47-[A-Z2-7]{20}", token)
    assert TOKENS.ticket_of(token) == TOKENS.ticket_of(token.lower()) == TICKET


def test_a_token_is_the_same_after_a_restart() -> None:
    assert TicketTokens(b"s" * 32, "yunxi").token(TICKET) == TOKENS.token(TICKET)


@pytest.mark.parametrize("other", [TicketTokens(b"t" * 32, "yunxi"), TicketTokens(b"s" * 32, "yunxi2")])
def test_another_hall_or_another_secret_gives_another_token(other: TicketTokens) -> None:
    assert other.ticket_of(TOKENS.token(TICKET)) is None


def test_the_neighbours_ticket_cannot_be_reached() -> None:
    letters = TOKENS.token(TICKET).rpartition("-")[2]
    for wrong in (f"260105-48-{letters}", f"260105-47-{letters[:-1]}", f"260105-47-{letters}A", f"260105-47{letters}"):
        assert TOKENS.ticket_of(wrong) is None


@given(st.integers(0, 19), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_every_letter_counts(place: int, letter: str) -> None:
    token = TOKENS.token(TICKET)
    at = len(TICKET) + 1 + place
    changed = token[:at] + letter + token[at + 1 :]
    assert TOKENS.ticket_of(changed) == (TICKET if changed == token else None)


@given(st.text() | st.text().map(lambda text: f"{TICKET}-{text}"))
def test_nonsense_leads_nowhere(text: str) -> None:
    assert TOKENS.ticket_of(text) is None
