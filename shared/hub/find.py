"""Where a ticket is, for whoever stands at a kiosk and asks; for a clerk, whose number it is to call."""

from collections.abc import Callable

import msgspec

from shared.hall.estimate import estimate, people_ahead
from shared.hall.refusals import Refused
from shared.hall.state import State, Ticket
from shared.hub.feed.rows import minutes
from shared.protocol.answers import Answer
from shared.protocol.requests import FindRequest


def find(
    state: State,
    wish: FindRequest,
    ticket_of: Callable[[str], str | None],
    token_of: Callable[[str], str],
    person_hash: Callable[[str], str | None],
) -> Answer:
    """The ticket of this token, else of this person (what still waits before what is over, the newest first), else of
    this number. Raises Refused. By its number alone nobody gets a ticket's token.
    """
    if wish.token:
        found = state.ticket(ticket_of(wish.token) or "")
    elif wish.person:
        person = person_hash(wish.person) or ""
        found = newest(state, person, lambda ticket: ticket.person == person)
    else:
        found = newest(state, wish.number, lambda ticket: ticket.number == wish.number)
    if found is None:
        raise Refused("unknown-ticket", ticket=wish.number)
    return _answer(state, found, token_of(found.id) if wish.token or wish.person else "")


def for_clerk(found: Answer) -> Answer:
    """What a desk may know of a ticket before its call: neither its windows nor where it stands in the line."""
    return msgspec.structs.replace(found, main="", reserves=(), ahead=0, low_min=0, high_min=0)


def newest(state: State, text: str, holds: Callable[[Ticket], bool]) -> Ticket | None:
    """Today's newest ticket that ``holds``, one that is over only if no other does; all that hold have ``text``."""
    live = [ticket for ticket in state.tickets.values() if holds(ticket)]
    return max(live or filter(holds, state.over_with(text)), key=lambda ticket: ticket.order, default=None)


def _answer(state: State, ticket: Ticket, token: str) -> Answer:
    waits = ticket.status == "waiting"
    low, high = minutes(estimate(state, ticket.service, ticket.order)) if waits else (0, 0)
    named = [counter for counter in (state.names(ticket) if waits else ticket.named) if counter in state.counters]
    return Answer(
        request_id="",
        seq=0,
        ticket=ticket.id,
        number=ticket.number,
        token=token,
        service=ticket.service,
        kind=ticket.kind,
        issued_ms=ticket.issued_ms,
        ahead=people_ahead(state, ticket.service, ticket.order) if waits else 0,
        low_min=low,
        high_min=high,
        main=named[0] if named else "",
        reserves=tuple(named[1:]),
        called=ticket.counter if ticket.status in ("called", "serving") else "",
        counter=ticket.counter if ticket.status in ("missed", "parked") and ticket.counter in state.counters else "",
        status=ticket.status,
    )
