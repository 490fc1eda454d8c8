"""``fairhall simulate``: the policies side by side, on days that come at random or on a recorded one."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shared.hall.config import Policy, Rules
from shared.hub.hallfile.entries import RulesEntry
from shared.replay.day import Day, read_day
from shared.replay.errors import BadDay
from shared.simulate.table import show
from shared.simulate.work import Asked, Hall, Row, compare, jobs_of

POLLED = "polled"
MOST_WINDOWS = 200
RULES = ("stratum", "strict", "named", "batch", "round_least", "round_after_s")
"""Of ``[rules]`` in hall.toml, those that bear on waits here."""
WINDOWS, WINDOWS_OF_A_DAY, LOADS = (6, 20, 60), (12, 14, 16), (0.7, 0.85, 0.95)
TICKETS, TRIES = 20_000, 300
PAGE = 170
"""Columns where there is no terminal to fit."""


class Simulated(msgspec.Struct, frozen=True):
    """What ``--json`` writes."""

    day: str
    rules: dict[str, int | bool]
    tickets: int
    seeds: int
    rows: list[Row]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall simulate``."""
    parser.add_argument("day", type=Path, nargs="?", metavar="DIR", help="a recorded day, instead of Poisson days")
    whole = "windows that serve everything, and the word polled: staffed as that day (6,20,60; of a day 12,14,16)"
    parser.add_argument("--windows", type=_windows, metavar="N,…", help=whole)
    parser.add_argument("--load", type=_loads, metavar="L,…", help="of Poisson days (.7,.85,.95)")
    parser.add_argument("--policy", type=_policies, default=get_args(Policy), metavar="P,…", help="(issue,call,fifo)")
    parser.add_argument("--tickets", type=_between(100, 1_000_000), metavar="N", help="of a Poisson day (20000)")
    parser.add_argument("--seeds", type=_between(1, 1000), default=8, metavar="N", help="runs of each hall (8)")
    tries = "attempts of an insider to meet somebody, in each hall of a Poisson day; 0: none (300)"
    parser.add_argument("--tries", type=_between(0, 100_000), metavar="N", help=tries)
    rule = f"another number for one of {', '.join(RULES)}, as in hall.toml (may be repeated)"
    parser.add_argument("--rule", type=_rule, action="append", default=[], metavar="KEY=N", help=rule)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")


def run(args: argparse.Namespace) -> int:
    """1 with one sentence on stderr for a day that cannot be read, 2 for options that do not go together."""
    console = Console(width=None if sys.stdout.isatty() else PAGE)
    try:
        day = None if args.day is None else read_day(args.day)
        halls = _halls(args, day)
        if args.json is not None:
            args.json.open("ab").close()
    except _Usage as error:
        print(error, file=sys.stderr)
        return 2
    except BadDay as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"--json {args.json} cannot be written ({error.strerror}): name another", file=sys.stderr)
        return 1
    rules = dict(args.rule)
    tries = TRIES if args.tries is None else args.tries
    asked = Asked(halls, args.policy, Rules(**rules), args.tickets or TICKETS, args.seeds, tries)
    with _progress(len(jobs_of(asked))) as done:
        rows = compare(asked, done)
    show(console, rows)
    if args.json is not None:
        told = Simulated(day.date if day else "poisson", rules, 0 if day else asked.tickets, asked.seeds, rows)
        args.json.write_bytes(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
    return 0


class _Usage(Exception):
    """Options that do not go together."""


def _halls(args: argparse.Namespace, day: Day | None) -> tuple[Hall, ...]:
    if day is None:
        windows = args.windows or WINDOWS
        if None in windows:
            raise _Usage("--windows polled needs a recorded day: name its DIR")
        return tuple(Hall(n, load) for n in windows for load in args.load or LOADS)
    for option in ("load", "tickets", "tries"):
        if getattr(args, option) is not None:
            raise _Usage(f"--{option} is of Poisson days: leave it out, or leave {args.day} out")
    windows = args.windows or WINDOWS_OF_A_DAY
    if None in windows and not day.polls:
        raise BadDay(f"{args.day / 'polled.csv'} is missing: add it, or leave {POLLED} out")
    return tuple(Hall(n, day=day) for n in windows)


@contextmanager
def _progress(jobs: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, one line elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(f"Simulating, {jobs} runs …")
        yield lambda: None
        return
    columns = (TextColumn("Simulating"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=jobs)
        yield lambda: bar.advance(task)


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low:,} to {high:,}")
        return int(text)

    return parse


def _windows(text: str) -> tuple[int | None, ...]:
    parse = _between(1, MOST_WINDOWS)
    return tuple(dict.fromkeys(None if part == POLLED else parse(part) for part in text.split(",")))


def _loads(text: str) -> tuple[float, ...]:
    try:
        loads = tuple(dict.fromkeys(float(part) for part in text.split(",")))
    except ValueError:
        loads = ()
    if not loads or not all(0.05 <= load <= 0.99 for load in loads):
        raise argparse.ArgumentTypeError(f"{text!r} is no list of loads from .05 to .99, such as .7,.85")
    return loads


def _policies(text: str) -> tuple[Policy, ...]:
    policies: Any = tuple(dict.fromkeys(text.split(",")))
    if not set(policies) <= set(get_args(Policy)):
        raise argparse.ArgumentTypeError(f"{text!r} is no list of {', '.join(get_args(Policy))}")
    return policies  # type: ignore[no-any-return]


def _rule(text: str) -> tuple[str, int | bool]:
    key, _, value = text.partition("=")
    if key not in RULES:
        raise argparse.ArgumentTypeError(f"{text!r}: write KEY=N with a key of {', '.join(RULES)}")
    try:
        entry = msgspec.convert({key: value}, RulesEntry, strict=False)
    except msgspec.ValidationError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {error}") from None
    found: int | bool = getattr(entry, key)
    if key == "stratum" and found == 1:
        raise argparse.ArgumentTypeError("a stratum of 1 leaves nothing to the lot")
    return key, found
