"""What the hall itself must do next, before any other command: hold the lot that is due, call where somebody waits."""

from shared.hall.dispatch import next_for, pick
from shared.hall.draw.issue import choose, most_named, stratum_size
from shared.hall.draw.lots import Ys, mix
from shared.hall.events import AnyEvent, DrawRequested, DrawResolved, TicketCalled, WindowsInherited
from shared.hall.line import Entry, Line
from shared.hall.state import State, Ticket


def due(state: State) -> AnyEvent | None:
    """The next event that follows from the state alone; None when the hall is at rest or a draw is open."""
    if state.open_draw is not None or state.config is None:
        return None
    return _due_draw(state) or _due_call(state)


def resolve(state: State, x: bytes, ys: Ys) -> DrawResolved:
    """The result of the open draw from the hub's link and the witnesses' links."""
    request = state.open_draw
    assert request is not None
    u = mix(state.algorithm, request.i, x, ys)
    named = choose(state.algorithm, u, request.ticket, request.windows, request.stratum, request.most)
    return DrawResolved(
        i=request.i,
        ticket=request.ticket,
        x=x.hex(),
        ys=tuple((name, y.hex()) for name, y in ys),
        main=named.main,
        reserves=named.reserves,
        lot=named.lot.hex(),
    )


def _due_draw(state: State) -> AnyEvent | None:
    if not state.reasons:
        return None
    heads = [_heads(state, service, queue.undrawn) for service, queue in state.queues.items()]
    choice = pick(state, heads)
    if choice is None:
        return None
    ticket = state.tickets[choice[0]]
    able = state.able_counters(ticket.service)
    return _inherit(state, ticket, able) or _request(state, ticket, able, choice[1])


def _heads(state: State, service: str, undrawn: Line) -> tuple[Entry | None, Entry | None]:
    """Who of a service may be drawn now.

    People who came before any window was open are drawn only as windows run short of work: drawn at once they would
    all name the first window that opens (docs/adr/0003).
    """
    priority, walk_in = undrawn.heads()
    able = state.able_counters(service) if priority or walk_in else ()
    if not able:
        return None, None
    if not all(state.desks[counter].waiting for counter in able):
        return priority, walk_in
    return (
        priority if priority and priority[1] not in state.held else None,
        walk_in if walk_in and walk_in[1] not in state.held else None,
    )


def _inherit(state: State, ticket: Ticket, able: list[str]) -> WindowsInherited | None:
    if ticket.person is None:
        return None
    assert state.config is not None
    kept = [counter for counter in state.inherited.get(ticket.person, ()) if counter in able]
    kept = kept[: state.config.rules.named]
    return WindowsInherited(ticket=ticket.id, main=kept[0], reserves=tuple(kept[1:])) if kept else None


def _request(state: State, ticket: Ticket, able: list[str], over: str) -> DrawRequested:
    assert state.config is not None
    rules = state.config.rules
    fresh = [counter for counter in able if counter not in ticket.earlier]
    if len(fresh) >= stratum_size(rules, len(able)):
        able = fresh
    stratum = min(stratum_size(rules, len(able)), len(able))
    return DrawRequested(
        i=state.draws + 1,
        ticket=ticket.id,
        pool=ticket.service,
        windows=tuple((counter, state.load(counter)) for counter in able),
        stratum=stratum,
        most=most_named(stratum, rules.named, len(able)),
        reason=state.reasons[ticket.id],
        over=over,
    )


def _due_call(state: State) -> TicketCalled | None:
    for counter in state.ready:
        desk = state.desks[counter]
        choice = next_for(state, desk)
        if choice is not None:
            return TicketCalled(ticket=choice[0], counter=counter, clerk=desk.clerk, over=choice[1])
    return None
