"""A hub's data directory with a year in it.

One working day is lived by the hub's own service on a clock set by hand; every day after it is the same day with its
dates moved on, folded and recorded by the hub's own image: a true chain and the state that belongs to it. (The lots
are the first day's: a start does not look at them.)
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from shared.clock import ManualClock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hall.events import DayOpened, HallConfigured
from shared.hub.image import VERSION, Image, encode, event_of
from shared.hub.seeds import Chain, Seeds
from shared.hub.service import SNAPSHOT_EVERY, HallService
from shared.journal.memory import Store
from shared.journal.record import parse
from shared.journal.sqlite import SqliteJournal
from tests.bench.morning import morning

TICKETS = 1_600
OPENS, OPEN_S = time(9), 8 * 3600
ZONE = ZoneInfo("Asia/Shanghai")
SERVICE_S = 200.0
DAY_MS = 24 * 3_600_000
GROUP = 5_000


async def build(data: Path, number: int) -> int:
    """So many days up to today; how many records. The power went just before the hub's next snapshot."""
    today = datetime.now(ZONE).date()
    days = [today - timedelta(days=n) for n in reversed(range(number))]
    store = Store()
    clock = ManualClock(int(datetime.combine(days[0], OPENS, ZONE).timestamp() * 1000))
    async with morning(data, clock, store) as (service, hall):
        await _live(service, hall, clock)
    return _write(data, store.bodies, hall, days)


async def _live(service: HallService, hall: HallConfig, clock: ManualClock) -> None:
    """People come evenly, are served for an exponential time, and one in three rates it; then the windows close."""
    chance = Random(1)
    prefix = _prefix(date.fromisoformat(service.state.day))
    requests = count()
    ends: dict[str, float] = {}

    async def do(command: c.Command) -> None:
        await service.execute(command, f"{prefix}r{next(requests)}")

    async def work() -> None:
        for desk in service.state.desks.values():
            if desk.ticket and desk.id not in ends:
                await do(c.Serve(counter=desk.id))
                ends[desk.id] = clock.monotonic() + chance.expovariate(1 / SERVICE_S)
            elif desk.ticket and ends[desk.id] <= clock.monotonic():
                del ends[desk.id]
                ticket = desk.ticket
                await do(c.Finish(counter=desk.id))
                if chance.random() < 1 / 3:
                    await do(c.Evaluate(ticket=ticket, grade=5, source="keypad"))
            if not desk.ticket and not desk.ready:
                await do(c.CallNext(counter=desk.id))
        clock.advance(OPEN_S / TICKETS)

    for _ in range(TICKETS):
        await do(c.IssueTicket(service=chance.choice(hall.services).id, source="K1"))
        await work()
    while not all(desk.ready for desk in service.state.desks.values()):
        await work()
    for counter in hall.counters:
        await do(c.CloseCounter(counter=counter.id))


def _write(data: Path, lived: list[str], hall: HallConfig, days: Sequence[date]) -> int:
    """The year into the journal, a snapshot as far behind its head as the hub lets it be."""
    last = len(days) * (len(lived) - 1) + 1
    kept = max(0, last - SNAPSHOT_EVERY + 1)
    image, journal, group = Image(), SqliteJournal(data / "journal.db"), list[str]()
    head = journal.claim("hub")
    seeds = Seeds(data / "keys")
    try:
        for body in _year(image, lived, hall, days, seeds):
            group.append(body)
            if len(group) == GROUP or image.seq in (kept, last):
                head = journal.append(head.term, head.seq, group)
                group.clear()
            if image.seq == kept:
                journal.save_snapshot(kept, VERSION, encode(image))
    finally:
        journal.close()
    if image.seq != last:
        raise AssertionError(f"{image.seq} records instead of {last}")
    return last


def _year(image: Image, lived: list[str], hall: HallConfig, days: Sequence[date], seeds: Seeds) -> Iterator[str]:
    here = _prefix(days[0])
    for n, day in enumerate(days):
        for body in lived:
            record = parse(body.replace(here, _prefix(day)))
            event = event_of(record)
            if isinstance(event, HallConfigured) and n:
                continue
            if isinstance(event, DayOpened):
                event = msgspec.structs.replace(event, day=day.isoformat())
                if day == days[-1]:  # the hub will go on with this one's lots
                    seed = seeds.make(day.isoformat(), 1)
                    chain = Chain(hall.algorithm, hall.id, day.isoformat(), 1, seed)
                    event = msgspec.structs.replace(
                        event, hub_anchor=chain.anchor.hex(), commitment=chain.commitment.hex()
                    )
            at_ms = record.at_ms + n * DAY_MS
            yield image.add(event, term=1, at_ms=at_ms, by=record.by, request=record.request)


def _prefix(day: date) -> str:
    """How tickets and requests of a day begin."""
    return f"{day:%y%m%d}-"
