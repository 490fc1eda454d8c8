"""Joining and leaving: every way into and out of *waiting* goes through here, so that loads and places stay true."""

from bisect import bisect_left, insort
from heapq import heappop, heappush

from shared.hall.events import DrawReason
from shared.hall.state import State, Ticket


def enter(state: State, ticket: Ticket) -> None:
    """The ticket waits again, by its place of arrival, named nowhere yet."""
    ticket.status = "waiting"
    ticket.turn += 1
    insort(state.queues[ticket.service].places, (ticket.order, ticket.issued_ms))
    if ticket.person is not None:
        state.persons[f"{ticket.person}|{ticket.service}"] = ticket.id


def leave(state: State, ticket: Ticket) -> None:
    """The ticket waits no longer; its entries in lines fall away by themselves."""
    unname(state, ticket)
    ticket.turn += 1
    queue = state.queues[ticket.service]
    del queue.places[bisect_left(queue.places, (ticket.order, ticket.issued_ms))]
    state.persons.pop(f"{ticket.person}|{ticket.service}", None)
    if state.reasons.pop(ticket.id, None) is not None:
        queue.undrawn = [entry for entry in queue.undrawn if entry[1] != ticket.id]


def await_draw(state: State, ticket: Ticket, reason: DrawReason) -> None:
    """Due for a draw; behind those of its service who wait for theirs already."""
    queue = state.queues[ticket.service]
    if queue.undrawn or not state.able_counters(ticket.service):
        reason = "backlog"
    state.reasons[ticket.id] = reason
    heappush(queue.undrawn, (ticket.order, ticket.id, ticket.turn))


def line_up(state: State, ticket: Ticket, reason: DrawReason) -> None:
    """A waiting ticket of its service's policy: due for a draw, or in the service's common line."""
    if state.group_of(ticket.service).policy == "issue":
        await_draw(state, ticket, reason)
    else:
        _join(state, f"service:{ticket.service}", ticket)


def name(state: State, ticket: Ticket, counters: tuple[str, ...]) -> None:
    """The counters that may call it, main window first."""
    if state.reasons.pop(ticket.id, None) is not None:
        undrawn = state.queues[ticket.service].undrawn
        if undrawn[0][1] == ticket.id:
            heappop(undrawn)
        else:
            state.queues[ticket.service].undrawn = [entry for entry in undrawn if entry[1] != ticket.id]
    ticket.named = counters
    ticket.earlier += counters
    for counter in counters:
        state.desks[counter].waiting += 1
        _join(state, f"counter:{counter}", ticket)


def bind(state: State, ticket: Ticket) -> None:
    """Back in the line of the counter it is bound to."""
    state.desks[ticket.counter].waiting += 1
    _join(state, f"counter:{ticket.counter}", ticket)


def unname(state: State, ticket: Ticket) -> None:
    """Nobody may call it by its present names any more."""
    for counter in state.names(ticket):
        if counter in state.desks:
            state.desks[counter].waiting -= 1
    ticket.named = ()


def release_orphans(state: State, counter: str) -> None:
    """Tickets waiting for this counter of which no named window is able any more are due for a new draw."""
    line = state.lines.get(f"counter:{counter}")
    entries = [entry for entry in (*line.first, *line.rest) if state.stands(entry)] if line else []
    desk = state.desks[counter]
    entries += [(0, ticket, turn) for _, ticket, turn in desk.returning if state.stands((0, ticket, turn))]
    for ticket in sorted((state.tickets[entry[1]] for entry in entries), key=lambda ticket: ticket.order):
        able = state.able_counters(ticket.service)
        if any(named in able for named in state.names(ticket)):
            continue
        unname(state, ticket)
        ticket.counter = ""
        ticket.turn += 1
        line_up(state, ticket, "windows-closed")
    desk.returning = [entry for entry in desk.returning if state.stands((0, entry[1], entry[2]))]


def _join(state: State, key: str, ticket: Ticket) -> None:
    state.line_of(key).join((ticket.order, ticket.id, ticket.turn), ticket.kind == "priority")
