"""The hub is gone for an hour: two kiosks go on by themselves, one of them loses its power, and everything joins."""

import asyncio
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import msgspec

from shared.client.outbox import Outbox
from shared.clock import ManualClock
from shared.journal.sqlite import SqliteJournal
from shared.protocol.requests import JoinRequest
from tests.hall import EIGHT
from tests.integration.hubs import ROOT, house, patiently, records
from tests.lan.terminal import settle
from tests.unit.verify.recorded import verify

HOUR_S = 3600


class Kiosk:
    """A kiosk as a process, and what it said."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.took: list[str] = []
        self._process: asyncio.subprocess.Process

    async def switch_on(self, at_ms: int) -> None:
        with self.data.with_suffix(".log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.integration.lone_kiosk", str(self.data), str(at_ms)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
            )
        await self.says("on")

    async def says(self, *words: str) -> list[str]:
        """The next line that begins so."""
        assert self._process.stdout is not None
        async with asyncio.timeout(60):
            async for line in self._process.stdout:
                if (said := line.decode().split())[: len(words)] == [*words]:
                    return said
        raise AssertionError(f"no {words}: {self.data.with_suffix('.log').read_text()}")

    async def tell(self, *words: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write((" ".join(map(str, words)) + "\n").encode())
        await self._process.stdin.drain()

    async def gives(self, *services: str) -> None:
        """A number of its own to one after the other, a minute apart."""
        for service in services:
            await self.tell("later", 60)
            await self.tell("take", service)
            self.took.append((await self.says("took"))[1])

    def kept(self) -> list[str]:
        """What its outbox holds of its own numbers, brought or not."""
        with closing(Outbox(self.data / "outbox.sqlite3")) as outbox:
            return [msgspec.json.decode(body, type=JoinRequest).number for body in outbox.bodies("join")]

    async def power_cut(self) -> None:
        self._process.kill()
        await self._process.communicate()


async def ready(kiosk: Kiosk) -> None:
    """It is live, and has its numbers and its picture of the hall."""
    await kiosk.says("live")
    await patiently(lambda: (kiosk.data / "block.json").exists() and (kiosk.data / "picture.json").exists(), 30)


async def test_two_kiosks_an_hour_without_the_hub_and_a_power_cut_and_all_join_once_in_order(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path / "hub", clock) as there:
        port = there.hub.port
        one, other = [Kiosk(settle(await there.pair("kiosk", name), tmp_path / name)) for name in ("K1", "K2")]
        boss = await there.pair("manager", "M1")
        for counter in "123":
            headers = {"Authorization": boss.bearer}
            async with there.http.post(f"/api/v1/counters/{counter}/open", headers=headers) as answer:
                assert answer.status == 200
        for kiosk in (one, other):
            await kiosk.switch_on(EIGHT)
            await ready(kiosk)
    for kiosk in (one, other):
        await kiosk.says("away")
        await kiosk.gives("id-card", "income", "id-card")
    await one.tell("take", "residence")  # the power goes with this one under way
    await one.power_cut()
    await other.tell("later", HOUR_S / 2)
    await other.gives("residence", "income")
    await one.switch_on(EIGHT + HOUR_S * 1000 // 2)
    await one.gives("id-card", "income")
    for kiosk in (one, other):
        await kiosk.tell("later", HOUR_S / 4)
    await one.gives("residence")
    clock.advance(HOUR_S)
    async with house(tmp_path / "hub", clock, port=port) as there:
        for kiosk in (one, other):
            while (await kiosk.says("brought"))[-1] != "0":
                pass
            await kiosk.power_cut()
        assert there.hub.service.state.day == "2026-01-05"
    told = records(tmp_path / "hub" / "journal.db")
    issued = [record["data"] for record in told if record["type"] == "ticket-issued"]
    numbers = [data["number"] for data in issued]
    assert sorted(numbers) == sorted(one.kept() + other.kept()), "no more, no fewer, none twice"
    assert set(one.took) | set(other.took) <= set(numbers), "whatever somebody holds"
    assert not set(one.took) & set(other.took)
    for kiosk in (one, other):
        mine = [number for number in numbers if number in kiosk.took]
        assert mine == kiosk.took, "as they were given"
    asked = [record["data"]["ticket"] for record in told if record["type"] == "draw-requested"]
    drawn = [record["data"]["ticket"] for record in told if record["type"] == "draw-resolved"]
    lots = [data["ticket"] for data in issued if data["number"].startswith("A")]
    assert asked == drawn == lots, "each drawn once, in the order in which they joined"
    places = Counter(data["order"] for data in issued)
    assert set(places.values()) == {1}
    by_place = sorted(issued, key=lambda data: data["order"])
    assert by_place == sorted(issued, key=lambda data: data["taken_ms"]), "whoever was earlier is before"
    journal = SqliteJournal(tmp_path / "hub" / "journal.db")
    assert verify([body for _, body in journal.read(0)]).sound
    journal.close()
