"""Pools and rounds of policy ``call`` (shared.hall.rounds)."""

from bisect import bisect_left, insort

from shared.hall.events import RoundOpened
from shared.hall.rounds import pairs
from shared.hall.state import Batch, Pool, Round, State, Ticket


def join(state: State, ticket: Ticket) -> None:
    """By arrival: into the batch of the next who came later, else among the newcomers."""
    ticket.pool = state.group_of(ticket.service).id
    pool = state.pools.setdefault(ticket.pool, Pool())
    lines = pool.places.setdefault(ticket.kind, {})
    key = (ticket.order, "", 0)
    behind = [line[at] for line in lines.values() if (at := bisect_left(line, key)) < len(line)]
    number = min(behind)[2] if behind else _newest(state, pool, ticket)
    pool.waiting += 1
    insort(lines.setdefault(ticket.service, []), (ticket.order, ticket.id, number))


def leave(state: State, ticket: Ticket) -> None:
    """Waits for no round any more."""
    pool = state.pools[ticket.pool]
    pool.waiting -= 1
    lines = pool.places[ticket.kind]
    line = lines[ticket.service]
    del line[bisect_left(line, (ticket.order, "", 0))]
    if not line:
        del lines[ticket.service]
    ticket.pool = ""


def renumber(state: State, ahead: int) -> None:
    """Take ``ahead`` from every place."""
    for pool in state.pools.values():
        for lines in pool.places.values():
            for line in lines.values():
                line[:] = [(order - ahead, ticket, batch) for order, ticket, batch in line]


def round_opened(state: State, event: RoundOpened, at_ms: int) -> None:
    """Its draws follow, and nothing else before them."""
    state.round = Round(event.pool, list(event.tickets), list(event.windows))


def called(state: State, ticket: str, counter: str) -> None:
    """The one who was drawn has been called; the round goes on without the two, as long as anything is left."""
    going = state.round
    if going is None:
        return
    going.drawn = None
    going.tickets = [each for each in going.tickets if each != ticket]
    going.windows = [each for each in going.windows if each != counter]
    if not pairs(state, going):
        state.round = None


def _newest(state: State, pool: Pool, ticket: Ticket) -> int:
    """The number of the batch that newcomers join, a new one if it is full; its size is fixed when it begins."""
    batch = pool.batches.setdefault(ticket.kind, Batch())
    if batch.joined >= batch.size:
        batch.number += 1
        batch.joined = 0
        batch.size = max(1, min(_eligible(state, ticket.pool), state.rules_of(ticket.service).batch))
    batch.joined += 1
    return batch.number


def _eligible(state: State, group: str) -> int:
    """How many windows may serve the group: those able now, or while none is, all that may be."""
    services = {service.id for service in state.services.values() if service.group == group}
    able = {counter for service in services for counter in state.able_counters(service)}
    return len(able) or sum(not services.isdisjoint(counter.services) for counter in state.counters.values())
