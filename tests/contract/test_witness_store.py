"""What a witness may rely on, wherever it keeps its chains."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.client.witness.memory import MemoryStore
from shared.client.witness.port import EPOCHS_KEPT, Epoch, Kept, Seen, Store
from shared.client.witness.sqlite import SqliteStore

MONDAY = Epoch("yunxi", "2026-01-05", 1)
SEED, RECORD = b"s" * 32, "ab" * 32
Open = Callable[[], Store]


@pytest.fixture(params=["memory", "sqlite"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Each call is one more start of the terminal; what is kept in memory lasts as long as the terminal."""
    memory, opened = MemoryStore(), list[Store]()

    def open_store() -> Store:
        if request.param == "memory":
            return memory
        for store in opened:
            store.close()
        opened[:] = [SqliteStore(tmp_path / "witness.sqlite3")]
        return opened[0]

    yield open_store
    for store in opened:
        store.close()


def test_a_new_store_knows_nothing(reopen: Open) -> None:
    store = reopen()
    assert store.kept(MONDAY) is None
    assert store.seen("yunxi") == Seen()


def test_a_chain_and_its_last_answer_are_there_after_a_restart(reopen: Open) -> None:
    store = reopen()
    store.make(MONDAY, SEED)
    assert reopen().kept(MONDAY) == Kept(SEED)
    seen = Seen(3, "2026-01-05", 1, 120, RECORD)
    reopen().answer(MONDAY, 7, RECORD, seen)
    assert reopen().kept(MONDAY) == Kept(SEED, 7, RECORD)
    assert reopen().seen("yunxi") == seen


def test_halls_and_epochs_are_apart(reopen: Open) -> None:
    store = reopen()
    for epoch in (MONDAY, MONDAY._replace(epoch=2), MONDAY._replace(hall="other")):
        store.make(epoch, repr(epoch).encode())
    store.answer(MONDAY, 1, RECORD, Seen(1, "2026-01-05", 1, 9, RECORD))
    assert store.kept(MONDAY._replace(epoch=2)) == Kept(repr(MONDAY._replace(epoch=2)).encode())
    assert store.seen("other") == Seen()


def test_the_newest_epochs_of_each_hall_are_kept(reopen: Open) -> None:
    store = reopen()
    store.make(MONDAY._replace(hall="other"), SEED)
    epochs = [MONDAY._replace(day=f"2026-02-{n:02}") for n in range(1, EPOCHS_KEPT + 3)]
    for epoch in epochs:
        store.make(epoch, SEED)
    assert [store.kept(epoch) is not None for epoch in epochs] == [False, False] + [True] * EPOCHS_KEPT
    assert store.kept(MONDAY._replace(hall="other")) is not None


def test_what_was_seen_and_the_first_key_stay(reopen: Open) -> None:
    seen = Seen(2, "", 0, 40, RECORD)
    reopen().see("yunxi", seen)
    assert reopen().key(b"k" * 32) == b"k" * 32
    assert reopen().key(b"another".ljust(32)) == b"k" * 32
    assert reopen().seen("yunxi") == seen


def test_a_damaged_file_is_set_aside_and_its_chains_are_not_known_any_more(tmp_path: Path) -> None:
    path = tmp_path / "witness.sqlite3"
    path.write_bytes(b"not a database, whatever it was" * 99)
    store = SqliteStore(path)
    assert store.kept(MONDAY) is None
    store.make(MONDAY, SEED)
    store.close()
    assert path.with_name("witness.sqlite3.damaged-1").exists()
