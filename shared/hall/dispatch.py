"""Whose turn it is: missed people who are due, then priority and appointments against walk-ins with ageing."""

from collections.abc import Iterable, Iterator

from shared.hall.line import Entry, Heads
from shared.hall.rounds import heads_of
from shared.hall.state import Desk, State, Ticket

Turn = tuple[str, str]
"""A ticket, and the walk-in who came earlier and is passed by it ("": nobody)."""


def next_for(state: State, desk: Desk) -> Turn | None:
    """Whom this desk calls next; None if nobody may be called, or the turn is that of people who wait for a round."""
    turn = turn_at(state, desk)
    return None if turn is None or state.tickets[turn[0]].pool else turn


def turn_at(state: State, desk: Desk) -> Turn | None:
    """Whose turn it is at this desk, called or drawn."""
    choice = pick(state, _heads(state, desk))
    if desk.returning:
        due, ticket, _ = min(desk.returning)
        if choice is None or desk.calls >= due:
            return ticket, ""
    return choice


def passed_by(state: State, desk: Desk, ticket: Ticket) -> str:
    """The walk-in who is passed when this desk calls a ticket that was drawn for it ("": nobody)."""
    if ticket.kind == "normal":
        return ""
    walk_ins = [rest for _, _, rest in _heads(state, desk) if rest is not None]
    oldest = min(walk_ins, default=(ticket.order, "", 0))
    return oldest[1] if oldest[0] < ticket.order else ""


def pick(state: State, heads: Iterable[Heads]) -> Turn | None:
    """From the heads of some lines: priority first, then appointments, then walk-ins, each by arrival.

    The oldest walk-in is passed by at most ``rules.passed`` later people, then only those who came earlier go before.
    """
    assert state.config is not None
    first = booked = rest = None
    for priority, appointment, walk_in in heads:
        first = _older(first, priority)
        booked = _older(booked, appointment)
        rest = _older(rest, walk_in)
    ahead = first or booked
    if rest is None or ahead is None:
        only = ahead or rest
        return None if only is None else (only[1], "")
    if ahead < rest:
        return ahead[1], ""
    if state.tickets[rest[1]].passed < state.config.rules.passed:
        return ahead[1], rest[1]
    if booked is not None and booked < rest:
        return booked[1], ""
    return rest[1], ""


def _heads(state: State, desk: Desk) -> Iterator[Heads]:
    for key in (f"counter:{desk.id}", *(f"service:{service}" for service in desk.services)):
        if (line := state.lines.get(key)) is not None:
            yield line.heads()
    for pool in state.pools.values():
        if pool.waiting:
            yield heads_of(pool, desk.services)


def _older(one: Entry | None, other: Entry | None) -> Entry | None:
    return one if other is None or (one is not None and one < other) else other
