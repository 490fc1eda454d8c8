"""Policy ``issue``: one draw names a main window and its reserves, each by lot from a stratum of equal loads.

Given loads and L1 a window lies in at most one stratum, so nobody is named with more than 1/s (docs/draw.md).
"""

from collections.abc import Sequence

import msgspec

from shared.hall.config import Rules
from shared.hall.draw.lots import lots

IDLE = -1
Loads = Sequence[tuple[str, int]]


class Named(msgspec.Struct, frozen=True):
    """What one draw decided; ``trays`` are the strata as (window, lot) in their order, least busy first."""

    main: str
    reserves: tuple[str, ...]
    lot: bytes
    trays: tuple[tuple[tuple[str, bytes], ...], ...]


def stratum_size(rules: Rules, n: int) -> int:
    """s for n able windows: 2, 3, 5 (strict halls 3, 5, 10) at up to 8, up to 39, and from 40 windows."""
    if rules.stratum:
        return rules.stratum
    small, middle, large = (3, 5, 10) if rules.strict else (2, 3, 5)
    return small if n <= 8 else middle if n <= 39 else large


def most_named(stratum: int, named: int, n: int) -> int:
    """D: how many windows are named at most, given s′ and the rule's d."""
    return max(1, min(named, n // stratum))


def choose(algorithm: str, u: bytes, ticket: str, windows: Loads, stratum: int, most: int) -> Named:
    """Name main window and reserves over (window, load) pairs; needs at least one window."""
    lot = lots(algorithm, u, ticket)
    first = {window: lot(window, 0) for window, _ in windows}
    idle = [window for window, load in windows if load == IDLE]
    if len(idle) >= stratum:
        main = min(idle, key=lambda window: (first[window], window))
        return Named(main, (), first[main], (tuple((window, first[window]) for window in idle),))
    second = {window: lot(window, 1) for window, _ in windows}
    ordered = [window for window, _ in sorted(windows, key=lambda pair: (pair[1], second[pair[0]], pair[0]))]
    trays = tuple(
        tuple((window, first[window]) for window in ordered[b * stratum : (b + 1) * stratum]) for b in range(most)
    )
    names = [min(tray, key=lambda pair: (pair[1], pair[0]))[0] for tray in trays]
    return Named(names[0], tuple(names[1:]), first[names[0]], trays)
