"""A hub that stands by knows the hall as the leader does, and has only the end to read when it leads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.hub.image import encode, load
from shared.hub.pair.follow import Follower
from shared.journal.errors import Corrupt, JournalError
from shared.journal.memory import MemoryJournal, Store
from tests.unit.hub.office import Office, crashed, office


class Counted(MemoryJournal):
    """Tells how many records were read."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.count = 0
        self.broken: JournalError | None = None

    def read(self, after: int, limit: int | None = None) -> Iterator[tuple[int, str]]:
        for record in super().read(after, limit):
            self.count += 1
            if self.broken is not None:
                raise self.broken
            yield record


async def people(hall: Office, names: str) -> None:
    for name in names:
        await hall.issue(name)


async def test_who_followed_has_only_the_last_records_to_read(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2", "3")
        there = Counted(hall.disk.store)
        follower = Follower(there)
        await people(hall, "abc")
        follower.catch_up()
        await people(hall, "def")
        await hall.call("1")
        follower.catch_up()
        followed, there.count = there.head().seq, 0
        await people(hall, "g")
        image = follower.load(there)
        assert there.count == there.head().seq - followed
        assert encode(image) == encode(load(hall.disk))
        assert encode(follower.load(there)) == encode(image), "given away to be changed: the next is read anew"


async def test_a_database_that_goes_away_in_the_middle_leaves_nothing_half_known(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        there = Counted(hall.disk.store)
        follower = Follower(there)
        follower.catch_up()
        await people(hall, "abc")
        there.broken = JournalError("the database is away")
        with pytest.raises(JournalError, match="away"):
            follower.catch_up()
        there.broken = None
        follower.catch_up()
        assert encode(follower.load(there)) == encode(load(hall.disk))


async def test_who_followed_what_is_no_more_believes_the_journal(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        follower = Follower(hall.disk)
        stood = hall.disk.head().seq
        await people(hall, "abc")
        follower.catch_up()
        store = crashed(hall.disk.store, stood)
    async with office(tmp_path, store) as hall:
        await people(hall, "xyzabc")
        assert encode(follower.load(hall.disk)) == encode(load(hall.disk))


async def test_a_damaged_journal_is_said_so(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        follower = Follower(hall.disk)
        follower.catch_up()
        await people(hall, "ab")
        bodies = hall.disk.store.bodies
        hall.disk.store.bodies = [*bodies[:-1], bodies[-1].replace("ticket", "tickle")]
        with pytest.raises(Corrupt):
            follower.load(hall.disk)
        hall.disk.store.bodies = bodies
