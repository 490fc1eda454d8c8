"""``make bench``: every measurement, one table, one JSON file."""

import argparse
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import uvloop
from rich.console import Console

from shared.blocks import large_blocks_go_back
from tests.bench import cost, devices, displays, floors, issue, kiosk, memory, screen_day, start
from tests.bench.figures import Section, report, table
from tests.bench.machine import machine

BESIDE = "Beside it, FQM on this class of machine: issue p50 66 ms, p99 127 ms, 14/s; call → display p50 1 s."

WIDTH = 150
"""Of the table in a file or a pipe."""


def main() -> None:
    """Measure, show, keep."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, shorter days: to see that it runs")
    parser.add_argument("--out", type=Path, default=Path("out/bench.json"), help="the figures as JSON (%(default)s)")
    args = parser.parse_args()
    large_blocks_go_back()  # as the programs that are measured do
    args.out.parent.mkdir(parents=True, exist_ok=True)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=args.out.parent) as directory:
        before = machine(Path(directory))
        sections = uvloop.run(_measure(Path(directory), args.quick, Console(stderr=True)))
    console.print(table(sections), " · ".join(f"{name} {value}" for name, value in before.items()), BESIDE, sep="\n")
    kept = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": args.quick,
        "machine": before,
        "sections": report(sections),
    }
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(kept)) + b"\n")
    console.print(f"Took {time.monotonic() - started:.0f} s; kept in {args.out}")


async def _measure(directory: Path, quick: bool, console: Console) -> list[Section]:
    sections: list[Section] = []
    with console.status("bench") as status:
        async for found in _sections(directory, quick):
            sections.append(found)
            status.update(f"done: {found.title}")
    return sections


async def _sections(directory: Path, quick: bool) -> AsyncIterator[Section]:
    with closing(floors.Disk(directory)) as disk:
        floor = await floors.measure(directory, disk, quick)
        yield floor
        for found in await issue.measure(directory, disk, quick, floor):
            yield found
        yield await displays.measure(directory, disk, quick, floor)
    yield await cost.measure(directory, quick)
    yield await start.measure(directory, quick)
    yield await memory.measure(directory, quick)
    yield devices.measure(quick)
    yield screen_day.measure(quick)
    yield await kiosk.measure(directory, quick)


if __name__ == "__main__":
    main()
