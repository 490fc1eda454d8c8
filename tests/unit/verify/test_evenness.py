"""The chi-square per clerk and service: quiet over honest lots, loud over a favoured clerk."""

from hashlib import sha256
from random import Random

import pytest

from shared.hall.config import Rules
from shared.hall.draw.issue import choose, most_named, stratum_size
from shared.hall.draw.lots import winner
from shared.verify.evenness import ALARM, LEAST, Tally


def days(random: Random, draws: int, favour: float = 0.0) -> Tally:
    """Draws over twelve clerks and three services, in trays of 2, 3 and 5; clerk 0 snatches a share of the others'."""
    tally = Tally()
    for n in range(draws):
        tray = [str(clerk) for clerk in random.sample(range(12), (2, 3, 5)[n % 3])]
        named = tray.index("0") if "0" in tray and random.random() < favour else random.randrange(len(tray))
        tally.drawn(("a1", "a2", "b1")[n % 7 % 3], tray, named)
    return tally


def by_lot(tally: Tally, random: Random, n: int, again: float = 0.0) -> None:
    """One ticket at twelve windows by the hall's own lots; unless for clerk 0, once more with a chance of ``again``."""
    windows = [(str(window), random.randint(-1, 3)) for window in range(12)]
    stratum = stratum_size(Rules(), 12)
    for mixed in (f"{n}", f"{n} again"):
        u = sha256(mixed.encode()).digest()
        named = choose("sha256", u, f"260105-{n}", windows, stratum, most_named(stratum, 6, 12))
        names = (named.main, *named.reserves)
        if "0" in names or random.random() >= again:
            break
    for tray, name in zip(named.trays, names, strict=False):
        clerks = [window for window, _ in tray]
        tally.drawn("a1", clerks, clerks.index(name))


def in_rounds(tally: Tally, random: Random, n: int) -> None:
    """Three draws of a round of three tickets and four of twelve windows."""
    left = [str(window) for window in random.sample(range(12), 4)]
    tickets = [f"260105-{n}-{k}" for k in range(3)]
    for i in range(3):
        u = sha256(f"{n} {i}".encode()).digest()
        ticket, window, _ = winner("sha256", u, ((t, w, 1) for t in tickets for w in left))
        tally.drawn("c1", left, left.index(window))
        tickets.remove(ticket)
        left = [each for each in left if each != window]


def test_expected_and_variance_follow_the_trays() -> None:
    tally = Tally()
    for n in range(60):
        tally.drawn("a1", ["x", "y"], 0 if n < 36 else 1)
    for n in range(30):
        tally.drawn("a1", ["x", "y", "z"], n % 3)
    share = next(share for share in tally.evenness().tests if share.clerk == "x")
    assert (share.candidate, share.named) == (90, 46)
    assert share.expected == pytest.approx(40)
    assert share.variance == pytest.approx(60 / 4 + 30 * 2 / 9)
    assert share.chi_square == pytest.approx(5.5**2 / share.variance, abs=0.001)
    assert share.p == pytest.approx(0.2374, abs=0.0001)


def test_honest_records_hold_an_odd_clerk_at_most_as_often_as_stated() -> None:
    random = Random(3)
    alarms = sum(bool(days(random, 500).evenness().odd) for _ in range(600))
    assert alarms <= 600 * ALARM + 3 * (600 * ALARM) ** 0.5


def test_a_hundred_thousand_draws_by_the_halls_own_lots_are_unremarkable() -> None:
    """70,000 tickets drawn when taken, 30,000 in rounds of three; 24 tests."""
    tally, random = Tally(), Random(8)
    for n in range(70_000):
        by_lot(tally, random, n)
    for n in range(10_000):
        in_rounds(tally, random, n)
    evenness = tally.evenness()
    assert (len(evenness.tests), evenness.too_few) == (24, 0)
    assert evenness.threshold == pytest.approx(ALARM / 24)
    assert evenness.odd == []


def test_a_clerk_who_is_favoured_by_a_third_is_found_within_a_day_of_two_thousand_tickets() -> None:
    """A ticket that is not for the clerk is drawn once more in 45 of 100 cases: 1.3 times as often as by chance."""
    tally, random = Tally(), Random(4)
    for n in range(2000):
        by_lot(tally, random, n, again=0.45)
    evenness = tally.evenness()
    favoured = next(share for share in evenness.tests if share.clerk == "0")
    assert favoured.named / favoured.expected == pytest.approx(1.3, abs=0.08)
    assert evenness.odd == [favoured]


def test_a_clerk_who_snatches_a_fifth_is_found_and_nobody_else_is_blamed() -> None:
    odd = days(Random(4), 6000, favour=0.2).evenness().odd
    assert {share.clerk for share in odd} == {"0"}


def test_a_clerk_at_two_windows_of_one_tray_is_named_once() -> None:
    tally = Tally()
    for n in range(90):
        tally.drawn("a1", ["x", "x", "y"], n % 3)
    shares = {share.clerk: share for share in tally.evenness().tests}
    assert (shares["x"].named, shares["x"].expected) == (60, pytest.approx(60))


def test_too_few_draws_say_nothing() -> None:
    tally = Tally()
    for _ in range(2 * LEAST - 1):
        tally.drawn("a1", ["x", "y"], 0)
    evenness = tally.evenness()
    assert (evenness.tests, evenness.too_few) == ([], 2)
