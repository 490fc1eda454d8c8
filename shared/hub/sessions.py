"""Clerks signed in over HTTP: short-lived secrets, kept in memory alone."""

import secrets

from shared.clock import Clock
from shared.hub.actor import Actor
from shared.hub.errors import NotAllowed

IDLE_MS = 12 * 3_600_000
"""A session unused for longer than a working day is over."""
MOST = 1000


class Sessions:
    """Session secret → actor. A restart signs everybody out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, tuple[Actor, int]] = {}

    def open(self, actor: Actor) -> str:
        """A new session for a clerk who has signed in."""
        now = self._clock.now_ms()
        self._open = {key: found for key, found in self._open.items() if now - found[1] < IDLE_MS}
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        key = f"fhs_{secrets.token_urlsafe(24)}"
        self._open[key] = (actor, now)
        return key

    def close(self, key: str) -> None:
        """Whoever had it signs out."""
        self._open.pop(key, None)

    def actor(self, key: str, device: str) -> Actor:
        """The actor of a session, used from the device that opened it ("": a browser). Raises NotAllowed."""
        found = self._open.get(key)
        now = self._clock.now_ms()
        if found is None or found[0].device != device or now - found[1] >= IDLE_MS:
            raise NotAllowed("sign-in-again", status=401, detail="the session is over: sign in again")
        self._open[key] = (found[0], now)
        return found[0]
