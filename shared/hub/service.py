"""The only path: command → decide → append durably → evolve → publish.

Commands are decided in order on the event loop and committed in groups on the journal's thread. A reply and a row go
out only after the commit that holds them. A draw ends its group: its request is durable before the witnesses are asked,
and a strike before its chance is mixed.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from shared.clock import Clock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hall.decide import decide
from shared.hall.draw.links import LINKS
from shared.hall.due import due
from shared.hall.events import AnyEvent, DayOpened, DrawAbandoned, DrawRequest
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hall.witnesses import mixing
from shared.hub.access.fingerprint import asked_as
from shared.hub.answer import answer_from
from shared.hub.errors import Fault
from shared.hub.feed.board import Board
from shared.hub.image import Image, Load, load, save
from shared.hub.lot import Lot
from shared.hub.pending import OpenDraw, Pending, Running, Told, halted, told_before
from shared.hub.seeds import Seeds
from shared.hub.witnesses import Links, Strikes, Witnesses
from shared.journal.port import Journal
from shared.journal.writer import Writer
from shared.protocol.answers import Answer
from shared.protocol.heads import Head
from shared.protocol.rows import AnyRow

log = logging.getLogger("fairhall.hub.service")

GROUP = 256
"""Commands decided before the loop turns to its sockets again."""
SNAPSHOT_EVERY = 10_000
"""Records between snapshots: what a start has to replay at most."""
COUNT_S = 0.1
"""Numbers of people and waits are shown at most this much later; calls, desks and windows at once."""
RETRY_S = 1.0
STOPPING = "the hub is stopping"

T = TypeVar("T")
Publish = Callable[[int, tuple[AnyRow, ...], bool], None]


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
        witnesses: Witnesses | None = None,
        leader: str = "hub",
        load: Load = load,
    ) -> None:
        self.image = Image()
        self.durable_seq = 0
        self.faulted = ""
        """Why commands are refused at present; "" while all is well."""
        self.journal = journal
        """To be read, from any thread; the writer alone writes it."""
        self.writer = Writer(journal)
        self._clock, self._board = clock, board
        self._token_of = token_of
        self._publish = publish
        self.lot = Lot(seeds, key, witnesses or Witnesses(), self._wake)
        self._leader, self._load = leader, load
        self._term = 0
        self._inbox: deque[Pending] = deque()
        self._running = Running()
        self._draw: OpenDraw | None = None
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

        Raises JournalError; a configuration that people's tickets do not allow yet is logged and waits, and so does
        one behind a draw whose witnesses have to come back first, or whose seed is lost (``lost``).
        """
        await self._rebuild()
        self._board.configured = True
        if self._draw is not None and (self.faulted or mixing(self.state)):
            self._submit([])
            await self.writer.reached()
            return
        try:
            await self.execute(c.ConfigureHall(config=config))
        except Refused as refusal:
            log.warning("the new hall file is not in force yet (%s); the last one stays", refusal)

    async def execute(self, command: c.Command, request_id: str | None = None) -> Answer:
        """Decide, make durable, answer. Raises ``Refused`` (nothing changed), ``Fault`` (ask again), ``NotAllowed``."""
        running = self._running.get(request_id)
        done = request_id is not None and running is None and self.image.first_seq(request_id) is not None
        if self.faulted and not (done and self._board.halted):
            raise halted(self.faulted, running) if self._board.halted else Fault("fault", self.faulted)
        if done:
            before = await told_before(self.writer, self.image, request_id)
            return self._answer(request_id, before.events, before.leaves)
        if running is None:
            running = self._running.begin(command, request_id)
            self._inbox.append(running)
            self._wake()
        return await running.asked()

    async def look(self, what: Callable[[State], T]) -> T:
        """What ``what`` finds in the hall, told once it is durable. Raises ``Fault`` while the hall is rebuilt."""
        image, found = self.image, what(self.state)
        await self.writer.reached()
        if self._ahead or self.image is not image:
            raise Fault("fault", self.faulted)
        return found

    async def head(self) -> Head:
        """The day so far, once all of it is durable. Raises ``Fault``."""
        return await self.look(lambda state: self.image.head())

    @property
    def lost(self) -> OpenDraw | None:
        """The open draw, if its seed is lost and nobody is waited for: until ``go_on`` no command is taken."""
        return self._draw if self._draw and self._draw.ready and self.faulted and self.lot.lost(self.state) else None

    async def go_on(self, given_up: c.AbandonDraw | None = None) -> bool:
        """The ``lost`` draw goes on if its seed is back, or is given up. Raises Refused, and as ``Lot.restore``."""
        draw = self.lost
        assert draw is not None and self.state.config is not None
        if given_up is not None:
            draw.given_up = decide(self.state, given_up, self.facts(self.state.config))
        elif not await self.lot.restore(self.state) or self._draw is not draw:
            return False
        self.faulted = self._board.halted = ""
        self._wake()
        return True

    def refresh(self) -> None:
        """The hub's timer: what changes with time alone, a new business day among it."""
        if not self.faulted:
            self._board.refresh(self.state)
            self._wake()

    async def snapshot(self) -> None:
        """Keep the state so that the next start need not replay what is behind it; a fault leaves the last one."""
        if not self.faulted:
            await save(self.image, self.writer)

    def rest(self) -> None:
        """The hub goes away: a draw whose witnesses are still asked is left to the next start, who waits asks again."""
        if self.lot.close():
            self._fault(STOPPING)

    async def close(self) -> None:
        """Finish what was accepted, keep a snapshot, close the journal."""
        self.rest()
        while (self._inbox or self._draw) and not self.faulted:
            await self.writer.reached()
        for task in self._tasks:
            task.cancel()
        if self._counting is not None:
            self._counting.cancel()
        await self.snapshot()
        await self.writer.close()

    def _answer(self, request_id: str | None, events: list[Told], leaves: dict[int, str]) -> Answer:
        image = self.image
        return answer_from(
            asked_as(request_id or ""),
            *(events, image.state, self._token_of, image.commitment_at, image.ticket, leaves, image.day_at),
        )

    def _wake(self) -> None:
        if not self._woken:
            self._woken = True
            asyncio.get_running_loop().call_soon(self._pump)

    def _pump(self) -> None:
        """Decide what can be decided now, then submit it as one group."""
        self._woken = False
        if self.faulted or (self._draw is not None and not self._draw.ready):
            return
        done: list[Pending] = []
        pending = self._draw and self._draw.pending
        try:
            if self._draw is not None:
                self._go_on(self._draw, done)
            while self._draw is None and len(done) < GROUP and (pending := self._next()) is not None:
                self._decide(pending, done)
            self._submit(done)
        except Exception as error:  # our bug, or the disk under the seeds: the state may be half changed
            log.exception("a command broke the hall; rebuilding it from the journal")
            self._fail(error, [*done, *([pending] if pending else [])])
            return
        if self._inbox and self._draw is None:
            self._wake()

    def _next(self) -> Pending | None:
        """A business day that has begun comes before any command."""
        config, state = self.state.config, self.state
        if config is not None and (day := self.facts(config).day) > state.day:
            return self._epoch(day, 1, "")
        if self.lot.takes_witnesses():
            return self._epoch(state.day, state.epoch + 1, "witnesses")
        return self._inbox.popleft() if self._inbox else None

    def _epoch(self, day: str, epoch: int, reason: c.EpochReason) -> Pending:
        return self._running.begin(self.lot.open_day(self.state, day, epoch, reason), None)

    def _decide(self, pending: Pending, done: list[Pending]) -> None:
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

    def _go_on(self, draw: OpenDraw, done: list[Pending]) -> None:
        """The open draw's request is durable: now, and not before, the chance may be known."""
        config = self.state.config
        assert config is not None and draw.links is not None
        self._draw = None
        events = draw.given_up or [self.lot.result(self.state, draw.links)]
        self._record(draw.pending, events, self.facts(config), done)

    def _inquire(self) -> None:
        if not self.lot.inquire(self.image, self._term, self._heard):
            self._fault(STOPPING)

    def _fault(self, why: str, *more: Pending) -> None:
        self.faulted = why
        for each in (*more, *self._inbox, *([self._draw.pending] if self._draw else [])):
            each.fail(why)

    def _heard(self, links: Links, strikes: Strikes) -> None:
        """Every witness has given its link or is struck; a strike is durable before the chance may be known."""
        draw, config = self._draw, self.state.config
        assert draw is not None and config is not None
        draw.links, facts = links, self.facts(config)
        for event in self.lot.struck(self.state, strikes, facts):
            draw.durable = False
            self._write(draw.pending, event, facts, "hub")
        if not draw.durable:
            self._submit([])
        self._pump()

    def _record(self, pending: Pending, events: list[AnyEvent], facts: Facts, done: list[Pending]) -> None:
        """Record events and whatever becomes due by them; a draw stops it until its request is durable."""
        todo = deque(events)
        while (event := todo.popleft() if todo else due(self.state)) is not None:
            if isinstance(event, DrawRequest) and (event.i > LINKS or (event.redrawn and event.i > 1)):
                why: c.EpochReason = "abandoned" if event.redrawn else "used-up"
                todo += decide(self.state, self._epoch(self.state.day, self.state.epoch + 1, why).command, facts)
                continue
            hubs = isinstance(event, DrawRequest | DrawAbandoned)
            self._write(pending, event, facts, "hub" if hubs else pending.command.by)
            if isinstance(event, DrawRequest):
                self._draw = OpenDraw(pending)
                return
            if isinstance(event, DayOpened):
                self.lot.prepare(self.state)
        done.append(pending)

    def _write(self, pending: Pending, event: AnyEvent, facts: Facts, by: str) -> None:
        body = self.image.add(event, term=self._term, at_ms=facts.at_ms, by=by, request=pending.request_id)
        self._bodies.append(body)
        self._board.touch(self.state, event)
        pending.events.append((self.image.seq, facts.at_ms, event))
        pending.leaves[self.image.seq] = self.image.prev

    def _submit(self, done: list[Pending]) -> None:
        """Append the group; its answers and rows, as of now, go out when it is durable."""
        config, fresh, self._board.configured = self.state.config, self._board.configured, False
        rows = self._board.take(self.state, self.facts(config), fresh, self.image.today) if config is not None else ()
        for each in done:
            each.outcome = each.outcome or self._answer(each.request_id, each.events, each.leaves)
        if self._board.counting and self._counting is None:
            self._counting = asyncio.get_running_loop().call_later(COUNT_S, self._count)
        bodies, self._bodies = self._bodies, []
        if not (bodies or rows or done):
            return
        appended: asyncio.Future[Any] = self.writer.submit(bodies) if bodies else self.writer.reached()
        tell = partial(self._tell, self.image.seq, rows, fresh, done)
        appended.add_done_callback(partial(self._durable, self.image.seq, done, tell))

    def _count(self) -> None:
        self._counting = None
        self._board.count()
        self._wake()

    def _durable(self, seq: int, done: list[Pending], tell: Callable[[], None], appended: asyncio.Future[Any]) -> None:
        if (error := appended.exception()) is not None:
            self._fail(error, done)
            return
        self.durable_seq = max(self.durable_seq, seq)
        if self._draw is not None and not self._draw.durable and seq == self.image.seq:
            self._draw.durable = True
            (self._inquire if self._draw.links is None else self._pump)()
            asyncio.get_running_loop().call_soon(tell)  # its question is out before
        else:
            tell()
        if seq - self.image.snapshot_seq >= SNAPSHOT_EVERY:
            self._spawn(self.snapshot())

    def _tell(self, seq: int, rows: tuple[AnyRow, ...], fresh: bool, done: list[Pending]) -> None:
        if rows or fresh:
            self._board.show(rows, fresh)
            self._publish(seq, rows, fresh)
        for each in done:
            each.tell()

    def _fail(self, error: BaseException, pending: list[Pending]) -> None:
        """Nothing of these was done, everybody waiting hears so, and the hall is rebuilt from the journal."""
        recovering = bool(self.faulted)
        self._ahead = True
        self._fault(str(error) or type(error).__name__, *pending)
        self._inbox.clear()
        self._bodies, self._draw = [], None
        self.lot.forget()
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
            log.warning("rebuilt at seq %d; %s", self.image.seq, self.faulted or "commands are taken again")
            self._board.configured = True
            self._submit([])
            return

    async def _rebuild(self) -> None:
        """Read first, so that what is told is true also while nothing can be written."""
        if self._ahead:
            self.image = await self.writer.run(self._load)
            self._ahead = False
        head = await self.writer.claim(self._leader)
        if head.leaf != self.image.prev:  # another writer was there until the claim
            self.image = await self.writer.run(self._load)
        self._term, self.durable_seq = head.term, head.seq
        held = await self.lot.restore(state := self.state)
        if state.open_draw is not None:
            self._draw = OpenDraw(await self._running.interrupted(self.writer, self.image), durable=True)
            asyncio.get_running_loop().call_soon(self._inquire)
        elif not held and state.config is not None and state.day and self.facts(state.config).day <= state.day:
            log.error("the seed of %s is lost: another epoch opens", state.day)
            self._inbox.appendleft(self._epoch(state.day, state.epoch + 1, "lost"))
        self.faulted = self._board.halted = self.lot.lost(state)
        self._wake()

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
