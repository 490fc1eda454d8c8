"""From the clerk's press to the last of 200 displays."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

import msgspec

from shared.client.headless import HeadlessLink
from shared.protocol.requests import FinishRequest, ServeRequest
from tests.bench.crowd import ask, call_next, hall_of, issue, open_windows, paired, services, terminals
from tests.bench.figures import Section, percentile, spread, value_of
from tests.bench.floors import Disk
from tests.bench.hub import HubProcess, running

DISPLAYS = 200
MOST_MS = 50.0


class Wall:
    """The displays' process, as seen from here."""

    def __init__(self, lines: asyncio.StreamReader) -> None:
        self._lines = lines
        self._seen: dict[int, int] = {}

    async def ready(self) -> None:
        """All displays have the picture."""
        if (line := await self._lines.readline()) != b"ready\n":
            raise RuntimeError(f"the displays did not come up: {line!r}")

    async def shown(self, seq: int) -> int:
        """When the last display had the update up to ``seq``: monotonic, ns."""
        while seq not in self._seen:
            self._seen |= [await self.heard()]
        return self._seen.pop(seq)

    async def heard(self) -> tuple[int, int]:
        """The next update that all displays have: its seq, and when the last one had it."""
        word, _, ns = (await self._lines.readline()).partition(b" ")
        return int(word), int(ns)


@asynccontextmanager
async def wall(hub: HubProcess, displays: int) -> AsyncIterator[Wall]:
    """So many live displays in a second process."""
    command = [sys.executable, "-m", "tests.bench.screens", hub.address]
    child = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    try:
        identities = await paired(hub, "display", displays)
        child.stdin.writelines([*(msgspec.json.encode(each) + b"\n" for each in identities), b"\n"])
        shown = Wall(child.stdout)
        await shown.ready()
        yield shown
    finally:
        child.stdin.close()
        await child.wait()


async def measure(directory: Path, disk: Disk, quick: bool, floors: Section) -> Section:
    """One call after the other at all windows in turn; everybody has seen one before the next is pressed.

    The floor is a commit, measured in turn with the calls, and an echo.
    """
    calls = 50 if quick else 200
    with running(directory / "displays") as hub:
        async with terminals(hub, "manager", 1) as (manager,), wall(hub, DISPLAYS) as shown:
            hall = hall_of(hub)
            await open_windows(manager, hall)
            fifo = services(hall, "fifo")
            last = await asyncio.gather(*(issue(manager, service) for service, _ in zip(cycle(fifo), range(calls))))
            await shown.shown(max(answer.seq for answer in last))
            windows = cycle(counter.id for counter in hall.counters if set(fifo) <= set(counter.services))
            started_s = hub.cpu_s()
            turns = [(await _call(manager, shown, next(windows)), disk.commit()) for _ in range(calls)]
            spent_s = (hub.cpu_s() - started_s) / calls
    spans, commits = zip(*turns, strict=True)
    floor_ms = percentile(commits, 0.5) * 1000 + value_of([floors], "WebSocket echo under TLS, p50")
    note = f"hub's processor for call, serve, finish on all displays: {spent_s * 1000:.1f} ms"
    return Section(
        f"Call to the last of {DISPLAYS} displays ({calls} calls)",
        (
            *spread("press → shown on all", spans, floor_ms=floor_ms, most_p99=MOST_MS, note=note),
            *spread("a commit meanwhile", commits),
        ),
    )


async def _call(manager: HeadlessLink, shown: Wall, counter: str) -> float:
    pressed_ns = time.monotonic_ns()
    called = await call_next(manager, counter)
    took_s = (await shown.shown(called.seq) - pressed_ns) / 1e9
    for name, request in (("serve", ServeRequest(counter=counter)), ("finish", FinishRequest(counter=counter))):
        await shown.shown((await ask(manager, name, request)).seq)
    return took_s
