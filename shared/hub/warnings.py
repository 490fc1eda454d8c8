"""What a manager should look at, from the rows that everybody sees, and who sees to it. In memory alone: after a start
the hub warns anew. The log keeps when each came, grew worse and ended.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from shared.clock import Clock
from shared.hall.config import Rules, Text
from shared.hall.refusals import Refused
from shared.hall.state import Witness
from shared.hub.actor import Actor
from shared.hub.leads import Leads
from shared.hub.papers import Paper
from shared.protocol.rows import AnyRow, DeskRow, DeviceRow, GroupRow, HallRow, TodayRow, WarningLevel, WarningRow

log = logging.getLogger("fairhall.hub.warnings")

MINUTE_MS = 60_000
GRADED_MS = 3_600_000
"""A bad grade is seen to within the hour."""
WEIGHT: dict[WarningLevel, int] = {"": 0, "yellow": 1, "red": 2}
NAMED = 3
"""Numbers that a warning has room for, the last ones."""
NOBODY = Text("", "")
NO_WITNESSES: Mapping[str, Witness] = {}
NO_LEADS = Leads()


class Warnings:
    """``rows`` by id: one a cause, kept when it is over (level "") so that every screen hears of its end."""

    def __init__(self, clock: Clock) -> None:
        self.rows: dict[str, WarningRow] = {}
        self._clock = clock
        self._logged: dict[str, tuple[WarningLevel, int]] = {}

    def look(
        self,
        shown: Iterable[AnyRow],
        rules: Rules,
        witnesses: Mapping[str, Witness] = NO_WITNESSES,
        leads: Leads = NO_LEADS,
        overdue: int = 0,
        papers: Sequence[Paper] = (),
    ) -> tuple[WarningRow, ...]:
        """The warnings that changed, as of now: by what is shown, by the day's witnesses of the lot, by hubs that
        began to lead, by how many bad grades are ``overdue``, and by ``papers`` whose numbers could not join.
        """
        now_ms = self._clock.now_ms()
        found = {row.id: row for each in shown for row in _causes(each, rules, now_ms)}
        more = (*_silent(witnesses, now_ms), *_led(leads, now_ms), *_forgotten(papers, now_ms))
        found |= {row.id: row for row in more}
        if overdue:
            late = _warning("overdue", "hub", "yellow", "", overdue, now_ms)
            found[late.id] = late
        over = [replace(row, level="") for id, row in self.rows.items() if id not in found]
        changed = tuple(filter(None, (self._keep(row, rules) for row in (*found.values(), *over))))
        for row in self.rows.values():
            self._log(row)
        return changed

    def take(self, id: str, actor: Actor) -> WarningRow:
        """Somebody sees to it. Raises Refused for one that is not there."""
        row = self.rows.get(id)
        if row is None or not row.level:
            raise Refused("unknown-warning", warning=id)
        if not row.taken_by:
            row = self.rows[id] = replace(row, taken_by=actor.clerk or actor.name, taken_ms=self._clock.now_ms())
        return row

    def _keep(self, row: WarningRow, rules: Rules) -> WarningRow | None:
        known = self.rows.get(row.id)
        if known is not None and known.level and row.level and not _more_of_them(known, row):
            row = replace(row, since_ms=known.since_ms, taken_by=known.taken_by, taken_ms=known.taken_ms)
        if row.level == "yellow" and not row.taken_by:
            passed_ms = self._clock.now_ms() - row.since_ms
            row = replace(row, level="red" if passed_ms >= rules.warn_untaken_min * MINUTE_MS else "yellow")
        if row == known or (known is None and not row.level):
            return None
        self.rows[row.id] = row
        return row

    def _log(self, row: WarningRow) -> None:
        """What comes and goes with every person in line is told once a minute; what grows worse at once."""
        level, at_ms = self._logged.get(row.id, ("", 0))
        now_ms = self._clock.now_ms()
        if row.level == level or (WEIGHT[row.level] < WEIGHT[level] and now_ms - at_ms < MINUTE_MS):
            return
        self._logged[row.id] = row.level, now_ms
        what = f"{row.id} {row.subject} {row.detail or row.value}".rstrip()
        log.log(logging.WARNING if row.level else logging.INFO, "%s: %s", row.level or "over", what)


def _causes(row: AnyRow, rules: Rules, now_ms: int) -> Iterator[WarningRow]:
    match row:
        case GroupRow():
            if level := _level(row.waiting, rules.warn_waiting, rules.alarm_waiting):
                yield _warning("waiting", row.id, level, row.letter, row.waiting, now_ms, row.name)
            waited = (now_ms - row.oldest_ms) // MINUTE_MS if row.oldest_ms else 0
            if level := _level(waited, rules.warn_wait_min, rules.alarm_wait_min):
                yield _warning("wait", row.id, level, row.letter, waited, now_ms, row.name)
            if row.few:
                yield _warning("few", row.id, "yellow", row.letter, row.few, now_ms, row.name)
        case DeskRow(ticket=ticket) if ticket is not None and ticket.serving_ms and ticket.norm_s:
            served_ms = now_ms - ticket.serving_ms
            percent = served_ms // (ticket.norm_s * 10)
            if level := _level(percent, rules.warn_serving_percent, rules.alarm_serving_percent):
                yield _warning("serving", row.id, level, row.label, served_ms // MINUTE_MS, now_ms)
        case TodayRow():
            for each in row.graded_badly:
                if now_ms - each.last_ms < GRADED_MS:
                    yield _warning("bad-grade", each.group, "yellow", "", each.count, each.last_ms, each.name)
        case HallRow():
            if row.halted:
                yield _warning("seed", "hub", "red", "", 0, now_ms)
            if row.reopened in ("lost", "abandoned"):
                yield _warning(row.reopened, "hub", "yellow", "", 0, now_ms)
        case DeviceRow(state="trouble" | "warn"):
            level = "red" if row.state == "trouble" else "yellow"
            yield _warning(
                row.state, row.id, level, row.name, row.left or 0, now_ms, detail=f"{row.device}/{row.detail}"
            )


def _more_of_them(known: WarningRow, row: WarningRow) -> bool:
    """A bad grade, or a number that could not join, that came after somebody had gone for those before it."""
    return row.code in ("bad-grade", "not-joined") and row.value > known.value and bool(known.taken_by)


def _silent(witnesses: Mapping[str, Witness], now_ms: int) -> Iterator[WarningRow]:
    """Struck ones; with all of them out the hub draws alone."""
    out = [name for name, witness in witnesses.items() if witness.out]
    for name in out:
        yield _warning("struck", name, "yellow", name.partition(":")[2], 0, now_ms)
    if out and len(out) == len(witnesses):
        yield _warning("alone", "hub", "red", "", 0, now_ms)


def _led(leads: Leads, now_ms: int) -> Iterator[WarningRow]:
    """A forced take-over gains nothing, yet whoever forces one has a reason."""
    if often := leads.often(now_ms):
        yield _warning("take-overs", "hub", "yellow", "", often, now_ms)
    if leads.in_draw:
        yield _warning("take-over-in-draw", "hub", "yellow", "", leads.in_draw, now_ms)


def _forgotten(papers: Sequence[Paper], now_ms: int) -> Iterator[WarningRow]:
    """Whoever holds such a number waits, and is not in line."""
    for kiosk in dict.fromkeys(paper.kiosk for paper in papers):
        held = [paper for paper in papers if paper.kiosk == kiosk]
        level: WarningLevel = "red" if any(paper.day == paper.told for paper in held) else "yellow"
        last = [*("…" for _ in held[NAMED : NAMED + 1]), *(paper.number for paper in held[-NAMED:])]
        named = Text("、".join(last), ", ".join(last))
        yield _warning("not-joined", kiosk, level, kiosk, len(held), now_ms, named)


def _level(value: int, yellow: int, red: int) -> WarningLevel:
    return "red" if value >= red else "yellow" if value >= yellow else ""


def _warning(
    code: str,
    about: str,
    level: WarningLevel,
    subject: str,
    value: int,
    now_ms: int,
    name: Text = NOBODY,
    detail: str = "",
) -> WarningRow:
    return WarningRow(
        id=f"{code}/{about}" if not detail else f"device/{about}",
        level=level,
        code=code,
        subject=subject,
        name=name,
        detail=detail,
        value=value,
        since_ms=now_ms,
        taken_by="",
        taken_ms=0,
    )
