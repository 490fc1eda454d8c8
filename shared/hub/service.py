"""The only path: command → decide → append durably → evolve → publish.

Commands are decided in order on the event loop and committed in groups on the journal's thread. A reply and a row go
out only after the commit that holds them. A draw ends its group: its request is durable before its chance is mixed.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import msgspec

from shared.clock import Clock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hall.decide import decide
from shared.hall.due import due, resolve
from shared.hall.events import AnyEvent, DrawRequest
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.access.fingerprint import asked_as, same
from shared.hub.answer import answer_from
from shared.hub.errors import Fault
from shared.hub.feed.board import Board
from shared.hub.image import VERSION, Image, encode, event_of, load
from shared.hub.seeds import LINKS, Chain, Seeds, chain_of
from shared.journal.errors import JournalError
from shared.journal.port import Journal
from shared.journal.record import Record, parse
from shared.journal.writer import Writer
from shared.protocol.answers import Answer
from shared.protocol.heads import Head
from shared.protocol.rows import AnyRow

log = logging.getLogger("fairhall.hub.service")

GROUP = 256
"""Commands decided before the loop turns to its sockets again."""
LONGEST_ANSWER = 4096
"""Records of one request that are looked through when it is asked again."""
SNAPSHOT_EVERY = 20_000
"""Records between snapshots: what a start has to replay at most."""
COUNT_S = 0.1
"""Numbers of people and waits are shown at most this much later; calls, desks and windows at once."""
RETRY_S = 1.0

T = TypeVar("T")
Publish = Callable[[int, tuple[AnyRow, ...], bool], None]


class _Pending(msgspec.Struct):
    """A command on its way, with its records so far as (seq, at_ms, event)."""

    command: c.Command
    request_id: str | None
    future: asyncio.Future[Answer]
    events: list[tuple[int, int, AnyEvent]] = []
    outcome: Answer | Refused | None = None


class HallService:
    """One hall in memory and in the journal. ``publish(seq, rows, fresh)`` hears every durable change, in order."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        seeds: Seeds,
        board: Board,
        *,
        token_of: Callable[[str], str],
        publish: Publish,
        key: str = "",
        leader: str = "hub",
    ) -> None:
        self.image = Image()
        self.durable_seq = 0
        self.faulted = ""
        """Why commands are refused at present; "" while all is well."""
        self.journal = journal
        """To be read, from any thread; the writer alone writes it."""
        self.writer = Writer(journal)
        self._clock = clock
        self._seeds = seeds
        self._board = board
        self._token_of = token_of
        self._publish = publish
        self._key = key
        """The public half of what signs heads."""
        self._leader = leader
        self._term = 0
        self._chain: Chain | None = None
        self._inbox: deque[_Pending] = deque()
        self._running: dict[str, _Pending] = {}
        self._drawer: _Pending | None = None
        """Whose draw is open."""
        self._draw_durable = False
        self._bodies: list[str] = []
        self._woken = False
        self._counting: asyncio.TimerHandle | None = None
        self._ahead = True
        """The image is not what the journal says, or will say: it must be loaded."""
        self._rebuilt = float("-inf")
        """When the last fault was over: what breaks the hall again at once is not tried without a pause."""
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def state(self) -> State:
        """The hall, perhaps a group ahead of what is durable: ``look`` before telling anybody."""
        return self.image.state

    def facts(self, config: HallConfig) -> Facts:
        """This moment in the hall."""
        return self._clock.facts(config.timezone)

    async def start(self, config: HallConfig) -> None:
        """Lead the journal, rebuild the hall from it, finish an open draw, put the configuration in force.

        Raises JournalError; a configuration that people's tickets do not allow yet is logged and waits.
        """
        await self._rebuild()
        self._board.configured = True
        try:
            await self.execute(c.ConfigureHall(config=config))
        except Refused as refusal:
            log.warning("the new hall file is not in force yet (%s); the last one stays", refusal)

    async def execute(self, command: c.Command, request_id: str | None = None) -> Answer:
        """Decide, make durable, answer. Raises ``Refused`` (nothing changed), ``Fault`` (ask again), ``NotAllowed``."""
        if self.faulted:
            raise Fault("fault", self.faulted)
        if request_id is not None:
            if (running := self._running.get(asked_as(request_id))) is not None:
                same(running.request_id, request_id)
                return await asyncio.shield(running.future)
            if (first := self.image.first_seq(request_id)) is not None:
                return await self._repeat(request_id, first)
        pending = self._pending(command, request_id)
        self._inbox.append(pending)
        self._wake()
        return await asyncio.shield(pending.future)

    async def look(self, what: Callable[[State], T]) -> T:
        """What ``what`` finds in the hall, told once it is durable. Raises ``Fault`` while the hall is rebuilt."""
        image, found = self.image, what(self.state)
        await self.writer.run(_nothing)
        if self._ahead or self.image is not image:
            raise Fault("fault", self.faulted)
        return found

    async def head(self) -> Head:
        """The day so far, once all of it is durable. Raises ``Fault``."""
        return await self.look(lambda state: self.image.head())

    def refresh(self) -> None:
        """The hub's timer: what changes with time alone, a new business day among it."""
        if not self.faulted:
            self._board.refresh(self.state)
            self._wake()

    async def snapshot(self) -> None:
        """Keep the state so that the next start need not replay what is behind it; a fault leaves the last one."""
        if self.faulted:
            return
        seq = self.image.snapshot_seq = self.image.seq
        blob = encode(self.image)
        try:
            await self.writer.run(lambda journal: journal.save_snapshot(seq, VERSION, blob))
        except (JournalError, ValueError) as error:
            log.warning("no snapshot at seq %d, the next start replays more: %s", seq, error)

    async def close(self) -> None:
        """Finish what was accepted, keep a snapshot, close the journal."""
        while (self._inbox or self._drawer) and not self.faulted:
            await self.writer.run(_nothing)
        for task in self._tasks:
            task.cancel()
        if self._counting is not None:
            self._counting.cancel()
        await self.snapshot()
        await self.writer.close()

    def _pending(self, command: c.Command, request_id: str | None) -> _Pending:
        pending = _Pending(command, request_id, asyncio.get_running_loop().create_future())
        pending.future.add_done_callback(partial(self._landed, request_id))
        if request_id is not None:
            self._running[asked_as(request_id)] = pending
        return pending

    def _landed(self, request_id: str | None, future: asyncio.Future[Answer]) -> None:
        if request_id is not None:
            self._running.pop(asked_as(request_id), None)
        if not future.cancelled():
            future.exception()

    async def _repeat(self, request_id: str, first: int) -> Answer:
        records = await self._records(request_id, first)
        same(records[0].request, request_id)
        return self._answer(request_id, [(each.seq, each.at_ms, event_of(each)) for each in records])

    async def _records(self, request_id: str, first: int) -> list[Record]:
        bodies = await self.writer.run(lambda journal: list(journal.read(first - 1, LONGEST_ANSWER)))
        records = (parse(body) for _, body in bodies)
        return [record for record in records if asked_as(record.request or "") == asked_as(request_id)]

    def _answer(self, request_id: str | None, events: list[tuple[int, int, AnyEvent]]) -> Answer:
        image = self.image
        return answer_from(
            asked_as(request_id or ""), events, image.state, self._token_of, image.commitment_at, image.past
        )

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            asyncio.get_running_loop().call_soon(self._pump)

    def _pump(self) -> None:
        """Decide what can be decided now, then submit it as one group."""
        self._woken = False
        if self.faulted or (self._drawer is not None and not self._draw_durable):
            return
        done: list[_Pending] = []
        pending = self._drawer
        try:
            if pending is not None:
                self._go_on(pending, done)
            while self._drawer is None and len(done) < GROUP and (pending := self._next()) is not None:
                self._decide(pending, done)
            self._submit(done)
        except Exception as error:  # our bug, or the disk under the seeds: the state may be half changed
            log.exception("a command broke the hall; rebuilding it from the journal")
            self._fail(error, [*done, *([pending] if pending else [])])
            return
        if self._inbox and self._drawer is None:
            self._wake()

    def _next(self) -> _Pending | None:
        """A business day that has begun comes before any command."""
        config, state = self.state.config, self.state
        if config is not None and (day := self.facts(config).day) > state.day:
            return self._epoch(day, 1, "")
        return self._inbox.popleft() if self._inbox else None

    def _epoch(self, day: str, epoch: int, reason: c.EpochReason) -> _Pending:
        config = self.state.config
        assert config is not None
        self._chain = Chain(config.algorithm, config.id, day, epoch, self._seeds.make(day, epoch))
        anchor, sealed = self._chain.anchor.hex(), self._chain.commitment.hex()
        command = c.OpenDay(
            day=day, epoch=epoch, hub_anchor=anchor, commitment=sealed, links=LINKS, key=self._key, reason=reason
        )
        return self._pending(command, None)

    def _decide(self, pending: _Pending, done: list[_Pending]) -> None:
        command = pending.command
        config = command.config if isinstance(command, c.ConfigureHall) else self.state.config
        assert config is not None
        facts = self.facts(config)
        try:
            events = decide(self.state, command, facts)
        except Refused as refusal:
            pending.outcome = refusal
            done.append(pending)
            return
        self._record(pending, events, facts, done)

    def _go_on(self, pending: _Pending, done: list[_Pending]) -> None:
        """The open draw's request is durable: now, and not before, the chance may be known."""
        config, request = self.state.config, self.state.open_draw
        assert config is not None and request is not None and self._chain is not None
        self._drawer = None
        self._record(pending, [resolve(self.state, self._chain.link(request.i), [])], self.facts(config), done)

    def _record(self, pending: _Pending, events: list[AnyEvent], facts: Facts, done: list[_Pending]) -> None:
        """Record events and whatever becomes due by them; a draw stops it until its request is durable."""
        todo = deque(events)
        while (event := todo.popleft() if todo else due(self.state)) is not None:
            if isinstance(event, DrawRequest) and event.i > LINKS:
                todo += decide(self.state, self._epoch(self.state.day, self.state.epoch + 1, "used-up").command, facts)
                continue
            by = "hub" if isinstance(event, DrawRequest) else pending.command.by
            body = self.image.add(event, term=self._term, at_ms=facts.at_ms, by=by, request=pending.request_id)
            self._bodies.append(body)
            self._board.touch(self.state, event)
            pending.events.append((self.image.seq, facts.at_ms, event))
            if isinstance(event, DrawRequest):
                self._drawer, self._draw_durable = pending, False
                return
        done.append(pending)

    def _submit(self, done: list[_Pending]) -> None:
        """Append the group; its answers and rows, as of now, go out when it is durable."""
        config = self.state.config
        fresh, self._board.configured = self._board.configured, False
        rows = self._board.take(self.state, self.facts(config), fresh) if config is not None else ()
        for each in done:
            each.outcome = each.outcome or self._answer(each.request_id, each.events)
        if self._board.counting and self._counting is None:
            self._counting = asyncio.get_running_loop().call_later(COUNT_S, self._count)
        bodies, self._bodies = self._bodies, []
        if not (bodies or rows or done):
            return
        appended: asyncio.Future[Any] = self.writer.submit(bodies) if bodies else self.writer.run(_nothing)
        appended.add_done_callback(partial(self._durable, self.image.seq, rows, fresh, done))

    def _count(self) -> None:
        self._counting = None
        self._board.count()
        self._wake()

    def _durable(
        self,
        seq: int,
        rows: tuple[AnyRow, ...],
        fresh: bool,
        done: list[_Pending],
        appended: asyncio.Future[Any],
    ) -> None:
        if (error := appended.exception()) is not None:
            self._fail(error, done)
            return
        self.durable_seq = max(self.durable_seq, seq)
        if rows or fresh:
            self._board.show(rows, fresh)
            self._publish(seq, rows, fresh)
        for each in done:
            if isinstance(each.outcome, Refused):
                each.future.set_exception(each.outcome)
            elif each.outcome is not None:
                each.future.set_result(each.outcome)
        if self._drawer is not None and seq == self.image.seq:
            self._draw_durable = True
            self._pump()
        if seq - self.image.snapshot_seq >= SNAPSHOT_EVERY:
            self._spawn(self.snapshot())

    def _fail(self, error: BaseException, pending: list[_Pending]) -> None:
        """Nothing of these was done, everybody waiting hears so, and the hall is rebuilt from the journal."""
        recovering = bool(self.faulted)
        self.faulted = str(error) or type(error).__name__
        self._ahead = True
        for each in (*pending, *self._inbox, *([self._drawer] if self._drawer else [])):
            if not each.future.done():
                each.future.set_exception(Fault("fault", self.faulted))
        self._inbox.clear()
        self._bodies = []
        self._drawer = None
        if not recovering:
            log.error("the journal could not be written (%s); rebuilding from it", self.faulted)
            self._spawn(self._recover())

    async def _recover(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() - self._rebuilt < RETRY_S:
            await asyncio.sleep(RETRY_S)
        while True:
            try:
                await self._rebuild()
            except Exception as error:
                if str(error) != self.faulted:
                    log.error("the hall cannot be rebuilt yet: %s", error)
                self.faulted = str(error) or type(error).__name__
                await asyncio.sleep(RETRY_S)
                continue
            self._rebuilt = loop.time()
            log.warning("rebuilt from the journal at seq %d; commands are taken again", self.image.seq)
            self._board.configured = True
            self.refresh()
            return

    async def _rebuild(self) -> None:
        """Read first, so that what is told is true also while nothing can be written."""
        if self._ahead:
            self.image = await self.writer.run(load)
            self._ahead = False
        head = await self.writer.claim(self._leader)
        if head.leaf != self.image.prev:  # another writer was there until the claim
            self.image = await self.writer.run(load)
        self._term, self.durable_seq = head.term, head.seq
        self._chain = None
        state = self.state
        if state.config is not None and state.day:
            self._chain = chain_of(self._seeds, state, state.config.id)
            if self._chain is None and state.open_draw is not None:
                raise OSError(f"the seed of {state.day} is lost with draw {state.open_draw.i} open: restore keys/")
            if self._chain is None and self.facts(state.config).day <= state.day:
                log.error("the seed of %s is lost: the spare epoch %d opens", state.day, state.epoch + 1)
                self._inbox.appendleft(self._epoch(state.day, state.epoch + 1, "lost"))
        if state.open_draw is not None:
            self._drawer, self._draw_durable = await self._interrupted(), True
        self.faulted = ""
        self._wake()

    async def _interrupted(self) -> _Pending:
        """Whose draw was open, with all records so far: asked again, it gets the whole answer."""
        request = self.image.last_request
        if request is None:
            return self._pending(c.Command(), None)
        records = await self._records(request, self.image.first_seq(request) or self.image.seq)
        pending = self._pending(c.Command(by=records[0].by), request)
        pending.events = [(each.seq, each.at_ms, event_of(each)) for each in records]
        return pending

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _nothing(journal: Journal) -> None:
    """Only to be behind everything submitted before it."""
