"""The test of the lot says "fair" to a fair lot and "odd" to a favourite, whatever the strata were."""

from random import Random

import pytest

from shared.replay.evenness import Drawn, chance, evenness

WINDOWS = [str(n) for n in range(1, 10)]


def fair(random: Random, draws: int) -> list[Drawn]:
    """Trays of two to four windows, drawn evenly."""
    trays = [random.sample(WINDOWS, random.randint(2, 4)) for _ in range(draws)]
    return [(tray, random.choice(tray)) for tray in trays]


@pytest.mark.parametrize(
    ("statistic", "dof", "p"),
    [
        (3.841, 1, 0.05),
        (5.991, 2, 0.05),
        (16.919, 9, 0.05),
        (18.307, 10, 0.05),
        (29.588, 10, 0.001),
        (0, 5, 1),
        (0, 0, 1),
    ],
)
def test_the_chance_is_that_of_the_tables(statistic: float, dof: int, p: float) -> None:
    assert chance(statistic, dof) == pytest.approx(p, abs=2e-4)


def test_many_degrees_of_freedom_do_not_overflow() -> None:
    assert chance(1000.0, 1000) == pytest.approx(0.49, abs=0.02)


def test_over_many_fair_days_the_statistic_is_the_degrees_of_freedom_on_average() -> None:
    days = [evenness(fair(Random(seed), 120)) for seed in range(300)]
    assert {day.dof for day in days} == {8}
    assert sum(day.statistic for day in days) / 300 == pytest.approx(8, abs=0.7)
    assert sum(day.p < 0.05 for day in days) / 300 == pytest.approx(0.05, abs=0.04)


def test_a_favourite_window_is_found_out() -> None:
    random = Random(5)
    drawn: list[Drawn] = [
        (tray, "7" if "7" in tray and random.random() < 0.3 else named) for tray, named in fair(random, 600)
    ]
    assert evenness(drawn).p < 0.001


def test_counts_and_expectations_are_told_by_window() -> None:
    [pool] = evenness([(["1", "2"], "1"), (["1", "2"], "1"), (["1", "2", "10"], "10")]).pools
    assert pool.windows == ["1", "2", "10"]
    assert pool.named == [2, 0, 1]
    assert pool.expected == [1.3, 1.3, 0.3]


def test_windows_that_never_shared_a_tray_are_pools_of_their_own() -> None:
    drawn: list[Drawn] = [(["1", "2"], "1"), (["3", "4"], "4"), (["5", "4"], "4"), (["6"], "6")]
    found = evenness(drawn)
    assert sorted(pool.windows for pool in found.pools) == [["1", "2"], ["3", "4", "5"]]
    assert found.dof == 3
    assert found.statistic == pytest.approx(sum(pool.statistic for pool in found.pools), abs=0.01)


def test_without_a_choice_there_is_nothing_to_test() -> None:
    found = evenness([(["1"], "1")])
    assert (found.statistic, found.dof, found.p, found.pools) == (0, 0, 1.0, [])
