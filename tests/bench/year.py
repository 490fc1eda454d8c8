"""A hub's data directory with a year in it.

One working day is lived by the hub's own service on a clock set by hand; every day after it is the same day with its
dates moved on, folded and recorded by the hub's own image: a true chain, and the state that belongs to it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from shared.clock import ManualClock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hall.events import DayOpened
from shared.hub.hallfile.load import load
from shared.hub.image import VERSION, Image, encode, event_of
from shared.hub.seeds import Chain, Seeds
from shared.hub.service import SNAPSHOT_EVERY, HallService
from shared.journal.memory import Store
from shared.journal.record import parse
from shared.journal.sqlite import SqliteJournal
from tests.bench.morning import morning

TICKETS = 1_600
OPENS, OPEN_S = time(9), 8 * 3600
SERVICE_S = 200.0
DAY_MS = 24 * 3_600_000


async def build(data: Path, days: int, today: date) -> int:
    """Days up to and with ``today`` in ``data``; how many records. The hub was cut off just before a snapshot."""
    first = today - timedelta(days=days - 1)
    store = Store()
    clock = ManualClock(_opening_ms(first, data))
    async with morning(data, clock, store) as (service, hall):
        await _live(service, hall, clock)
        for desk in [*service.state.desks]:
            await service.execute(c.CloseCounter(counter=desk))
    return _write(data, store.bodies, hall, [first + timedelta(days=n) for n in range(days)])


def _opening_ms(day: date, data: Path) -> int:
    return int(datetime.combine(day, OPENS, ZoneInfo("Asia/Shanghai")).timestamp() * 1000)


async def _live(service: HallService, hall: HallConfig, clock: ManualClock) -> None:
    """People come evenly, are served for an exponential time, and one in three rates it."""
    chance = Random(1)
    day = service.state.day.replace("-", "")[2:]
    requests = count()
    ends: dict[str, float] = {}

    async def do(command: c.Command) -> None:
        await service.execute(command, f"{day}-r{next(requests)}")

    async def work() -> None:
        for desk in service.state.desks.values():
            ticket = service.state.tickets.get(desk.ticket)
            if ticket is not None and ends.get(desk.id, clock.monotonic()) <= clock.monotonic():
                if ends.pop(desk.id, None) is None:
                    await do(c.Serve(counter=desk.id))
                    ends[desk.id] = clock.monotonic() + chance.expovariate(1 / SERVICE_S)
                else:
                    await do(c.Finish(counter=desk.id))
                    if chance.random() < 1 / 3:
                        await do(c.Evaluate(ticket=ticket.id, grade=5, source="keypad"))
                    await do(c.CallNext(counter=desk.id))
            elif ticket is None and not desk.ready:
                await do(c.CallNext(counter=desk.id))

    for _ in range(TICKETS):
        await do(c.IssueTicket(service=chance.choice(hall.services).id, source="K1"))
        await work()
        clock.advance(OPEN_S / TICKETS)
    while any(desk.ticket or desk.waiting for desk in service.state.desks.values()):
        await work()
        clock.advance(OPEN_S / TICKETS)


def _write(data: Path, lived: list[str], hall: HallConfig, days: list[date]) -> int:
    journal = SqliteJournal(data / "journal.db")
    head = journal.claim("hub")
    image = Image()
    most = len(days) * len(lived)
    for n, day in enumerate(days):
        bodies = [*_moved(image, lived, days[0], day, n, head.term)]
        if n == len(days) - 1:
            pass
        head = journal.append(head.term, head.seq, bodies)
    journal.close()
    return image.seq
