"""The file of devices and clerks: who reads it waits for nobody who writes, and what the disk refuses is no bug."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from shared.hub.access.errors import Unavailable
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.errors import NotAllowed
from shared.protocol.pairing import parse_token

FINGERPRINT = bytes(32)
GUESS = b"0123456789"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path)
    yield store
    store.close()


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        sleep(0.001)


def test_while_a_change_waits_for_another_program_everybody_reads_on(tmp_path: Path, store: Store) -> None:
    registry = Registry(store, FINGERPRINT)
    key = registry.redeem(parse_token(registry.make_token("kiosk", "K1"))[1])
    before = store.version()
    with closing(sqlite3.connect(tmp_path / "access.db", isolation_level=None)) as other, ThreadPoolExecutor(1) as pool:
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(registry.revoke, key.device_id)
        until(store._lock.locked)
        assert registry.authenticate(key.bearer) is not None
        with pytest.raises(NotAllowed, match="token-unknown"):
            registry.redeem(GUESS)
        assert store.version() == before
        assert not waiting.done(), "all of that while it waited"
        other.execute("ROLLBACK")
        assert waiting.result()
    assert store.version() != before
    assert registry.authenticate(key.bearer) is None


def test_each_change_is_told_and_nothing_else_is(tmp_path: Path, store: Store) -> None:
    at_first = store.version()
    assert store.version() == at_first
    with store.change() as connection:
        connection.execute("INSERT INTO manager VALUES ('0900')")
    mine = store.version()
    with closing(Store(tmp_path)) as beside, beside.change() as connection:
        connection.execute("INSERT INTO manager VALUES ('0901')")
    assert len({at_first, mine, store.version()}) == 3
    assert store.rows("SELECT clerk FROM manager") and store.version() == store.version()


def test_a_second_store_of_the_same_program_takes_no_lock_from_the_first(tmp_path: Path, store: Store) -> None:
    with store.change() as connection:
        connection.execute("INSERT INTO manager VALUES ('0900')")
    Store(tmp_path).close()
    log = tmp_path / "access.db-wal"
    before = log.stat().st_ino
    command = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('SELECT * FROM manager'); db.close()"
    subprocess.run([sys.executable, "-c", command, str(tmp_path / "access.db")], check=True)
    assert log.stat().st_ino == before, "whoever believes to be the last clears up"


def test_a_full_disk_changes_nothing_and_is_over_when_there_is_room(store: Store) -> None:
    registry = Registry(store, FINGERPRINT)
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    long = "x" * 100_000
    full = r"access\.db cannot be used now .*disk is full.*: see that the disk has room"
    with pytest.raises(Unavailable, match=full), store.change() as connection:
        connection.execute("INSERT INTO note VALUES ('t', ?)", (long,))
    assert store.rows("SELECT * FROM note") == []
    store._connection.execute(f"PRAGMA max_page_count = {pages + 100}")
    with store.change() as connection:
        connection.execute("INSERT INTO note VALUES ('t', ?)", (long,))
    assert len(store.rows("SELECT * FROM note")) == 1
    assert registry.devices() == []
