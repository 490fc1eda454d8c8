"""Who fills the hall of a soak: people at kiosks, clerks at windows. As fast as the hub answers."""

import asyncio
import time
from collections.abc import Callable, Iterator

from shared.client.headless import HeadlessLink
from shared.protocol import requests as r
from shared.protocol.answers import Answer
from shared.protocol.rows import AnyRow, DeskRow, DeskTicket
from tests.bench.crowd import Refused

PASSWORD = "a week of work"
SERVICES = ("id-card", "income", "residence")
WAITING = 3
"""People in the hall for each window: at it, or waiting. Who comes later is not in the hall yet."""
AWAY_AGAIN_S = 0.2


class Day:
    """One day's people: how many come, and all that the terminals were told. Times in seconds of real time."""

    def __init__(self, name: str, tickets: int, windows: int, passes: Callable[[int, int], None]) -> None:
        """``passes`` hears how many of the ``tickets`` have gone home."""
        self.name = name
        self.numbers: dict[str, str] = {}
        """ticket → number, of everybody who has one."""
        self.twice: list[str] = []
        """Requests that were answered otherwise when they were asked again."""
        self.issue_s: list[float] = []
        self.call_s: list[float] = []
        self.calls: list[tuple[int, int]] = []
        """(seq, when it was pressed: monotonic, ns)."""
        self.sent_on: set[str] = set()
        self.parked: set[str] = set()
        self.tickets = tickets
        self.gone = 0
        self._passes = passes
        self.half, self.over = asyncio.Event(), asyncio.Event()
        self.room = asyncio.Semaphore(WAITING * windows)
        self.people: Iterator[int] = iter(range(tickets))

    def leaves(self) -> None:
        """Somebody goes home."""
        self.gone += 1
        self.room.release()
        self._passes(self.gone, self.tickets)
        if self.gone == self.tickets // 2:
            self.half.set()
        if self.gone == self.tickets:
            self.over.set()


async def insist(link: HeadlessLink, name: str, request: r.Request, request_id: str) -> Answer:
    """The answer; a hub that is away for a moment is asked again under the same id."""
    while True:
        outcome = await link.request(name, request, request_id)
        if isinstance(outcome, Answer):
            return outcome
        if outcome.code != "hub-away":
            raise Refused(f"{request_id}: {outcome.title} {outcome.detail}")
        await asyncio.sleep(AWAY_AGAIN_S)  # as a terminal between rounds of addresses


async def come(kiosk: HeadlessLink, day: Day) -> None:
    """One after the other takes a ticket here; one in 25 presses twice, one in 50 asks where it stands."""
    for n in day.people:
        await day.room.acquire()
        kind: r.Kind = "priority" if n % 15 == 14 else "normal"
        person = f"{day.name}-{n}" if n % 4 == 0 else None
        request = r.IssueRequest(service=SERVICES[n % len(SERVICES)], kind=kind, person=person)
        request_id, started = f"{day.name}-take-{n:06d}", time.perf_counter()
        answer = await insist(kiosk, "issue", request, request_id)
        day.issue_s.append(time.perf_counter() - started)
        day.numbers[answer.ticket] = answer.number
        if n % 25 == 0 and await insist(kiosk, "issue", request, request_id) != answer:
            day.twice.append(request_id)
        if n % 50 == 0:
            await insist(kiosk, "find", r.FindRequest(number=answer.number), f"{day.name}-find-{n:06d}")


class Desk:
    """A window and its clerk."""

    def __init__(self, counter: str, link: HeadlessLink) -> None:
        self.counter = counter
        self.link = link
        self._asked = 0
        self._news = asyncio.Event()
        link.updated.append(self._hear)

    async def work(self, day: Day) -> None:
        """Sign in, call and serve until everybody has gone, close."""
        await self._sign_in()
        await self._ask(day, "open", r.OpenRequest())
        while not day.over.is_set():
            started, pressed_ns = time.perf_counter(), time.monotonic_ns()
            called = await self._ask(day, "call-next", r.CallNextRequest())
            day.call_s.append(time.perf_counter() - started)
            if called.ticket:
                day.calls.append((called.seq, pressed_ns))
            if (ticket := await self._come(day)) is not None:
                await self._attend(day, ticket)
        await self._ask(day, "close", r.CloseRequest())

    async def _sign_in(self) -> None:
        while (problem := await self.link.sign_in(clerk_of(self.counter), PASSWORD)) is not None:
            if problem.code != "hub-away":
                raise Refused(f"clerk at window {self.counter}: {problem.title}")

    def wake(self) -> None:
        """Look up: the day may be over."""
        self._news.set()

    async def _come(self, day: Day) -> DeskTicket | None:
        """Whoever is called here; None when nobody will be any more."""
        while True:
            desk = self.link.mirror.desks.get(self.counter)
            if desk is not None and desk.ticket is not None:
                return desk.ticket
            if day.over.is_set():
                return None
            self._news.clear()
            await self._news.wait()

    async def _attend(self, day: Day, ticket: DeskTicket) -> None:
        """Most are served; some do not come, are sent on, wait aside, or have a second errand; one in three rates."""
        n = int(ticket.ticket.partition("-")[2])
        if n % 50 == 1:
            await self._ask(day, "no-show", r.NoShowRequest())
            day.leaves()
            return
        await self._ask(day, "serve", r.ServeRequest())
        if n % 40 == 2 and ticket.ticket not in day.sent_on:
            day.sent_on.add(ticket.ticket)
            other = SERVICES[(SERVICES.index(ticket.service) + 1) % len(SERVICES)]
            await self._ask(day, "transfer", r.TransferRequest(service=other, text=f"见 {n} 号材料"))
            return
        if n % 30 == 3 and ticket.ticket not in day.parked:
            day.parked.add(ticket.ticket)
            await self._ask(day, "park", r.ParkRequest(minutes=10))
            await self._ask(day, "resume", r.ResumeRequest(ticket=ticket.ticket))
            return
        if n % 20 == 4:
            await self._ask(day, "add-service", r.AddServiceRequest(service=ticket.service))
        await self._ask(day, "finish", r.FinishRequest(ticket=ticket.ticket))
        if n % 3 == 0:
            grade = 1 + n % 5
            await self._ask(day, "evaluate", r.EvaluateRequest(ticket=ticket.ticket, grade=grade))
        day.leaves()

    async def _ask(self, day: Day, name: str, request: r.Request) -> Answer:
        self._asked += 1
        return await insist(self.link, name, request, f"{day.name}-w{self.counter}-{self._asked:06d}")

    def _hear(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        if any(isinstance(row, DeskRow) for row in rows):
            self._news.set()


def clerk_of(counter: str) -> str:
    """Who works at a window."""
    return f"{int(counter):04d}"
