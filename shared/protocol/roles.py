"""Which role may ask what and see what. Default: nothing."""

from typing import Literal, get_args

from shared.protocol.requests import COUNTER_VERBS
from shared.protocol.rows import (
    CallRow,
    CounterRow,
    CurveRow,
    DeskRow,
    DeviceRow,
    GroupRow,
    GuideRow,
    HallRow,
    LotRow,
    Row,
    ServiceRow,
    SlipRow,
    TodayRow,
    WarningRow,
    WordsRow,
)

Role = Literal["kiosk", "counter", "display", "wall", "manager", "witness"]
ROLES: tuple[Role, ...] = get_args(Role)

APPOINTMENTS = ("book", "cancel-appointment", "check-in")

ALLOWED: dict[Role, frozenset[str]] = {
    "kiosk": frozenset({"issue", "lease", "join", *APPOINTMENTS, "find", "report"}),
    "counter": frozenset({*COUNTER_VERBS, "requeue", "resume", "evaluate", "find", "report", "tablet"}) - {"assign"},
    "display": frozenset({"report"}),
    "wall": frozenset({"take-warning"}),
    "manager": frozenset(
        {
            *("issue", *APPOINTMENTS, "find", *COUNTER_VERBS),
            *("requeue", "resume", "cancel", "evaluate", "tablet", "readmit", "take-warning"),
        }
    ),
    "witness": frozenset(),
}
NEEDS_CLERK: frozenset[str] = frozenset({*COUNTER_VERBS, "requeue", "resume", "find", "tablet"})
"""Requests of a counter device that also need a clerk signed in on its connection."""

WALL: tuple[type[Row], ...] = (CurveRow, TodayRow, LotRow, WarningRow)
"""The day in figures, for managers."""

SEES: dict[Role, frozenset[type[Row]]] = {
    "kiosk": frozenset({HallRow, WordsRow, GroupRow, ServiceRow, CounterRow, SlipRow, GuideRow}),
    "counter": frozenset({HallRow, WordsRow, GroupRow, ServiceRow, CounterRow, DeskRow, DeviceRow}),
    "display": frozenset({HallRow, WordsRow, GroupRow, CounterRow, CallRow}),
    "wall": frozenset({HallRow, WordsRow, GroupRow, CounterRow, *WALL}),
    "manager": frozenset(
        {*WALL, HallRow, WordsRow, GroupRow, ServiceRow, CounterRow, CallRow, DeskRow, DeviceRow, SlipRow, GuideRow}
    ),
    "witness": frozenset({HallRow}),
}
"""A counter sees only its own ``DeskRow``."""

WITNESSES: frozenset[Role] = frozenset({"kiosk", "display", "witness"})
"""Roles that may bear witness to the lot; a supervision PC's alone does nothing else."""


def witness_id(role: Role, name: str) -> str:
    """How the record names a witness: as it names who did something."""
    return f"{role}:{name}"
