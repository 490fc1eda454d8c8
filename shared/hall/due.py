"""What the hall itself must do next, before any other command: hold the lot that is due, call where somebody waits.

Time enters only by the moment of the last record; what a later moment makes due is asked for (``ready.next_wake``).
"""

from msgspec.structs import replace

from shared.hall.carry import carried
from shared.hall.dispatch import passed_by, pick
from shared.hall.draw.issue import choose, most_named, stratum_size
from shared.hall.draw.lots import Ys, mix, winner
from shared.hall.events import (
    AnyEvent,
    DrawRequested,
    DrawResolved,
    PairsDrawRequested,
    TicketCalled,
    WindowsInherited,
)
from shared.hall.line import Heads, Line
from shared.hall.ready import due_at_ready
from shared.hall.rounds import pairs
from shared.hall.state import Round, State, Ticket
from shared.hall.witnesses import standing


def due(state: State) -> AnyEvent | None:
    """The next event that follows from the state alone; None when the hall is at rest or a draw is open."""
    if state.open_draw is not None or state.config is None:
        return None
    if state.carrying:
        return carried(state)
    if state.redraw is not None:
        return replace(state.redraw, i=state.draws + 1, witnesses=standing(state), redrawn=state.redraw.i)
    if state.round is not None:
        return _go_on(state, state.round)
    event = _due_heir(state) or _due_draw(state)
    if event is None and state.ready and any(queue.places for queue in state.queues.values()):
        event = due_at_ready(state, state.at_ms)
    return event


def resolve(state: State, x: bytes, ys: Ys) -> DrawResolved:
    """The result of the open draw from the hub's link and the witnesses' links."""
    request = state.open_draw
    assert request is not None
    u = mix(state.algorithm, request.i, x, ys)
    if isinstance(request, PairsDrawRequested):
        ticket, main, lot = winner(state.algorithm, u, ((*pair, 1) for pair in request.pairs))
        reserves: tuple[str, ...] = ()
    else:
        named = choose(state.algorithm, u, request.ticket, request.windows, request.stratum, request.most)
        ticket, main, reserves, lot = request.ticket, named.main, named.reserves, named.lot
    return DrawResolved(
        i=request.i,
        ticket=ticket,
        x=x.hex(),
        ys=tuple((name, y.hex()) for name, y in ys),
        main=main,
        reserves=reserves,
        lot=lot.hex(),
    )


def _go_on(state: State, round: Round) -> AnyEvent:
    """In a round: call the one who was drawn, or draw the next."""
    if round.drawn is None:
        return PairsDrawRequested(
            i=state.draws + 1, pool=round.pool, pairs=pairs(state, round), witnesses=standing(state)
        )
    ticket, counter = round.drawn
    desk = state.desks[counter]
    over = passed_by(state, desk, state.tickets[ticket])
    return TicketCalled(ticket=ticket, counter=counter, clerk=desk.clerk, over=over)


def _due_heir(state: State) -> AnyEvent | None:
    heir = next(iter(state.heirs), None)
    return None if heir is None else _inherit(state, state.tickets[heir])


def _due_draw(state: State) -> AnyEvent | None:
    if not state.reasons:
        return None
    heads = [_heads(state, service, queue.undrawn) for service, queue in state.queues.items()]
    choice = pick(state, heads)
    if choice is None:
        return None
    ticket = state.tickets[choice[0]]
    able = state.able_counters(ticket.service)
    return _inherit(state, ticket) or _request(state, ticket, able, choice[1])


def _heads(state: State, service: str, undrawn: Line) -> Heads:
    """Who of a service may be drawn now.

    People who came before any window was open are drawn only as windows run short of work: drawn at once they would
    all name the first window that opens (docs/adr/0003).
    """
    heads = undrawn.heads()
    able = state.able_counters(service) if any(heads) else ()
    if not able:
        return None, None, None
    if not all(state.desks[counter].waiting for counter in able):
        return heads
    first, booked, rest = (None if head is None or head[1] in state.held else head for head in heads)
    return first, booked, rest


def _inherit(state: State, ticket: Ticket) -> WindowsInherited | None:
    kept = state.inherited_by(ticket)[: state.rules_of(ticket.service).named]
    return WindowsInherited(ticket=ticket.id, main=kept[0], reserves=tuple(kept[1:])) if kept else None


def _request(state: State, ticket: Ticket, able: list[str], over: str) -> DrawRequested:
    rules = state.rules_of(ticket.service)
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
        witnesses=standing(state),
    )
