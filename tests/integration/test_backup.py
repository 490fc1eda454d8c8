"""A copy of a hub that works: made while people take tickets, checked, and a hall again elsewhere."""

import asyncio
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.client.pairing import pair
from shared.journal.postgres import PostgresJournal
from shared.journal.sqlite import SqliteJournal
from tests.integration.hubs import HALL, ROOT, Child, records, token
from tests.integration.test_pair import take
from tests.postgres import Postgres


def fairhall(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shared.cli", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Child]:
    data = tmp_path / "hub"
    data.mkdir()
    (data / "hall.toml").write_text(HALL, encoding="utf-8")
    child = Child(data)
    yield child
    if child.process.poll() is None:
        child.kill()


async def test_a_backup_made_under_load_is_a_hall_again_with_everything_up_to_it(hub: Child, tmp_path: Path) -> None:
    kiosk = await asyncio.to_thread(pair, hub.address, token(hub.data, "kiosk", "K1"))
    before = [await take(hub.address, kiosk, f"before-{n}") for n in range(5)]
    crowd = [asyncio.ensure_future(take(hub.address, kiosk, f"meanwhile-{n}")) for n in range(40)]
    made = await asyncio.to_thread(fairhall, "backup", "--data", hub.data, tmp_path / "hall.backup")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "hall.backup").stat().st_mode & 0o777 == 0o600
    await asyncio.gather(*crowd)
    hub.kill()
    back = fairhall("restore", tmp_path / "hall.backup", "--data", tmp_path / "again")
    assert back.returncode == 0, back.stderr
    assert "its chain is sound" in back.stdout
    assert fairhall("verify", tmp_path / "again").returncode == 0
    again = Child(tmp_path / "again")
    try:
        assert [await take(again.address, kiosk, f"before-{n}") for n in range(5)] == before
        after = await take(again.address, kiosk, "request-after")
    finally:
        again.end()
    numbers = [each["data"]["number"] for each in records(again.journal) if each["type"] == "ticket-issued"]
    assert len(set(numbers)) == len(numbers) >= 6
    assert after["number"] == numbers[-1]


async def test_what_was_drawn_after_the_backup_says_nothing_of_what_the_restored_hub_draws(
    hub: Child, tmp_path: Path, postgres: Postgres
) -> None:
    kiosk = await asyncio.to_thread(pair, hub.address, token(hub.data, "kiosk", "K1"))
    await take(hub.address, kiosk, "before-1")
    backup, again, keys = tmp_path / "hall.backup", tmp_path / "again", hub.data / "keys"
    assert fairhall("backup", "--data", hub.data, backup).returncode == 0
    await take(hub.address, kiosk, "request-after-1")
    hub.kill()
    (before,) = [each["data"] for each in records(hub.journal) if each["type"] == "day-opened"]
    back = fairhall("restore", backup, "--data", again)
    assert "goes on under another seal" in back.stdout
    child = Child(again)
    try:
        await take(child.address, kiosk, "request-after-2")
    finally:
        child.end()
    opened = [each["data"] for each in records(child.journal) if each["type"] == "day-opened"]
    assert [each["reason"] for each in opened] == ["", "lost"]
    assert opened[0] == before and opened[1]["hub_anchor"] != before["hub_anchor"]
    assert fairhall("verify", again).returncode == 0
    today = f"seed-{before['day']}-1"
    (keys / "seed-2020-01-01-1").write_bytes(bytes(32))
    here, hall = f"sqlite:{again / 'journal.db'}", hub.data / "hall.toml"
    assert fairhall("move", "--from", here, "--to", postgres.url, "--hall", hall).returncode == 0
    names = {path.name for path in keys.glob("*seed-*")}
    assert {f"before-{today}", "seed-2020-01-01-1"} <= names and today not in names, "nor does the hub that was there"


def test_nonsense_is_refused_and_nothing_is_overwritten(hub: Child, tmp_path: Path) -> None:
    backup = tmp_path / "hall.backup"
    assert fairhall("backup", "--data", hub.data, backup).returncode == 0
    again = fairhall("backup", "--data", hub.data, backup)
    assert again.returncode == 1 and "is there already" in again.stderr
    inside = fairhall("backup", "--data", hub.data, hub.data / "hall.backup")
    assert inside.returncode == 1 and "is inside what it is to save" in inside.stderr
    nobody = fairhall("backup", "--data", tmp_path / "nowhere", tmp_path / "x")
    assert nobody.returncode == 1 and "no hub has started" in nobody.stderr
    full = fairhall("restore", backup, "--data", hub.data)
    assert full.returncode == 1 and "is not empty" in full.stderr
    cut = tmp_path / "cut"
    cut.write_bytes(backup.read_bytes()[:-2000])
    nameless = tmp_path / "nameless"
    with zipfile.ZipFile(nameless, "w") as pack:
        pack.writestr(zipfile.ZipInfo(""), b"?")
    for broken in (cut, nameless, ROOT / "README.md", tmp_path / "missing"):
        refused = fairhall("restore", broken, "--data", tmp_path / "new")
        assert refused.returncode == 1 and "is no sound backup" in refused.stderr
        assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".restore-*"))


def test_a_backup_whose_record_was_edited_is_refused(hub: Child, tmp_path: Path) -> None:
    hub.end()
    backup, opened = tmp_path / "hall.backup", tmp_path / "opened"
    assert fairhall("backup", "--data", hub.data, backup).returncode == 0
    with zipfile.ZipFile(backup) as pack:
        pack.extractall(opened)
    journal = SqliteJournal(opened / "journal.db")
    journal._db.execute("UPDATE journal SET body = replace(body, '云溪市', '云海市') WHERE seq = 1")
    journal.close()
    with zipfile.ZipFile(tmp_path / "edited", "w") as pack:
        for path in (opened / "backup.json", opened / "journal.db", opened / "access.db"):
            pack.write(path, path.name)
    refused = fairhall("restore", tmp_path / "edited", "--data", tmp_path / "new")
    assert refused.returncode == 1 and "record 2" in refused.stderr


async def test_a_journal_moves_to_postgresql_and_back_without_a_difference(hub: Child, tmp_path: Path) -> None:
    kiosk = await asyncio.to_thread(pair, hub.address, token(hub.data, "kiosk", "K1"))
    for n in range(3):
        await take(hub.address, kiosk, f"request-{n}")
    hub.end()
    server = Postgres()
    try:
        here, hall = f"sqlite:{hub.journal}", hub.data / "hall.toml"
        moved = fairhall("move", "--from", here, "--to", server.url, "--hall", hall)
        assert moved.returncode == 0, moved.stderr
        twice = fairhall("move", "--from", here, "--to", server.url, "--hall", hall)
        assert twice.returncode == 1 and "holds records already" in twice.stderr
        back = fairhall("move", "--from", server.url, "--to", f"sqlite:{tmp_path / 'back.db'}", "--hall", hall)
        assert back.returncode == 0, back.stderr
        there = PostgresJournal(server.url, "yunxi")
        assert there.head().term >= 1
        there.close()
    finally:
        server.remove()
    first, last = SqliteJournal(hub.journal), SqliteJournal(tmp_path / "back.db")
    assert list(first.read(0)) == list(last.read(0))
    assert last.head().leaf == first.head().leaf and last.head().term >= first.head().term
    first.close()
    last.close()
