"""Real processes die at any moment: the hub, and a machine that bears witness. Nothing is drawn again."""

import asyncio
import random
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.client.link import Link
from shared.client.pairing import pair
from shared.client.witness.keeper import keeper_of
from shared.hall import commands as c
from shared.journal.sqlite import SqliteJournal
from shared.protocol.answers import Answer
from shared.protocol.requests import IssueRequest
from tests.integration.hubs import HALL, ROOT, Child, House, house, patiently, records, token
from tests.integration.test_hub_killed import crowd, morning, session, take
from tests.unit.verify.recorded import verify

ROUNDS = 6


class Machine:
    """``fairhall witness`` as a process of its own."""

    def __init__(self, data: Path, hub: Child) -> None:
        self.data, self._hub = data, hub.address
        self.process = self._start("--pair", token(hub.data, "witness", "S1"))

    def _start(self, *more: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "shared.cli", "witness", "--data", str(self.data), "--hub", self._hub, *more]
        return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def again(self) -> None:
        self.process = self._start()

    def end(self) -> str:
        """As systemd does; what it said."""
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=20)
        assert self.process.returncode in (0, -signal.SIGTERM), said  # it may have just begun
        return said


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


class Scene:
    """A hub at one address for good, a machine sealed into its day, a kiosk, open windows."""

    def __init__(self, data: Path) -> None:
        self._where = ("--listen", f"127.0.0.1:{port()}", "--public", "127.0.0.1:0")
        self._data = data
        self.start()

    def start(self) -> None:
        self.hub = Child(self._data, *self._where)

    kiosk: Identity
    machine: Machine


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Scene]:
    data = tmp_path / "hub"
    data.mkdir()
    (data / "hall.toml").write_text(HALL)
    scene = Scene(data)
    hub = scene.hub
    scene.machine = Machine(tmp_path / "witness", hub)
    scene.kiosk = await asyncio.to_thread(pair, hub.address, token(data, "kiosk", "K1"))
    boss = await asyncio.to_thread(pair, hub.address, token(data, "manager", "M1"))
    async with session(hub, boss) as there:
        for _ in range(400):
            async with there.get("/api/v1/hall", headers={"Authorization": boss.bearer}) as response:
                if (await response.json())["hall"]["witnesses"]:
                    break
            await asyncio.sleep(0.05)
    await morning(hub, boss)
    yield scene
    for process in (scene.machine.process, scene.hub.process):
        if process.poll() is None:
            process.kill()
            process.communicate()


def judged(hub: Child) -> list[dict[str, Any]]:
    """The record is sound, no machine ever refused or lied; its results."""
    told = records(hub.journal)
    assert verify(_bodies(hub.journal)).problems == []
    assert {each["data"]["why"] for each in told if each["type"] == "witness-struck"} <= {"silent"}
    results = [each["data"] for each in told if each["type"] == "draw-resolved"]
    assert [each["i"] for each in results] == [*range(1, len(results) + 1)]
    assert len({each["ticket"] for each in results}) == len(results), "nobody was drawn again"
    return results


def _bodies(journal: Path) -> Iterator[str]:
    with closing(SqliteJournal(journal)) as opened:
        yield from (body for _, body in opened.read(0))


async def test_the_hub_is_killed_again_and_again_and_every_lot_falls_as_it_would_have(hall: Scene) -> None:
    chance, acknowledged, asked = random.Random(), dict[str, Answer](), list[str]()
    for number in range(ROUNDS):
        acknowledged |= await crowd(hall.hub, hall.kiosk, f"round-{number:02d}", asked, chance.randrange(1, 20))
        hall.start()
    async with session(hall.hub, hall.kiosk) as there:
        for request in asked:
            answer = await take(there, hall.kiosk, request)
            assert acknowledged.setdefault(request, answer) == answer
    assert "refused" not in hall.machine.end()
    assert hall.hub.end() == 0
    results = judged(hall.hub)
    assert len(results) == len(set(asked))
    assert {name for each in results for name, _ in each["ys"]} == {"witness:S1"}
    assert len([each for each in results if each["ys"]]) > len(results) // 2


async def test_a_machine_is_killed_again_and_again_and_answers_the_same(hall: Scene) -> None:
    hub, machine, kiosk = hall.hub, hall.machine, hall.kiosk
    stop = asyncio.Event()

    async def press(who: int) -> int:
        async with session(hub, kiosk) as there:
            for n in range(10_000):
                await take(there, kiosk, f"citizen-{who}-{n:05d}")
                if stop.is_set():
                    return n
        return 0

    crowd = [asyncio.create_task(press(who)) for who in range(3)]
    chance = random.Random()
    for _ in range(3):
        await asyncio.sleep(chance.uniform(0.1, 0.4))  # the moment it dies at
        await asyncio.to_thread(machine.kill)
        machine.again()
    stop.set()
    taken = await asyncio.gather(*crowd)
    assert "refused" not in machine.end()
    assert hub.end() == 0
    assert len(judged(hub)) == sum(taken) + 3


async def test_a_kiosk_of_qt_and_one_without_bear_witness_over_the_wire(tmp_path: Path, qapp: Any) -> None:
    """The keeper answers in a thread of its own; the link carries it, whichever it is."""
    async with house(tmp_path) as there:
        one: Identity = await there.pair("kiosk", "K1")
        other: Identity = await there.pair("display", "D1")
        plain = HeadlessLink(one, keeper=keeper_of(one, tmp_path / "k1"))
        qt = Link(other, keeper=keeper_of(other, tmp_path / "d1"))
        qt.start()
        await plain.start()
        turning = asyncio.create_task(_turn(qapp))
        try:
            await patiently(lambda: there.hub.service.state.witnesses.keys() == {"display:D1", "kiosk:K1"})
            answers = await _tickets(there, plain)
        finally:
            turning.cancel()
            qt.stop()
            await plain.stop()
        for answer in answers:
            assert answer.drawn is not None
            assert [name for name, _ in answer.drawn.ys] == ["display:D1", "kiosk:K1"]


async def _turn(qapp: Any) -> None:
    """Qt's loop beside ours."""
    while True:
        qapp.processEvents()
        await asyncio.sleep(0.005)


async def _tickets(there: House, kiosk: Any) -> list[Answer]:
    for counter in "12":
        await there.hub.service.execute(c.OpenCounter(by="clerk:0801", counter=counter, clerk="0801"))
    return [await kiosk.request("issue", IssueRequest(service="id-card")) for _ in range(3)]
