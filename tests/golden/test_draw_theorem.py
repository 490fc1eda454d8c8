"""What the lot promises: a window is named with at most 1/s′, whatever its clerk does and whenever the ticket is taken.

Chance is a fixed sequence here, so that a result never flickers. The bounds are such that a correct lot with another
sequence would be blamed less than once in a million.
"""

import hashlib
import random
from collections import Counter
from math import exp, factorial, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hall.config import Rules
from shared.hall.draw.issue import IDLE, choose, most_named, stratum_size

FALSE_ALARM = 1e-6
LOADS = st.lists(st.integers(IDLE, 4), min_size=1, max_size=70)
U = st.binary(min_size=32, max_size=32)


def chances(name: str, n: int) -> list[bytes]:
    return [hashlib.sha256(f"{name} {i}".encode()).digest() for i in range(n)]


def parameters(n: int, s: int, d: int) -> tuple[int, int]:
    stratum = min(s, n)
    return stratum, most_named(stratum, d, n)


def too_often(hits: int, n: int, p: float, tests: int) -> bool:
    """Whether so many hits of n blame a chance of p, with the false alarm shared out among all the tests made."""
    z = NormalDist().inv_cdf(1 - FALSE_ALARM / tests)
    return hits > n * p + z * sqrt(n * p * (1 - p)) + 1


def chi_square_limit(df: int) -> float:
    """Wilson and Hilferty's approximation of the quantile."""
    z = NormalDist().inv_cdf(1 - FALSE_ALARM)
    return df * (1 - 2 / (9 * df) + z * sqrt(2 / (9 * df))) ** 3


def chi_square(counts: list[int], shares: list[float]) -> float:
    n = sum(counts)
    return sum((count - n * share) ** 2 / (n * share) for count, share in zip(counts, shares, strict=True))


@given(loads=LOADS, s=st.integers(1, 10), d=st.integers(1, 8), u=U)
def test_every_window_lies_in_at_most_one_stratum_of_at_least_s_windows(
    loads: list[int], s: int, d: int, u: bytes
) -> None:
    windows = [(f"w{n}", load) for n, load in enumerate(loads)]
    stratum, most = parameters(len(windows), s, d)
    named = choose("sha256", u, "260105-1", windows, stratum, most)
    inside = [window for tray in named.trays for window, _ in tray]
    assert len(inside) == len(set(inside))
    assert set(inside) <= {window for window, _ in windows}
    assert all(len(tray) >= stratum for tray in named.trays)
    assert len(named.trays) <= most


@given(loads=LOADS, s=st.integers(1, 10), d=st.integers(1, 8), u=U)
def test_the_smallest_lot_of_each_stratum_is_named_and_strata_go_from_idle_to_busy(
    loads: list[int], s: int, d: int, u: bytes
) -> None:
    windows = [(f"w{n}", load) for n, load in enumerate(loads)]
    load_of = dict(windows)
    stratum, most = parameters(len(windows), s, d)
    named = choose("sha256", u, "260105-1", windows, stratum, most)
    assert [named.main, *named.reserves] == [min(tray, key=lambda pair: pair[1])[0] for tray in named.trays]
    for before, after in zip(named.trays, named.trays[1:], strict=False):
        assert max(load_of[window] for window, _ in before) <= min(load_of[window] for window, _ in after)
    idle = {window for window, load in windows if load == IDLE}
    first = {window for window, _ in named.trays[0]}
    if len(idle) >= stratum:
        assert (first, named.reserves) == (idle, ())
    else:
        assert idle <= first


@given(loads=LOADS, u=U, seed=st.integers(0, 99))
def test_the_order_in_which_windows_are_listed_decides_nothing(loads: list[int], u: bytes, seed: int) -> None:
    windows = [(f"w{n}", load) for n, load in enumerate(loads)]
    shuffled = random.Random(seed).sample(windows, len(windows))
    stratum, most = parameters(len(windows), 2, 6)
    one, other = (choose("sha256", u, "260105-1", order, stratum, most) for order in (windows, shuffled))
    assert (one.main, one.reserves) == (other.main, other.reserves)


@pytest.mark.parametrize(
    ("n", "s", "d"), [(1, 2, 6), (2, 2, 6), (3, 2, 6), (6, 2, 6), (7, 3, 6), (12, 3, 6), (20, 3, 6), (20, 5, 2)]
)
@pytest.mark.parametrize("kind", ["equal", "mixed", "some idle", "many idle"])
def test_no_window_is_named_more_often_than_one_in_s(n: int, s: int, d: int, kind: str) -> None:
    rng = random.Random(f"{n} {s} {kind}")
    low, high = {"equal": (2, 2), "mixed": (0, 6), "some idle": (IDLE, 2), "many idle": (IDLE, 0)}[kind]
    windows = [(f"w{w}", rng.randint(low, high)) for w in range(n)]
    stratum, most = parameters(n, s, d)
    us = chances(f"{n} {s} {d} {kind}", 2_000)
    hits = Counter[str]()
    for u in us:
        named = choose("sha256", u, "260105-1", windows, stratum, most)
        hits.update((named.main, *named.reserves))
    blamed = [window for window, _ in windows if too_often(hits[window], len(us), 1 / stratum, tests=8 * 4 * n)]
    assert blamed == []


@pytest.mark.parametrize("own", [IDLE, 0, 1, 2, 3, 9])
def test_no_load_that_a_clerk_can_arrange_beats_one_in_s(own: int) -> None:
    """A clerk who rushes, holds himself idle or lets people pile up only chooses his own load."""
    others = [(f"w{n}", load) for n, load in enumerate([IDLE, 0, 0, 1, 1, 1, 2, 2, 3, 4, 6])]
    stratum = stratum_size(Rules(), 12)
    us = chances(f"own {own}", 8_000)
    hits = 0
    for u in us:
        named = choose("sha256", u, "260105-1", [*others, ("mine", own)], stratum, most_named(stratum, 6, 12))
        hits += "mine" in (named.main, *named.reserves)
    assert not too_often(hits, len(us), 1 / stratum, tests=6)


def test_the_bound_is_tight_enough_to_catch_a_lot_that_leans() -> None:
    """The same measure blames a window that is named 6 % too often in 20,000 draws."""
    assert too_often(round(20_000 / 3 * 1.06), 20_000, 1 / 3, tests=6)
    assert not too_often(round(20_000 / 3), 20_000, 1 / 3, tests=6)


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_in_an_empty_hall_every_window_is_drawn_as_often_as_any_other(algorithm: str) -> None:
    windows = [(str(n), IDLE) for n in range(1, 8)]
    n = 20_000 if algorithm == "sha256" else 3_000
    hits = Counter(choose(algorithm, u, "260105-1", windows, 2, 3).main for u in chances("idle", n))
    assert chi_square([hits[window] for window, _ in windows], [1 / 7] * 7) < chi_square_limit(6)


def test_in_a_hall_of_equal_loads_every_window_is_main_as_often_as_any_other() -> None:
    windows = [(str(n), 1) for n in range(1, 7)]
    hits = Counter(choose("sha256", u, "260105-1", windows, 2, 3).main for u in chances("equal", 20_000))
    assert chi_square([hits[window] for window, _ in windows], [1 / 6] * 6) < chi_square_limit(5)


def test_two_tickets_of_one_chance_are_drawn_independently() -> None:
    """The same u for two tickets says nothing about the second when the first is known."""
    windows = [(str(n), IDLE) for n in range(1, 5)]
    pairs = Counter(
        (choose("sha256", u, "260105-1", windows, 2, 2).main, choose("sha256", u, "260105-2", windows, 2, 2).main)
        for u in chances("pairs", 8_000)
    )
    counts = [pairs[one, other] for one, _ in windows for other, _ in windows]
    assert chi_square(counts, [1 / 16] * 16) < chi_square_limit(15)


@pytest.mark.parametrize("df", [4, 6, 10, 16])
def test_the_limit_of_chi_square_is_rarely_passed_by_chance(df: int) -> None:
    """For even df the tail has a closed form (Abramowitz and Stegun 26.4.21)."""
    half = chi_square_limit(df) / 2
    tail = exp(-half) * sum(half**k / factorial(k) for k in range(df // 2))
    assert FALSE_ALARM / 5 < tail < FALSE_ALARM * 5
