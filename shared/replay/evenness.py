"""How evenly the lot fell: a chi-square over windows, with the chances that each draw really had.

A draw names one window of each tray (the idle ones, or a stratum), each with the chance 1 ÷ windows in the tray. The
counts minus their expectations have the covariance C = the sum of diag(p) − p·pᵀ over all trays. Windows that shared
trays, over any number of steps, are a pool; in it (named − expected)ᵀ C⁺ (named − expected) is chi-square with one
degree of freedom less than windows. Expected counts alone would understate it: strata even the lot out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import erfc, exp, lgamma, log, sqrt

import msgspec

Drawn = tuple[Sequence[str], str]
"""One tray and the window that was named from it."""


class Pool(msgspec.Struct, frozen=True):
    """Windows that were candidates together: how often each was named, and would be on average."""

    windows: list[str]
    named: list[int]
    expected: list[float]
    statistic: float
    dof: int
    p: float


class ChiSquare(msgspec.Struct, frozen=True):
    """Over all pools, which are independent of each other; ``p`` below .001 would be odd."""

    statistic: float
    dof: int
    p: float
    pools: list[Pool]


def evenness(drawn: Iterable[Drawn]) -> ChiSquare:
    """The test over all trays; a tray of one window says nothing and is left out."""
    trays = [(tray, named) for tray, named in drawn if len(tray) > 1]
    pools = [_pool(windows, trays) for windows in _pools(tray for tray, _ in trays)]
    statistic, dof = sum(pool.statistic for pool in pools), sum(pool.dof for pool in pools)
    return ChiSquare(round(statistic, 2), dof, chance(statistic, dof), pools)


def chance(statistic: float, dof: int) -> float:
    """P(chi-square ≥ statistic), by the recurrence of the upper incomplete gamma function."""
    x = statistic / 2
    if not dof or x <= 0:
        return 1.0
    a, q = (1.0, exp(-x)) if dof % 2 == 0 else (0.5, erfc(sqrt(x)))
    while a < dof / 2:
        q += exp(a * log(x) - x - lgamma(a + 1))
        a += 1
    return round(min(1.0, q), 4)


def _pools(trays: Iterable[Sequence[str]]) -> list[list[str]]:
    pools: list[set[str]] = []
    for tray in trays:
        joined = set(tray)
        if any(joined <= pool for pool in pools):
            continue
        apart = [pool for pool in pools if pool.isdisjoint(joined)]
        pools = [*apart, joined.union(*(pool for pool in pools if not pool.isdisjoint(joined)))]
    return [sorted(pool, key=lambda window: (len(window), window)) for pool in pools]


def _pool(windows: list[str], trays: Iterable[Drawn]) -> Pool:
    place = {window: n for n, window in enumerate(windows)}
    named, expected = [0] * len(windows), [0.0] * len(windows)
    covariance: defaultdict[tuple[int, int], float] = defaultdict(float)
    for tray, winner in trays:
        if tray[0] not in place:
            continue
        k = len(tray)
        named[place[winner]] += 1
        for one in tray:
            expected[place[one]] += 1 / k
            covariance[place[one], place[one]] += 1 / k
            for other in tray:
                covariance[place[one], place[other]] -= 1 / k**2
    free = range(len(windows) - 1)  # the last follows from the others
    matrix = [[covariance[row, column] for column in free] for row in free]
    off = [named[n] - expected[n] for n in free]
    statistic = sum(one * x for one, x in zip(off, _solve(matrix, off), strict=True))
    dof = len(windows) - 1
    return Pool(windows, named, [round(e, 1) for e in expected], round(statistic, 2), dof, chance(statistic, dof))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """x of a positive definite system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for n, pivot in enumerate(rows):
        pivot[:] = [value / pivot[n] for value in pivot]
        for row in rows:
            if row is not pivot:
                factor = row[n]
                row[:] = [value - factor * lead for value, lead in zip(row, pivot, strict=True)]
    return [row[-1] for row in rows]
