"""Who may come back to this desk: missed and parked numbers, the latest first. Pure."""

from typing import Literal

import msgspec

from counter.controllers.card import clock
from counter.controllers.words import Say, say
from shared.protocol.rows import DeskRow

Verb = Literal["requeue", "resume"]


class Back(msgspec.Struct, frozen=True):
    """One number and the verb that takes it back."""

    ticket: str
    number: str
    verb: Verb
    detail: Say
    at_ms: int


def back(desk: DeskRow, timezone: str) -> tuple[Back, ...]:
    """All of them."""
    missed = [
        Back(
            it.ticket,
            it.number,
            "requeue",
            say("counter.side.missed", time=clock(it.at_ms, timezone), calls=it.calls),
            it.at_ms,
        )
        for it in desk.missed
    ]
    parked = [
        Back(
            it.ticket,
            it.number,
            "resume",
            say(f"counter.side.parked-{it.kind}", time=clock(it.at_ms, timezone)),
            it.at_ms,
        )
        for it in desk.parked
    ]
    return tuple(sorted(missed + parked, key=lambda it: it.at_ms, reverse=True))
