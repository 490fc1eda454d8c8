"""From the call to the end of the service."""

from shared.hall import events as e
from shared.hall.estimate import learn, observe
from shared.hall.evolve import pools, waiting
from shared.hall.state import Announced, Came, Desk, State, Ticket, Visit

RECENT = 50
"""Announcements that a screen coming late may still want."""


def ticket_called(state: State, event: e.TicketCalled, at_ms: int) -> None:
    """The ticket is bound to this counter from now on; its first call time never changes."""
    ticket = state.tickets[event.ticket]
    desk = state.desks[event.counter]
    ticket.came = _came(ticket, desk.id)
    waiting.leave(state, ticket)
    waiting.pass_over(state, event.over)
    if not ticket.first_called_ms:
        ticket.first_called_ms = at_ms
        observe(state, ticket.estimate_s, ticket.spread_s, (at_ms - ticket.issued_ms) / 1000)
    ticket.counter = desk.id
    ticket.called_ms = at_ms
    ticket.calls = 1
    _move(ticket, "called", at_ms)
    desk.ticket = ticket.id
    desk.calls += 1
    desk.asked = ""
    desk.recallable = ""
    desk.since_ms = at_ms
    desk.ready = False
    state.ready.pop(desk.id, None)
    pools.called(state, ticket.id, desk.id)
    _announce(state, ticket, desk.id, at_ms)


def _came(ticket: Ticket, counter: str) -> Came:
    if ticket.moved == "named":
        return "named"
    if counter in ticket.named:
        return "main" if ticket.named[0] == counter else "reserve"
    return "returned" if ticket.counter == counter else ""


def ticket_recalled(state: State, event: e.TicketRecalled, at_ms: int) -> None:
    """Said again."""
    ticket = state.tickets[event.ticket]
    ticket.calls = event.nth
    ticket.called_ms = at_ms
    _announce(state, ticket, event.counter, at_ms)


def service_started(state: State, event: e.ServiceStarted, at_ms: int) -> None:
    """At the desk."""
    ticket = state.tickets[event.ticket]
    ticket.serving_ms = at_ms
    _move(ticket, "serving", at_ms)
    state.desks[event.counter].since_ms = at_ms


def service_finished(state: State, event: e.ServiceFinished, at_ms: int) -> None:
    """The desk is free; the visit may be evaluated."""
    ticket = state.tickets[event.ticket]
    desk = _done(state, ticket, event, at_ms)
    _clear(state, desk.id, at_ms)
    desk.asked = f"{ticket.id}#{event.visit}"
    _move(ticket, "finished", at_ms)
    state.put_away(ticket)


def service_added(state: State, event: e.ServiceAdded, at_ms: int) -> None:
    """One done, the next begun with the same citizen; the desk asks for an evaluation when the last is finished."""
    ticket = state.tickets[event.ticket]
    desk = _done(state, ticket, event, at_ms)
    ticket.service = event.service
    ticket.serving_ms = ticket.since_ms = desk.since_ms = at_ms


def ticket_missed(state: State, event: e.TicketMissed, at_ms: int) -> None:
    """Did not come; may report back unless that was the last time."""
    ticket = state.tickets[event.ticket]
    desk = _clear(state, event.counter, at_ms)
    ticket.misses = event.misses
    _move(ticket, "ended" if event.ended else "missed", at_ms)
    if event.ended:
        state.put_away(ticket)
    else:
        desk.missed.append(ticket.id)
        desk.recallable = ticket.id


def ticket_parked(state: State, event: e.TicketParked, at_ms: int) -> None:
    """Set aside."""
    ticket = state.tickets[event.ticket]
    ticket.park = event.kind
    ticket.due_ms = at_ms + event.minutes * 60_000 if event.minutes else 0
    _move(ticket, "parked", at_ms)
    _clear(state, event.counter, at_ms).parked[ticket.id] = None


def ticket_transferred(state: State, event: e.TicketTransferred, at_ms: int) -> None:
    """Waits for another service, at its place by arrival."""
    ticket = state.tickets[event.ticket]
    desk = _clear(state, event.counter, at_ms)
    _visited(state, ticket, desk.clerk, event.visit, at_ms)
    ticket.service = event.service
    ticket.note, ticket.sent_from = event.note, desk.id
    ticket.counter = ""
    ticket.named = ticket.earlier = ()
    ticket.moved = "transferred"
    ticket.since_ms = at_ms
    waiting.enter(state, ticket)
    waiting.line_up(state, ticket, "transfer")


def _done(state: State, ticket: Ticket, event: e.ServiceFinished | e.ServiceAdded, at_ms: int) -> Desk:
    visit = _visited(state, ticket, event.clerk, event.visit, at_ms)
    learn(state.learned[ticket.service], (at_ms - ticket.serving_ms) / 1000 if at_ms > ticket.serving_ms else 0.0)
    desk = state.desks[event.counter]
    desk.finished += 1
    desk.served_s += visit.took_s
    return desk


def _visited(state: State, ticket: Ticket, clerk: str, number: int, at_ms: int) -> Visit:
    """What was done at the desk may be evaluated."""
    took_s = round(max(0, at_ms - ticket.serving_ms) / 1000)
    visit = Visit(ticket.id, ticket.number, ticket.counter, clerk, at_ms, took_s, ticket.service)
    state.visits[f"{ticket.id}#{number}"] = visit
    ticket.visit = number
    ticket.note = ticket.sent_from = ""
    return visit


def _announce(state: State, ticket: Ticket, counter: str, at_ms: int) -> None:
    state.calls += 1
    state.recent.append(Announced(state.calls, ticket.number, counter, ticket.calls, at_ms, ticket.service))
    del state.recent[:-RECENT]


def _clear(state: State, counter: str, at_ms: int) -> Desk:
    desk = state.desks[counter]
    desk.ticket = ""
    desk.since_ms = at_ms
    return desk


def _move(ticket: Ticket, status: str, at_ms: int) -> None:
    ticket.status = status  # type: ignore[assignment]
    ticket.since_ms = at_ms
