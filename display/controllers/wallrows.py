"""The manager's wall as plain values: pure, from the rows and the time."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from display.controllers import charts
from display.controllers.charts import Frame
from shared.client.mirror import Mirror
from shared.clock import clock_at
from shared.protocol.rows import CounterRow, DeviceRow, GroupRow, LotRow, TodayRow, WarningRow
from shared.ui import theme
from shared.ui.clock import local_time
from shared.ui.texts import Texts
from shared.ui.trouble import said

LEAST_STEPS = 24
"""A young morning is drawn as if two hours long."""
MINUTE_MS = 60_000
HEADROOM = 1.2
"""A chart is at least so many times as high as its upper limit."""
BAND = 1.96
"""95 of 100 windows of an honest lot lie within so many standard deviations."""
MARKS = {"yellow": "▲", "red": "■"}
NAMED = 4
WARNINGS_SHOWN = 3
COLOURS = {"": theme.TEAL, "yellow": theme.AMBER, "red": theme.CORAL}


class Curve(NamedTuple):
    """A group's day: its lines in a chart of ``CURVE`` pixels, and how many wait now."""

    letter: str
    name: str
    mark: str
    colour: str
    line: str
    area: str
    warn: str
    alarm: str
    dot: float
    end: float
    now: int


class Cell(NamedTuple):
    """A window: ``look`` is serving, calling, idle, paused or closed; ``mark`` and ``colour`` are its warning's."""

    label: str
    look: str
    words: str
    minutes: int
    mark: str
    colour: str


class Dot(NamedTuple):
    """A window in the lots: how many more or less than it should, and its band, as parts of the chart's half height."""

    label: str
    off: float
    band: float
    outside: bool


class Warned(NamedTuple):
    """A warning as it is read; ``id`` takes it."""

    id: str
    mark: str
    colour: str
    words: str
    taken: str
    open: bool


class Tick(NamedTuple):
    """A time under the chart of waits."""

    text: str
    x: float


def severest(levels: Iterable[str]) -> str:
    """Red before yellow before none."""
    found = set(levels)
    return next((level for level in ("red", "yellow") if level in found), "")


def level_of(mirror: Mirror, id: str, *codes: str) -> str:
    """The level of what is warned of a group or a window."""
    return severest(row.level for code in codes if (row := mirror.warnings.get(f"{code}/{id}")))


def curves(mirror: Mirror, now_ms: int, frame: tuple[float, float], texts: Texts) -> list[Curve]:
    """Every group at one scale, until now."""
    today = mirror.today
    if today is None:
        return []
    peaks = [*(n for row in mirror.curves.values() for n in row.most), *(g.waiting for g in mirror.groups.values())]
    most = max([today.alarm_waiting * HEADROOM, *peaks])
    found = []
    for group in mirror.groups.values():
        row = mirror.curves.get(group.id)
        values = [*(row.most if row else ()), group.waiting]
        shape = _frame(frame, today, now_ms, most)
        level = level_of(mirror, group.id, "waiting", "wait")
        found.append(
            Curve(
                letter=group.letter,
                name=texts.pick(group.name),
                mark=f"{MARKS[level]} {texts.t(f'display.wall.{level}')}" if level else "",
                colour=COLOURS[level],
                line=charts.steps(shape, values),
                area=charts.area(shape, values),
                warn=charts.level(shape, today.warn_waiting),
                alarm=charts.level(shape, today.alarm_waiting),
                dot=shape.y(group.waiting),
                end=shape.x(shape.end),
                now=group.waiting,
            )
        )
    return found


class Waits(NamedTuple):
    """The chart of waits: lines, limits, where they end, and the axis."""

    half: str = ""
    ninety: str = ""
    warn: str = ""
    alarm: str = ""
    warn_y: float = 0
    alarm_y: float = 0
    half_y: float = -1
    ninety_y: float = -1
    half_now: str = ""
    ninety_now: str = ""


def _steps(today: TodayRow, now_ms: int) -> float:
    """How many steps old the day is."""
    return max(0, now_ms - today.from_ms) / (today.step_s * 1000)


def _frame(size: tuple[float, float], today: TodayRow, now_ms: int, most: float) -> Frame:
    now = _steps(today, now_ms)
    return Frame(*size, max(LEAST_STEPS, now), most, now)


def waits(today: TodayRow, now_ms: int, frame: tuple[float, float]) -> Waits:
    """Half and nine tenths of those called lately waited at most so long, in minutes."""
    half = [*map(_minutes, today.half_s), _minutes(today.half_now_s)]
    ninety = [*map(_minutes, today.ninety_s), _minutes(today.ninety_now_s)]
    most = max(today.alarm_wait_min * HEADROOM, *(value or 0 for value in ninety))
    shape = _frame(frame, today, now_ms, most)
    return Waits(
        half=charts.line(shape, half),
        ninety=charts.line(shape, ninety),
        warn=charts.level(shape, today.warn_wait_min),
        alarm=charts.level(shape, today.alarm_wait_min),
        warn_y=shape.y(today.warn_wait_min),
        alarm_y=shape.y(today.alarm_wait_min),
        half_y=-1 if half[-1] is None else shape.y(half[-1]),
        ninety_y=-1 if ninety[-1] is None else shape.y(ninety[-1]),
        half_now="" if half[-1] is None else str(round(half[-1])),
        ninety_now="" if ninety[-1] is None else str(round(ninety[-1])),
    )


def ticks(today: TodayRow, now_ms: int, timezone: str, width: float) -> list[Tick]:
    """Full hours under a chart, at most eight."""
    count = max(LEAST_STEPS, _steps(today, now_ms))
    step_ms = today.step_s * 1000
    hours = []
    for n in range(ceil(count)):
        moment = local_time(today.from_ms + n * step_ms, timezone)
        if moment.minute * 60 + moment.second < today.step_s:
            hours.append(Tick(f"{moment.hour}:00", width * n / count))
    every = -(-len(hours) // 8) or 1
    return hours[::every]


def cells(mirror: Mirror, now_ms: int, texts: Texts) -> list[Cell]:
    """Every window: what it does and for how many minutes."""
    found = []
    for row in mirror.counters.values():
        look = "idle" if row.state == "ready" else row.state
        minutes = max(0, now_ms - row.since_ms) // MINUTE_MS if row.state != "closed" else 0
        level = level_of(mirror, row.id, "serving")
        mark, colour = (MARKS[level], COLOURS[level]) if level else ("", "")
        found.append(Cell(row.label, look, texts.t(f"display.wall.{look}"), minutes, mark, colour))
    return found


def census(counters: Iterable[CounterRow], texts: Texts) -> str:
    """How many windows are open, paused, closed."""
    states = [row.state for row in counters]
    paused, closed = states.count("paused"), states.count("closed")
    return texts.t("display.wall.census", open=len(states) - paused - closed, paused=paused, closed=closed)


def lots(rows: Iterable[LotRow]) -> tuple[list[Dot], int]:
    """Every window that was in a lot today, and how many tickets the half height is."""
    played = [row for row in rows if row.expected > 0]
    most = max((max(abs(row.drawn - row.expected), BAND * row.deviation) for row in played), default=0)
    top = max(1, -(-round(most * 10) // 10))
    dots = [
        Dot(
            row.label,
            (row.drawn - row.expected) / top,
            BAND * row.deviation / top,
            abs(row.drawn - row.expected) > BAND * row.deviation,
        )
        for row in played
    ]
    return dots, top


def warned(mirror: Mirror, timezone: str, texts: Texts) -> tuple[list[Warned], int]:
    """The severest warnings, those nobody has taken first, and how many more there are."""
    live = [row for row in mirror.warnings.values() if row.level]
    live.sort(key=lambda row: (row.level != "red", bool(row.taken_by), row.since_ms, row.id))
    shown = live[:WARNINGS_SHOWN]
    return [_warned(row, timezone, texts) for row in shown], len(live) - len(shown)


def sentence(mirror: Mirror, texts: Texts, stopped: str = "") -> tuple[str, str]:
    """How many wait and where it is worst, or did when the picture ``stopped``; and what to do about it."""
    then = "-away" if stopped else ""
    waiting = sum(group.waiting for group in mirror.groups.values())
    if not waiting:
        return texts.t(f"display.wall.nobody{then}", time=stopped), _other_advice(mirror, texts)
    worst = max(mirror.groups.values(), key=lambda group: group.waiting)
    key, name = f"display.wall.sentence{then}", texts.pick(worst.name)
    words = texts.t(key, time=stopped, people=waiting, name=name, most=worst.waiting)
    crowded = [group for group in mirror.groups.values() if level_of(mirror, group.id, "waiting", "wait")]
    if not crowded:
        return words, _other_advice(mirror, texts)
    group = max(crowded, key=lambda each: each.waiting)
    return words, _relief(mirror, group, texts)


def _relief(mirror: Mirror, group: GroupRow, texts: Texts) -> str:
    """Which windows that are not open could help a group."""
    could = [row for row in mirror.counters.values() if set(row.services).intersection(group.services)]
    named = {
        state: _either([row.label for row in could if row.state == state][:NAMED], texts)
        for state in ("closed", "paused")
    }
    match bool(named["closed"]), bool(named["paused"]):
        case True, True:
            key = "open-or-resume"
        case True, False:
            key = "open"
        case False, True:
            key = "resume"
        case _:
            key = "all-open"
    return texts.t(f"display.wall.{key}", name=texts.pick(group.name), **named)


def _either(labels: list[str], texts: Texts) -> str:
    *some, last = labels or [""]
    return texts.t("display.wall.or").join([texts.t("common.and").join(some), last] if some else [last])


def _other_advice(mirror: Mirror, texts: Texts) -> str:
    untaken = sum(bool(row.level) and not row.taken_by for row in mirror.warnings.values())
    return texts.t("display.wall.untaken", number=untaken) if untaken else texts.t("display.wall.fine")


def _warned(row: WarningRow, timezone: str, texts: Texts) -> Warned:
    time = clock_at(row.taken_ms or row.since_ms, timezone)
    if row.taken_by:
        taken = texts.t("display.wall.taken", who=row.taken_by, time=time)
    else:
        taken = texts.t("display.wall.open-since", time=time)
    mark = f"{MARKS[row.level]} {texts.t(f'display.wall.{row.level}')}"
    return Warned(row.id, mark, COLOURS[row.level], _said(row, texts), taken, not row.taken_by)


def _said(row: WarningRow, texts: Texts) -> str:
    if not row.detail:
        return texts.t(
            f"display.wall.warned-{row.code}", subject=row.subject, name=texts.pick(row.name), value=row.value
        )
    device, _, what = row.detail.partition("/")
    return said(
        DeviceRow(
            id=row.id,
            name=row.subject,
            device=device,
            state=row.code,
            detail=what,
            left=row.value or None,
            number="",
            since_ms=row.since_ms,
        ),
        texts,
    )


def _minutes(seconds: int) -> float | None:
    return None if seconds < 0 else seconds / 60
