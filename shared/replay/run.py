"""``fairhall replay``: a recorded day through a real hub with real terminals, at speed."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shared.hall.config import Policy
from shared.journal.errors import JournalError
from shared.journal.verify import verify_chain
from shared.replay.day import Day, read_day
from shared.replay.errors import BadDay, ReplayError
from shared.replay.hall import comprehensive, polled
from shared.replay.pace import Pace
from shared.replay.play import Played, play
from shared.replay.record import Told, tell
from shared.replay.report import Report, report_of
from shared.replay.table import show

MAX = "max"
MOST_WINDOWS = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall replay``."""
    parser.add_argument("day", type=Path, metavar="DIR", help="the day: arrivals.csv, services.csv, polled.csv")
    parser.add_argument("--policy", choices=get_args(Policy), default="issue", help="how windows are chosen (issue)")
    parser.add_argument(
        "--windows", type=_windows, metavar="N", help="comprehensive windows, all day (staffed as polled that day)"
    )
    parser.add_argument(
        "--speed", type=_speed, default=MAX, metavar="X", help="at most so many times as fast as the day, or max (max)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of service times and lots (1)")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("out/replay"),
        metavar="DIR",
        help="for report.json, record.jsonl, papers.txt (out/replay)",
    )


def run(args: argparse.Namespace) -> int:
    """1 with one sentence on stderr for a bad folder, and where anybody was lost or anything doubled."""
    console = Console()
    try:
        day = read_day(args.day)
        if args.windows is None and not day.polls:
            raise BadDay(f"{args.day / 'polled.csv'} is missing: add it, or choose --windows N")
        _make(args.out)
        with TemporaryDirectory(prefix="fairhall-replay-") as folder, _progress(console, day) as finished:
            played = _play(args, day, Path(folder), finished)
        (args.out / "record.jsonl").write_bytes(played.published)
        (args.out / "papers.txt").write_text("".join(f"{paper}\n" for paper in played.papers))
        told = tell(played.record)
        report = report_of(day, played, told, args.windows or "polled", args.policy, args.seed)
        (args.out / "report.json").write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    except (ReplayError, JournalError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    show(console, day, told, report)
    console.print(f"Written to {args.out}: report.json, record.jsonl, papers.txt", soft_wrap=True)
    wrong = _wrong(played, told, report)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReplayError(f"--out {out} is no folder that can be made ({error.strerror}): name another") from None


def _play(args: argparse.Namespace, day: Day, folder: Path, finished: Callable[[], None]) -> Played:
    import uvloop

    pace = Pace(day.begins_ms, args.speed)
    windows = polled(day) if args.windows is None else comprehensive(day, args.windows)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(play(day, windows, args.policy, args.seed, pace, folder, finished))
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None


def _wrong(played: Played, told: Told, report: Report) -> list[str]:
    found = []
    if not report.sound:
        found.append(
            f"{report.lost} of the day's people were not served, {report.duplicate_numbers} numbers were given twice, "
            f"{report.called_twice} were called twice: see record.jsonl"
        )
    if (fault := verify_chain(played.record).fault) is not None:
        found.append(f"record.jsonl is not whole: {fault}")
    if told.odd:
        found.append(f"{len(told.odd)} draws do not follow from their links, the first is draw {told.odd[0]}")
    heard, called = len(played.calls), sum(len(way.counters) for way in told.ways.values())
    if heard != called:
        found.append(f"the display heard {heard} of {called} calls")
    return found


@contextmanager
def _progress(console: Console, day: Day) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, one line elsewhere; call what it gives for everybody served."""
    title = f"{day.date}: {len(day.arrivals):,} people"
    if not console.is_terminal:
        console.print(f"Replaying {title} …")
        yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(title, total=len(day.arrivals))
        yield lambda: bar.advance(task)


def _windows(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_WINDOWS:
        raise argparse.ArgumentTypeError(f"{text!r} is not 1 to {MOST_WINDOWS} windows")
    return int(text)


def _speed(text: str) -> float | None:
    if text == MAX:
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is neither max nor how many times as fast")
    return speed
