"""The clock, a port: the system's, one set by hand, and one that runs faster for a replay."""

import time
from abc import ABC, abstractmethod
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from shared.hall.facts import Facts


class Clock(ABC):
    """``now_ms`` is the date and may be put right at any moment; ``monotonic`` only runs forward."""

    @abstractmethod
    def now_ms(self) -> int:
        """UTC, milliseconds since 1970."""

    @abstractmethod
    def monotonic(self) -> float:
        """Seconds of this clock since some moment, for measuring spans."""

    def real_seconds(self, seconds: float) -> float:
        """How long to sleep for ``seconds`` of this clock to pass."""
        return seconds

    def facts(self, timezone: str) -> Facts:
        """This moment in a hall of ``timezone`` (an IANA name that the hall file has checked)."""
        return facts_at(self.now_ms(), timezone)


def facts_at(at_ms: int, timezone: str) -> Facts:
    """The local date and minute of the day of ``at_ms``; a day of 23 or 25 hours skips or repeats minutes."""
    day, minute, weekday = _local(at_ms // 60_000, timezone)
    return Facts(at_ms=at_ms, day=day, minute=minute, weekday=weekday)


def clock_at(at_ms: int, timezone: str) -> str:
    """The hall's time of day, as "9:41"."""
    _, minute, _ = _local(at_ms // 60_000, timezone)
    return f"{minute // 60}:{minute % 60:02}"


@lru_cache(8)
def _local(minute: int, timezone: str) -> tuple[str, int, int]:
    """Of a minute since 1970: asked several times a command."""
    local = datetime.fromtimestamp(minute * 60, ZoneInfo(timezone))
    return local.date().isoformat(), local.hour * 60 + local.minute, local.isoweekday()


class SystemClock(Clock):
    """The machine's own clock."""

    def now_ms(self) -> int:
        """The system's time."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """The system's monotonic clock."""
        return time.monotonic()


class ManualClock(Clock):
    """Stands still until told otherwise."""

    def __init__(self, now_ms: int = 0) -> None:
        self._now_ms = now_ms
        self._monotonic = 0.0

    def now_ms(self) -> int:
        """The time it was given."""
        return self._now_ms

    def monotonic(self) -> float:
        """The seconds it was advanced by."""
        return self._monotonic

    def set(self, now_ms: int) -> None:
        """Put the date right, forward or back, as an administrator does: no time passes."""
        self._now_ms = now_ms

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        if seconds < 0:
            raise ValueError(f"time does not run back: {seconds} s")
        self._now_ms += round(seconds * 1000)
        self._monotonic += seconds


class ScaledClock(Clock):
    """Starts at ``start_ms`` and runs ``speed`` times as fast as real time."""

    def __init__(self, start_ms: int, speed: float) -> None:
        if not speed > 0:
            raise ValueError(f"a clock's speed is above 0, not {speed}")
        self._start_ms = start_ms
        self._speed = speed
        self._started = time.monotonic()

    def now_ms(self) -> int:
        """The start and what has passed since on this clock."""
        return self._start_ms + int(self.monotonic() * 1000)

    def monotonic(self) -> float:
        """Seconds of this clock since its start."""
        return (time.monotonic() - self._started) * self._speed

    def real_seconds(self, seconds: float) -> float:
        """``seconds`` of this clock are over in a ``speed``-th of the time."""
        return seconds / self._speed
