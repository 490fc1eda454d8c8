"""The real rules in virtual time: no hub, no journal, only the pure hall and an agenda."""

from collections.abc import Callable
from hashlib import sha256
from heapq import heappop, heappush
from itertools import count

from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hall.decide import decide
from shared.hall.due import due, resolve
from shared.hall.events import AnyEvent, DrawRequest
from shared.hall.evolve import evolve
from shared.hall.facts import Facts
from shared.hall.ready import next_wake
from shared.hall.state import State

DAY = "2026-01-05"
"""The business day of every virtual hall, however long it lasts."""


class VirtualHall:
    """Time passes from one thing on the agenda to the next. Lots come from ``seed``, one hash a draw."""

    def __init__(self, config: HallConfig, at_ms: int, seed: int) -> None:
        self.state = State()
        self.at_ms = at_ms
        self._seed = seed
        self._agenda: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self._rounds = any(group.policy == "call" for group in config.groups)
        self.do(c.ConfigureHall(config=config))
        self.do(c.OpenDay(day=DAY, epoch=1, hub_anchor="", commitment=""))

    def do(self, command: c.Command) -> None:
        """One command with all that becomes due by it. Raises ``Refused``."""
        for event in decide(self.state, command, Facts(self.at_ms, DAY, 0, 1)):
            self._apply(event)
        while (following := due(self.state)) is not None:
            self._apply(following)
            if isinstance(following, DrawRequest):
                self._apply(resolve(self.state, sha256(f"{self._seed} {following.i}".encode()).digest(), ()))

    def at(self, at_ms: int, act: Callable[[], None]) -> None:
        """Put something on the agenda; what stands there for one moment happens in the order in which it was put."""
        heappush(self._agenda, (at_ms, next(self._order), act))

    def run(self) -> None:
        """Until nothing is left to do."""
        while (at_ms := self._next()) is not None:
            if self._agenda and self._agenda[0][0] <= at_ms:
                _, _, act = heappop(self._agenda)
                self._pass(at_ms)
                act()
            else:
                self._pass(at_ms)
                self.round_begins()
                self.do(c.StartRound())
            self.look()

    def see(self, event: AnyEvent) -> None:
        """Told of every event once the state has taken it."""

    def pass_time(self, ms: int) -> None:
        """Told how long nothing happened."""

    def round_begins(self) -> None:
        """The last moment to step in before a round that begins because somebody has waited."""

    def look(self) -> None:
        """Told after everything that happened at once."""

    def _next(self) -> int | None:
        agenda = self._agenda[0][0] if self._agenda else None
        wake = next_wake(self.state) if self._rounds and self.state.ready else None
        if wake is None or agenda is None:
            return agenda if wake is None else wake
        return min(wake, agenda)

    def _pass(self, at_ms: int) -> None:
        if at_ms > self.at_ms:
            self.pass_time(at_ms - self.at_ms)
            self.at_ms = at_ms

    def _apply(self, event: AnyEvent) -> None:
        evolve(self.state, event, self.at_ms)
        self.see(event)
