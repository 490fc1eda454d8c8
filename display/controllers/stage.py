"""Which calls stand in the now band, which wait for their turn: pure, with the time as a fact."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from shared.protocol.rows import CallRow

BANDS = 2
HOLD_MS = 6_000
"""A call stays in the band at least this long (screens.md, Grids)."""
YOUNG_MS = 60_000
"""A call older than this is listed, no longer shown and spoken as new; a shown one grows calm."""
SWAP_MS = 500
SWAPS = 2
"""A new call blinks: its colours are swapped for 500 ms, twice (screens.md, Motion)."""
REMEMBERED = 128


@dataclass(frozen=True, slots=True)
class Standing:
    """A call that is new to this screen; ``since_ms`` and ``old_ms`` are on the screen's steady clock."""

    call: CallRow
    since_ms: int
    old_ms: int

    def swapped(self, at_ms: int) -> bool:
        """Whether its colours are swapped at this moment of its blinking."""
        phase = (at_ms - self.since_ms) // SWAP_MS
        return phase < 2 * SWAPS and phase % 2 == 0


def running(call: CallRow) -> tuple[int, str]:
    """The order of calls: by running number, whatever the clock did."""
    return len(call.id), call.id


class Stage:
    """Up to two calls at a time, in order, each for ``HOLD_MS`` or longer; the last ones stay.

    ``at_ms`` is a steady clock (holds survive a jump of the hub's clock), ``hall_ms`` the hub's (the age of a call).
    """

    def __init__(self) -> None:
        self.showing: tuple[Standing, ...] = ()
        self._waiting: list[Standing] = []
        self._seen: deque[tuple[str, int]] = deque(maxlen=REMEMBERED)

    @property
    def waiting(self) -> tuple[CallRow, ...]:
        """Calls whose turn has not come, in order."""
        return tuple(each.call for each in self._waiting)

    def take(self, calls: Iterable[CallRow], hall_ms: int, at_ms: int) -> tuple[CallRow, ...]:
        """Calls as the hub tells them, told twice or not. Returns those to be spoken: new here, and young."""
        young = []
        for call in sorted(calls, key=running):
            key = (call.id, call.at_ms)
            if key in self._seen:
                continue
            self._seen.append(key)
            age_ms = max(0, hall_ms - call.at_ms)
            if age_ms <= YOUNG_MS:
                young.append(call)
                self._enqueue(Standing(call, at_ms, at_ms + YOUNG_MS - age_ms))
        self.advance(at_ms)
        return tuple(young)

    def advance(self, at_ms: int) -> None:
        """Let calls whose turn has come take the place of those that stood long enough."""
        self._waiting = [each for each in self._waiting if each.old_ms > at_ms]
        if not self._waiting:
            return
        places: list[Standing | None] = [None if self._held(each, at_ms) else each for each in self.showing]
        places += [None] * (BANDS - len(places))
        for place, held in enumerate(places):
            if held is None and self._waiting:
                first = self._waiting.pop(0)
                places[place] = Standing(first.call, at_ms, first.old_ms)
        self.showing = tuple(each for each in places if each is not None)

    def next_ms(self, at_ms: int) -> int | None:
        """When the band looks different next: a blink, or the turn of a call that waits; None for neither."""
        moments = [each.since_ms + edge * SWAP_MS for each in self.showing for edge in range(1, 2 * SWAPS)]
        if self._waiting:
            moments += [each.since_ms + HOLD_MS for each in self.showing]
        return min((moment for moment in moments if moment > at_ms), default=None)

    def clear(self) -> None:
        """A new business day: the band is empty; what was seen stays seen."""
        self.showing = ()
        self._waiting.clear()

    def _enqueue(self, new: Standing) -> None:
        """A number stands in one place only: calling it again renews that place."""
        for place, each in enumerate(self._waiting):
            if each.call.number == new.call.number:
                self._waiting[place] = new
                return
        if any(each.call.number == new.call.number for each in self.showing):
            self.showing = tuple(new if each.call.number == new.call.number else each for each in self.showing)
            return
        self._waiting.append(new)

    @staticmethod
    def _held(each: Standing, at_ms: int) -> bool:
        return at_ms - each.since_ms >= HOLD_MS
