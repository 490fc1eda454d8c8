"""The days of a soak: a real hub as a child process, whose date is put on from hour to hour and over midnights."""

import asyncio
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from datetime import time as daytime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from shared.client.headless import HeadlessLink
from shared.hub.access.clerks import Clerks
from shared.hub.access.store import Store
from shared.protocol.requests import LeaseRequest
from shared.protocol.rows import AnyRow
from tests.bench.crowd import terminals, witnesses
from tests.bench.displays import Wall, wall
from tests.bench.figures import percentile
from tests.bench.hub import HubProcess
from tests.crash.faults import told_by
from tests.integration.hubs import ROOT, hall_file
from tests.soak.people import PASSWORD, Day, Desk, clerk_of, come, insist

ZONE = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES, SEALS = daytime(8, 30), daytime(17, 30), daytime(20, 5)
STEPS = 50
"""The date moves on so often between opening and closing."""
CLOCK_S = 1
"""How often the hub's process looks at the file that tells its date."""
AHEAD = 2
"""People at one kiosk at once: the next touches while the paper of the one before is cut."""
PATIENCE_S = 120.0


class Size(msgspec.Struct, frozen=True):
    """How large a hall, for how long."""

    tickets: int = 100_000
    days: int = 7
    windows: int = 60
    kiosks: int = 10
    displays: int = 40
    witnesses: int = 1


class Sample(msgspec.Struct, frozen=True):
    """What a day was like for the hub, at its end. Latencies in ms."""

    tickets: int
    seconds: float
    commands: int
    processor_us: float
    memory_mb: float
    files: int
    threads: int
    issue: tuple[float, float]
    call: tuple[float, float]
    shown: tuple[float, float]
    disk_mb: float
    backup_s: float


class Lived(msgspec.Struct):
    """The whole week."""

    samples: list[Sample] = []
    days: list[Day] = []
    backup: Path = Path()
    """The last day's."""


class Screens:
    """When all displays had what, since the day began."""

    def __init__(self, shown: Wall) -> None:
        self._shown = shown
        self._seqs: list[int] = []
        self._at_ns: list[int] = []

    async def listen(self) -> None:
        """Until cancelled."""
        while True:
            seq, ns = await self._shown.heard()
            self._seqs.append(seq)
            self._at_ns.append(ns)

    def took_s(self, calls: list[tuple[int, int]]) -> list[float]:
        """From each press to the last display; what came before is forgotten."""
        places = [(bisect_left(self._seqs, seq), pressed_ns) for seq, pressed_ns in calls]
        spans = [(self._at_ns[at] - pressed_ns) / 1e9 for at, pressed_ns in places if at < len(self._seqs)]
        self._seqs.clear()
        self._at_ns.clear()
        return spans


class Week:
    """The hub, its terminals, and the date."""

    def __init__(self, hub: HubProcess, clock: Path, size: Size) -> None:
        self.hub, self.clock, self.size = hub, clock, size
        self.manager: HeadlessLink
        self.kiosks: list[HeadlessLink] = []
        self.desks: list[Desk] = []
        self.screens: Screens

    async def live(self, day: date, tickets: int, lived: Lived) -> None:
        """From the doors' opening to the seal of the next day."""
        set_clock(self.clock, day, OPENS)
        await self._hall(lambda hall: hall.day == day.isoformat())
        people = Day(day.isoformat(), tickets, self.size.windows, partial(self._pass_time, day))
        lived.backup = self.hub.data.parent / f"{day}.backup"
        started, spent_s, before = time.perf_counter(), self.hub.cpu_s(), self._seq
        for n, kiosk in enumerate(self.kiosks):
            await insist(kiosk, "lease", LeaseRequest(), f"{day}-lease-{n}")
        async with asyncio.TaskGroup() as group:
            backup = group.create_task(self._back_up(people, lived.backup))
            work = [group.create_task(desk.work(people)) for desk in self.desks]
            for kiosk in self.kiosks:
                for _ in range(AHEAD):
                    group.create_task(come(kiosk, people))
            await people.over.wait()
            for desk in self.desks:
                desk.wake()
            await asyncio.gather(*work)
        seconds, spent_s, records = time.perf_counter() - started, self.hub.cpu_s() - spent_s, self._seq - before
        set_clock(self.clock, day, SEALS)
        await self._hall(lambda hall: bool(hall.tomorrow))
        lived.days.append(people)
        lived.samples.append(self._sample(people, seconds, spent_s, records, backup.result()))

    def _sample(self, day: Day, seconds: float, spent_s: float, records: int, backup_s: float) -> Sample:
        data = self.hub.data
        return Sample(
            tickets=len(day.numbers),
            seconds=seconds,
            commands=records,
            processor_us=spent_s / records * 1e6,
            memory_mb=self.hub.rss_mb(),
            files=self.hub.files(),
            threads=self.hub.threads(),
            issue=_spread(day.issue_s),
            call=_spread(day.call_s),
            shown=_spread(self.screens.took_s(day.calls)),
            disk_mb=sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 1e6,
            backup_s=backup_s,
        )

    def _pass_time(self, day: date, gone: int, tickets: int) -> None:
        """The date follows how many have gone."""
        if gone * STEPS // tickets > (gone - 1) * STEPS // tickets:
            opens, closes = (datetime.combine(day, at, ZONE) for at in (OPENS, CLOSES))
            _tell(self.clock, opens + (closes - opens) * gone / tickets)

    async def _back_up(self, people: Day, file: Path) -> float:
        """``fairhall backup`` in the middle of the day's work; how long it took, in seconds."""
        await people.half.wait()
        started = time.perf_counter()
        await asyncio.to_thread(fairhall, "backup", "--data", self.hub.data, file)
        return time.perf_counter() - started

    async def _hall(self, holds: Callable[..., bool]) -> None:
        """Until the hall's own row says so."""
        news = asyncio.Event()

        def hear(rows: tuple[AnyRow, ...], fresh: bool) -> None:
            news.set()

        self.manager.updated.append(hear)
        async with asyncio.timeout(PATIENCE_S):
            while self.manager.mirror.hall is None or not holds(self.manager.mirror.hall):
                await news.wait()
                news.clear()
        self.manager.updated.remove(hear)

    @property
    def _seq(self) -> int:
        return self.manager.mirror.seq or 0


async def live(folder: Path, size: Size, told: Callable[[Sample], None] = lambda sample: None) -> Lived:
    """A week that ends before today; ``told`` hears of each day. The hub's data stays in ``folder``."""
    lived = Lived()
    first = datetime.now(ZONE).date() - timedelta(days=size.days + 1)
    clock, data = folder / "clock", folder / "hub"
    data.mkdir(parents=True)
    (data / "hall.toml").write_text(hall_file(size.windows), encoding="utf-8")
    set_clock(clock, first, OPENS)
    hub = HubProcess(data, told_by(clock, CLOCK_S))
    try:
        async with _opened(hub, clock, size) as week:
            for n in range(size.days):
                tickets = size.tickets // size.days + (n < size.tickets % size.days)
                await week.live(first + timedelta(days=n), tickets, lived)
                told(lived.samples[-1])
        await asyncio.to_thread(hub.stop)
    except BaseException:
        hub.kill()
        raise
    return lived


@asynccontextmanager
async def _opened(hub: HubProcess, clock: Path, size: Size) -> AsyncIterator[Week]:
    """Everybody at his place, and the first day sealed with the witnesses."""
    store = Store(hub.data)
    for n in range(1, size.windows + 1):
        await asyncio.to_thread(Clerks(store).add, clerk_of(str(n)), f"Clerk {n}", PASSWORD)
    store.close()
    week = Week(hub, clock, size)
    async with (
        terminals(hub, "manager", 1) as (week.manager,),
        witnesses(hub, size.witnesses),
        terminals(hub, "kiosk", size.kiosks) as week.kiosks,
        terminals(hub, "counter", size.windows) as counters,
        wall(hub, size.displays) as shown,
    ):
        week.desks = [Desk(str(n), link) for n, link in enumerate(counters, 1)]
        week.screens = Screens(shown)
        listening = asyncio.ensure_future(week.screens.listen())
        yield week
        listening.cancel()


def set_clock(file: Path, day: date, at: daytime) -> None:
    """The hub's date, from the file on."""
    _tell(file, datetime.combine(day, at, ZONE))


def _tell(file: Path, moment: datetime) -> None:
    draft = file.with_suffix(".new")
    draft.write_text(f"{moment.timestamp() - time.time():+.0f}")
    draft.replace(file)


def fairhall(*arguments: object) -> str:
    """What a command of ours says. Raises CalledProcessError."""
    command = [sys.executable, "-m", "shared.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _spread(seconds: list[float]) -> tuple[float, float]:
    return percentile(seconds, 0.5) * 1000, percentile(seconds, 0.99) * 1000
