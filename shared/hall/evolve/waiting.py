"""Joining and leaving: every way into and out of *waiting* goes through here, so that loads and places stay true."""

from bisect import bisect_left, insort

from shared.hall.events import DrawReason
from shared.hall.evolve import pools
from shared.hall.state import Moved, State, Ticket


def enter(state: State, ticket: Ticket) -> None:
    """The ticket waits again, by its place of arrival, named nowhere yet."""
    ticket.status = "waiting"
    ticket.turn += 1
    ticket.passed = 0
    insort(state.queues[ticket.service].places, (ticket.order, ticket.issued_ms))
    if ticket.person is not None:
        state.persons[f"{ticket.person}|{ticket.service}"] = ticket.id


def leave(state: State, ticket: Ticket) -> None:
    """The ticket waits no longer."""
    _stand_down(state, ticket)
    places = state.queues[ticket.service].places
    del places[bisect_left(places, (ticket.order, ticket.issued_ms))]
    if ticket.person is not None:
        del state.persons[f"{ticket.person}|{ticket.service}"]


def line_up(state: State, ticket: Ticket, reason: DrawReason) -> None:
    """A waiting ticket of its service's policy: due for a draw, in a pool, or in the service's common line."""
    match state.group_of(ticket.service).policy:
        case "issue":
            _await_draw(state, ticket, reason)
        case "call" if state.inherited_by(ticket):
            state.heirs[ticket.id] = None
        case "call":
            pools.join(state, ticket)
        case "fifo":
            _join(state, ticket, f"service:{ticket.service}")


def name(state: State, ticket: Ticket, counters: tuple[str, ...]) -> None:
    """The counters that may call it, main window first."""
    _stand_down(state, ticket)
    ticket.named = counters
    for counter in counters:
        state.desks[counter].waiting += 1
    _join(state, ticket, *(f"counter:{counter}" for counter in counters))


def bind(state: State, ticket: Ticket) -> None:
    """Back in the line of the counter it is bound to."""
    state.desks[ticket.counter].waiting += 1
    _join(state, ticket, f"counter:{ticket.counter}")


def rebind(state: State, ticket: Ticket, counter: str) -> None:
    """Whatever it waited for, it now waits for this counter."""
    _stand_down(state, ticket)
    ticket.counter = counter
    bind(state, ticket)


def bind_after(state: State, ticket: Ticket, calls: int) -> None:
    """Back at the counter it is bound to, after so many more calls there."""
    desk = state.desks[ticket.counter]
    desk.waiting += 1
    desk.returning.append((desk.calls + calls, ticket.id, ticket.turn))


def pass_over(state: State, walk_in: str) -> None:
    """Somebody who came later was taken first ("": nobody was passed)."""
    if walk_in:
        state.tickets[walk_in].passed += 1


def release_orphans(state: State, why: Moved, *counters: str) -> None:
    """After a change of these: a ticket waiting for one with no able named window left is due for a new draw.

    One that other windows can serve keeps its names, but none that is open for other services now.
    """
    waiting: dict[str, Ticket] = {}
    for counter in counters:
        line = state.lines.get(f"counter:{counter}")
        entries = list(filter(state.stands, line.entries())) if line else []
        waiting |= {entry[1]: state.tickets[entry[1]] for entry in (*entries, *state.desks[counter].returning)}
    for ticket in sorted(waiting.values(), key=lambda ticket: ticket.order):
        able = state.able_counters(ticket.service)
        gone = [named for named in counters if state.desks[named].status == "open" and named not in able]
        if not any(named in able for named in state.names(ticket)):
            _stand_down(state, ticket)
            ticket.counter, ticket.moved = "", why
            line_up(state, ticket, "windows-closed")
        elif not set(gone).isdisjoint(ticket.named):
            name(state, ticket, tuple(named for named in ticket.named if named not in gone))
    _disinherit(state)


def _disinherit(state: State) -> None:
    """Heirs whose windows cannot serve them any more are drawn like everybody."""
    heirs = [state.tickets[heir] for heir in state.heirs]
    for ticket in sorted(heirs, key=lambda ticket: ticket.order):
        if not state.inherited_by(ticket):
            del state.heirs[ticket.id]
            pools.join(state, ticket)


def _await_draw(state: State, ticket: Ticket, reason: DrawReason) -> None:
    """Due for a draw; a newcomer behind those who wait for theirs at the same windows already."""
    able = state.able_counters(ticket.service)
    if not able or (reason == "issue" and _others_await(state, able)):
        state.held[ticket.id] = None
        reason = "backlog" if reason == "issue" else reason
    state.reasons[ticket.id] = reason
    state.queues[ticket.service].undrawn.join((ticket.order, ticket.id, ticket.turn), ticket.kind)


def _others_await(state: State, able: list[str]) -> bool:
    return any(
        any(queue.undrawn.heads()) and not set(able).isdisjoint(state.able_counters(service))
        for service, queue in state.queues.items()
    )


def _stand_down(state: State, ticket: Ticket) -> None:
    """Nobody may call or draw it by its present entries any more."""
    state.heirs.pop(ticket.id, None)
    if ticket.pool:
        pools.leave(state, ticket)
    keys = [f"service:{ticket.service}"]
    for counter in state.names(ticket):
        keys.append(f"counter:{counter}")
        desk = state.desks.get(counter)
        if desk is not None:
            desk.waiting -= 1
            desk.returning = [entry for entry in desk.returning if entry[1] != ticket.id]
    ticket.named = ()
    ticket.turn += 1
    for key in keys:
        line = state.lines.get(key)
        if line is not None:
            line.prune(state.stands)
    if state.reasons.pop(ticket.id, None) is not None:
        state.held.pop(ticket.id, None)
        state.queues[ticket.service].undrawn.prune(state.stands)


def _join(state: State, ticket: Ticket, *lines: str) -> None:
    entry = ticket.order, ticket.id, ticket.turn  # one for all of them: a waiting hall consists of these
    for line in lines:
        state.line_of(line).join(entry, ticket.kind)
