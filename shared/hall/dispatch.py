"""Who is next: missed people who are due, then priority against walk-ins with ageing."""

from collections.abc import Iterable

from shared.hall.line import Entry
from shared.hall.state import Desk, State


def next_for(state: State, desk: Desk) -> tuple[str, str] | None:
    """The ticket this desk calls next and the walk-in it passes ("": nobody); None if nobody may be called."""
    keys = (f"counter:{desk.id}", *(f"service:{service}" for service in desk.services))
    choice = pick(state, (line.heads() for key in keys if (line := state.lines.get(key)) is not None))
    if desk.returning:
        due, ticket, _ = min(desk.returning)
        if choice is None or desk.calls >= due:
            return ticket, ""
    return choice


def pick(state: State, heads: Iterable[tuple[Entry | None, Entry | None]]) -> tuple[str, str] | None:
    """From the heads of some lines, (ticket, the earlier walk-in it passes): priority first, by arrival.

    The oldest walk-in is passed by at most ``rules.passed`` later people, then it is next (docs/draw.md).
    """
    assert state.config is not None
    first: Entry | None = None
    rest: Entry | None = None
    for priority, walk_in in heads:
        if priority is not None and (first is None or priority < first):
            first = priority
        if walk_in is not None and (rest is None or walk_in < rest):
            rest = walk_in
    if first is None or rest is None:
        only = first or rest
        return None if only is None else (only[1], "")
    if first < rest:
        return first[1], ""
    if state.tickets[rest[1]].passed < state.config.rules.passed:
        return first[1], rest[1]
    return rest[1], ""
