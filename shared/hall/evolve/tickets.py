"""Tickets taken, drawn, coming back, given back."""

from shared.hall import events as e
from shared.hall.evolve import draws, waiting, witnesses
from shared.hall.numbering import day_of, parts
from shared.hall.state import State, Ticket


def ticket_issued(state: State, event: e.TicketIssued, at_ms: int) -> None:
    """A new ticket waits."""
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        service=event.service,
        kind=event.kind,
        person=event.person,
        order=event.order,
        issued_ms=event.taken_ms or at_ms,
        since_ms=at_ms,
        estimate_s=event.estimate_s,
        spread_s=event.spread_s,
        ahead=event.ahead,
    )
    state.tickets[ticket.id] = ticket
    todays = (day := day_of(ticket.id)) == state.day
    state.issued += todays
    if event.taken_ms:
        state.joined[event.order] = ticket.id
        if not todays:
            state.lent[day].joined.append(ticket.id)
    else:
        state.place = event.order
        letter, state.numbers[letter] = parts(event.number)
    if event.appointment:
        state.appointments[event.appointment].status = "kept"
    else:
        state.queues[ticket.service].issued += todays
    waiting.enter(state, ticket)
    waiting.line_up(state, ticket, "issue")


def draw_requested(state: State, event: e.DrawRequested, at_ms: int) -> None:
    """Everything else waits for the result."""
    if not event.redrawn:
        waiting.pass_over(state, event.over)
    draws.requested(state, event)


def draw_resolved(state: State, event: e.DrawResolved, at_ms: int) -> None:
    """The named windows may call it; in a round the one that is called next is known."""
    witnesses.mixed(state, event)
    state.open_draw = None
    if state.round is None:
        _named(state, event.ticket, (event.main, *event.reserves))
    else:
        state.round.drawn = event.ticket, event.main
        _bequeath(state, state.tickets[event.ticket], (event.main,))


def windows_inherited(state: State, event: e.WindowsInherited, at_ms: int) -> None:
    """As if drawn, without a lot."""
    _named(state, event.ticket, (event.main, *event.reserves))


def _named(state: State, ticket_id: str, counters: tuple[str, ...]) -> None:
    ticket = state.tickets[ticket_id]
    waiting.name(state, ticket, counters)
    ticket.earlier += counters
    ticket.printed = ticket.printed or counters[0]
    _bequeath(state, ticket, counters)


def _bequeath(state: State, ticket: Ticket, counters: tuple[str, ...]) -> None:
    """A further ticket of the person keeps these windows."""
    if ticket.person is not None:
        before = state.inherited.get(ticket.person, ())
        state.inherited[ticket.person] = tuple(dict.fromkeys((*counters, *before)))


def ticket_requeued(state: State, event: e.TicketRequeued, at_ms: int) -> None:
    """Behind a few others at its window, or due for a draw."""
    ticket = state.tickets[event.ticket]
    _forget_missed(state, ticket)
    ticket.since_ms = at_ms
    ticket.counter = event.counter
    ticket.named, ticket.moved = (), "returned"
    waiting.enter(state, ticket)
    if event.counter:
        waiting.bind_after(state, ticket, event.after)
    else:
        waiting.line_up(state, ticket, "returned")


def ticket_resumed(state: State, event: e.TicketResumed, at_ms: int) -> None:
    """At its old place, at the same window or any."""
    ticket = state.tickets[event.ticket]
    _forget_parked(state, ticket)
    ticket.since_ms = at_ms
    ticket.counter = event.counter
    ticket.named, ticket.moved = (), "returned"
    waiting.enter(state, ticket)
    if event.counter:
        waiting.bind(state, ticket)
    else:
        waiting.line_up(state, ticket, "returned")


def ticket_assigned(state: State, event: e.TicketAssigned, at_ms: int) -> None:
    """At its place by arrival in the line of that window alone."""
    ticket = state.tickets[event.ticket]
    if ticket.status != "waiting":
        _forget_missed(state, ticket)
        _forget_parked(state, ticket)
        ticket.since_ms = at_ms
        ticket.counter, ticket.named = "", ()
        waiting.enter(state, ticket)
    ticket.moved = "named"
    waiting.rebind(state, ticket, event.counter)
    state.desks[event.counter].special += event.way == "special-call"


def ticket_ended(state: State, event: e.TicketCancelled | e.TicketExpired, at_ms: int) -> None:
    """It will not be called any more."""
    ticket = state.tickets[event.ticket]
    if ticket.status == "waiting":
        waiting.leave(state, ticket)
    _forget_missed(state, ticket)
    _forget_parked(state, ticket)
    ticket.status = "ended"
    ticket.since_ms = at_ms
    state.put_away(ticket)


def _forget_missed(state: State, ticket: Ticket) -> None:
    desk = state.desks.get(ticket.counter)
    if desk is not None and ticket.id in desk.missed:
        desk.missed.remove(ticket.id)


def _forget_parked(state: State, ticket: Ticket) -> None:
    desk = state.desks.get(ticket.counter)
    if desk is not None:
        desk.parked.pop(ticket.id, None)
