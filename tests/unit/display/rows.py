"""A hall's morning as rows: what displays are told."""

from shared.hall.config import Text
from shared.protocol.rows import CallRow, CounterRow, CounterState, GroupRow, HallRow, Missed

NINE = 1_578_877_200_000
"""2020-01-13 09:00 in Shanghai, a Monday."""
MINUTE = 60_000


def hall(
    *,
    name: str = "云溪市政务服务中心",
    day: str = "2020-01-13",
    open: bool = True,
    counters_open: int = 12,
    opens: str = "9:00",
    notice: str = "",
    missed: tuple[str, ...] = (),
) -> HallRow:
    return HallRow(
        id="hall",
        name=Text(name, ""),
        day=day,
        open=open,
        seal="7K3F 92QD",
        commitment="",
        timezone="Asia/Shanghai",
        notice=Text(notice, ""),
        opens=opens,
        closes="17:00",
        counters_open=counters_open,
        missed=tuple(Missed(number, "8", "8", NINE + n, 3, f"t{n}") for n, number in enumerate(missed)),
        evaluation_s=10,
        public_url="",
    )


def group(
    letter: str, name: str, waiting: int = 0, low_min: int = 0, high_min: int = 0, counters_open: int = 2
) -> GroupRow:
    return GroupRow(
        id=letter,
        letter=letter,
        name=Text(name, ""),
        policy="issue",
        area=Text("", ""),
        services=(),
        waiting=waiting,
        low_min=low_min,
        high_min=high_min,
        counters_open=counters_open,
        oldest_ms=0,
    )


GROUPS = (
    group("A", "企业开办", 3, 5, 9),
    group("B", "不动产登记", 8, 12, 20),
    group("C", "社保医保", 6, 6, 11),
    group("D", "户籍身份证", 9, 9, 14),
    group("E", "车辆驾驶证", 4, 7, 12),
    group("F", "税务"),
    group("G", "公积金", 2, counters_open=0),
)


def call(id: int, number: str, label: str = "8", at_ms: int = NINE, nth: int = 1) -> CallRow:
    return CallRow(id=str(id), number=number, counter=label, label=label, nth=nth, at_ms=at_ms)


def counter(label: str, state: CounterState, number: str = "") -> CounterRow:
    return CounterRow(id=label, label=label, state=state, number=number, since_ms=NINE, services=())
