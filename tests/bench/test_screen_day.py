"""The short form of the day that ``make bench`` measures."""

import pytest

from tests.bench.screen_day import run

KEPT_MB = 30
"""One picture of 1920 × 1080 takes 8 MB: of 257 shown, or of as many calls, none may stay. Finer is ``make bench``."""


@pytest.mark.timeout(180)
def test_an_hour_of_calls_leave_a_display_as_it_was() -> None:
    day = run(1)
    assert day.calls == 257 and day.pictures == 257
    assert day.last_mb - day.first_mb < KEPT_MB, day
