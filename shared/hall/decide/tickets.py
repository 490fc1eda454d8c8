"""Tickets away from the desk: taken, coming back, given back."""

from shared.hall.carry import PLACES_ARE_TIMES
from shared.hall.commands import Cancel, CheckIn, IssueTicket, JoinTicket, Requeue, Resume, TicketKind
from shared.hall.config import Hours, Service
from shared.hall.estimate import estimate, people_ahead
from shared.hall.events import AnyEvent, TicketCancelled, TicketIssued, TicketRequeued, TicketResumed
from shared.hall.facts import Facts
from shared.hall.lent import on_paper
from shared.hall.numbering import joined_id, number, ticket_id
from shared.hall.refusals import Refused
from shared.hall.state import State, Ticket

ASKED_MIN = 5
"""Whoever touched the kiosk longer ago has gone: a request that comes later was kept by a machine that lay still."""


def issue_ticket(state: State, command: IssueTicket, facts: Facts) -> list[AnyEvent]:
    """One number for one errand, while whoever asked for it can still be there."""
    if command.asked_ms and abs(facts.at_ms - command.asked_ms) > ASKED_MIN * 60_000:
        raise Refused("asked-long-ago", minutes=ASKED_MIN)
    service = state.services.get(command.service)
    if service is None:
        raise Refused("unknown-service", service=command.service)
    doors_open(state, facts)
    if service.quota and state.queues[service.id].issued >= service.quota:
        raise Refused("sold-out", service=service.id)
    one_waiting(state, command.person, service.id)
    return [ticket_issued(state, command, service, command.kind, facts)]


def ticket_issued(
    state: State,
    command: IssueTicket | CheckIn | JoinTicket,
    service: Service,
    kind: TicketKind,
    facts: Facts,
    appointment: str = "",
    taken_ms: int = 0,
) -> TicketIssued:
    """The next number of the service's group; for a ticket that joins, the number it has."""
    order = _place(state, facts.at_ms, taken_ms)
    guess = estimate(state, service.id, order if taken_ms else None)
    if isinstance(command, JoinTicket):
        ticket, label = joined_id(command.day, command.number), command.number
        person, source = None, command.kiosk
    else:
        ticket = ticket_id(state.day, state.issued + 1)
        label = _free_number(state, state.groups[service.group].letter)
        person, source = command.person, command.source
    return TicketIssued(
        ticket=ticket,
        number=label,
        service=service.id,
        kind=kind,
        person=person,
        source=source,
        language=command.language,
        order=order,
        ahead=people_ahead(state, service.id, order),
        estimate_s=guess.wait_s,
        spread_s=guess.spread_s,
        low_s=guess.low_s,
        high_s=guess.high_s,
        appointment=appointment,
        taken_ms=taken_ms,
    )


def _place(state: State, at_ms: int, taken_ms: int) -> int:
    """By the time it was taken: even for the hub's own tickets, odd for those that join, so that all differ."""
    if state.rules < PLACES_ARE_TIMES:
        return state.issued + 1
    if not taken_ms:
        return max(state.place + 2, 2 * at_ms)
    order = 2 * taken_ms + 1
    while order in state.joined:
        order += 2
    return order


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
    while True:
        label = number(letter, n)
        lease = next((lease for lease in on_paper(state) if lease.holds(n)), None)
        if lease is not None:
            n = lease.first + lease.count
        elif label in state.carried:
            n += 1
        else:
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
    ticket = state.named(name)
    if ticket is None:
        raise Refused("unknown-ticket", ticket=name)
    return ticket
