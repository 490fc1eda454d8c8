"""A day without an evening: people come at random, for one service, to windows that are all alike."""

from random import Random

from shared.replay.day import Arrival, Day, Service

DATE = "2026-01-05"
BEGINS_MS = 1_767_600_000_000
MEAN_S = 480.0


def poisson_day(windows: int, load: float, tickets: int, seed: int) -> Day:
    """So many people that the windows are busy for ``load`` of the time; a service takes 480 s on average (cv 1)."""
    random = Random(f"arrivals {seed}")
    every_s = MEAN_S / (load * windows)
    at_s = 0.0
    arrivals = []
    for n in range(1, tickets + 1):
        at_s += random.expovariate(1 / every_s)
        arrivals.append(Arrival(n, BEGINS_MS + round(1000 * at_s), "s"))
    return Day(DATE, (Service("s", "A", "service", MEAN_S, round(MEAN_S / 60)),), tuple(arrivals), ())
