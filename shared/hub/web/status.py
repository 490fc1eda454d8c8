"""A ticket as its holder may see it."""

from typing import Literal

import msgspec

from shared.hall.config import Text
from shared.hall.estimate import people_ahead
from shared.hall.state import State, Ticket

Shown = Literal["waiting", "called", "serving", "missed", "parked", "finished", "ended"]


class TicketStatus(msgspec.Struct, frozen=True):
    """``GET tickets/{token}``. Windows by label; ``main`` "" until one is drawn; waits in minutes."""

    number: str
    status: Shown
    hall: Text
    service: Text
    area: Text
    main: str
    reserves: tuple[str, ...]
    window: str
    ahead: int
    issued_ms: int
    called_ms: int
    calls: int
    can_evaluate: bool


def status_of(state: State, ticket: Ticket) -> TicketStatus:
    """The ticket now."""
    assert state.config is not None
    labels = [state.counters[counter].label for counter in ticket.named if counter in state.counters]
    service = state.services.get(ticket.service)  # gone from the hall file: nobody waits for it any more
    visit = state.visits.get(f"{ticket.id}#{ticket.visit}")
    return TicketStatus(
        number=ticket.number,
        status=ticket.status,
        hall=state.config.name,
        service=service.name if service else Text("", ""),
        area=state.groups[service.group].area if service else Text("", ""),
        main=labels[0] if labels else "",
        reserves=tuple(labels[1:]),
        window=state.counters[ticket.counter].label if ticket.counter in state.counters else "",
        ahead=people_ahead(state, ticket.service, ticket.order) if ticket.status == "waiting" else 0,
        issued_ms=ticket.issued_ms,
        called_ms=ticket.called_ms,
        calls=ticket.calls,
        can_evaluate=visit is not None and not visit.grade,
    )
