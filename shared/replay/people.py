"""Who plays the day at the terminals: citizens at a kiosk, clerks at windows, and a display that counts calls."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from time import perf_counter

import msgspec

from shared.client.headless import HeadlessLink
from shared.hub.sessions import IDLE_MS
from shared.protocol import requests as r
from shared.protocol.answers import Answer
from shared.protocol.paper import fragment
from shared.protocol.rows import AnyRow, CallRow, DeskRow, DeskTicket
from shared.replay.day import Arrival
from shared.replay.errors import ReplayError
from shared.replay.hall import Window
from shared.replay.pace import Pace, Word

PASSWORD = "replayed-day"


def clerk_of(counter: str) -> str:
    """Who works at a counter."""
    return f"{int(counter):04d}"


class Terminal:
    """A paired terminal and its requests, whose ids tell them in order."""

    def __init__(self, name: str, link: HeadlessLink) -> None:
        self.link = link
        self._name = name
        self._asked = 0

    async def ask(self, name: str, request: r.Request) -> Answer:
        """The hub's answer. Raises ReplayError for a refusal."""
        self._asked += 1
        outcome = await self.link.request(name, request, f"{self._name}-{self._asked:06d}")
        if isinstance(outcome, Answer):
            return outcome
        reason = f"{outcome.title} ({outcome.code}) {outcome.detail}".rstrip()
        raise ReplayError(f"{self._name} asked to {name} and the hub refused: {reason}")


class Crowd:
    """The people in the hall: who came for what (by ticket), and how many still wait (by service)."""

    def __init__(self) -> None:
        self.waiting: Counter[str] = Counter()
        self._errands: defaultdict[str, asyncio.Future[Arrival]] = defaultdict(asyncio.Future)

    def come(self, ticket: str, arrival: Arrival) -> None:
        """A citizen has taken a ticket."""
        self.waiting[arrival.service] += 1
        self._errands[ticket].set_result(arrival)

    async def go(self, ticket: str) -> Arrival:
        """The citizen called with this ticket, on his way to the desk."""
        arrival = await self._errands[ticket]
        self.waiting[arrival.service] -= 1
        return arrival


class Kiosk(Terminal):
    """Everybody takes a ticket here. ``taken``: n of the arrival → its number; ``papers``: what the codes on them say;
    ``issue_s``: seconds from touch.
    """

    def __init__(self, name: str, link: HeadlessLink) -> None:
        super().__init__(name, link)
        self.taken: dict[int, str] = {}
        self.papers: list[str] = []
        self.issue_s: list[float] = []

    async def work(self, arrivals: Iterable[Arrival], crowd: Crowd, pace: Pace) -> None:
        """One citizen after another, each at his time."""
        for arrival in arrivals:
            await pace.until(arrival.at_ms)
            touched = perf_counter()
            answer = await self.ask("issue", r.IssueRequest(service=arrival.service))
            self.issue_s.append(perf_counter() - touched)
            self.taken[arrival.n] = answer.number
            self.papers.append(f"/t/{answer.token}#{fragment(answer.commitment, answer.leaf)}")
            crowd.come(answer.ticket, arrival)


class Clerk(Terminal):
    """Calls, serves at once, finishes, calls again. ``pressed``: number → when it was called by a press (real time)."""

    def __init__(self, window: Window, link: HeadlessLink, crowd: Crowd, pace: Pace) -> None:
        super().__init__(f"W{window.id}", link)
        self.window = window
        self.pressed: dict[str, float] = {}
        self._crowd = crowd
        self._pace = pace
        self._call: Word[DeskTicket] | None = None
        self._worked_ms = pace.clock.now_ms()
        link.updated.append(self._hear)

    async def work(self, takes_ms: Callable[[Arrival], int], finished: Callable[[], None]) -> None:
        """The window's shifts."""
        for shift in self.window.shifts:
            await self._pace.until(shift.from_ms)
            await self.ask("open", r.OpenRequest())
            while not self._over(shift.until_ms) or self._stays():
                await self._press()
                ticket = await self._called(shift.until_ms)
                if ticket is not None:
                    arrival = await self._crowd.go(ticket.ticket)
                    await self.ask("serve", r.ServeRequest())
                    await self._pace.until(self._pace.clock.now_ms() + takes_ms(arrival))
                    await self.ask("finish", r.FinishRequest())
                    finished()
            await self.ask("close", r.CloseRequest())

    async def ask(self, name: str, request: r.Request) -> Answer:
        """As any terminal; a clerk for whom nobody came in a working day signs in again first."""
        now_ms = self._pace.clock.now_ms()
        if now_ms - self._worked_ms >= IDLE_MS:
            await self.link.sign_in(clerk_of(self.window.id), PASSWORD)
        self._worked_ms = now_ms
        return await super().ask(name, request)

    def in_step(self, published: AnyRow) -> bool:
        """Whether the desk on this screen is the one that the hub has published."""
        assert isinstance(published, DeskRow)
        desk = self.link.mirror.desks.get(self.window.id)
        return desk is not None and (desk.state, desk.ticket) == (published.state, published.ticket)

    def _over(self, until_ms: int | None) -> bool:
        return until_ms is not None and self._pace.clock.now_ms() >= until_ms

    def _stays(self) -> bool:
        """While people wait there must be somebody."""
        return self.window.last and any(self._crowd.waiting[service] for service in self.window.services)

    async def _press(self) -> None:
        pressed = perf_counter()
        answer = await self.ask("call-next", r.CallNextRequest())
        if answer.number:
            self.pressed[answer.number] = pressed

    async def _called(self, until_ms: int | None) -> DeskTicket | None:
        """Whoever is called here, by the press or as the first who comes; None at the end of the shift."""
        if (ticket := self._at_desk()) is not None:
            return ticket
        self._call = asyncio.get_running_loop().create_future()
        return await self._pace.rest(self._call, None if self._over(until_ms) else until_ms)

    def _at_desk(self) -> DeskTicket | None:
        desk = self.link.mirror.desks.get(self.window.id)
        return desk.ticket if desk is not None else None

    def _hear(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        if any(isinstance(row, DeskRow) for row in rows):
            if self._call is not None and (ticket := self._at_desk()) is not None:
                self._pace.give(self._call, ticket)
            self._pace.stir()


class Heard(msgspec.Struct, frozen=True):
    """A first call as the display heard it; ``at_s`` is real time."""

    number: str
    counter: str
    at_s: float


class Display:
    """Counts every call. ``calls`` by their running number."""

    def __init__(self, link: HeadlessLink, pace: Pace) -> None:
        self.calls: dict[int, Heard] = {}
        self._pace = pace
        link.updated.append(self._hear)

    def in_step(self, calls: int) -> bool:
        """Whether the last call made was heard."""
        return calls == 0 or calls in self.calls

    def _hear(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        now = perf_counter()
        for row in rows:
            if isinstance(row, CallRow):
                self.calls.setdefault(int(row.id), Heard(row.number, row.counter, now))
                self._pace.stir()
