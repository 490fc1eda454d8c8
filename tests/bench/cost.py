"""What a command costs the hub's processor as the day grows: decide, evolve, record, rows, answer; no socket, no disk.

The day is filled by the same commands: people come, one in five by lot, are called, served, and leave.
"""

import asyncio
import time
from collections.abc import Iterable
from itertools import count, cycle
from pathlib import Path
from statistics import median

from shared.clock import SystemClock
from shared.hall import commands as c
from shared.hub.image import encode
from shared.hub.service import HallService
from shared.journal.memory import Store
from tests.bench.crowd import services
from tests.bench.figures import Figure, Section
from tests.bench.morning import morning

LEVELS = (0, 1_000, 10_000, 100_000)
TOGETHER = 250
"""Commands in one group, as when the hall is full: the hop to the journal's thread is shared."""
ROUNDS = 5
FLAT = 1.25
"""A command at the highest level may cost so many times what it costs in the empty hall."""


async def measure(directory: Path, quick: bool) -> Section:
    """Processor time a command at each level, and how long a snapshot holds the hub up."""
    data = directory / "cost"
    data.mkdir()
    figures: list[Figure] = []
    async with morning(data, SystemClock(), Store()) as (service, hall):
        fifo, lot = cycle(services(hall, "fifo")), cycle(services(hall, "issue"))
        mixed = (next(lot) if n % 5 == 0 else next(fifo) for n in count())
        day = _Day(service)
        await day.take(mixed, TOGETHER)  # a first call and a first finish, before "at 0"
        await day.serve()
        first: dict[str, float] = {}
        levels = LEVELS[:-1] if quick else LEVELS
        for level in levels:
            while (missing := level - service.state.issued) > 0:
                await day.take(mixed, min(missing, TOGETHER))
                await day.serve()
            held_up_s = time.perf_counter()
            encode(service.image)
            held_up_s = time.perf_counter() - held_up_s
            await service.snapshot()  # so that none falls into what is measured now
            costs = {
                "issue without a lot": [await day.take(fifo, TOGETHER) for _ in range(ROUNDS)],
                "call, serve, finish, each": [await day.serve()],
                "issue with a lot": [await day.take(lot, TOGETHER // 5) for _ in range(ROUNDS)],
            }
            await day.serve()
            for name, spent in costs.items():
                cost = median(spent)
                ratio = cost / first.setdefault(name, cost)
                figures.append(
                    Figure(name=f"{name}, at {level:,}", value=cost * 1e6, unit="µs", floors=ratio, note="× at 0")
                )
                if level == levels[-1]:
                    figures.append(Figure(name=f"{name}, {level:,} ÷ 0", value=ratio, unit="×", most=FLAT))
            figures.append(
                Figure(name=f"snapshot, at {level:,}", value=held_up_s * 1000, unit="ms", note="the event loop waits")
            )
    return Section("Processor a command, by tickets in the day", tuple(figures))


class _Day:
    """People come and are served; each step gives its processor seconds a command."""

    def __init__(self, service: HallService) -> None:
        self._service = service
        self._requests = count()

    async def take(self, wanted: Iterable[str], people: int) -> float:
        """So many people take tickets together."""
        services = [service for _, service in zip(range(people), wanted, strict=False)]
        return await self._timed([c.IssueTicket(service=service, source="K1") for service in services])

    async def serve(self) -> float:
        """All windows work until nobody waits; at the end they stand ready."""
        spent: list[float] = []
        while commands := [command for desk in self._service.state.desks if (command := self._next(desk))]:
            spent += [await self._timed(commands)] * len(commands)
        return sum(spent) / max(1, len(spent))

    def _next(self, counter: str) -> c.Command | None:
        state = self._service.state
        desk = state.desks[counter]
        if desk.ticket:
            called = state.tickets[desk.ticket].status == "called"
            return c.Serve(counter=counter) if called else c.Finish(counter=counter)
        return None if desk.ready else c.CallNext(counter=counter)

    async def _timed(self, commands: list[c.Command]) -> float:
        started = time.process_time()
        asked = (self._service.execute(command, f"request-{next(self._requests)}") for command in commands)
        await asyncio.gather(*asked)
        return (time.process_time() - started) / len(commands)
