"""Policy ``call``: who is drawn is decided when windows are free, in rounds over batches (docs/draw.md).

Those who wait for a service group are its pool. Newcomers form batches of as many as there are able windows, ``batch``
at most; whoever comes back joins the batch of the person behind. So batches follow one another by arrival, and nobody
is overtaken but by their own batch. A round is over the first batch that any free window can serve.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import takewhile

import msgspec

from shared.hall.commands import TicketKind
from shared.hall.facts import left_ms
from shared.hall.line import Heads
from shared.hall.state import Place, Pool, Round, State

KINDS: tuple[TicketKind, ...] = ("priority", "appointment", "normal")


class Front(msgspec.Struct, frozen=True):
    """Who may be drawn next, among which windows, and when they have waited long enough."""

    tickets: tuple[str, ...]
    windows: tuple[str, ...]
    enough: bool
    waited_ms: int


def heads_of(pool: Pool, services: Iterable[str]) -> Heads:
    """Who came first of each kind for any of these services."""
    first, booked, rest = (
        min((line[0] for service in services if (line := places.get(service))), default=None) if places else None
        for places in (pool.places.get(kind) for kind in KINDS)
    )
    return first, booked, rest


def front(state: State, pool: Pool, kind: TicketKind, windows: Sequence[str]) -> Front:
    """The first batch of this kind, and those of the free windows that can serve any of it.

    Of a kind that goes before walk-ins no more come along than may pass the oldest of them.
    """
    services = {service for window in windows for service in state.desks[window].services}
    batches = {each: _first_batch(pool, each, services) for each in KINDS}
    people = [place for batch in batches.values() for place in batch]
    rules = state.rules_of(state.tickets[people[0][1]].service)
    chosen = batches[kind]
    if kind != "normal" and batches["normal"]:
        order, walk_in, _ = batches["normal"][0]
        later = max(0, rules.passed - state.tickets[walk_in].passed)
        chosen = chosen[: bisect_left(chosen, (order, "", 0)) + later]
    wanted = {state.tickets[ticket].service for _, ticket, _ in chosen}
    free = tuple(window for window in windows if not wanted.isdisjoint(state.desks[window].services))
    at_work = {
        counter
        for service in wanted
        for counter in state.able_counters(service)
        if state.desks[counter].status == "open"
    }
    since_ms = min(state.tickets[ticket].since_ms for _, ticket, _ in people)
    return Front(
        tickets=tuple(ticket for _, ticket, _ in chosen),
        windows=free,
        enough=max(len(people), len(free)) >= min(rules.round_least, len(at_work)),
        waited_ms=state.at_ms + left_ms(since_ms, rules.round_after_s * 1000, state.at_ms),
    )


def pairs(state: State, round: Round) -> tuple[tuple[str, str], ...]:
    """What is left of a round: every ticket with every window that may serve it."""
    return tuple(
        (ticket, window)
        for ticket in round.tickets
        for window in round.windows
        if state.tickets[ticket].service in state.desks[window].services
    )


def _first_batch(pool: Pool, kind: TicketKind, services: set[str]) -> list[Place]:
    lines = [line for service, line in pool.places.get(kind, {}).items() if service in services]
    if not lines:
        return []
    number = min(line[0] for line in lines)[2]
    return sorted(place for line in lines for place in takewhile(lambda place: place[2] == number, line))
