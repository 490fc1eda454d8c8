"""What a command costs the hub's processor as the day grows: decide, evolve, record, rows, answer; no socket, no disk.

The day is filled by the same commands: people come, one in five by lot, are called, served, and leave. A shared
machine is faster in one minute than in the next, so at each level a hall whose day has just begun takes turns with
the full one, and the ratio is that of their turns. (Both pay for the one garbage collector.)
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import count, cycle
from pathlib import Path
from statistics import median

from shared.clock import SystemClock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hub.image import encode
from shared.hub.service import HallService
from shared.journal.memory import Store
from tests.bench.crowd import services
from tests.bench.figures import Figure, Section
from tests.bench.morning import morning

LEVELS = (0, 1_000, 10_000, 100_000)
TOGETHER = 250
"""Commands in one group, as when the hall is full: the hop to the journal's thread is shared."""
ROUNDS = 9
FLAT = 1.25
"""A command at the highest level may cost so many times what it costs in the empty hall."""


async def measure(directory: Path, quick: bool) -> Section:
    """Processor time a command at each level, and how long a snapshot holds the hub up."""
    levels = LEVELS[:-1] if quick else LEVELS
    figures: list[Figure] = []
    async with _day(directory / "cost") as full:
        for level in levels:
            await full.fill(level)
            started = time.perf_counter()
            encode(full.service.image)
            held_up_s = time.perf_counter() - started
            await full.service.snapshot()  # so that none falls into what is measured now
            async with _day(directory / f"cost-beside-{level}") as fresh:
                turns = [(await full.turn(), await fresh.turn()) for _ in range(ROUNDS)]
            for name in turns[0][0]:
                cost_s = median(mine[name] for mine, _ in turns)
                ratio = median(mine[name] / other[name] for mine, other in turns)
                most = FLAT if level == levels[-1] else None
                figures.append(Figure(name=f"{name}, at {level:,}", value=cost_s * 1e6, unit="µs"))
                if level:
                    figures.append(Figure(name=f"{name}, {level:,} ÷ 0", value=ratio, unit="×", most=most))
            figures.append(
                Figure(name=f"snapshot, at {level:,}", value=held_up_s * 1000, unit="ms", note="the event loop waits")
            )
    return Section("Processor a command, by tickets in the day", tuple(figures))


@asynccontextmanager
async def _day(data: Path) -> AsyncIterator["_Day"]:
    """A day that has just begun: everything has happened once."""
    async with morning(data, SystemClock(), Store()) as (service, hall):
        day = _Day(service, hall)
        await day.turn()
        yield day


class _Day:
    """People come and are served; each step gives its processor seconds a command."""

    def __init__(self, service: HallService, hall: HallConfig) -> None:
        self.service = service
        self._requests = count()
        self._fifo, self._lot = cycle(services(hall, "fifo")), cycle(services(hall, "issue"))
        self._mixed = (next(self._lot if n % 5 == 0 else self._fifo) for n in count())

    async def fill(self, tickets: int) -> None:
        """People come until so many have come today, and are served."""
        while (missing := tickets - self.service.state.issued) > 0:
            await self.take(self._mixed, min(missing, TOGETHER))
            await self.serve()

    async def turn(self) -> dict[str, float]:
        """One of each, by name; nobody waits afterwards."""
        costs = {
            "issue without a lot": await self.take(self._fifo, TOGETHER),
            "call, serve, finish, each": await self.serve(),
            "issue with a lot": await self.take(self._lot, TOGETHER // 5),
        }
        await self.serve()
        return costs

    async def take(self, wanted: Iterable[str], people: int) -> float:
        """So many people take tickets together."""
        services = [service for _, service in zip(range(people), wanted, strict=False)]
        return await self._timed([c.IssueTicket(service=service, source="K1") for service in services])

    async def serve(self) -> float:
        """All windows work until nobody waits; at the end they stand ready."""
        spent: list[float] = []
        while commands := [command for desk in self.service.state.desks if (command := self._next(desk))]:
            spent += [await self._timed(commands)] * len(commands)
        return sum(spent) / max(1, len(spent))

    def _next(self, counter: str) -> c.Command | None:
        state = self.service.state
        desk = state.desks[counter]
        if desk.ticket:
            called = state.tickets[desk.ticket].status == "called"
            return c.Serve(counter=counter) if called else c.Finish(counter=counter)
        return None if desk.ready else c.CallNext(counter=counter)

    async def _timed(self, commands: list[c.Command]) -> float:
        started = time.process_time()
        asked = (self.service.execute(command, f"request-{next(self._requests)}") for command in commands)
        await asyncio.gather(*asked)
        return (time.process_time() - started) / len(commands)
