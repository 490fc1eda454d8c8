"""Who may come back to this desk: missed and parked numbers, the latest first. Pure."""

from typing import Literal

import msgspec

from counter.controllers.words import Say, say
from shared.clock import clock_at
from shared.protocol.rows import DeskRow, Parked

Verb = Literal["requeue", "resume"]


class Back(msgspec.Struct, frozen=True):
    """One number and the verb that takes it back; ``due``: it was expected by now."""

    ticket: str
    number: str
    verb: Verb
    detail: Say
    at_ms: int
    due: bool = False


def back(desk: DeskRow, timezone: str, now_ms: int) -> tuple[Back, ...]:
    """All of them; those who are expected by now first."""
    missed = [
        Back(
            it.ticket,
            it.number,
            "requeue",
            say("counter.side.missed", time=clock_at(it.at_ms, timezone), calls=it.calls),
            it.at_ms,
        )
        for it in desk.missed
    ]
    parked = [
        Back(
            it.ticket,
            it.number,
            "resume",
            _parked(it, timezone, now_ms),
            it.at_ms,
            0 < it.due_ms <= now_ms,
        )
        for it in desk.parked
    ]
    return tuple(sorted(missed + parked, key=lambda it: (it.due, it.at_ms), reverse=True))


def _parked(it: Parked, timezone: str, now_ms: int) -> Say:
    if not it.due_ms:
        return say(f"counter.side.parked-{it.kind}", time=clock_at(it.at_ms, timezone))
    key = "due" if it.due_ms <= now_ms else "expected"
    return say(f"counter.side.{key}-{it.kind}", time=clock_at(it.due_ms, timezone))
