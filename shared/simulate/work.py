"""The runs that a comparison needs, spread over processes. What comes out follows from what was asked for alone."""

import gc
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Sequence
from math import sqrt
from multiprocessing import Pool
from statistics import fmean, stdev

import msgspec

from shared.hall.config import Policy, Rules
from shared.hall.draw.issue import stratum_size
from shared.replay.day import Day
from shared.replay.hall import comprehensive, polled
from shared.simulate.guesses import Guessed
from shared.simulate.insider import Insiders, Strategy, strategies
from shared.simulate.people import People
from shared.simulate.poisson import poisson_day
from shared.simulate.tally import Figures

COMMON: Policy = "fifo"
"""The one common line, against which the others are held."""
WARM_UP = 0.1
"""Of a Poisson day's tickets: a hall that begins empty is not counted."""
ATTEMPT_S = 2400
"""An attempt to meet, and the rest after it, take about so long."""
LEAST = 15
"""A strategy whose moment came less often in the short look is none."""


class Hall(msgspec.Struct, frozen=True):
    """``windows`` None: staffed as polled. ``load`` of a Poisson day, or a recorded ``day``."""

    windows: int | None
    load: float = 0.0
    day: Day | None = None


class Asked(msgspec.Struct, frozen=True):
    """The comparison. ``tries`` attempts to meet a clerk with the best strategy found (0: none)."""

    halls: tuple[Hall, ...]
    policies: tuple[Policy, ...]
    rules: Rules
    tickets: int
    seeds: int
    tries: int


class Steering(msgspec.Struct, frozen=True):
    """How often the helper came to the friend, by the best strategy found. ``bound`` 1: the rules give none."""

    met: float
    error: float
    """One standard error."""
    tries: int
    bound: float
    strategy: Strategy


class Row(msgspec.Struct, frozen=True):
    """One hall under one policy; seconds. ``above``: over the common line, with the standard error over the seeds."""

    windows: int | None
    load: float
    policy: Policy
    runs: int
    tickets: int
    mean_s: float
    common_s: float
    ratio: float
    above_s: float
    above_error_s: float
    p95_s: float
    p95_above_s: float
    overtaken_mean: float
    overtaken_max: int
    redrawn: float
    idle: float
    on_tickets: Guessed
    on_pages: Guessed
    """Means over the runs: what people were told, against what became of it."""
    steering: Steering | None = None


Job = tuple[Hall, Policy, int]
"""``seed`` 0: the attempts to meet a clerk."""


def jobs_of(asked: Asked) -> list[Job]:
    """Everything to run, the longest first."""
    policies = dict.fromkeys((*asked.policies, COMMON))
    steering = [(hall, policy, 0) for hall in asked.halls for policy in asked.policies if hall.load and asked.tries]
    waits = [(hall, policy, seed) for hall in asked.halls for policy in policies for seed in range(1, asked.seeds + 1)]
    return sorted([*steering, *waits], key=lambda job: (-(job[0].windows or 0), job[2]))


def compare(asked: Asked, done: Callable[[], None]) -> list[Row]:
    """All rows; ``done`` is called after every job."""
    jobs = jobs_of(asked)
    found: defaultdict[tuple[int, Policy], dict[int, Figures]] = defaultdict(dict)
    steering: dict[tuple[int, Policy], Steering] = {}
    with Pool(min(len(jobs), os.cpu_count() or 1), _alone) as pool:
        for (hall, policy, seed), result in pool.imap_unordered(_run, [(asked, job) for job in jobs]):
            key = asked.halls.index(hall), policy
            if isinstance(result, Steering):
                steering[key] = result
            else:
                found[key][seed] = result
            done()
    seeds = range(1, asked.seeds + 1)
    return [
        _row(
            hall,
            policy,
            [found[n, policy][seed] for seed in seeds],
            [found[n, COMMON][seed] for seed in seeds],
            steering.get((n, policy)),
        )
        for n, hall in enumerate(asked.halls)
        for policy in asked.policies
    ]


def _alone() -> None:
    """A process of its own: the first one hears Ctrl-C; nothing here is worth looking for cycles while it grows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _run(work: tuple[Asked, Job]) -> tuple[Job, Figures | Steering]:
    asked, (hall, policy, seed) = work
    result = _waits(asked, hall, policy, seed) if seed else _steering(asked, hall, policy)
    gc.collect()
    return (hall, policy, seed), result


def _waits(asked: Asked, hall: Hall, policy: Policy, seed: int) -> Figures:
    if hall.day is not None:
        windows = polled(hall.day) if hall.windows is None else comprehensive(hall.day, hall.windows)
        people = People(hall.day, windows, policy, asked.rules, seed)
        warm_up = 0
    else:
        assert hall.windows is not None
        day = poisson_day(hall.windows, hall.load, asked.tickets, seed)
        people = People(day, comprehensive(day, hall.windows), policy, asked.rules, seed)
        warm_up = round(WARM_UP * asked.tickets)
    people.watch_pages()
    people.run()
    return people.tally.figures(warm_up)


def _steering(asked: Asked, hall: Hall, policy: Policy) -> Steering:
    """The best strategy of a short look at all, then measured on a day that chose none."""
    assert hall.windows is not None
    short = max(20, asked.tries // 4)
    tried = [(_attempts(asked, hall, policy, strategy, short, seed=1), strategy) for strategy in strategies(policy)]
    enough = [each for each in tried if each[0].tries >= LEAST]
    best = max(enough or tried[:1], key=lambda each: each[0].met / max(1, each[0].tries))[1]
    attempts = _attempts(asked, hall, policy, best, asked.tries, seed=2)
    met = attempts.met / max(1, attempts.tries)
    bound = 1 / min(hall.windows, stratum_size(asked.rules, hall.windows)) if policy == "issue" else 1.0
    error = sqrt(met * (1 - met) / max(1, attempts.tries))
    return Steering(round(met, 4), round(error, 4), attempts.tries, bound, best)


def _attempts(asked: Asked, hall: Hall, policy: Policy, strategy: Strategy, tries: int, seed: int) -> Insiders:
    assert hall.windows is not None
    day = poisson_day(hall.windows, hall.load, round(tries * ATTEMPT_S * hall.load * hall.windows / 480), seed)
    insiders = Insiders(day, comprehensive(day, hall.windows), policy, asked.rules, seed, strategy)
    insiders.run()
    return insiders


def _row(
    hall: Hall, policy: Policy, runs: Sequence[Figures], common: Sequence[Figures], steering: Steering | None
) -> Row:
    mean_s, common_s = fmean(run.mean_s for run in runs), fmean(run.mean_s for run in common)
    above = [run.mean_s - line.mean_s for run, line in zip(runs, common, strict=True)]
    return Row(
        windows=hall.windows,
        load=hall.load,
        policy=policy,
        runs=len(runs),
        tickets=sum(run.tickets for run in runs),
        mean_s=round(mean_s, 2),
        common_s=round(common_s, 2),
        ratio=round(mean_s / common_s, 4) if common_s else 1.0,
        above_s=round(fmean(above), 2),
        above_error_s=round(stdev(above) / sqrt(len(above)), 2) if len(above) > 1 else 0.0,
        p95_s=round(fmean(run.p95_s for run in runs), 1),
        p95_above_s=round(fmean(run.p95_s - line.p95_s for run, line in zip(runs, common, strict=True)), 1),
        overtaken_mean=round(fmean(run.overtaken_mean for run in runs), 3),
        overtaken_max=max(run.overtaken_max for run in runs),
        redrawn=round(fmean(run.redrawn for run in runs), 4),
        idle=round(fmean(run.idle for run in runs), 4),
        on_tickets=_mean([run.on_tickets for run in runs]),
        on_pages=_mean([run.on_pages for run in runs]),
        steering=steering,
    )


def _mean(runs: Sequence[Guessed]) -> Guessed:
    return Guessed(
        told=sum(run.told for run in runs),
        mae_s=round(fmean(run.mae_s for run in runs), 1),
        bias_s=round(fmean(run.bias_s for run in runs), 1),
        inside=round(fmean(run.inside for run in runs), 3),
    )
