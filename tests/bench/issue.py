"""Taking tickets: one citizen after the other, then 32 kiosks at once, with a lot and without."""

import asyncio
import time
from itertools import cycle
from pathlib import Path

from shared.client.headless import HeadlessLink
from shared.hall.config import Policy
from tests.bench.crowd import hall_of, issue, open_windows, services, terminals, witnesses
from tests.bench.figures import Figure, Section, percentile, spread, value_of
from tests.bench.floors import Disk
from tests.bench.hub import HubProcess, running

KIOSKS = 32
AHEAD = 8
"""Requests of one kiosk on their way at once, to find what the hub can do rather than what a round trip allows."""
WARM_UP = 20
SYNCS: dict[Policy, int] = {"issue": 2, "fifo": 1}
"""A lot is asked for durably before it is held; its result is the second."""
TITLE: dict[Policy, str] = {"issue": "Issue with a lot (policy issue)", "fifo": "Issue without (policy fifo)"}
LEAST: dict[Policy, float] = {"issue": 300, "fifo": 5000}
MOST_MS = 20.0
MOST_FLOORS = 3.0


WITNESSES: tuple[tuple[Policy, int], ...] = (("issue", 0), ("issue", 1), ("issue", 3), ("fifo", 0))
"""What is measured: with a witness each lot waits for one sync more, that of the slowest machine."""


async def measure(directory: Path, disk: Disk, quick: bool, floors: Section) -> list[Section]:
    """A hub for each policy. Floors: its commits, measured in turn with the requests, and an echo."""
    echo_ms = value_of([floors], "WebSocket echo under TLS, p50")
    return [
        await _policy(directory / f"{policy}-{machines}", disk, policy, machines, quick, echo_ms)
        for policy, machines in WITNESSES
    ]


async def _policy(data: Path, disk: Disk, policy: Policy, machines: int, quick: bool, echo_ms: float) -> Section:
    for_s = 1.0 if quick else 6.0
    with running(data) as hub:
        async with (
            terminals(hub, "manager", 1) as (manager,),
            witnesses(hub, machines),
            terminals(hub, "kiosk", KIOSKS) as kiosks,
        ):
            hall = hall_of(hub)
            await open_windows(manager, hall)
            wanted = cycle(services(hall, policy))
            for _ in range(WARM_UP):
                await issue(kiosks[0], next(wanted))
            turns = [(await _timed(kiosks[0], next(wanted)), disk.commit()) for _ in range(50 if quick else 400)]
            crowd = await _crowd(hub, kiosks, wanted, 1, for_s)
            between = [disk.commit() for _ in range(50)]
            rush = await _crowd(hub, kiosks, wanted, AHEAD, for_s)
    alone, commits = zip(*turns, strict=True)
    commit_ms = percentile(commits, 0.5) * 1000
    syncs = SYNCS[policy] + bool(machines)
    syncs_ms = syncs * commit_ms
    least_ms = syncs_ms + echo_ms
    figures = (
        *spread(
            "one at a time",
            alone,
            floor_ms=least_ms,
            most_p99=MOST_MS if policy == "issue" else None,
            note=f"{KIOSKS + 1} terminals are live and hear of it",
        ),
        *spread("a commit meanwhile", commits),
        Figure(
            name=f"one at a time, p50 ÷ {syncs} × commit p50",
            value=percentile(alone, 0.5) * 1000 / syncs_ms,
            unit="×",
            most=MOST_FLOORS,
        ),
        *crowd.rate(f"{KIOSKS} kiosks", between),
        *spread(f"{KIOSKS} kiosks", crowd.spans, floor_ms=least_ms),
        *rush.rate(f"{KIOSKS} kiosks × {AHEAD} ahead", between, LEAST[policy]),
    )
    told = f", {machines} machines bear witness" if machines else ", hub-only" if policy == "issue" else ""
    return Section(TITLE[policy] + told, figures)


class _Crowd:
    """What a crowd did: spans of its requests, and both sides' time on a processor."""

    def __init__(self, spans: list[float], wall_s: float, hub_s: float, ours_s: float) -> None:
        self.spans, self.wall_s, self.hub_s, self.ours_s = spans, wall_s, hub_s, ours_s

    def rate(self, name: str, commits: list[float], least: float | None = None) -> tuple[Figure, Figure]:
        """Requests a second, against one commit after the other."""
        rate = len(self.spans) / self.wall_s
        busy = f"hub {self.hub_s / self.wall_s:.0%} of a core, kiosks {self.ours_s / self.wall_s:.0%}"
        floors = rate * percentile(commits, 0.5)
        return (
            Figure(name=f"{name}, rate", value=rate, unit="/s", least=least, floors=floors, note=busy),
            Figure(name=f"{name}, hub's processor", value=self.hub_s / len(self.spans) * 1e6, unit="µs each"),
        )


async def _timed(kiosk: HeadlessLink, service: str) -> float:
    started = time.perf_counter()
    await issue(kiosk, service)
    return time.perf_counter() - started


async def _crowd(hub: HubProcess, kiosks: list[HeadlessLink], wanted: "cycle[str]", ahead: int, for_s: float) -> _Crowd:
    """Every kiosk asks again as soon as it is answered, ``ahead`` times side by side."""
    spans: list[float] = []
    hub_s, ours_s, started = hub.cpu_s(), time.process_time(), time.perf_counter()

    async def press(kiosk: HeadlessLink) -> None:
        while time.perf_counter() - started < for_s:
            spans.append(await _timed(kiosk, next(wanted)))

    await asyncio.gather(*(press(kiosk) for kiosk in kiosks for _ in range(ahead)))
    wall_s = time.perf_counter() - started
    return _Crowd(spans, wall_s, hub.cpu_s() - hub_s, time.process_time() - ours_s)
