"""A clerk who wants to meet somebody, and a helper who takes her ticket at the moment of their choice.

Both see everything but lots to come: who waits where, who would be called by a press. The clerk may leave the window
free and not press (hold), press at the right moment (time), and serve others in no time (rush).
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Literal

import msgspec

from shared.hall.config import Policy, Rules
from shared.hall.dispatch import turn_at
from shared.hall.numbering import ticket_id
from shared.hall.rounds import Front, front
from shared.hall.state import Ticket
from shared.replay.day import Arrival, Day, service_ms
from shared.replay.hall import Window
from shared.simulate.people import People
from shared.simulate.poisson import MEAN_S

FRIEND = "1"
RUSH_MS = 30_000
REST_MS = 1_200_000
PATIENCE_MS = 14_400_000
"""So long the helper waits for the moment before going home without a ticket."""

Moment = Literal["any", "unnamed", "alone"]


class Strategy(msgspec.Struct, frozen=True):
    """``moment`` of the ticket: any; the friend is free and no ticket names the window; and no other window is ready.

    Once the helper is near, the friend presses when the chance that it calls her is at least ``sure`` (0: always).
    """

    moment: Moment
    sure: float
    rush: bool


HONEST = Strategy("any", 0.0, False)


def strategies(policy: Policy) -> list[Strategy]:
    """All that are tried. Under ``issue`` a press calls the oldest ticket that names the window: no hold helps."""
    sure = (0.0,) if policy == "issue" else (0.0, 1.0)
    moments: tuple[Moment, ...] = ("any", "unnamed", "alone")
    return [Strategy(moment, chance, rush=True) for moment, chance in product(moments, sure)]


class Insiders(People):
    """The first window's clerk and helper after helper, one at a time; ``met`` of ``tries`` came to that window."""

    def __init__(
        self, day: Day, windows: Sequence[Window], policy: Policy, rules: Rules, seed: int, strategy: Strategy
    ) -> None:
        self.tries = self.met = 0
        self._strategy = strategy
        self._random = Random(f"helpers {seed}")
        self._helper: Ticket | None = None
        self._free = False
        """Nobody is at the friend's desk, and the friend has not pressed."""
        self._begins_ms = 0
        super().__init__(day, windows, policy, rules, seed)
        self._last_ms = day.arrivals[-1].at_ms
        self._rest()

    def free(self, counter: str) -> None:
        """The friend thinks before pressing, in ``look``."""
        if counter == FRIEND:
            self._free = True
        else:
            super().free(counter)

    def takes_ms(self, counter: str, ticket: str) -> int:
        """In a rush the friend has done with others in half a minute."""
        ms = super().takes_ms(counter, ticket)
        rushes = self._strategy.rush and counter == FRIEND and self.at_ms >= self._begins_ms
        return min(ms, RUSH_MS) if rushes and (self._helper is None or ticket != self._helper.id) else ms

    def look(self) -> None:
        """What the two do next."""
        super().look()
        self._settle()
        if self._helper is None and self.at_ms >= self._begins_ms:
            self._watch()
        if self._free and self._presses():
            self.press(FRIEND)
            self._settle()

    def press(self, counter: str) -> None:
        """Ask for the next citizen."""
        if counter == FRIEND:
            self._free = False
        super().press(counter)

    def round_begins(self) -> None:
        """The friend joins a round that would call the helper without her."""
        if self._free and self._helper is not None and self._helper.pool:
            others = front(self.state, self.state.pools[self._helper.pool], "normal", [*self.state.ready])
            if self._helper.id in others.tickets and len(others.windows) >= len(others.tickets):
                self.press(FRIEND)

    def _rest(self) -> None:
        """Until the hall is its usual self again."""
        self._helper = None
        self._begins_ms = self.at_ms + round(REST_MS * (0.5 + self._random.random()))
        if self._begins_ms < self._last_ms:
            self.at(self._begins_ms, lambda: None)

    def _settle(self) -> None:
        if self._helper is not None and self._helper.status != "waiting":
            self.tries += 1
            self.met += self._helper.counter == FRIEND
            self._rest()

    def _watch(self) -> None:
        """The helper takes a ticket if this is the moment."""
        if self._now():
            self.take("s", service_ms(self._seed, Arrival(-self.tries, self.at_ms, "s"), MEAN_S))
            self._helper = self.state.tickets[ticket_id(self.state.day, self.state.issued)]
            self._settle()
        elif self.at_ms >= self._begins_ms + PATIENCE_MS:
            self._rest()

    def _now(self) -> bool:
        moment = self._strategy.moment
        unnamed = self._free and not self.state.desks[FRIEND].waiting
        return moment == "any" or (unnamed and (moment == "unnamed" or not self.state.ready))

    def _presses(self) -> bool:
        """Whether the friend, who is free, asks for the next one now."""
        if self.at_ms < self._begins_ms:
            return True
        if self._helper is None:
            return self._in_the_way()
        return not self._near() or self._chance() >= self._strategy.sure

    def _in_the_way(self) -> bool:
        """Whether a press calls somebody, so that the moment comes sooner."""
        turn = turn_at(self.state, self.state.desks[FRIEND])
        if turn is None or not self.state.tickets[turn[0]].pool:
            return turn is not None
        return self.tally.waiting["s"] >= self.state.config.rules.round_least  # type: ignore[union-attr]

    def _near(self) -> bool:
        """Whether a press may call the helper soon."""
        assert self._helper is not None
        if self._helper.pool:
            return self._helper.id in self._front().tickets
        ahead = bisect_left(self.state.queues["s"].places, (self._helper.order, 0))
        return not self._helper.named and ahead < len(self.state.desks)

    def _chance(self) -> float:
        """That a press at this moment calls the helper."""
        assert self._helper is not None
        turn = turn_at(self.state, self.state.desks[FRIEND])
        if turn is None or not self._helper.pool:
            return float(turn is not None and turn[0] == self._helper.id)
        round = self._front()
        begins = round.enough or round.waited_ms <= self.at_ms
        return 1 / max(len(round.tickets), len(round.windows)) if begins and self._helper.id in round.tickets else 0.0

    def _front(self) -> Front:
        """Of the round that a press would begin or join."""
        assert self._helper is not None
        return front(self.state, self.state.pools[self._helper.pool], "normal", [*self.state.ready, FRIEND])
