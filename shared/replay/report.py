"""The figures of a replay: ``report.json``. Seconds and milliseconds as the names say; shares from 0 to 1."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from statistics import fmean
from typing import Literal

import msgspec

from shared.hall.config import Policy
from shared.replay.day import Day
from shared.replay.evenness import ChiSquare, evenness
from shared.replay.play import Played
from shared.replay.record import Told, Way

IDLE_SPREAD_S = 1
"""The spread of an estimate of no wait at all: a promise, not a range."""


class Wait(msgspec.Struct, frozen=True):
    """Of one service."""

    tickets: int
    mean: float
    p95: float


class Waits(msgspec.Struct, frozen=True):
    """From issue to first call."""

    mean: float
    p95: float
    by_service: dict[str, Wait]


class ActualWaits(msgspec.Struct, frozen=True):
    """What these citizens really had, by Little's law on the polls; None without polls."""

    mean: float | None
    by_service: dict[str, float]


class EstimateErrors(msgspec.Struct, frozen=True):
    """Estimate − wait over all tickets; ``p80_coverage`` over those that were told a range, not "no wait"."""

    mae_s: float
    bias_s: float
    p80_coverage: float | None


class Latency(msgspec.Struct, frozen=True):
    """Of real time."""

    p50: float | None
    p99: float | None


class Latencies(msgspec.Struct, frozen=True):
    """From touch to answer at the kiosk; from the clerk's press to the display."""

    issue: Latency
    call_to_display: Latency


class Report(msgspec.Struct, frozen=True):
    """Everything that was asked for; ``served`` + ``lost`` is everybody who came."""

    tickets: int
    served: int
    lost: int
    duplicate_numbers: int
    called_twice: int
    windows: int | Literal["polled"]
    policy: Policy
    seed: int
    wait_s: Waits
    actual_wait_s: ActualWaits
    estimate: EstimateErrors
    latency_ms: Latencies
    draws: int
    chi_square: ChiSquare

    @property
    def sound(self) -> bool:
        """Nobody lost, nothing doubled."""
        return not (self.lost or self.duplicate_numbers or self.called_twice)


def report_of(
    day: Day, played: Played, told: Told, windows: int | Literal["polled"], policy: Policy, seed: int
) -> Report:
    """The figures, from the record and from what the terminals saw."""
    served = [way for way in told.ways.values() if way.finished_ms]
    numbers = [*played.taken.values()]
    return Report(
        tickets=len(numbers),
        served=len(served),
        lost=len(day.arrivals) - len(served),
        duplicate_numbers=len(numbers) - len(set(numbers)),
        called_twice=_called_twice(played, told),
        windows=windows,
        policy=policy,
        seed=seed,
        wait_s=_waits(served),
        actual_wait_s=_actual(day),
        estimate=_errors(served),
        latency_ms=Latencies(_latency(played.issue_s), _latency(played.call_s)),
        draws=told.draws,
        chi_square=evenness(told.drawn),
    )


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed; there is at least one."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _called_twice(played: Played, told: Told) -> int:
    """Numbers called first at more than one window, or more than once, by the record or by the display."""
    heard: defaultdict[str, int] = defaultdict(int)
    for call in played.calls:
        heard[call.number] += 1
    recorded = {way.issued.number for way in told.ways.values() if len(way.counters) > 1}
    return len(recorded.union(number for number, calls in heard.items() if calls > 1))


def _waits(served: Sequence[Way]) -> Waits:
    by_service: defaultdict[str, list[float]] = defaultdict(list)
    for way in served:
        by_service[way.issued.service].append(way.wait_s)
    everybody = _wait([way.wait_s for way in served])
    return Waits(everybody.mean, everybody.p95, {name: _wait(waits) for name, waits in sorted(by_service.items())})


def _wait(waits: Sequence[float]) -> Wait:
    if not waits:
        return Wait(0, 0.0, 0.0)
    return Wait(len(waits), round(fmean(waits), 1), round(percentile(waits, 0.95), 1))


def _actual(day: Day) -> ActualWaits:
    """People waiting × time between the polls ÷ tickets."""
    came: defaultdict[str, int] = defaultdict(int)
    for arrival in day.arrivals:
        came[arrival.service] += 1
    waited: defaultdict[str, float] = defaultdict(float)
    for poll, after in zip(day.polls, day.polls[1:], strict=False):
        for service, waiting in poll.waiting.items():
            waited[service] += waiting * (after.at_ms - poll.at_ms) / 1000
    return ActualWaits(
        round(sum(waited.values()) / len(day.arrivals), 1) if day.polls else None,
        {service: round(waited[service] / came[service], 1) for service in sorted(came) if service in waited},
    )


def _errors(served: Sequence[Way]) -> EstimateErrors:
    errors = [way.issued.estimate_s - way.wait_s for way in served]
    ranged = [way for way in served if way.issued.spread_s > IDLE_SPREAD_S]
    held = [way.issued.low_s <= round(way.wait_s) <= way.issued.high_s for way in ranged]
    return EstimateErrors(
        mae_s=round(fmean(map(abs, errors)), 1) if errors else 0.0,
        bias_s=round(fmean(errors), 1) if errors else 0.0,
        p80_coverage=round(fmean(held), 3) if held else None,
    )


def _latency(spans_s: Sequence[float]) -> Latency:
    if not spans_s:
        return Latency(None, None)
    return Latency(round(1000 * percentile(spans_s, 0.5), 2), round(1000 * percentile(spans_s, 0.99), 2))
