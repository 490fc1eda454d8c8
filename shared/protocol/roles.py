"""Which role may ask what and see what. Default: nothing."""

from typing import Literal, get_args

from shared.protocol.requests import COUNTER_VERBS
from shared.protocol.rows import (
    CallRow,
    CounterRow,
    DeskRow,
    DeviceRow,
    GroupRow,
    GuideRow,
    HallRow,
    Row,
    ServiceRow,
    SlipRow,
)

Role = Literal["kiosk", "counter", "display", "manager"]
ROLES: tuple[Role, ...] = get_args(Role)

APPOINTMENTS = ("book", "cancel-appointment", "check-in")

ALLOWED: dict[Role, frozenset[str]] = {
    "kiosk": frozenset({"issue", *APPOINTMENTS, "find", "report"}),
    "counter": frozenset({*COUNTER_VERBS, "requeue", "resume", "evaluate", "report", "tablet"}) - {"assign"},
    "display": frozenset({"report"}),
    "manager": frozenset(
        {"issue", *APPOINTMENTS, "find", *COUNTER_VERBS, "requeue", "resume", "cancel", "evaluate", "tablet"}
    ),
}
NEEDS_CLERK: frozenset[str] = frozenset({*COUNTER_VERBS, "requeue", "resume", "tablet"})
"""Requests of a counter device that also need a clerk signed in on its connection."""

SEES: dict[Role, frozenset[type[Row]]] = {
    "kiosk": frozenset({HallRow, GroupRow, ServiceRow, CounterRow, SlipRow, GuideRow}),
    "counter": frozenset({HallRow, GroupRow, ServiceRow, CounterRow, DeskRow, DeviceRow}),
    "display": frozenset({HallRow, GroupRow, CounterRow, CallRow}),
    "manager": frozenset({HallRow, GroupRow, ServiceRow, CounterRow, CallRow, DeskRow, DeviceRow, SlipRow, GuideRow}),
}
"""A counter sees only its own ``DeskRow``."""
