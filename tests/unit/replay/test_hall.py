"""The recorded day's services become a hall that people can read, staffed as asked."""

from pathlib import Path

import pytest

from shared.replay.day import Day, Service, read_day
from shared.replay.hall import Shift, comprehensive, hall, polled
from tests.unit.replay.days import EIGHT_MS, write_day


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return read_day(write_day(tmp_path))


def at(minutes: int) -> int:
    return EIGHT_MS + minutes * 60_000


def test_every_service_is_a_group_with_a_letter_of_its_own(day: Day) -> None:
    config = hall(day, comprehensive(day, 2), "fifo")
    letters = {group.id: group.letter for group in config.groups}
    assert letters == {"11": "A", "12": "B", "13": "C"}
    assert {group.policy for group in config.groups} == {"fifo"}
    assert [(service.id, service.group, service.minutes) for service in config.services] == [
        ("11", "11", 4),
        ("12", "12", 5),
        ("13", "13", 3),
    ]


def test_a_letter_that_is_free_and_plain_is_kept_and_twenty_four_are_not_enough_for_thirty() -> None:
    services = tuple(Service(str(n), letter, f"s{n}", 60.0, 1) for n, letter in enumerate("EKAI" + "?" * 26))
    config = hall(Day("2020-01-13", services, (), ()), (), "issue")
    letters = [group.letter for group in config.groups]
    assert letters[:4] == ["E", "K", "A", "B"]
    assert len(set(letters)) == 30
    assert not set("IO") & set("".join(letters))


def test_comprehensive_windows_take_everything_all_day(day: Day) -> None:
    windows = comprehensive(day, 3)
    assert [window.id for window in windows] == ["1", "2", "3"]
    assert all(window.services == ("11", "12", "13") for window in windows)
    assert all(window.shifts == (Shift(EIGHT_MS),) for window in windows)


def test_polled_windows_open_and_close_with_the_polls_and_the_first_stays_to_the_end(day: Day) -> None:
    windows = polled(day)
    assert [(window.services, window.shifts, window.last) for window in windows] == [
        (("11",), (Shift(at(0)),), True),
        (("11",), (Shift(at(10), at(35)),), False),
        (("12",), (Shift(at(10)),), True),
        (("13",), (Shift(at(0), at(20)), Shift(at(30))), True),
    ]


def test_a_service_that_no_poll_saw_staffed_has_a_window_all_day(tmp_path: Path) -> None:
    table = "time,service,current,waiting,windows\n08:00,11,,0,1\n08:05,13,,0,0\n"
    windows = polled(read_day(write_day(tmp_path, polled=table)))
    assert [(window.services, window.shifts) for window in windows[1:]] == [
        (("12",), (Shift(at(0)),)),
        (("13",), (Shift(at(0)),)),
    ]
