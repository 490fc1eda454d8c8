"""How long a newcomer will wait: the work ahead ÷ the windows open now, plus half a service (docs/draw.md section 8).

The range's ends are the 5th and 85th percentile of the last 300 standardised errors, so it covers about 80 %.
"""

from math import sqrt

import msgspec

from shared.hall.state import Learned, State

FIRST_CV = 1.0
KEPT_ERRORS = 300
LEARN_FROM = 60
"""Service times are averaged over about this many."""


class Estimate(msgspec.Struct, frozen=True):
    """Seconds: the expected wait, its spread (one standard deviation of the model), and the range."""

    wait_s: int
    spread_s: int
    low_s: int
    high_s: int


def first_guess(minutes: int) -> Learned:
    """Before anything is learned: the service's usual minutes."""
    mean = minutes * 60.0
    return Learned(mean_s=mean, variance=(FIRST_CV * mean) ** 2)


def learn(learned: Learned, seconds: float) -> None:
    """Take one finished service into the running mean and variance."""
    learned.count += 1
    weight = 1 / min(learned.count + 5, LEARN_FROM)
    delta = seconds - learned.mean_s
    learned.mean_s += weight * delta
    learned.variance = (1 - weight) * (learned.variance + weight * delta * delta)


def estimate(state: State, service: str) -> Estimate:
    """The wait of somebody who takes a ticket for this service now."""
    able = state.able_counters(service)
    n = max(1, len(able))
    work = variance = 0.0
    ours = set(able)
    for other, queue in state.queues.items():
        waiting = len(queue.places)
        if not waiting:
            continue
        theirs = state.able_counters(other) if other != service else able
        share = len(ours.intersection(theirs)) / len(theirs) if theirs else float(other == service)
        learned = state.learned[other]
        work += waiting * share * learned.mean_s
        variance += waiting * share * learned.variance
    idle = any(not state.desks[counter].ticket and state.desks[counter].status == "open" for counter in able)
    if idle and not work:
        return Estimate(0, 1, 0, 0)
    own = state.learned[service].mean_s
    wait = work / n + (0.0 if idle else own / 2)
    spread = max(1.0, sqrt(variance / (n * n) + own * own / 4))
    low, high = state.quantiles
    return Estimate(round(wait), round(spread), max(0, round(wait + low * spread)), max(0, round(wait + high * spread)))


def observe(state: State, estimate_s: int, spread_s: int, actual_s: float) -> None:
    """Record the error of one estimate and move the range's ends."""
    if spread_s <= 1:
        return
    state.errors.append((actual_s - estimate_s) / spread_s)
    if len(state.errors) > KEPT_ERRORS:
        del state.errors[0]
    if len(state.errors) >= 20:
        ordered = sorted(state.errors)
        state.quantiles = (ordered[int(len(ordered) * 0.05)], ordered[int(len(ordered) * 0.85)])
