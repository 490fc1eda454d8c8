"""The chi-square per clerk and service: quiet over honest lots, loud over a favoured clerk."""

from random import Random

import pytest

from shared.verify.evenness import ALARM, LEAST, Tally


def days(random: Random, draws: int, favour: float = 0.0) -> Tally:
    """Draws over twelve clerks and three services, in trays of 2, 3 and 5; clerk 0 snatches a share of the others'."""
    tally = Tally()
    for n in range(draws):
        tray = [str(clerk) for clerk in random.sample(range(12), (2, 3, 5)[n % 3])]
        main = "0" if "0" in tray and random.random() < favour else random.choice(tray)
        tally.drawn(("a1", "a2", "b1")[n % 7 % 3], tray, main)
    return tally


def test_expected_and_variance_follow_the_trays() -> None:
    tally = Tally()
    for n in range(60):
        tally.drawn("a1", ["x", "y"], "x" if n < 36 else "y")
    for n in range(30):
        tally.drawn("a1", ["x", "y", "z"], "xyz"[n % 3])
    share = next(share for share in tally.evenness().tests if share.clerk == "x")
    assert (share.candidate, share.main) == (90, 46)
    assert share.expected == pytest.approx(40)
    assert share.variance == pytest.approx(60 / 4 + 30 * 2 / 9)
    assert share.chi_square == pytest.approx(5.5**2 / share.variance, abs=0.001)
    assert share.p == pytest.approx(0.2374, abs=0.0001)


def test_honest_records_hold_an_odd_clerk_at_most_as_often_as_stated() -> None:
    random = Random(3)
    alarms = sum(bool(days(random, 500).evenness().odd) for _ in range(600))
    assert alarms <= 600 * ALARM + 3 * (600 * ALARM) ** 0.5


def test_a_hundred_thousand_honest_draws_are_unremarkable() -> None:
    evenness = days(Random(8), 100_000).evenness()
    assert len(evenness.tests) == 36
    assert evenness.threshold == pytest.approx(ALARM / 36)
    assert evenness.odd == []


def test_a_clerk_who_is_drawn_more_often_than_chance_is_found() -> None:
    odd = days(Random(4), 6000, favour=0.2).evenness().odd
    assert {share.clerk for share in odd} == {"0"}


def test_too_few_draws_say_nothing() -> None:
    tally = Tally()
    for _ in range(2 * LEAST - 1):
        tally.drawn("a1", ["x", "y"], "x")
    evenness = tally.evenness()
    assert (evenness.tests, evenness.too_few) == ([], 2)
