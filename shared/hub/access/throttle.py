"""Slows guessing down: some tries are free, then each wrong one doubles the wait, up to a minute."""

import math
import threading
from collections import OrderedDict

import msgspec

from shared.clock import Clock
from shared.hub.errors import NotAllowed

FREE = 2
LONGEST_S = 60
FORGET_S = 900
_MOST = 10_000


class _Tries(msgspec.Struct):
    wrong: int
    last: float
    until: float


class Throttle:
    """Wrong tries by key (a clerk, a device), in memory. Safe from every thread."""

    def __init__(self, clock: Clock, free: int = FREE) -> None:
        self._clock = clock
        self._free = free
        self._lock = threading.Lock()
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def attempt(self, *keys: str) -> None:
        """Count a try before its outcome is known, so that many at once are no way around.

        Raises NotAllowed ``too-many-tries`` with the ``seconds`` to wait; such a try is not counted.
        """
        with self._lock:
            now = self._clock.monotonic()
            known = [tries for key in keys if (tries := self._tries.get(key)) and now - tries.last < FORGET_S]
            wait = max((tries.until - now for tries in known), default=0.0)
            if wait > 0:
                raise NotAllowed("too-many-tries", status=429, seconds=math.ceil(wait))
            for key in keys:
                self._count(key, now)

    def succeeded(self, *keys: str) -> None:
        """The last try of these was right: they start afresh."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)

    def _count(self, key: str, now: float) -> None:
        before = self._tries.pop(key, None)
        wrong = before.wrong + 1 if before and now - before.last < FORGET_S else 1
        wait = min(2.0 ** min(wrong - self._free, 10), LONGEST_S) if wrong > self._free else 0.0
        self._tries[key] = _Tries(wrong, now, now + wait)
        if len(self._tries) > _MOST:
            self._tries.popitem(last=False)
