"""The business day is the hall's local date, wherever the hall and whatever the season."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest

from shared.clock import Clock, ManualClock, ScaledClock, SystemClock, clock_at, facts_at


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "timezone", "day", "minute", "weekday"),
    [
        ("2020-01-13T15:59:59+00:00", "Asia/Shanghai", "2020-01-13", 23 * 60 + 59, 1),
        ("2020-01-13T16:00:00+00:00", "Asia/Shanghai", "2020-01-14", 0, 2),
        ("2020-01-13T17:00:00+08:00", "Asia/Shanghai", "2020-01-13", 17 * 60, 1),
        ("2020-01-12T16:00:00+00:00", "Asia/Shanghai", "2020-01-13", 0, 1),
        ("2020-01-13T17:00:00+00:00", "UTC", "2020-01-13", 17 * 60, 1),
        ("2020-01-13T04:30:00+00:00", "America/Los_Angeles", "2020-01-12", 20 * 60 + 30, 7),
        ("2020-01-13T12:00:00+00:00", "Pacific/Kiritimati", "2020-01-14", 2 * 60, 2),
        ("2020-01-13T12:00:00+00:00", "Asia/Kathmandu", "2020-01-13", 17 * 60 + 45, 1),
        ("2019-12-31T23:59:59+08:00", "Asia/Shanghai", "2019-12-31", 23 * 60 + 59, 2),
        ("2020-02-29T00:00:00+08:00", "Asia/Shanghai", "2020-02-29", 0, 6),
    ],
)
def test_a_moment_is_the_local_date_of_the_hall(
    moment: str, timezone: str, day: str, minute: int, weekday: int
) -> None:
    facts = facts_at(ms(moment), timezone)
    assert (facts.at_ms, facts.day, facts.minute, facts.weekday) == (ms(moment), day, minute, weekday)


def test_the_last_millisecond_before_midnight_belongs_to_the_old_day() -> None:
    midnight = ms("2020-01-14T00:00:00+08:00")
    assert facts_at(midnight - 1, "Asia/Shanghai").day == "2020-01-13"
    assert facts_at(midnight, "Asia/Shanghai").day == "2020-01-14"


def test_the_hall_in_warsaw_skips_an_hour_in_spring_and_repeats_one_in_autumn() -> None:
    spring = [facts_at(ms(f"2020-03-29T0{hour}:30:00+00:00"), "Europe/Warsaw").minute for hour in (0, 1, 2)]
    autumn = [facts_at(ms(f"2020-10-25T0{hour}:30:00+00:00"), "Europe/Warsaw").minute for hour in (0, 1, 2)]
    assert spring == [90, 210, 270]
    assert autumn == [150, 150, 210]


def test_the_long_day_in_warsaw_is_one_day_of_25_hours() -> None:
    start = ms("2020-10-25T00:00:00+02:00")
    days = [facts_at(start + hour * 3_600_000, "Europe/Warsaw").day for hour in range(26)]
    assert days == ["2020-10-25"] * 25 + ["2020-10-26"]


def test_an_unknown_timezone_is_not_guessed() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        ManualClock().facts("Asia/Yunxi")


def test_the_system_clock_tells_the_time_of_the_machine() -> None:
    clock = SystemClock()
    before = datetime.now(UTC).timestamp() * 1000
    assert before - 1 <= clock.now_ms() <= datetime.now(UTC).timestamp() * 1000
    assert clock.real_seconds(2.5) == 2.5


def test_the_time_of_day_is_the_halls() -> None:
    moment = ms("2026-01-05T09:57:59+08:00")
    assert clock_at(moment, "Asia/Shanghai") == "9:57"
    assert clock_at(moment, "Europe/Warsaw") == "2:57"


def test_a_clock_put_back_by_hand_does_not_take_back_time_that_passed() -> None:
    clock = ManualClock(ms("2020-01-13T09:00:00+08:00"))
    clock.advance(90)
    assert clock.facts("Asia/Shanghai").minute == 9 * 60 + 1
    clock.set(ms("2020-01-13T08:00:00+08:00"))
    assert clock.facts("Asia/Shanghai").minute == 8 * 60
    assert clock.monotonic() == 90
    with pytest.raises(ValueError, match="does not run back"):
        clock.advance(-1)


def test_a_replayed_hour_passes_in_a_blink() -> None:
    start = ms("2020-01-13T08:00:00+01:00")
    clock = ScaledClock(start, speed=600)
    before = time.monotonic()
    now, span = clock.now_ms(), clock.monotonic()
    while clock.monotonic() - span < 6:
        time.sleep(clock.real_seconds(1))
    real = time.monotonic() - before
    assert real >= 0.01
    assert 5_999 <= clock.now_ms() - now <= (time.monotonic() - before) * 600_000 + 1
    assert clock.facts("Europe/Warsaw").day == "2020-01-13"
    assert clock.real_seconds(600) == 1


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_a_clock_cannot_stand_still_or_run_back(speed: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        ScaledClock(0, speed)


@pytest.mark.parametrize("clock", [SystemClock(), ManualClock(5), ScaledClock(5, 60)])
def test_every_clock_gives_facts_and_a_monotonic_time(clock: Clock) -> None:
    first, second = clock.monotonic(), clock.monotonic()
    assert first <= second
    facts = clock.facts("UTC")
    assert facts.weekday in range(1, 8)
    assert facts.minute in range(24 * 60)
