"""How long a newcomer will wait: the work ahead ÷ the windows open now, plus what is left of a service under way.

The range's ends are percentiles of the last 300 standardised errors (docs/draw.md). Errors come in
episodes, so five sixths of those that were cover about 80 % of those to come.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

import msgspec

from shared.hall.draw.issue import IDLE, most_named, stratum_size
from shared.hall.state import Learned, State

FIRST_CV = 1.0
FIRST_COUNTS = 2
"""The first guess counts as so many services."""
LEARN_FROM = 60
"""Service times are averaged over about this many."""
KEPT_ERRORS = 300
LOW, HIGH = 0.05, 0.88


class Estimate(msgspec.Struct, frozen=True):
    """Seconds: the expected wait, its spread (one standard deviation of the model), and the range; ``ahead``: how many
    people are before.
    """

    wait_s: int
    spread_s: int
    low_s: int
    high_s: int
    ahead: int = 0


def first_guess(minutes: int) -> Learned:
    """Before anything is learned: the service's usual minutes."""
    mean = minutes * 60.0
    return Learned(mean_s=mean, variance=(FIRST_CV * mean) ** 2)


def learn(learned: Learned, seconds: float) -> None:
    """Take one finished service into the running mean and variance."""
    learned.count += 1
    weight = 1 / _weight_of(learned)
    delta = seconds - learned.mean_s
    learned.mean_s += weight * delta
    learned.variance = (1 - weight) * (learned.variance + weight * delta * delta)


def estimate(state: State, service: str, before: int | None = None) -> Estimate:
    """The wait of somebody who takes a ticket for this service now, or of the one who has this place already.

    Nothing if a window calls at once, else the longer of two spans: until the work ahead is done and the next of all
    able windows is free, and until the first of the windows that may call this ticket is free.
    """
    able = state.able_counters(service)
    n = max(1, len(able))
    work = variance = ahead = 0.0
    for other, people in _competing(state, service, before):
        learned = state.learned[other]
        ahead += people
        work += people * learned.mean_s
        variance += people * learned.variance * (1 + people / _weight_of(learned))
    may_call, at_once = _reach(state, service, able, bool(work))
    if before is not None:
        at_once = 0.0
    if at_once == 1:
        return Estimate(0, 1, 0, 0, round(ahead))
    own = state.learned[service]
    rest = (own.mean_s + own.variance / own.mean_s) / 2  # of a service under way (renewal theory: E S² / 2 E S)
    wait = (1 - at_once) * max(rest / may_call, (work + rest) / n)
    spread = max(1.0, sqrt(variance / (n * n) + (rest / may_call) ** 2))
    low, high = state.quantiles
    at_least, at_most = (max(0, round(wait + quantile * spread)) for quantile in (low, high))
    return Estimate(round(wait), round(spread), at_least, at_most, round(ahead))


def people_ahead(state: State, service: str, order: int) -> int:
    """How many who came before this place compete with it, those of other services as far as windows are shared. What
    one citizen is told; a newcomer's is ``estimate(...).ahead``.
    """
    return round(sum(people for _, people in _competing(state, service, order)))


def people_waiting(state: State, services: Iterable[str]) -> int:
    """How many wait for one of these, whoever may call them. What a hall is told of a group."""
    return sum(_in_line(state, service) for service in services)


def observe(state: State, estimate_s: int, spread_s: int, actual_s: float) -> None:
    """Record the error of one estimate and move the range's ends."""
    if spread_s <= 1:
        return
    state.errors.append((actual_s - estimate_s) / spread_s)
    if len(state.errors) > KEPT_ERRORS:
        del state.errors[0]
    if len(state.errors) >= 20:
        ordered = sorted(state.errors)
        state.quantiles = (ordered[int(len(ordered) * LOW)], ordered[int(len(ordered) * HIGH)])


def _competing(state: State, service: str, before: int | None = None) -> Iterator[tuple[str, float]]:
    """Each service with people waiting (before a place), and how many of them wait for this service's windows."""
    ours = set(_windows(state, service))
    for other in state.queues:
        waiting = _in_line(state, other, before)
        if waiting:
            theirs = _windows(state, other)
            share = len(ours.intersection(theirs)) / len(theirs) if theirs else float(other == service)
            yield other, waiting * share


def _in_line(state: State, service: str, before: int | None = None) -> int:
    """The one count of people: who waits for a service (before a place)."""
    places = state.queues[service].places
    return len(places) if before is None else bisect_left(places, (before, 0))


def _windows(state: State, service: str) -> Sequence[str]:
    """Those able now; while none is open, all that may be."""
    return state.able_counters(service) or [each.id for each in state.counters.values() if service in each.services]


def _weight_of(learned: Learned) -> int:
    """Over how many services the mean is taken."""
    return min(learned.count + FIRST_COUNTS, LEARN_FROM)


def _reach(state: State, service: str, able: Sequence[str], anybody_ahead: bool) -> tuple[int, float]:
    """How many windows may call a newcomer, and the chance that one of them does so at once."""
    policy, rules = state.group_of(service).policy, state.rules_of(service)
    if policy != "issue" or not able:
        desks = [desk for desk in map(state.desks.__getitem__, able) if desk.status == "open"]
        needed = min(rules.round_least, len(desks)) if policy == "call" else 1
        free = sum(not desk.ticket for desk in desks) >= max(1, needed)
        return max(1, len(able)), float(free and not anybody_ahead)
    stratum = min(stratum_size(rules, len(able)), len(able))
    idle = sum(state.load(counter) == IDLE for counter in able)
    return most_named(stratum, rules.named, len(able)), min(1.0, idle / stratum)
