"""A hall's service on a journal in memory, with a disk that can be held and a listener who notes all that is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

from shared.clock import ManualClock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hub.feed.board import Board
from shared.hub.seeds import Seeds
from shared.hub.service import HallService
from shared.hub.witnesses import Witnesses
from shared.journal.memory import MemoryJournal, Store
from shared.journal.port import Head
from shared.journal.record import Record, leaf, parse
from shared.journal.verify import verify_chain
from shared.protocol.answers import Answer
from shared.protocol.rows import AnyRow
from tests.hall import EIGHT, config


class Disk(MemoryJournal):
    """A journal whose next append waits while it is ``held``."""

    def __init__(self, store: Store | None = None) -> None:
        super().__init__(store)
        self.free = Event()
        self.free.set()
        self.busy = Event()
        self.ends: list[int] = []
        """Where each append ended: a power cut leaves one of these."""

    def _append(self, term: int, expected_seq: int, bodies: "list[str]") -> Head:  # type: ignore[override]
        self.busy.set()
        assert self.free.wait(10)
        head = super()._append(term, expected_seq, bodies)
        self.ends.append(head.seq)
        return head

    def hold(self) -> None:
        self.busy.clear()
        self.free.clear()

    def let_go(self) -> None:
        self.free.set()


class Office:
    """The service and everything it has told, in order: ``(seq, rows, fresh)``."""

    def __init__(
        self,
        keys: Path,
        store: Store | None = None,
        clock: ManualClock | None = None,
        witnesses: Witnesses | None = None,
        key: str = "",
    ) -> None:
        self.disk = Disk(store)
        self.clock = clock or ManualClock(EIGHT)
        self.keys = keys
        self.board = Board("")
        self.seeds = Seeds(keys)
        self.told: list[tuple[int, tuple[AnyRow, ...], bool]] = []
        self.service = HallService(
            self.disk,
            self.clock,
            self.seeds,
            self.board,
            token_of=lambda ticket: f"token-of-{ticket}",
            publish=lambda seq, rows, fresh: self.told.append((seq, rows, fresh)),
            witnesses=witnesses,
            key=key,
        )

    async def issue(self, request: str | None = None, service: str = "a1", **options: object) -> Answer:
        return await self.service.execute(c.IssueTicket(by="kiosk:K1", service=service, **options), request)  # type: ignore[arg-type]

    async def open(self, *counters: str) -> None:
        for counter in counters:
            await self.service.execute(c.OpenCounter(by="clerk:0801", counter=counter, clerk="0801"))

    async def call(self, counter: str, request: str | None = None) -> Answer:
        return await self.service.execute(c.CallNext(by="clerk:0801", counter=counter), request)

    async def held(self) -> None:
        """Wait until the disk has an append in hand."""
        assert await asyncio.to_thread(self.disk.busy.wait, 10)

    def records(self) -> list[Record]:
        """What is durable; its chain is checked."""
        assert verify_chain(self.disk.store.bodies).fault is None
        return [parse(body) for body in self.disk.store.bodies]

    def types(self) -> list[str]:
        return [record.type for record in self.records()]


@asynccontextmanager
async def office(
    keys: Path,
    store: Store | None = None,
    clock: ManualClock | None = None,
    configuration: HallConfig | None = None,
    witnesses: Witnesses | None = None,
    key: str = "",
) -> AsyncIterator[Office]:
    """An office at work; closed in order."""
    there = Office(keys, store, clock, witnesses, key)
    await there.service.start(configuration or config())
    try:
        yield there
    finally:
        there.disk.let_go()
        await there.service.close()


def crashed(store: Store, keep: int | None = None) -> Store:
    """What a power cut leaves of a store: its first ``keep`` records, or all of them, and no snapshot."""
    left = Store()
    left.bodies = store.bodies[:keep]
    last = parse(left.bodies[-1])
    left.head = Head(last.term, last.seq, "hub", leaf(left.bodies[-1]))
    return left
