"""Where a ticket is, for whoever stands at a kiosk and asks."""

from collections.abc import Callable

from shared.hall.estimate import estimate, people_ahead
from shared.hall.refusals import Refused
from shared.hall.state import State, Ticket
from shared.hub.feed.rows import minutes
from shared.protocol.answers import Answer
from shared.protocol.requests import FindRequest

OVER = ("finished", "ended")


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
    newest = sorted(state.tickets.values(), key=lambda ticket: ticket.order, reverse=True)
    if wish.token:
        id_ = ticket_of(wish.token) or ""
        found = [ticket for ticket in newest if ticket.id == id_]
    elif wish.person:
        person = person_hash(wish.person)
        found = sorted((t for t in newest if t.person == person), key=lambda ticket: ticket.status in OVER)
    else:
        found = [ticket for ticket in newest if ticket.number == wish.number]
    if not found:
        raise Refused("unknown-ticket", ticket=wish.number)
    return _answer(state, found[0], token_of(found[0].id) if wish.token or wish.person else "")


def _answer(state: State, ticket: Ticket, token: str) -> Answer:
    waits = ticket.status == "waiting"
    low, high = minutes(estimate(state, ticket.service, ticket.order)) if waits else (0, 0)
    named = [counter for counter in ticket.named if counter in state.counters]
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
        status=ticket.status,
    )
