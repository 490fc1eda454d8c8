"""``make soak``: a simulated week as fast as the machine goes, and the table of what grew (nothing)."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import uvloop
from rich.console import Console

from tests.crash.faults import FAKETIME
from tests.soak.count import Outcome, count
from tests.soak.week import Sample, Size, live

HEAD = (
    "day", "tickets", "records", "took s", "memory MB", "files", "threads", "ticket p50 / p99 ms",
    "call p50 / p99 ms", "call → all displays p50 / p99 ms", "processor a record µs", "disk MB", "backup s",
)  # fmt: skip


def main() -> int:
    """0: nothing lost, nothing doubled, nothing grew; 1: something did."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    for name in Size.__struct_fields__:
        parser.add_argument(f"--{name}", type=int, default=getattr(Size(), name), metavar="N", help="(%(default)s)")
    size = msgspec.convert(vars(parser.parse_args()), Size)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    console = Console()
    if FAKETIME is None:
        console.print("a week at speed needs libfaketime: apt-get install faketime")
        return 1
    out = Path("out")
    out.mkdir(exist_ok=True)
    started = time.monotonic()
    console.print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", highlight=False, soft_wrap=True)
    with (
        tempfile.TemporaryDirectory(prefix="soak-", dir=out) as folder,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        days: list[Sample] = []

        def told(sample: Sample) -> None:
            days.append(sample)
            console.print(_row(len(days), sample), highlight=False, soft_wrap=True)

        lived = runner.run(live(Path(folder), size, told))
        outcome = count(Path(folder), lived)
    _print(outcome, console)
    console.print(f"took {time.monotonic() - started:,.0f} s")
    return 1 if outcome.bad else 0


def _row(day: int, sample: Sample) -> str:
    cells = (
        day, f"{sample.tickets:,}", f"{sample.commands:,}", f"{sample.seconds:.0f}", f"{sample.memory_mb:.1f}",
        sample.files, sample.threads, *(f"{p50:.1f} / {p99:.1f}" for p50, p99 in (sample.issue, sample.call)),
        f"{sample.shown[0]:.1f} / {sample.shown[1]:.1f}", f"{sample.processor_us:.0f}", f"{sample.disk_mb:.1f}",
        f"{sample.backup_s:.1f}",
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _print(outcome: Outcome, console: Console) -> None:
    rows = (
        ("records", outcome.records),
        ("tickets acknowledged", outcome.acknowledged),
        ("days opened", outcome.days_opened),
        ("acknowledged and lost", outcome.lost),
        ("done twice", outcome.doubled),
        ("drawn again", outcome.redrawn),
        ("numbers given twice in a day", outcome.same_number),
        ("asked again and answered otherwise", outcome.answered_otherwise),
    )
    console.print("\n| | |\n|---|---|", highlight=False)
    for name, number in rows:
        console.print(f"| {name} | {number:,} |", highlight=False)
    console.print(f"| the next start | {outcome.start_s:.2f} s |\n", highlight=False)
    for what, said in zip(("verify, the hub's own", "verify, the last backup restored"), outcome.verified, strict=True):
        console.print(f"{what}: {said}", highlight=False, markup=False, soft_wrap=True)
    for line in outcome.grown:
        console.print(f"grew: {line}", highlight=False)


if __name__ == "__main__":
    sys.exit(main())
