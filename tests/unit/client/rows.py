"""A few rows to send."""

from shared.hall.config import Text
from shared.protocol.rows import CallRow, CounterRow, GroupRow, ServiceRow


def call(n: int, number: str = "A001") -> CallRow:
    return CallRow(id=str(n), number=number, counter="c3", label="3", nth=1, at_ms=0)


def counter(id: str, number: str = "") -> CounterRow:
    state = "calling" if number else "idle"
    return CounterRow(id=id, label=id, state=state, number=number, since_ms=0, services=("a1",))


def group(id: str, waiting: int = 0) -> GroupRow:
    return GroupRow(
        id=id,
        letter=id.upper(),
        name=Text("综合", "General"),
        policy="issue",
        area=Text("", ""),
        services=("a1",),
        waiting=waiting,
        low_min=0,
        high_min=0,
        counters_open=1,
        oldest_ms=0,
    )


def service(id: str) -> ServiceRow:
    return ServiceRow(
        id=id,
        group="a",
        name=Text("社保", "Pension"),
        short=Text("社保", "Pension"),
        pinyin="sb",
        waiting=0,
        low_min=0,
        high_min=0,
        counters_open=1,
        state="open",
    )
