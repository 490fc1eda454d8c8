"""What one run of a hall counts: waits, overtaking, lots held again, windows idle while people wait."""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from statistics import fmean

import msgspec

from shared.hall import events as e
from shared.hall.config import HallConfig
from shared.hall.state import State
from shared.replay.report import percentile
from shared.simulate.guesses import Guessed, Guesses
from shared.verify.overrides import FIRST_DRAW


class Figures(msgspec.Struct, frozen=True):
    """Of one run; seconds. ``overtaken``: how many later comers for the same windows were called first."""

    tickets: int
    mean_s: float
    p95_s: float
    overtaken_mean: float
    overtaken_max: int
    redrawn: float
    """Draws held again ÷ tickets."""
    idle: float
    """Of all window hours, those in which a window stood idle while somebody waited whom it may serve."""
    on_tickets: Guessed
    on_pages: Guessed
    """Looked at every quarter of an hour by all who wait."""


class Tally:
    """``see`` every event after the state took it, and be told what ``passed`` between two of them."""

    def __init__(self, config: HallConfig) -> None:
        self.waiting: Counter[str] = Counter()
        """People by service."""
        able = {
            service.id: frozenset(w.id for w in config.counters if service.id in w.services)
            for service in config.services
        }
        self._rivals = {service: min(other for other in able if able[other] == able[service]) for service in able}
        self._takes = {counter.id: counter.services for counter in config.counters}
        self._free: Counter[tuple[str, ...]] = Counter()
        self._open = 0
        self._open_ms = self._idle_ms = 0
        self._issued: dict[str, tuple[int, int]] = {}
        """Ticket → the how manieth of the day, and when."""
        self._waits: dict[int, float] = {}
        self._overtaken: dict[int, int] = {}
        self._called: defaultdict[str, list[int]] = defaultdict(list)
        self._again: set[int] = set()
        self.guesses = Guesses()

    def see(self, event: e.AnyEvent, at_ms: int, state: State) -> None:
        """One event."""
        match event:
            case e.TicketIssued():
                self.waiting[event.service] += 1
                self._issued[event.ticket] = len(self._issued) + 1, at_ms
                self.guesses.ticket(event, at_ms)
            case e.TicketCalled():
                self._call(event, at_ms, state)
            case e.DrawRequested() if event.reason not in FIRST_DRAW:
                self._again.add(self._issued[event.ticket][0])
            case e.ServiceFinished():
                self._free[self._takes[event.counter]] += 1
            case e.CounterOpened():
                self._open += 1
                self._free[self._takes[event.counter]] += 1
            case e.CounterClosed():
                self._open -= 1
                self._free[self._takes[event.counter]] -= 1

    def passed(self, ms: int) -> None:
        """So long nothing happened."""
        self._open_ms += ms * self._open
        for services, free in self._free.items():
            if free and any(self.waiting[service] for service in services):
                self._idle_ms += ms * free

    def figures(self, warm_up: int = 0) -> Figures:
        """Of all tickets but the first ``warm_up``; windows over the whole run."""
        counted = [n for n in self._waits if n > warm_up]
        waits = [self._waits[n] for n in counted]
        overtaken = [self._overtaken[n] for n in counted]
        on_tickets, on_pages = self.guesses.tickets_and_pages(warm_up)
        return Figures(
            tickets=len(counted),
            mean_s=fmean(waits),
            p95_s=percentile(waits, 0.95),
            overtaken_mean=fmean(overtaken),
            overtaken_max=max(overtaken),
            redrawn=sum(n > warm_up for n in self._again) / len(counted),
            idle=self._idle_ms / self._open_ms,
            on_tickets=on_tickets,
            on_pages=on_pages,
        )

    def _call(self, event: e.TicketCalled, at_ms: int, state: State) -> None:
        ticket = state.tickets[event.ticket]
        self.waiting[ticket.service] -= 1
        self._free[self._takes[event.counter]] -= 1
        self.guesses.called(ticket.id, at_ms)
        n, issued_ms = self._issued[ticket.id]
        self._waits[n] = (at_ms - issued_ms) / 1000
        called = self._called[self._rivals[ticket.service]]
        self._overtaken[n] = len(called) - bisect_right(called, ticket.order)
        insort(called, ticket.order)
