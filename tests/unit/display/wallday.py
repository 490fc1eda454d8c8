"""A hall's morning as its manager's wall is told it: nine groups, sixteen windows, three and a half hours."""

from random import Random

from msgspec.structs import replace

from shared.hall.config import Text
from shared.protocol.rows import AnyRow, CounterRow, CounterState, CurveRow, LotRow, TodayRow, WarningLevel, WarningRow
from tests.unit.display.rows import MINUTE, NINE, group, hall

NOW = NINE + 160 * MINUTE
FROM = NINE - 60 * MINUTE
NAMES = (
    ("A", "企业开办", "Business", 6),
    ("B", "不动产登记", "Property", 1),
    ("C", "社保医保", "Social security", 0),
    ("D", "户籍身份证", "ID cards", 10),
    ("E", "车辆驾驶证", "Driving", 12),
    ("F", "税务", "Tax", 5),
    ("G", "公积金", "Housing fund", 0),
    ("H", "婚姻登记", "Marriage", 0),
    ("J", "出入境证件", "Passports", 0),
)
STATES: dict[str, tuple[CounterState, int]] = {
    "1": ("serving", 6),
    "2": ("serving", 3),
    "3": ("calling", 0),
    "4": ("closed", 0),
    "5": ("serving", 11),
    "6": ("serving", 2),
    "7": ("idle", 1),
    "8": ("serving", 4),
    "9": ("serving", 8),
    "11": ("serving", 26),
    "12": ("calling", 0),
    "14": ("serving", 5),
    "15": ("serving", 7),
    "16": ("paused", 12),
    "17": ("serving", 1),
    "18": ("serving", 9),
}
LATE = {"D": (7, 8, 10), "E": (6, 8, 9, 11, 12)}
"""Over the limit since 11:39 and 11:32."""
STEPS = (NOW - FROM) // (5 * MINUTE)


def curve(letter: str, now: int, chance: Random) -> CurveRow:
    """A walk that ends near ``now``."""
    values, here = [], float(now)
    for _ in range(STEPS):
        here = max(0.0, here + chance.uniform(-1.6, 1.6) + (0.05 if now > 4 else -0.3))
        values.append(round(here))
    late = LATE.get(letter, ())
    calm = [round(value * 9 / max(9, *values)) for value in reversed(values)]
    return CurveRow(id=letter, from_ms=FROM, step_s=300, most=(*calm[: STEPS - len(late)], *late))


def warning(
    id: str,
    level: WarningLevel,
    subject: str = "",
    value: int = 0,
    ago_min: int = 5,
    taken_by: str = "",
    name: Text = Text("", ""),  # noqa: B008
    detail: str = "",
    code: str = "",
) -> WarningRow:
    return WarningRow(
        id=id,
        level=level,
        code=code or id.partition("/")[0],
        subject=subject,
        name=name,
        detail=detail,
        value=value,
        since_ms=NOW - ago_min * MINUTE,
        taken_by=taken_by,
        taken_ms=NOW - 2 * MINUTE if taken_by else 0,
    )


def today(**changes: object) -> TodayRow:
    chance = Random(4)
    half = [round(120 + 300 * chance.random() + 8 * min(n, 4 * (STEPS - n))) for n in range(STEPS)]
    row = TodayRow(
        id="today",
        from_ms=FROM,
        step_s=300,
        half_s=(-1, *half[1:-1], 180),
        ninety_s=(-1, *(round(value * 2.6 + 240) for value in half[1:-1]), 1200),
        half_now_s=180,
        ninety_now_s=1200,
        finished=402,
        rated=286,
        bad=4,
        points=1379,
        warn_waiting=10,
        alarm_waiting=20,
        warn_wait_min=15,
        alarm_wait_min=30,
    )
    return replace(row, **changes)


def lots() -> list[LotRow]:
    chance = Random(9)
    return [
        LotRow(id=label, label=label, drawn=round(33.2 + chance.gauss(0, 5)), expected=33.2, deviation=4.9)
        for label in STATES
        if label != "4"
    ]


def counters() -> list[CounterRow]:
    return [
        CounterRow(
            id=label,
            label=label,
            state=state,
            number="",
            since_ms=NOW - minutes * MINUTE,
            services=("E",) if label in ("4", "16", "7") else ("A",),
        )
        for label, (state, minutes) in STATES.items()
    ]


def morning() -> list[AnyRow]:
    """Everything a wall is told."""
    chance = Random(11)
    groups = [
        replace(group(letter, name, waiting), name=Text(name, english), services=(letter,))
        for letter, name, english, waiting in NAMES
    ]
    return [
        replace(hall(), name=Text("云溪市政务服务中心", "Yunxi Government Service Centre")),
        *groups,
        *counters(),
        *(curve(letter, waiting, chance) for letter, _, _, waiting in NAMES),
        today(),
        *lots(),
        warning("serving/11", "red", "11", 26, taken_by="王芳"),
        warning("waiting/E", "yellow", "E", 12, ago_min=8, name=Text("车辆驾驶证", "Driving")),
        warning("device/k2/printer", "yellow", "K2", 40, detail="printer/near_end", code="warn"),
        warning("waiting/D", "yellow", "D", 10, ago_min=1, name=Text("户籍身份证", "ID cards")),
    ]
