"""At the windows that stand ready: who is called there now, and which round of draws begins there, and when."""

from collections.abc import Iterator

from shared.hall.dispatch import pick, turn_at
from shared.hall.events import RoundOpened, RoundReason, TicketCalled
from shared.hall.rounds import Front, front, heads_of
from shared.hall.state import State


def due_at_ready(state: State, at_ms: int) -> TicketCalled | RoundOpened | None:
    """The call of whoever need not be drawn, at the window that has stood ready longest; else the round due now."""
    call, owed = _turns(state)
    return call or _round(_fronts(state, owed), at_ms)


def round_due(state: State, at_ms: int) -> RoundOpened | None:
    """The round that begins at this moment: enough people or windows for a lot, or somebody has waited long enough."""
    return _round(_fronts(state, _turns(state)[1]), at_ms)


def next_wake(state: State) -> int | None:
    """When a round is due though nothing else happens: ask for it then with ``StartRound``. None: never."""
    return min((next_ones.waited_ms for _, next_ones in _fronts(state, _turns(state)[1])), default=None)


def _round(fronts: Iterator[tuple[str, Front]], at_ms: int) -> RoundOpened | None:
    for pool, next_ones in fronts:
        if next_ones.enough or next_ones.waited_ms <= at_ms:
            reason: RoundReason = "enough" if next_ones.enough else "waited"
            return RoundOpened(pool=pool, tickets=next_ones.tickets, windows=next_ones.windows, reason=reason)
    return None


def _turns(state: State) -> tuple[TicketCalled | None, dict[str, list[str]]]:
    """Who is to be called first of all, and pool → the ready windows where its turn has come."""
    owed: dict[str, list[str]] = {}
    for counter in state.ready:
        desk = state.desks[counter]
        turn = turn_at(state, desk)
        if turn is None:
            continue
        if not (pool := state.tickets[turn[0]].pool):
            return TicketCalled(ticket=turn[0], counter=counter, clerk=desk.clerk, over=turn[1]), {}
        owed.setdefault(pool, []).append(counter)
    return None, owed


def _fronts(state: State, owed: dict[str, list[str]]) -> Iterator[tuple[str, Front]]:
    for pool, counters in owed.items():
        services = {service for counter in counters for service in state.desks[counter].services}
        turn = pick(state, [heads_of(state.pools[pool], services)])
        assert turn is not None
        yield pool, front(state, state.pools[pool], state.tickets[turn[0]].kind, counters)
