"""The short form of the day that ``make bench`` measures."""

import pytest

from tests.bench.screen_day import run


@pytest.mark.timeout(180)
def test_an_hour_of_calls_leave_a_display_as_it_was() -> None:
    day = run(1)
    assert day.calls == 257 and day.pictures == 257
    assert day.last_mb - day.first_mb < 4, day
