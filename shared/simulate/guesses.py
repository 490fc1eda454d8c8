"""How far the waits that people are told are off: on the ticket when it is taken, and on its page while they wait."""

from collections.abc import Sequence
from statistics import fmean

import msgspec

from shared.hall import events as e
from shared.hall.estimate import Estimate, estimate
from shared.hall.state import State

IDLE_SPREAD_S = 1
"""The spread of an estimate of no wait at all: a promise, not a range."""


class Guessed(msgspec.Struct, frozen=True):
    """Estimate − wait in seconds; ``inside`` the range told, of those that were told one."""

    told: int
    mae_s: float
    bias_s: float
    inside: float


class Guesses:
    """``ticket`` and ``page`` keep what is told, ``called`` tells what became of it."""

    def __init__(self) -> None:
        self._open: dict[str, list[tuple[int, Estimate]]] = {}
        self._tickets: list[tuple[float, bool | None]] = []
        self._pages: list[tuple[float, bool | None]] = []

    def ticket(self, event: e.TicketIssued, at_ms: int) -> None:
        """What the paper says."""
        guess = Estimate(event.estimate_s, event.spread_s, event.low_s, event.high_s)
        self._open[event.ticket] = [(at_ms, guess)]

    def pages(self, state: State, at_ms: int) -> None:
        """What the pages of all who wait say at this moment."""
        for name, told in self._open.items():
            ticket = state.tickets[name]
            told.append((at_ms, estimate(state, ticket.service, ticket.order)))

    def called(self, ticket: str, at_ms: int) -> None:
        """The wait is over."""
        (taken, *looked) = [_off(at_ms - then_ms, guess) for then_ms, guess in self._open.pop(ticket)]
        self._tickets.append(taken)
        self._pages += looked

    def tickets_and_pages(self, warm_up: int) -> tuple[Guessed, Guessed]:
        """Of all but the first ``warm_up`` calls; of pages the same share."""
        skip = round(warm_up * len(self._pages) / max(1, len(self._tickets)))
        return _guessed(self._tickets[warm_up:]), _guessed(self._pages[skip:])


def _off(wait_ms: int, guess: Estimate) -> tuple[float, bool | None]:
    wait_s = wait_ms / 1000
    inside = guess.low_s <= round(wait_s) <= guess.high_s if guess.spread_s > IDLE_SPREAD_S else None
    return guess.wait_s - wait_s, inside


def _guessed(told: Sequence[tuple[float, bool | None]]) -> Guessed:
    ranged = [inside for _, inside in told if inside is not None]
    return Guessed(
        told=len(told),
        mae_s=fmean(abs(off) for off, _ in told) if told else 0.0,
        bias_s=fmean(off for off, _ in told) if told else 0.0,
        inside=fmean(ranged) if ranged else 1.0,
    )
