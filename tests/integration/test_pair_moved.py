"""A hall's way to a pair of hubs and back, and on from a lost database: docs/pair.md, step by step."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

import aiohttp
import pytest

from shared.cli import main
from shared.client.identity import Identity, trust
from shared.hub.pair.home import home_of
from tests.integration.hubs import HALL, Child, records
from tests.integration.pair import two_hubs
from tests.integration.program import HubProgram
from tests.integration.test_backup import fairhall
from tests.integration.test_pair import paired, take
from tests.postgres import Postgres


@pytest.fixture
def database() -> Iterator[Postgres]:
    """One that may be lost."""
    server = Postgres()
    yield server
    with suppress(RuntimeError):  # it is gone
        server.stop()
    shutil.rmtree(server.folder)


def done(*arguments: object) -> str:
    """What a command says that must succeed."""
    with redirect_stdout(StringIO()) as said, redirect_stderr(said):
        assert main(list(map(str, arguments))) == 0, said.getvalue()
    return said.getvalue()


def epochs(journal: Path) -> list[str]:
    """The seeds of those that opened, by the names of their files."""
    opened = [each["data"] for each in records(journal) if each["type"] == "day-opened"]
    return [f"seed-{each['day']}-{each['epoch']}" for each in opened]


async def refused(address: str, kiosk: Identity) -> bool:
    """Whether its key counts for nothing."""
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust(kiosk.ca_pem))) as http,
        http.get(f"https://{address}/api/v1/hall", headers={"Authorization": kiosk.bearer}) as answer,
    ):
        return answer.status == 401


async def test_a_hall_that_moves_to_a_pair_has_its_terminals_at_the_first_take_over_and_can_part_again(
    postgres: Postgres, tmp_path: Path
) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    one.mkdir()
    (one / "hall.toml").write_text(HALL, encoding="utf-8")
    a = HubProgram(one)
    address = await a.leads()
    kiosk = await asyncio.to_thread(paired, address, one, "K1")
    first = await take(address, kiosk, "request-1")
    a.end()
    done("move", "--from", f"sqlite:{one / 'journal.db'}", "--to", postgres.url, "--hall", one / "hall.toml")
    a = HubProgram(one, postgres.url)
    await a.leads()
    two.mkdir()
    shutil.copytree(one / "keys", two / "keys")
    shutil.copy(one / "hall.toml", two)
    b = HubProgram(two, postgres.url)
    await b.says("Standing by")
    a.kill()
    there = await b.leads()
    assert await take(there, kiosk, "request-1") == first
    assert (await take(there, kiosk, "request-2"))["number"] == "A002"
    b.end()

    alone = await asyncio.to_thread(
        fairhall, "hub", "--data", two, "--listen", "127.0.0.1:0", "--public", "127.0.0.1:0"
    )
    assert alone.returncode == 1
    assert f"{two} belongs to the pair on {postgres.url}: start it with --journal" in alone.stderr
    parted = tmp_path / "b" / "journal.db"
    done("move", "--from", postgres.url, "--to", f"sqlite:{parted}", "--hall", two / "hall.toml")
    assert home_of(two) is None
    child = Child(two)
    assert (await take(child.address, kiosk, "request-3"))["number"] == "A003"
    child.end()
    assert all(each["data"].get("reason") != "lost" for each in records(parted)), "its seeds came along"


async def test_after_a_lost_database_a_pair_goes_on_from_its_backup(
    database: Postgres, postgres: Postgres, tmp_path: Path
) -> None:
    a, b, address = await two_hubs(tmp_path, database, hall="lost")
    stolen = await asyncio.to_thread(paired, address, a.data, "K1")
    await take(address, stolen, "request-1")
    backup, back = tmp_path / "hall.backup", tmp_path / "back"
    done("backup", "--data", b.data, backup)
    late = await asyncio.to_thread(paired, address, a.data, "K2")
    await take(address, late, "request-2")
    database.stop()
    for hub in (a, b):
        hub.kill()

    done("restore", backup, "--data", back)
    done("verify", back)
    today = epochs(back / "journal.db")[-1]
    assert (back / "keys" / f"before-{today}").exists() and not (b.data / "keys" / today).exists(), (
        "also what b does not hold itself"
    )
    hall = a.data / "hall.toml"
    done("move", "--from", f"sqlite:{back / 'journal.db'}", "--to", postgres.url, "--hall", hall)
    assert not (a.data / "keys" / today).exists(), "what it drew since was seen"
    a = HubProgram(a.data, postgres.url)
    address = await a.leads()
    assert "K2" in done("device", "list", "--data", a.data), "paired after the backup"
    done("device", "revoke", "--data", a.data, stolen.device_id)
    third = await asyncio.to_thread(paired, address, a.data, "K3")
    b = HubProgram(b.data, postgres.url)
    await b.says("Standing by")
    a.kill()
    address = await b.leads()
    assert await refused(address, stolen)
    assert (await take(address, late, "request-3"))["number"] == "A002", "what came after the backup is lost"
    assert (await take(address, third, "request-4"))["number"] == "A003"
    b.end()
    gone_on = tmp_path / "after.db"
    done("move", "--from", postgres.url, "--to", f"sqlite:{gone_on}", "--hall", hall)
    assert today not in epochs(gone_on)[epochs(back / "journal.db").index(today) + 1 :], "its links are known"
    assert len(epochs(gone_on)) > len(epochs(back / "journal.db"))

    alone = tmp_path / "alone"
    done("restore", backup, "--data", alone)
    child = Child(alone)
    assert (await take(child.address, stolen, "request-5"))["number"] == "A002"
    child.end()
    assert "day-opened" in {each["type"] for each in records(child.journal)}
    token = done("pair", "--data", alone, "--role", "kiosk", "--name", "K4")
    assert "FH-" in token, "it asks no database"
    assert done("device", "revoke", "--data", alone, stolen.device_id)
