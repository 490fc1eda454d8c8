"""A hall file may ask for lots over two windows; the technician is told what it costs, and what to write instead."""

from pathlib import Path

import pytest

from shared.hall.config import Group, HallConfig, Rules
from shared.hub.hallfile.advice import FewWindows, few_windows
from shared.hub.hallfile.load import load
from shared.hub.hallfile.sample import write_sample
from tests.hall import config, service, text, window


def hall(windows: int, policy: str = "issue", **rules: object) -> HallConfig:
    return config(
        groups=(Group("a", "A", text("综合"), policy),),  # type: ignore[arg-type]
        services=(service("a1", "a"),),
        counters=tuple(window(n, "a1") for n in range(1, windows + 1)),
        rules=Rules(**rules),  # type: ignore[arg-type]
    )


def told(hall: HallConfig) -> list[tuple[int, int]]:
    return [(few.windows, few.wanted) for few in few_windows(hall)]


@pytest.mark.parametrize(
    ("windows", "rules", "wanted"),
    [(2, {}, 4), (3, {}, 4), (5, {"strict": True}, 6), (5, {"stratum": 4}, 8), (3, {"stratum": 3}, 6)],
)
def test_two_or_three_windows_by_lot_name_no_reserve(windows: int, rules: dict[str, object], wanted: int) -> None:
    assert told(hall(windows, **rules)) == [(windows, wanted)]
    assert told(hall(wanted, **rules)) == []


def test_one_window_leaves_nothing_to_any_lot() -> None:
    assert told(hall(1)) == told(hall(1, "call")) == [(1, 2)]


@pytest.mark.parametrize("quiet", [hall(2, "fifo"), hall(1, "fifo"), hall(2, "call"), hall(2, named=1), hall(6)])
def test_where_there_is_a_reserve_or_it_is_meant_so_nothing_is_said(quiet: HallConfig) -> None:
    assert told(quiet) == []


def test_a_group_is_named_once_by_the_service_with_fewest_windows() -> None:
    services = (service("a1", "a"), service("a2", "a"), service("b1", "b"))
    counters = (window(1, "a1", "a2"), window(2, "a1", "a2"), window(3, "a1"), *(window(n, "b1") for n in range(4, 9)))
    groups = config().groups[:2]
    assert list(few_windows(config(groups=groups, services=services, counters=counters))) == [
        FewWindows("a", "issue", "a2", 2, 4)
    ]


def test_what_to_do_is_said() -> None:
    said = str(FewWindows("tax", "issue", "land-tax", 2, 4))
    assert 'service "land-tax" has 2 windows' in said
    assert 'policy = "call"' in said
    assert 'policy = "fifo"' in str(FewWindows("tax", "call", "land-tax", 1, 2))


def test_the_sample_hall_needs_no_advice(tmp_path: Path) -> None:
    write_sample(tmp_path / "hall.toml")
    assert told(load(tmp_path / "hall.toml")) == []
