"""The clerk's verbs, from calling to sending on."""

from shared.hall.commands import TRANSFER_NOTES, AddService, CallNext, Finish, NoShow, Park, Recall, Serve, Transfer
from shared.hall.decide.desk import free_desk, working_desk
from shared.hall.decide.tickets import one_waiting
from shared.hall.dispatch import next_for
from shared.hall.events import (
    AnyEvent,
    CounterReadied,
    ServiceAdded,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketTransferred,
)
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import Desk, State, Ticket


def call_next(state: State, command: CallNext, facts: Facts) -> list[AnyEvent]:
    """The hall chooses who; the clerk only says that the desk is free."""
    desk = free_desk(state, command.counter)
    choice = next_for(state, desk)
    if choice is not None:
        return [TicketCalled(ticket=choice[0], counter=desk.id, clerk=desk.clerk, over=choice[1])]
    return [] if desk.ready else [CounterReadied(counter=desk.id)]


def recall(state: State, command: Recall, facts: Facts) -> list[AnyEvent]:
    """Not more often than the rules' interval."""
    assert state.config is not None
    desk, ticket = _called(state, command.counter)
    wait_ms = facts.left_ms(ticket.called_ms, state.config.rules.recall_interval_s * 1000)
    if wait_ms:
        raise Refused("recall-too-soon", seconds=_seconds(wait_ms))
    return [TicketRecalled(ticket=ticket.id, counter=desk.id, nth=ticket.calls + 1)]


def serve(state: State, command: Serve, facts: Facts) -> list[AnyEvent]:
    """The called citizen has come."""
    desk, ticket = _called(state, command.counter)
    return [ServiceStarted(ticket=ticket.id, counter=desk.id)]


def finish(state: State, command: Finish, facts: Facts) -> list[AnyEvent]:
    """Done, and open for one evaluation."""
    desk, ticket = _served(state, command.counter)
    if command.ticket not in ("", ticket.id):
        raise Refused("nobody-served")
    return [ServiceFinished(ticket=ticket.id, counter=desk.id, clerk=desk.clerk, visit=ticket.visit + 1)]


def add_service(state: State, command: AddService, facts: Facts) -> list[AnyEvent]:
    """Only what this desk may take; anything else is a transfer. The window stays the one that was drawn."""
    desk, ticket = _served(state, command.counter)
    _one_more(state, ticket, command.service)
    if command.service not in desk.services:
        raise Refused("not-able", service=command.service)
    return [
        ServiceAdded(
            ticket=ticket.id, counter=desk.id, clerk=desk.clerk, visit=ticket.visit + 1, service=command.service
        )
    ]


def no_show(state: State, command: NoShow, facts: Facts) -> list[AnyEvent]:
    """After the rules' calls and time, so that nobody is skipped in a hurry (docs/draw.md)."""
    desk, ticket = _called(state, command.counter)
    rules = state.rules_of(ticket.service)
    wait_ms = facts.left_ms(ticket.since_ms, rules.no_show_after_s * 1000)
    if wait_ms or ticket.calls < rules.no_show_calls:
        raise Refused("no-show-too-soon", seconds=_seconds(wait_ms), calls=max(0, rules.no_show_calls - ticket.calls))
    misses = ticket.misses + 1
    ended = misses >= rules.misses or state.services[ticket.service].missed == "expire"
    return [TicketMissed(ticket=ticket.id, counter=desk.id, misses=misses, ended=ended)]


def park(state: State, command: Park, facts: Facts) -> list[AnyEvent]:
    """Set aside from the desk."""
    desk, ticket = _served(state, command.counter)
    return [TicketParked(ticket=ticket.id, counter=desk.id, kind=command.kind, minutes=command.minutes)]


def transfer(state: State, command: Transfer, facts: Facts) -> list[AnyEvent]:
    """To a service; which window is for the lot to say."""
    desk, ticket = _served(state, command.counter)
    if command.service == ticket.service:
        raise Refused("same-service", service=command.service)
    _one_more(state, ticket, command.service)
    one_waiting(state, ticket.person, command.service)
    if command.note not in TRANSFER_NOTES:
        raise Refused("unknown-reason", reason=command.note)
    return [
        TicketTransferred(
            ticket=ticket.id, counter=desk.id, service=command.service, visit=ticket.visit + 1, note=command.note
        )
    ]


def _one_more(state: State, ticket: Ticket, service: str) -> None:
    """Whether a further service fits on the ticket."""
    assert state.config is not None
    if service not in state.services:
        raise Refused("unknown-service", service=service)
    if ticket.visit + 2 > state.config.rules.services_per_ticket:
        raise Refused("too-many-services", most=state.config.rules.services_per_ticket)


def _called(state: State, counter: str) -> tuple[Desk, Ticket]:
    return _in_hand(state, counter, "called", "nobody-called")


def _served(state: State, counter: str) -> tuple[Desk, Ticket]:
    return _in_hand(state, counter, "serving", "nobody-served")


def _in_hand(state: State, counter: str, status: str, refusal: str) -> tuple[Desk, Ticket]:
    desk = working_desk(state, counter)
    ticket = state.tickets.get(desk.ticket)
    if ticket is None or ticket.status != status:
        raise Refused(refusal)
    return desk, ticket


def _seconds(ms: int) -> int:
    return -(-ms // 1000)
