"""The big card: who is at the desk, since when, and what to know. Pure: one moment in, a picture without wording."""

from typing import Literal

import msgspec

from counter.controllers.desk import Seen
from counter.controllers.words import Say, say
from shared.clock import clock_at
from shared.protocol.rows import Asked, DeskTicket, GroupRow, HallRow, ServiceRow

Mode = Literal["closed", "paused", "idle", "ready", "calling", "serving", "evaluating", "kept"]
Level = Literal["", "warn", "stop"]
WARN_NORMS, STOP_NORMS = 1.5, 2.0
"""A service takes long from so many times the usual time on. The timer's bar ends where the first begins."""
WARN_MIN, STOP_MIN = 15, 30
WARN_WAITING, STOP_WAITING = 10, 20
"""A queue is long from so many minutes or people on."""


class Card(msgspec.Struct, frozen=True):
    """``big`` is the large figure, ``clock`` the running time; ``part`` of the bar is done, its tick stands at
    ``tick`` (both 0–1, None: no bar). ``level``: how late it is; ``sent``: what came with a ticket sent on.
    """

    mode: Mode
    caption: Say
    facts: tuple[Say, ...] = ()
    big: str = ""
    unit: Say | None = None
    title: Say | None = None
    lines: tuple[Say, ...] = ()
    clock: str = ""
    note: Say | None = None
    part: float | None = None
    tick: float | None = None
    level: Level = ""
    sent: tuple[Say, ...] = ()


def queue_level(waiting: int, minutes: int) -> Level:
    """How long a queue is, by its people and its longest wait."""
    if waiting >= STOP_WAITING or minutes >= STOP_MIN:
        return "stop"
    return "warn" if waiting >= WARN_WAITING or minutes >= WARN_MIN else ""


def card(seen: Seen, hall: HallRow, services: dict[str, ServiceRow], groups: tuple[GroupRow, ...]) -> Card:
    """The card of this moment; ``groups`` are those this desk serves."""
    ticket, state = seen.desk.ticket, seen.desk.state
    if seen.kept:
        return _kept(seen.kept)
    if ticket is not None and state in ("calling", "serving"):
        shown = Card(
            mode=state,
            caption=say(f"counter.card.{state}"),
            facts=_facts(ticket, hall),
            big=ticket.number,
            title=_service(ticket, services),
            sent=_sent(ticket),
        )
        return (_serving if state == "serving" else _calling)(shown, ticket, seen.now_ms)
    if (asked := seen.evaluating) is not None:
        return _evaluating(asked, seen.now_ms, seen.keypad or seen.tablet)
    return _nobody(seen, hall, groups)


def _serving(shown: Card, ticket: DeskTicket, now_ms: int) -> Card:
    taken_s = max(0, now_ms - ticket.serving_ms) // 1000
    most_s = ticket.norm_s * WARN_NORMS
    level: Level = "" if taken_s < most_s or not most_s else "warn"
    if most_s and taken_s >= ticket.norm_s * STOP_NORMS:
        level = "stop"
    return msgspec.structs.replace(
        shown,
        clock=duration(taken_s),
        note=say(f"counter.card.over-{level}" if level else "counter.card.norm", minutes=round(ticket.norm_s / 60)),
        part=min(1.0, taken_s / most_s) if most_s else None,
        tick=1 / WARN_NORMS if most_s else None,
        level=level,
    )


def _calling(shown: Card, ticket: DeskTicket, now_ms: int) -> Card:
    level: Level = "warn" if now_ms >= ticket.recall_ms else ""
    if now_ms >= ticket.no_show_ms and not ticket.no_show_calls:
        level = "stop"
    return msgspec.structs.replace(
        shown,
        clock=duration(max(0, now_ms - ticket.since_ms) // 1000),
        note=say(f"counter.card.calls-{level}" if level else "counter.card.calls", n=ticket.calls),
        level=level,
    )


def _sent(ticket: DeskTicket) -> tuple[Say, ...]:
    """Where a ticket comes from, and what the clerk there has noted."""
    if not ticket.sent_from:
        return ()
    note = (say(f"counter.note.{ticket.note}"),) if ticket.note else ()
    text = (say("counter.card.text", text=ticket.text),) if ticket.text else ()
    return (say("counter.card.sent-from", label=ticket.sent_from), *note, *text)


def _kept(number: str) -> Card:
    """Finished while the hub is away."""
    return Card(
        mode="kept",
        caption=say("counter.card.finished", number=number),
        big=number,
        title=say("counter.card.kept"),
        lines=(say("counter.card.kept-line"), say("counter.card.later")),
    )


def _evaluating(asked: Asked, now_ms: int, keypad: bool) -> Card:
    left_s = -((now_ms - asked.until_ms) // 1000)
    return Card(
        mode="evaluating",
        caption=say("counter.card.finished-in", number=asked.number, **_time(asked.took_s)),
        big=str(left_s),
        unit=say("counter.card.left"),
        title=say("counter.card.please-rate" if keypad else "counter.card.no-keypad"),
        lines=(say("counter.card.never-shown"), say("counter.card.later")),
        part=(asked.until_ms - now_ms) / max(1, asked.until_ms - asked.asked_ms),
    )


def _nobody(seen: Seen, hall: HallRow, groups: tuple[GroupRow, ...]) -> Card:
    desk, waiting = seen.desk, sum(group.waiting for group in groups)
    mode: Mode = desk.state if desk.state in ("closed", "paused", "ready") else "idle"
    caption = say(f"counter.card.{'idle' if mode == 'ready' else mode}")
    facts: tuple[Say, ...] = ()
    if (asked := desk.asked) is not None and mode in ("idle", "ready"):
        facts = (say("counter.card.rated" if asked.given else "counter.card.not-rated", number=asked.number),)
    if not seen.live:
        return Card(
            mode=mode,
            caption=caption,
            facts=facts,
            big=str(waiting),
            unit=say("counter.card.people"),
            title=say("counter.away.short"),
            lines=(say("counter.card.away-line"), say("counter.card.away-since")),
        )
    if mode in ("paused", "ready"):
        since = duration(max(0, seen.now_ms - desk.since_ms) // 1000)
        return Card(
            mode=mode,
            caption=caption,
            facts=facts,
            big=since,
            unit=say(f"counter.card.{mode}-for"),
            title=say(f"counter.pause.{desk.pause}" if desk.pause else f"counter.card.{mode}-title"),
            lines=(say(f"counter.card.{mode}-line", minutes=in_minutes(desk.grace_s)),),
        )
    if mode == "idle":
        title, line = ("call", "idle-line") if waiting else ("nobody", "nobody-line")
    else:
        title, line = "open", "closed-line"
    return Card(
        mode=mode,
        caption=caption,
        facts=facts,
        big=str(waiting),
        unit=say("counter.card.people"),
        title=say(f"counter.card.{title if hall.open else 'hall-closed'}"),
        lines=(say(f"counter.card.{line}"),),
    )


def policy(groups: tuple[GroupRow, ...]) -> str:
    """How the next citizen comes to this desk: "issue" (drawn when the ticket was taken), "fifo" or "mixed"."""
    policies = {group.policy for group in groups}
    return policies.pop() if len(policies) == 1 else "mixed" if policies else "none"


def _service(ticket: DeskTicket, services: dict[str, ServiceRow]) -> Say:
    row = services.get(ticket.service)
    return say("counter.card.service", name=row.name if row else ticket.service)


def _facts(ticket: DeskTicket, hall: HallRow) -> tuple[Say, ...]:
    return (
        say(f"kind.{ticket.kind}"),
        say("counter.card.taken", time=clock_at(ticket.issued_ms, hall.timezone)),
        say("counter.card.waited", minutes=max(0, ticket.called_ms - ticket.issued_ms) // 60_000),
        *((say(f"counter.came.{ticket.came}"),) if ticket.came else ()),
    )


def _time(seconds: int) -> dict[str, int]:
    minutes, rest = divmod(seconds, 60)
    return {"minutes": minutes, "seconds": rest}


def in_minutes(seconds: int) -> str:
    """Minutes as people read them: "5", "1.5"."""
    return f"{round(seconds / 60, 1):g}"


def duration(seconds: int) -> str:
    """A running time, as "4:12" or "1:04:12"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
