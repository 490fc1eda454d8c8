"""Tickets away from the desk: taken, coming back, given back."""

from shared.hall.commands import Cancel, CheckIn, IssueTicket, Requeue, Resume, TicketKind
from shared.hall.config import Hours, Service
from shared.hall.estimate import estimate, people_ahead
from shared.hall.events import AnyEvent, TicketCancelled, TicketIssued, TicketRequeued, TicketResumed
from shared.hall.facts import Facts
from shared.hall.numbering import number, ticket_id
from shared.hall.refusals import Refused
from shared.hall.state import State, Ticket


def issue_ticket(state: State, command: IssueTicket, facts: Facts) -> list[AnyEvent]:
    """One number for one errand."""
    service = state.services.get(command.service)
    if service is None:
        raise Refused("unknown-service", service=command.service)
    doors_open(state, facts)
    if service.quota and state.queues[service.id].issued >= service.quota:
        raise Refused("sold-out", service=service.id)
    one_waiting(state, command.person, service.id)
    return [ticket_issued(state, command, service, command.kind)]


def ticket_issued(
    state: State, command: IssueTicket | CheckIn, service: Service, kind: TicketKind, appointment: str = ""
) -> TicketIssued:
    """The next number of the service's group."""
    guess = estimate(state, service.id)
    return TicketIssued(
        ticket=ticket_id(state.day, state.issued + 1),
        number=_free_number(state, state.groups[service.group].letter),
        service=service.id,
        kind=kind,
        person=command.person,
        source=command.source,
        language=command.language,
        order=state.issued + 1,
        ahead=people_ahead(state, service.id, state.issued + 1),
        estimate_s=guess.wait_s,
        spread_s=guess.spread_s,
        low_s=guess.low_s,
        high_s=guess.high_s,
        appointment=appointment,
    )


def doors_open(state: State, facts: Facts) -> None:
    """Tickets are given within the hall's hours."""
    assert state.config is not None
    if state.config.hours is not None and not is_open(state.config.hours, facts):
        raise Refused("hall-closed", opens=clock(state.config.hours.open_minute))


def one_waiting(state: State, person: str | None, service: str) -> None:
    """Nobody waits twice for one service."""
    held = None if person is None else state.persons.get(f"{person}|{service}")
    if held is not None:
        raise Refused("already-waiting", number=state.tickets[held].number)


def is_open(hours: Hours, facts: Facts) -> bool:
    """Whether tickets are given at this moment."""
    return facts.weekday in hours.weekdays and hours.open_minute <= facts.minute < hours.close_minute


def clock(minute: int) -> str:
    """Minutes of the day as people write them: 9:05."""
    return f"{minute // 60}:{minute % 60:02d}"


def _free_number(state: State, letter: str) -> str:
    n = state.numbers.get(letter, 0) + 1
    while (label := number(letter, n)) in state.carried:
        n += 1
    return label


def requeue(state: State, command: Requeue, facts: Facts) -> list[AnyEvent]:
    """Back to the window that called, after a few others; drawn again if that window is gone."""
    ticket = ticket_named(state, command.ticket)
    if ticket.status != "missed":
        raise Refused("ticket-not-missed", number=ticket.number)
    one_waiting(state, ticket.person, ticket.service)
    service = state.services[ticket.service]
    back = ticket.counter if ticket.counter in state.able_counters(ticket.service) else ""
    return [
        TicketRequeued(ticket=ticket.id, counter=back, after=service.missed_after if service.missed == "after" else 0)
    ]


def resume(state: State, command: Resume, facts: Facts) -> list[AnyEvent]:
    """Back from parking."""
    ticket = ticket_named(state, command.ticket)
    if ticket.status != "parked":
        raise Refused("ticket-not-parked", number=ticket.number)
    one_waiting(state, ticket.person, ticket.service)
    same = ticket.park != "any" and ticket.counter in state.able_counters(ticket.service)
    return [TicketResumed(ticket=ticket.id, counter=ticket.counter if same else "")]


def cancel(state: State, command: Cancel, facts: Facts) -> list[AnyEvent]:
    """Given back while it waits, is missed or parked."""
    ticket = ticket_named(state, command.ticket)
    if ticket.status not in ("waiting", "missed", "parked"):
        raise Refused("ticket-not-waiting", number=ticket.number)
    return [TicketCancelled(ticket=ticket.id)]


def ticket_named(state: State, name: str) -> Ticket:
    """By its id, or by its number while it is somebody's errand."""
    ticket = state.live(name)
    if ticket is None:
        raise Refused("unknown-ticket", ticket=name)
    return ticket
