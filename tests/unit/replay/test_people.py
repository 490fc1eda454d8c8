"""What a citizen brings to the desk does not depend on the policy."""

from math import sqrt
from statistics import fmean, pstdev

import pytest

from shared.replay.day import Arrival, service_ms


def times(seed: int, people: int = 20_000, mean_s: float = 240) -> list[int]:
    return [service_ms(seed, Arrival(n, 0, "a"), mean_s) for n in range(1, people + 1)]


def test_the_same_ticket_takes_the_same_time_and_another_seed_another() -> None:
    assert times(1, 50) == times(1, 50)
    assert len({*times(1, 50), *times(2, 50)}) == 100


def test_service_times_have_the_mean_asked_for_and_a_spread_as_large() -> None:
    seconds = [ms / 1000 for ms in times(1)]
    assert fmean(seconds) == pytest.approx(240, rel=4 / sqrt(20_000))
    assert pstdev(seconds) == pytest.approx(240, rel=0.1)
