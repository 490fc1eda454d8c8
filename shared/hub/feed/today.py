"""The business day in figures for the manager's wall: a fold of the journal beside the hall's state.

Each event costs a look at its own group and window; waits are kept for ``RECENT_MS`` alone.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from math import ceil

import msgspec

from shared.hall import events as e
from shared.hall.draw.issue import IDLE
from shared.hall.estimate import people_waiting
from shared.hall.state import State

STEP_MS = 300_000
STEPS_KEPT = 288
RECENT_MS = 1_800_000
"""Median and ninth tenth are those of whoever was called in this time."""
NONE = -1
FEW = 20
"""Of fewer calls nothing is told."""
BAD_GRADE = 2
"""Dissatisfied, and worse."""

_DRAWS = (e.DrawRequested, e.DrawResolved)
"""With them nobody comes or goes."""


class Lot(msgspec.Struct):
    """Of one window: how often it was the main window, how often it should have been, and the variance of that."""

    drawn: int = 0
    expected: float = 0.0
    variance: float = 0.0


class Today(msgspec.Struct):
    """``since`` is the first step (ms ÷ STEP_MS); ``most`` and the waits' series have one value a step that is over."""

    day: str = ""
    since: int = 0
    step: int = 0
    waiting: dict[str, int] = {}
    """Of each group, now."""
    peak: dict[str, int] = {}
    """Of each group, in the step under way."""
    most: dict[str, list[int]] = {}
    waits: list[tuple[int, int]] = []
    """(called, waited seconds) of those called lately."""
    promised: dict[str, tuple[int, int]] = {}
    """ticket that waits → the range in seconds that its paper tells."""
    told: int = 0
    inside: int = 0
    """How many were called who had been told a range, and how many of them within it."""
    half: list[int] = []
    ninety: list[int] = []
    lots: dict[str, Lot] = {}
    finished: int = 0
    rated: int = 0
    bad: int = 0
    points: int = 0
    graded_badly: dict[str, tuple[int, int]] = {}
    """Of each group: how many bad grades, and when the last one came, ms."""

    def take(self, state: State, event: e.Event, at_ms: int) -> None:
        """An event that has just been applied to ``state``."""
        if state.day != self.day:
            self._begin(state, at_ms)
        self._advance(at_ms // STEP_MS)
        match event:
            case e.HallConfigured() | e.DayOpened():
                self._count(state, state.groups)
            case e.TicketCalled():
                ticket = state.tickets[event.ticket]
                if ticket.first_called_ms == at_ms:
                    self.waits.append((at_ms, max(0, at_ms - ticket.issued_ms) // 1000))
                    self._kept(event.ticket, round((at_ms - ticket.issued_ms) / 1000))
            case e.TicketIssued() if event.spread_s > 1 and not event.taken_ms:
                self.promised[event.ticket] = event.low_s, event.high_s
            case e.TicketCancelled() | e.TicketExpired():
                self.promised.pop(event.ticket, None)
            case e.DrawRequested():
                self._expect(chances(event))
            case e.PairsDrawRequested():
                named = Counter(window for _, window in event.pairs)
                self._expect({window: n / len(event.pairs) for window, n in named.items()})
            case e.DrawResolved():
                self.lots.setdefault(event.main, Lot()).drawn += 1
            case e.ServiceFinished() | e.ServiceAdded():
                self.finished += 1
            case e.ServiceEvaluated():
                self.rated += 1
                self.points += event.grade
                if event.grade <= BAD_GRADE:
                    self._bad_grade(state, event, at_ms)
        ticket_now = None if isinstance(event, _DRAWS) else state.ticket(getattr(event, "ticket", ""))
        if ticket_now is not None and ticket_now.service in state.services:  # gone: nobody waits for it
            self._count(state, [state.services[ticket_now.service].group])
        if isinstance(event, e.TicketTransferred):
            self._count(state, state.groups)

    @property
    def as_told(self) -> int:
        """Of a hundred who were called today and had been told a range, how many within it, to the next five; NONE
        while they are few.
        """
        return 5 * round(20 * self.inside / self.told) if self.told >= FEW else NONE

    def series(self, at_ms: int, group: str) -> tuple[int, ...]:
        """The most that waited for a group in each step until this moment's."""
        idle = max(0, at_ms // STEP_MS - self.step)
        past = self.most.get(group, [])
        if idle:
            past = [*past, self.peak.get(group, 0), *[self.waiting.get(group, 0)] * (idle - 1)]
        return tuple(past[-STEPS_KEPT:])

    def first(self, at_ms: int) -> int:
        """When the first step of every series begins, ms."""
        return max(self.since, max(self.step, at_ms // STEP_MS) - STEPS_KEPT) * STEP_MS

    def waits_series(self, at_ms: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Median and ninth tenth in seconds at the end of each step; NONE where nobody was called."""
        half, ninety = list(self.half), list(self.ninety)
        for step in range(self.step, min(at_ms // STEP_MS, self.step + STEPS_KEPT)):
            one, other = self.quantiles((step + 1) * STEP_MS)
            half.append(one)
            ninety.append(other)
        return tuple(half[-STEPS_KEPT:]), tuple(ninety[-STEPS_KEPT:])

    def quantiles(self, at_ms: int) -> tuple[int, int]:
        """Half and nine tenths of those called lately waited at most so many seconds; NONE for nobody."""
        first = bisect_right(self.waits, (at_ms - RECENT_MS, 1 << 60))
        lately = sorted(waited for _, waited in self.waits[first:])
        if not lately:
            return NONE, NONE
        return lately[ceil(len(lately) * 0.5) - 1], lately[ceil(len(lately) * 0.9) - 1]

    def _kept(self, ticket: str, waited_s: int) -> None:
        if (promise := self.promised.pop(ticket, None)) is not None:
            self.told += 1
            self.inside += promise[0] <= waited_s <= promise[1]

    def _bad_grade(self, state: State, event: e.ServiceEvaluated, at_ms: int) -> None:
        self.bad += 1
        service = state.services.get(state.visits[f"{event.ticket}#{event.visit}"].service)
        if service is not None:
            count, _ = self.graded_badly.get(service.group, (0, 0))
            self.graded_badly[service.group] = count + 1, at_ms

    def _begin(self, state: State, at_ms: int) -> None:
        fresh = Today(day=state.day, since=at_ms // STEP_MS, step=at_ms // STEP_MS)
        for name in self.__struct_fields__:
            setattr(self, name, getattr(fresh, name))
        self._count(state, state.groups)

    def _advance(self, step: int) -> None:
        """Close the steps that are over. A clock that was set back closes none."""
        if step - self.step > STEPS_KEPT:
            self.step = self.since = step - STEPS_KEPT
            self.most.clear()
            self.half, self.ninety = [], []
        while self.step < step:
            for group, waiting in self.waiting.items():
                past = self.most.setdefault(group, [0] * len(self.half))
                past.append(self.peak.get(group, waiting))
                del past[:-STEPS_KEPT]
                self.peak[group] = waiting
            self.step += 1
            half, ninety = self.quantiles(self.step * STEP_MS)
            self.half.append(half)
            self.ninety.append(ninety)
            del self.half[:-STEPS_KEPT], self.ninety[:-STEPS_KEPT]
            self.since = max(self.since, self.step - STEPS_KEPT)
            del self.waits[: bisect_right(self.waits, (self.step * STEP_MS - RECENT_MS, 1 << 60))]

    def _count(self, state: State, groups: Iterable[str]) -> None:
        for group in groups:
            services = (each.id for each in state.services.values() if each.group == group)
            now = self.waiting[group] = people_waiting(state, services)
            self.peak[group] = max(now, self.peak.get(group, 0))

    def _expect(self, chance: dict[str, float]) -> None:
        for window, p in chance.items():
            lot = self.lots.setdefault(window, Lot())
            lot.expected += p
            lot.variance += p * (1 - p)


def chances(request: e.DrawRequested) -> dict[str, float]:
    """How likely each window was to be the main one, by loads and stratum alone (docs/draw.md): before any lot is known
    the windows that tie for the last places of the first tray share them evenly.
    """
    idle = [window for window, load in request.windows if load == IDLE]
    if len(idle) >= request.stratum:
        return dict.fromkeys(idle, 1 / len(idle))
    places = min(request.stratum, len(request.windows))
    edge = sorted(load for _, load in request.windows)[places - 1]
    sure = [window for window, load in request.windows if load < edge]
    tied = [window for window, load in request.windows if load == edge]
    share = (places - len(sure)) / len(tied)
    return dict.fromkeys(sure, 1 / places) | dict.fromkeys(tied, share / places)
