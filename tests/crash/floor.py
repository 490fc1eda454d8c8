"""A whole hall under load, two kiosks, a counter and a display as processes, and what strikes them."""

import asyncio
import random
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from pathlib import Path

from hardware.simulated.printer import VirtualPrinter
from shared.client.block import OWN
from shared.client.pairing import pair
from shared.hall.state import State
from shared.hub.image import load
from shared.journal.sqlite import SqliteJournal
from shared.protocol.roles import Role
from tests.crash.crowd import AWAY, VERBS, Crowd
from tests.crash.played import CLERK
from tests.crash.station import Station
from tests.integration.hubs import HALL, PASSWORD, ROOT, Child, token
from tests.lan.terminal import settle

PEOPLE, WINDOWS, MINE = 2, ("1", "2", "3"), "4"
PAUSE_S = 0.5
"""Between two steps of whoever is no terminal here: the terminals are the load that counts."""


def hall_at_noon() -> str:
    """The small hall, where its day is not over soon, whenever this is."""
    return HALL.replace("Asia/Shanghai", f"Etc/GMT{time.gmtime().tm_hour - 11:+d}")


class Floor:
    """Use ``open`` first and ``close`` last. ``took_s``: seconds until a struck terminal was of use again."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.data, self.chance = folder / "hub", chance
        self.took_s: dict[str, list[float]] = {}
        self.wrong: list[str] = []
        self._stopping = False
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.address = f"127.0.0.1:{door.getsockname()[1]}"
        self.heads = (VirtualPrinter(), VirtualPrinter())
        self.hub: Child
        self.crowd: Crowd
        self.kiosks: list[Station] = []
        self._stations: list[Station] = []
        self._load: list[asyncio.Future[None]] = []

    async def open(self) -> None:
        """Everybody is there, and every terminal has shown something."""
        self.data.mkdir()
        (self.data / "hall.toml").write_text(hall_at_noon(), encoding="utf-8")
        await self._hub_up()
        clerk = [sys.executable, "-m", "shared.cli", "clerk", "add", CLERK, "王芳", "--data", str(self.data)]
        await asyncio.to_thread(
            subprocess.run, clerk, input=PASSWORD + "\n", text=True, check=True, capture_output=True, cwd=ROOT
        )
        for n, head in enumerate(self.heads, 1):
            head.power_on()
            printer = '\n[printer]\naddress = "tcp://{}:{}"\n'.format(*head.address)
            self.kiosks.append(await self._station("kiosk", f"K{n}", settings=printer))
        self.counter = await self._station("counter", "W4", MINE)
        self.display = await self._station("display", "D1")
        who = [await asyncio.to_thread(pair, self.address, token(self.data, "kiosk", "P1"))]
        who.append(await asyncio.to_thread(pair, self.address, token(self.data, "manager", "M1")))
        self.crowd = Crowd(who[0], who[1], self.chance)
        await self.crowd.open(self.address)
        self._load = [asyncio.ensure_future(self._person(n)) for n in range(PEOPLE)]
        self._load += [asyncio.ensure_future(self._window(counter)) for counter in WINDOWS]
        for station in self._stations:
            await station.start()
        for kiosk in self.kiosks:
            await kiosk.says("shown", "")
        await self.counter.says("desk", "serving")
        await self.display.says("calls", "")

    async def close(self) -> None:
        """Nobody asks any more, and every terminal ends in good order; the hub goes on."""
        self._stopping = True
        for end in await asyncio.gather(*self._load, return_exceptions=True):
            if isinstance(end, BaseException):
                self.wrong.append(repr(end))
        for station in self._stations:
            if station.running:
                await station.end()

    def remove(self) -> None:
        """Leave nothing running."""
        for head in self.heads:
            head.close()
        if self.hub.process.poll() is None:
            self.hub.kill()

    async def _station(self, role: Role, name: str, counter: str = "", settings: str = "") -> Station:
        who = await asyncio.to_thread(pair, self.address, token(self.data, role, name, counter))
        self._stations.append(Station(role, settle(who, self._folder / name), self.address, settings))
        return self._stations[-1]

    async def _hub_up(self) -> None:
        self.hub = await asyncio.to_thread(Child, self.data, "--listen", self.address, "--public", "127.0.0.1:0")

    async def _person(self, who: int) -> None:
        n = 0
        while not self._stopping:
            request, service = f"person-{who}-{n:06d}", self.chance.choice(("id-card", "residence", "income"))
            while request not in self.crowd.acknowledged and not self._stopping:
                with suppress(*AWAY):
                    async with self.crowd.session(self.address) as there:
                        await self.crowd.take(there, request, service)
                await asyncio.sleep(PAUSE_S)
            n += 1

    async def _window(self, counter: str) -> None:
        n = 0
        while not self._stopping:
            with suppress(*AWAY):
                async with self.crowd.session(self.address) as there:
                    while not self._stopping:
                        n += 1
                        await self.crowd.step(there, counter, VERBS[n % len(VERBS)], f"window-{counter}-{n:06d}")
                        await asyncio.sleep(PAUSE_S)
            await asyncio.sleep(PAUSE_S)

    def _state(self) -> State:
        """As the record tells it now."""
        with closing(SqliteJournal(self.data / "journal.db")) as journal:
            return load(journal).state

    # what strikes ------------------------------------------------------------------------------------------------

    async def hub_killed(self) -> None:
        """kill -9 of the hub; every kiosk gives its next ticket by itself or from the hub."""
        heard = [len(kiosk.said) for kiosk in self.kiosks]
        self.hub.kill()
        await asyncio.sleep(self.chance.random())
        await self._hub_up()
        for kiosk, after in zip(self.kiosks, heard, strict=True):
            await kiosk.says("shown", "", after=after)

    async def kiosk_killed(self) -> None:
        """kill -9 of a kiosk, wherever its citizen is."""
        await self._power_cut(self.chance.choice(self.kiosks), "a kiosk")

    async def paper_killed(self) -> None:
        """kill -9 of a kiosk while its slip is coming out."""
        which = self.chance.randrange(len(self.kiosks))
        await asyncio.to_thread(self.heads[which].wait_until_printing, 30)
        await asyncio.sleep(self.chance.random())
        await self._power_cut(self.kiosks[which], "a kiosk")

    async def counter_killed(self) -> None:
        """kill -9 of a counter while it serves, or at any moment; it comes back to whom it had."""
        if self.chance.random() < 0.7:
            await self.counter.says("desk", "serving", after=len(self.counter.said))
        await self.counter.kill()
        before = await asyncio.to_thread(self._state)
        (_, state, ticket), took_s = await self.counter.again("desk", "")
        after = await asyncio.to_thread(self._state)
        self._told("a counter", took_s)
        truth = {now.desks[MINE].ticket or "-" for now in (before, after)}
        if ticket not in truth:
            self.wrong.append(f"the counter came back to {state} {ticket}, the record knows of {truth}")

    async def display_killed(self) -> None:
        """kill -9 of a display; it comes back to the newest call."""
        await self.display.kill()
        before = await asyncio.to_thread(self._state)
        (_, newest, _), took_s = await self.display.again("calls", "")
        after = await asyncio.to_thread(self._state)
        self._told("a display", took_s)
        first, last = (max((call.id for call in now.recent), default=0) for now in (before, after))
        if not first <= int(newest) <= last:
            self.wrong.append(f"the display came back to call {newest}, the record to {first}, then {last}")

    async def away(self) -> None:
        """The hub is gone, both kiosks give numbers of their own, one of them loses its power and goes on giving."""
        heard = [len(kiosk.said) for kiosk in self.kiosks]
        self.hub.kill()
        for kiosk, after in zip(self.kiosks, heard, strict=True):
            await kiosk.says("shown", OWN, after=after)
        await asyncio.sleep(self.chance.random())
        await self._power_cut(self.chance.choice(self.kiosks), "a kiosk without its hub", OWN)
        await self._hub_up()

    async def _power_cut(self, kiosk: Station, what: str, request: str = "") -> None:
        await kiosk.kill()
        _, took_s = await kiosk.again("shown", request)
        self._told(what, took_s)

    def _told(self, what: str, took_s: float) -> None:
        self.took_s.setdefault(what, []).append(took_s)


Strike = Callable[[Floor], Awaitable[None]]
STRIKES: dict[str, tuple[str, Strike]] = {
    "hub": ("kill -9 of the hub", Floor.hub_killed),
    "kiosk": ("kill -9 of a kiosk", Floor.kiosk_killed),
    "paper": ("kill -9 of a kiosk while it prints", Floor.paper_killed),
    "counter": ("kill -9 of a counter", Floor.counter_killed),
    "display": ("kill -9 of a display", Floor.display_killed),
    "away": ("kill -9 of the hub, then of a kiosk that gives its own numbers", Floor.away),
}
