"""The hub's event loop and the one thread that writes."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest

from shared.journal.errors import Fenced, Unknown
from shared.journal.memory import MemoryJournal
from shared.journal.port import Head
from shared.journal.record import leaf
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain
from shared.journal.writer import GROUP, Writer
from tests.contract.journal_lines import tickets


class SlowDisk(MemoryJournal):
    """A journal whose disk waits for ``turn`` at every append, and tells what was written together."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = Event()
        self.busy = Event()
        self.appends: list[int] = []

    def append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        assert current_thread() is not main_thread()
        self.busy.set()
        assert self.turn.wait(10)
        self.appends.append(len(bodies))
        return super().append(term, expected_seq, bodies)


@pytest.fixture
def disk() -> SlowDisk:
    return SlowDisk()


@pytest.fixture
async def writer(disk: SlowDisk) -> AsyncIterator[Writer]:
    writer = Writer(disk)
    yield writer
    disk.turn.set()
    await writer.close()


async def held(writer: Writer, disk: SlowDisk, body: str) -> "asyncio.Future[Head]":
    """A first submission that the disk is busy with, so that whatever follows queues behind it."""
    first = writer.submit([body])
    await asyncio.to_thread(disk.busy.wait, 10)
    return first


async def test_what_waits_is_written_together_and_answered_in_order(writer: Writer, disk: SlowDisk) -> None:
    lines = tickets(await writer.claim("hub-a"), 10)
    first, answered = await held(writer, disk, lines[0]), list[int]()
    rest = [writer.submit(lines[1:3]), writer.submit(lines[3:4]), writer.submit(lines[4:])]
    for place, each in enumerate([first, *rest]):
        each.add_done_callback(lambda _, place=place: answered.append(place))
    assert not first.done()
    disk.turn.set()
    heads = await asyncio.gather(first, *rest)
    assert disk.appends == [1, 9]
    assert answered == [0, 1, 2, 3]
    assert [each.seq for each in heads] == [1, 10, 10, 10]
    assert (writer.groups, writer.records) == (2, 10)
    assert writer.last_sync_s > 0
    assert [body for _, body in disk.read(0)] == lines


async def test_a_crowd_is_written_in_groups_nobody_waits_behind_too_many(writer: Writer, disk: SlowDisk) -> None:
    lines = tickets(await writer.claim("hub-a"), 2 * GROUP + 1)
    pending = [await held(writer, disk, lines[0]), *(writer.submit([line]) for line in lines[1:])]
    disk.turn.set()
    await asyncio.gather(*pending)
    assert disk.appends == [1, GROUP, GROUP]


async def test_other_calls_keep_their_place_in_the_queue(writer: Writer, disk: SlowDisk) -> None:
    lines = tickets(await writer.claim("hub-a"), 4)
    first = await held(writer, disk, lines[0])
    second, seen = writer.submit(lines[1:2]), writer.run(lambda journal: len(list(journal.read(0))))
    third, after = writer.submit(lines[2:]), writer.run(lambda journal: journal.head())
    disk.turn.set()
    assert [(await first).seq, (await second).seq, await seen, (await third).seq] == [1, 2, 2, 4]
    assert (await after).seq == 4
    with pytest.raises(ZeroDivisionError):
        await writer.run(lambda _: 1 // 0)
    await writer.run(lambda journal: journal.save_snapshot(4, 1, b"state"))
    assert await writer.run(lambda journal: journal.load_snapshot(1)) == (4, b"state")


async def test_a_failure_fails_all_behind_it_until_the_hub_claims_anew(writer: Writer, disk: SlowDisk) -> None:
    head = await writer.claim("hub-a")
    lines = tickets(head, 6)
    disk.fail_next(Unknown("the disk is full"))
    pending = [await held(writer, disk, lines[0]), *(writer.submit([line]) for line in lines[1:4])]
    disk.turn.set()
    assert [type(each) for each in await asyncio.gather(*pending, return_exceptions=True)] == [Unknown] * 4
    with pytest.raises(Unknown, match="the disk is full"):
        await writer.submit(lines[4:])
    assert (writer.groups, writer.records, disk.head().seq) == (0, 0, 0)

    head = await writer.claim("hub-a")
    assert (head.term, head.seq) == (2, 0)
    assert (await writer.submit(tickets(head, 2))).seq == 2
    assert verify_chain(body for _, body in disk.read(0)).seq == 2


async def test_what_was_built_on_the_claim_before_is_never_written(writer: Writer, disk: SlowDisk) -> None:
    """A submission that slips in between a new claim and its answer belongs to a state that is thrown away."""
    disk.turn.set()
    head = await writer.claim("hub-a")
    again = asyncio.create_task(writer.claim("hub-a"))
    await asyncio.sleep(0)
    stale = writer.submit(tickets(head, 1))
    assert (await again).term == 2
    with pytest.raises(Fenced, match="older claim"):
        await stale
    assert (await writer.submit(tickets(disk.head(), 1))).seq == 1


async def test_a_hub_that_lost_the_lead_is_told(writer: Writer, disk: SlowDisk) -> None:
    disk.turn.set()
    head = await writer.claim("hub-a")
    MemoryJournal(disk.store).claim("hub-b")
    with pytest.raises(Fenced, match="hub-b leads"):
        await writer.submit(tickets(head, 1))


async def test_nobody_writes_before_a_claim_nor_nothing_at_all(writer: Writer) -> None:
    with pytest.raises(Fenced, match="claim"):
        await writer.submit(tickets(Head(), 1))
    with pytest.raises(ValueError, match="nothing to append"):
        writer.submit([])


async def test_a_fault_that_is_our_own_stops_the_writer_too(writer: Writer, disk: SlowDisk) -> None:
    disk.turn.set()
    await writer.claim("hub-a")
    with pytest.raises(AttributeError):
        await writer.submit([None])  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        await writer.submit(tickets(Head(), 1))


async def test_a_command_that_stopped_waiting_does_not_disturb_the_others(writer: Writer, disk: SlowDisk) -> None:
    lines = tickets(await writer.claim("hub-a"), 3)
    first = await held(writer, disk, lines[0])
    gone, last = writer.submit([lines[1]]), writer.submit([lines[2]])
    gone.cancel()
    disk.turn.set()
    assert (await first).seq == 1
    assert (await last).seq == 3


async def test_closing_writes_what_is_queued_and_refuses_what_comes_later(disk: SlowDisk) -> None:
    writer = Writer(disk)
    lines = tickets(await writer.claim("hub-a"), 3)
    pending = [await held(writer, disk, lines[0]), writer.submit(lines[1:])]
    closing = asyncio.create_task(writer.close())
    await asyncio.sleep(0)
    with pytest.raises(Fenced, match="closed"):
        await writer.submit(lines)
    disk.turn.set()
    await closing
    await writer.close()
    assert [each.result().seq for each in pending] == [1, 3]
    with pytest.raises(Fenced, match="closed"):
        await writer.run(lambda journal: journal.head())


async def test_a_busy_hour_on_a_real_disk(tmp_path: Path) -> None:
    """Eight kiosks submit as fast as they are answered; one sync serves several of them."""
    writer = Writer(SqliteJournal(tmp_path / "journal.sqlite"))
    built = await writer.claim("hub-a")

    async def kiosk() -> None:
        nonlocal built
        for _ in range(50):
            lines = tickets(built, 2)
            built = Head(built.term, built.seq + 2, built.leader, leaf(lines[-1]))
            mine = built.seq
            assert (await writer.submit(lines)).seq >= mine

    await asyncio.gather(*(kiosk() for _ in range(8)))
    assert writer.records == 800
    assert writer.groups < 400
    await writer.close()
    assert await asyncio.to_thread(os.listdir, tmp_path) == ["journal.sqlite"], "closed: its log is folded in"
    with closing(SqliteJournal(tmp_path / "journal.sqlite")) as journal:
        report = verify_chain(body for _, body in journal.read(0))
    assert (report.seq, report.fault) == (800, None)
