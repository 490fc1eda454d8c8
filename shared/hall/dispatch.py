"""Who is called next at a counter: missed people who are due, then priority against walk-ins with ageing."""

from shared.hall.line import Entry
from shared.hall.state import Desk, State


def next_for(state: State, desk: Desk) -> tuple[str, int] | None:
    """The ticket this desk calls next and the desk's new run of passed walk-ins; None if nobody may be called.

    No walk-in is passed by more than ``rules.passed`` later people in a row at a desk (docs/hall-rules.md, mixing).
    """
    assert state.config is not None
    first: Entry | None = None
    rest: Entry | None = None
    for key in (f"counter:{desk.id}", *(f"service:{service}" for service in desk.services)):
        line = state.lines.get(key)
        if line is None:
            continue
        priority, walk_in = line.heads(state.stands)
        first = min(filter(None, (first, priority)), default=None)
        rest = min(filter(None, (rest, walk_in)), default=None)
    back = _returning(state, desk, nobody_else=first is None and rest is None)
    if back is not None:
        return back, desk.passed
    if first is not None and rest is not None:
        passes = first[0] > rest[0]
        if passes and desk.passed >= state.config.rules.passed:
            return rest[1], 0
        return first[1], desk.passed + passes
    if first is not None:
        return first[1], desk.passed
    return (rest[1], 0) if rest is not None else None


def _returning(state: State, desk: Desk, *, nobody_else: bool) -> str | None:
    standing = [(due, ticket) for due, ticket, turn in desk.returning if state.stands((0, ticket, turn))]
    if not standing:
        return None
    due, ticket = min(standing)
    return ticket if nobody_else or desk.calls >= due else None
