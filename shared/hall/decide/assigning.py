"""Where a person and not the lot says who serves a ticket: each is a record of its own, with a reason and by whom."""

from shared.hall.commands import ASSIGN_REASONS, AssignTicket, AssignWay, CallSpecially, RecallMissed
from shared.hall.decide.desk import desk_of, free_desk
from shared.hall.decide.tickets import one_waiting, ticket_named
from shared.hall.events import AnyEvent, TicketAssigned, TicketCalled
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import Desk, State, Ticket


def recall_missed(state: State, command: RecallMissed, facts: Facts) -> list[AnyEvent]:
    """Who comes a moment too late to the window that was drawn need not wait again."""
    desk = free_desk(state, command.counter)
    ticket = state.tickets.get(desk.recallable)
    if ticket is None or ticket.status != "missed":
        raise Refused("nobody-missed")
    return _called(_assigned(state, desk, ticket, "recall-missed", ""), desk)


def call_specially(state: State, command: CallSpecially, facts: Facts) -> list[AnyEvent]:
    """Whoever waits, was missed or is parked, if this desk may take the service."""
    desk = free_desk(state, command.counter)
    ticket = _reasoned(state, command.ticket, command.reason)
    if ticket.service not in desk.services:
        raise Refused("not-able", service=ticket.service)
    return _called(_assigned(state, desk, ticket, "special-call", command.reason), desk)


def assign_ticket(state: State, command: AssignTicket, facts: Facts) -> list[AnyEvent]:
    """To a window that counts as open and may take the service; it is called there in its turn."""
    desk = desk_of(state, command.counter)
    ticket = _reasoned(state, command.ticket, command.reason)
    if desk.id not in state.able_counters(ticket.service):
        raise Refused("not-able", service=ticket.service)
    return [_assigned(state, desk, ticket, "assign", command.reason)]


def _reasoned(state: State, name: str, reason: str) -> Ticket:
    if reason not in ASSIGN_REASONS:
        raise Refused("unknown-reason", reason=reason)
    return ticket_named(state, name)


def _assigned(state: State, desk: Desk, ticket: Ticket, way: AssignWay, reason: str) -> TicketAssigned:
    if ticket.status in ("called", "serving"):
        raise Refused("ticket-at-desk", number=ticket.number)
    if ticket.status not in ("waiting", "missed", "parked"):
        raise Refused("ticket-not-waiting", number=ticket.number)
    if ticket.status != "waiting":
        one_waiting(state, ticket.person, ticket.service)
    return TicketAssigned(ticket=ticket.id, counter=desk.id, way=way, reason=reason)


def _called(assigned: TicketAssigned, desk: Desk) -> list[AnyEvent]:
    return [assigned, TicketCalled(ticket=assigned.ticket, counter=desk.id, clerk=desk.clerk)]
