"""The figures, and what makes a replay unsound."""

from pathlib import Path

import pytest

from shared.hall.events import TicketIssued
from shared.replay.day import Day, read_day
from shared.replay.people import Heard
from shared.replay.play import Played
from shared.replay.record import Told, Way
from shared.replay.report import Report, percentile, report_of
from tests.unit.replay.days import write_day


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return read_day(write_day(tmp_path, arrivals="at,service\n08:00,11\n08:01,11\n08:02,12\n08:03,13\n"))


def way(n: int, service: str, wait_s: float, told: tuple[int, int, int, int] = (60, 30, 30, 120)) -> Way:
    """The n-th ticket, told (estimate, spread, low, high) and served after ``wait_s``."""
    estimate_s, spread_s, low_s, high_s = told
    issued = TicketIssued(
        ticket=f"t{n}",
        number=f"A{n:03d}",
        service=service,
        kind="normal",
        person=None,
        source="K1",
        language="zh",
        order=n,
        ahead=0,
        estimate_s=estimate_s,
        spread_s=spread_s,
        low_s=low_s,
        high_s=high_s,
    )
    called_ms = 1_000 + round(wait_s * 1000)
    return Way(issued, 1_000, ["1"], called_ms, called_ms, called_ms + 60_000)


def report(day: Day, *ways: Way, heard: tuple[Heard, ...] = ()) -> Report:
    told = Told(ways={one.issued.ticket: one for one in ways})
    taken = {n: one.issued.number for n, one in enumerate(ways, 1)}
    calls = [Heard(one.issued.number, "1", 0.0) for one in ways]
    return report_of(day, Played(taken, [], [0.002, 0.004], [0.001], [*calls, *heard], [], []), told, 3, "issue", 7)


def test_waits_are_told_for_everybody_and_by_service(day: Day) -> None:
    found = report(day, way(1, "11", 10), way(2, "11", 30), way(3, "12", 200), way(4, "13", 0))
    assert (found.tickets, found.served, found.lost, found.sound) == (4, 4, 0, True)
    assert (found.wait_s.mean, found.wait_s.p95) == (60, 200)
    assert (found.wait_s.by_service["11"].tickets, found.wait_s.by_service["11"].mean) == (2, 20)


def test_the_real_wait_is_people_waiting_times_time_over_tickets(day: Day) -> None:
    """Six and four people over the five minutes from half past eight to the next poll; four tickets, two of them 11."""
    found = report(day)
    assert found.actual_wait_s.mean == (6 + 4) * 300 / 4
    assert found.actual_wait_s.by_service == {"11": 900.0, "12": 1200.0, "13": 0.0}


def test_estimates_are_judged_by_error_bias_and_by_the_ranges_that_held(day: Day) -> None:
    no_wait = (0, 1, 0, 0)
    found = report(day, way(1, "11", 50), way(2, "11", 100), way(3, "12", 150), way(4, "13", 0, no_wait))
    assert found.estimate.mae_s == (10 + 40 + 90 + 0) / 4
    assert found.estimate.bias_s == (10 - 40 - 90 + 0) / 4
    assert found.estimate.p80_coverage == pytest.approx(2 / 3, abs=0.001)


def test_somebody_never_served_is_lost(day: Day) -> None:
    waiting = way(4, "13", 0)
    waiting.finished_ms = 0
    found = report(day, way(1, "11", 10), way(2, "11", 10), waiting)
    assert (found.tickets, found.served, found.lost, found.sound) == (3, 2, 2, False)


def test_a_number_given_twice_is_found(day: Day) -> None:
    ways = [way(n, "11", 10) for n in (1, 2, 3, 4)]
    told = Told(ways={one.issued.ticket: one for one in ways})
    taken = {1: "A001", 2: "A002", 3: "A002", 4: "A004"}
    found = report_of(day, Played(taken, [], [], [], [], [], []), told, "polled", "fifo", 1)
    assert (found.duplicate_numbers, found.sound) == (1, False)


def test_a_number_called_at_two_windows_is_found_by_the_display_or_in_the_record(day: Day) -> None:
    ways = [way(n, "11", 10) for n in (1, 2, 3, 4)]
    ways[2].counters.append("2")
    found = report(day, *ways, heard=(Heard("A001", "2", 0.1),))
    assert (found.called_twice, found.sound) == (2, False)


def test_latencies_are_milliseconds(day: Day) -> None:
    found = report(day)
    assert (found.latency_ms.issue.p50, found.latency_ms.issue.p99) == (2, 4)
    assert found.latency_ms.call_to_display.p50 == 1


def test_a_percentile_is_a_value_that_was_there() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([3.0], 0.99) == 3.0
