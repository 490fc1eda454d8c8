"""The leader of a pair dies with a draw open: the other ends it with the same seed, or waits where nobody has it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
import pytest

from shared.cli import main
from shared.client.identity import Identity, trust
from shared.hub.access.registry import Registry
from shared.hub.access.tls import ca_fingerprint
from shared.hub.manager.key import make_key
from shared.hub.pair.cabinet import Cabinet
from shared.hub.pair.home import open_store
from shared.hub.seeds import Seeds
from shared.journal.postgres import PostgresJournal
from shared.verify.report import Report
from tests.integration.hubs import ROOT
from tests.integration.pair import a_pair
from tests.integration.program import HubProgram
from tests.integration.test_pair import paired, take
from tests.integration.test_witnesses import port
from tests.postgres import Postgres
from tests.unit.verify.recorded import records, verify

PASSWORD = "a long password"


class Scene:
    """Two hubs, a witness as a program, a kiosk, three open windows."""

    def __init__(self, hubs: tuple[HubProgram, HubProgram], hall: str, postgres: Postgres) -> None:
        self.first, self.second = hubs
        self._hall, self._url = hall, postgres.url
        self.kiosk: Identity
        self.boss: Identity
        self.witness: subprocess.Popen[bytes]

    def bodies(self) -> list[str]:
        journal = PostgresJournal(self._url, self._hall)
        try:
            return [body for _, body in journal.read(0)]
        finally:
            journal.close()

    async def record(self, kind: str, last: bool = False) -> dict[str, Any]:
        """The newest of this kind, once there is one, or once it is the ``last`` record."""
        while True:
            told = records(await asyncio.to_thread(self.bodies))
            found = [each for each in (told[-1:] if last else told) if each["type"] == kind]
            if found:
                return found[-1]

    async def stops_in_a_draw(self, address: str, request: str) -> None:
        """The witness hangs for a moment, so that a draw waits for it, and there the leader's plug is pulled."""
        os.kill(self.witness.pid, signal.SIGSTOP)
        asking = asyncio.ensure_future(take(address, self.kiosk, request))
        await self.record("draw-requested", last=True)
        self.first.kill()
        with pytest.raises(aiohttp.ClientError):
            await asking

    def seeds(self, query: str, *values: object) -> list[Any]:
        """What the hubs share of seeds, at their database."""
        with psycopg.connect(self._url) as db:
            done = db.execute(query.encode(), (self._hall, *values))
            return done.fetchall() if done.description else []

    def verify(self) -> Report:
        report = verify(self.bodies())
        assert not report.problems, report.problems
        return report


async def ask(address: str, who: Identity, path: str, method: str = "GET") -> tuple[int, str]:
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust(who.ca_pem))) as http,
        http.request(method, f"https://{address}{path}", headers={"Authorization": who.bearer}) as answer,
    ):
        return answer.status, await answer.text()


def a_witness(data: Path, hub: Path, address: str) -> "subprocess.Popen[bytes]":
    """``fairhall witness``, paired beside the hub of ``hub``."""
    store = open_store(hub)
    token = Registry(store, ca_fingerprint(hub / "keys")).make_token("witness", "S1")
    store.close()
    command = [sys.executable, "-m", "shared.cli", "witness", "--data", str(data), "--hub", address, "--pair", token]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


async def until(asked: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await asked():  # noqa: ASYNC110 (of other processes)
            await asyncio.sleep(0.05)


@pytest.fixture
async def scene(postgres: Postgres, tmp_path: Path) -> AsyncIterator[tuple[Scene, str]]:
    hall = tmp_path.name.replace("_", "-")

    def start(data: Path) -> HubProgram:
        return HubProgram(data, postgres.url, entry="tests.integration.patient_hub", port=port())

    first, second, address = await a_pair(tmp_path, start, start, hall)
    scene = Scene((first, second), hall, postgres)
    scene.kiosk = await asyncio.to_thread(paired, address, first.data, "K1")
    scene.boss = await asyncio.to_thread(paired, address, first.data, "M1", "manager")
    machine = tmp_path / "witness"
    scene.witness = a_witness(machine, first.data, address)

    async def sealed() -> bool:
        known = len(json.loads((machine / "identity.json").read_text())["hubs"]) == 2 if machine.exists() else False
        return known and json.loads((await ask(address, scene.boss, "/api/v1/hall"))[1])["hall"]["witnesses"] == 1

    await until(sealed)
    for counter in "123":
        assert (await ask(address, scene.boss, f"/api/v1/counters/{counter}/open", "POST"))[0] == 200
    assert (await take(address, scene.kiosk, "request-1"))["number"] == "A001"
    yield scene, address
    os.kill(scene.witness.pid, signal.SIGCONT)
    scene.witness.kill()
    scene.witness.wait()
    for hub in (first, second):
        if hub.process.poll() is None:
            hub.kill()


async def test_the_follower_ends_the_draw_with_the_seed_that_both_share(scene: tuple[Scene, str]) -> None:
    there, address = scene
    await there.stops_in_a_draw(address, "request-2")
    request = await there.record("draw-requested")
    assert not list((there.second.data / "keys").glob("seed-*")), "it has it from the database alone"
    os.kill(there.witness.pid, signal.SIGCONT)
    other = await there.second.leads()
    assert (await take(other, there.kiosk, "request-2"))["number"] == "A002"
    told = records(there.bodies())
    result = told[request["seq"]]
    assert (result["type"], result["term"]) == ("draw-resolved", request["term"] + 1)
    assert [name for name, _ in result["data"]["ys"]] == ["witness:S1"], "with the link of the same witness"
    leads = there.verify().audit.leads
    assert (leads.in_draw, [lead.seq for lead in leads.odd]) == (1, [request["seq"] + 1])
    assert "1 today in the midst of a draw" in (await ask(other, there.boss, "/operator"))[1]


async def test_where_nobody_has_the_seed_the_follower_waits_and_a_manager_and_the_witness_give_the_draw_up(
    scene: tuple[Scene, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there, address = scene
    key, data = there.second.data.parent / "0900.key", there.second.data
    make_key(key, "0900", PASSWORD)
    lost = there.seeds("SELECT name, version, sealed FROM fairhall_cabinet WHERE hall = %s AND name LIKE 'seed-%%'")
    there.seeds("DELETE FROM fairhall_cabinet WHERE hall = %s AND name LIKE 'seed-%%'")
    await there.stops_in_a_draw(address, "request-2")
    os.kill(there.witness.pid, signal.SIGCONT)
    other = await there.second.leads()

    async def refused() -> bool:
        with pytest.raises(AssertionError, match="lot-waits"):
            await take(other, there.kiosk, "request-2")
        return "抽签种子丢了" in (await ask(other, there.boss, "/operator"))[1]

    await until(refused)
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    assert main(["manager", "abandon", "--data", str(data), "--key", str(key)]) == 0, capsys.readouterr().err
    assert "A002" in capsys.readouterr().out
    given_up = await there.record("draw-abandoned")
    assert [by for by, _, _ in given_up["data"]["signatures"]] == ["manager:0900", "witness:S1"]
    answer = await take(other, there.kiosk, "request-2")
    assert (answer["number"], answer["drawn"] is not None) == ("A002", True)
    (told,) = there.verify().audit.given_up
    assert (told.ticket, told.would) == (answer["ticket"], "")
    for name, version, sealed in lost:
        there.seeds("INSERT INTO fairhall_cabinet VALUES (%s, %s, %s, %s)", name, version, sealed)
    await there.record("seed-published")
    (told,) = there.verify().audit.given_up
    assert told.would.startswith(f"{answer['ticket']} at "), "and what it would have been is known"


async def test_a_seed_damaged_on_one_hub_is_had_from_what_both_share(postgres: Postgres, tmp_path: Path) -> None:
    cabinet = Cabinet(postgres.url, "seeds", bytes(32))
    seed = Seeds(tmp_path / "a", cabinet).make("2026-01-05", 1)
    file = tmp_path / "b" / "seed-2026-01-05-1"
    other = Seeds(file.parent, cabinet)
    assert other.seed("2026-01-05", 1) == seed == file.read_bytes()
    file.write_bytes(seed[:7])
    assert other.seed("2026-01-05", 1) == seed == file.read_bytes()
    assert other.seed("2026-01-05", 2) is None
    cabinet.close()
    file.write_bytes(seed[:7])
    assert Seeds(file.parent).seed("2026-01-05", 1) is None, "a hub alone has nothing else"
