"""What the hall itself must do next, before any other command: hold the lot that is due, call where somebody waits."""

from shared.hall.config import Service
from shared.hall.dispatch import next_for
from shared.hall.draw.issue import choose, most_named, stratum_size
from shared.hall.draw.lots import Ys, mix
from shared.hall.events import AnyEvent, DrawRequested, DrawResolved, TicketCalled, WindowsInherited
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
    candidates = [
        (queue.undrawn[0], service)
        for service, queue in state.queues.items()
        if queue.undrawn and state.able_counters(service)
    ]
    for (_, ticket_id, _), service in sorted(candidates):
        ticket = state.tickets[ticket_id]
        able = state.able_counters(service)
        # People who came before any window was open are drawn only as windows run short of work: drawn at once
        # they would all name the first window that opens (docs/adr/0003).
        if state.reasons[ticket_id] == "backlog" and all(state.desks[counter].waiting for counter in able):
            continue
        return _inherit(state, ticket, able) or _request(state, ticket, state.services[service], able)
    return None


def _inherit(state: State, ticket: Ticket, able: list[str]) -> WindowsInherited | None:
    if ticket.person is None:
        return None
    kept = [counter for counter in state.inherited.get(ticket.person, ()) if counter in able]
    return WindowsInherited(ticket=ticket.id, main=kept[0], reserves=tuple(kept[1:])) if kept else None


def _request(state: State, ticket: Ticket, service: Service, able: list[str]) -> DrawRequested:
    assert state.config is not None
    rules = state.config.rules
    fresh = [counter for counter in able if counter not in ticket.earlier]
    if len(fresh) >= stratum_size(rules, len(able)):
        able = fresh
    stratum = min(stratum_size(rules, len(able)), len(able))
    return DrawRequested(
        i=state.draws + 1,
        ticket=ticket.id,
        pool=service.id,
        windows=tuple((counter, state.load(counter)) for counter in able),
        stratum=stratum,
        most=most_named(stratum, rules.named, len(able)),
        reason=state.reasons[ticket.id],
    )


def _due_call(state: State) -> TicketCalled | None:
    for counter in state.ready:
        desk = state.desks[counter]
        choice = next_for(state, desk)
        if choice is not None:
            return TicketCalled(ticket=choice[0], counter=counter, clerk=desk.clerk, passed=choice[1])
    return None
