"""Is the lot even? ``.venv/bin/python -m tests.bench.lots [DRAWS]`` (100,000).

A chi-square over draws as a hall makes them: links of a hub's chain and of a witness's, a new epoch where they end,
twelve windows with loads at random.
"""

import sys
from collections.abc import Iterator
from random import Random

from shared.hall.config import Rules
from shared.hall.draw.issue import choose, most_named, stratum_size
from shared.hall.draw.links import LINKS, Links
from shared.hall.draw.lots import context, mix
from shared.replay.evenness import ChiSquare, Drawn, evenness

DRAWS, WINDOWS = 100_000, 12
RULES = Rules()


def trays(draws: int) -> Iterator[Drawn]:
    """Every tray of every draw, and the window that was named from it."""
    random = Random(1)
    stratum = stratum_size(RULES, WINDOWS)
    most = most_named(stratum, RULES.named, WINDOWS)
    for n in range(draws):
        epoch, i = divmod(n, LINKS)
        if not i:
            hub, kiosk = (_chain(epoch + 1, name) for name in ("hub", "kiosk:K1"))
        u = mix("sha256", i + 1, hub.link(i + 1), [("kiosk:K1", kiosk.link(i + 1))])
        windows = [(str(window), random.randint(-1, 3)) for window in range(1, WINDOWS + 1)]
        named = choose("sha256", u, f"260105-{n}", windows, stratum, most)
        for tray, one in zip(named.trays, (named.main, *named.reserves), strict=False):
            yield [window for window, _ in tray], one


def lots(draws: int) -> ChiSquare:
    """The test over so many draws."""
    return evenness(trays(draws))


def _chain(epoch: int, name: str) -> Links:
    return Links("sha256", bytes([epoch]) * 32, context("hall", "2026-01-05", epoch, name))


def main(draws: int) -> None:
    """The figure."""
    found = lots(draws)
    sys.stdout.write(
        f"{draws:,} draws over {WINDOWS} windows: chi-square {found.statistic}, {found.dof} degrees of freedom,"
        f" p {found.p}\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS)
