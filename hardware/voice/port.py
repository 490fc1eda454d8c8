"""What the announcer needs from the rest of the world."""

from collections.abc import Callable
from typing import Protocol


class Player(Protocol):
    """Plays one WAV at a time."""

    def play(self, wav: bytes, done: Callable[[], None]) -> None:
        """Start a whole WAV file (PCM, with its header) and return at once; call `done` exactly once at its end.

        Called from the announcer's thread, never while an earlier sound still plays. `done` may come from
        any thread, and must come also when there is no audio device or the sound cannot be played.
        """


class Voice(Protocol):
    """Turns text into speech."""

    def wav(self, text: str, language: str) -> bytes | None:
        """A WAV file saying `text` in 'zh' or 'en'; None when this machine cannot speak. May take some 10 ms."""


class Speaker(Protocol):
    """An engine of the system that speaks by itself and gives no WAV."""

    def say(self, text: str, language: str, done: Callable[[], None]) -> bool:
        """Start to speak and return at once; call `done` exactly once at the end, from any thread.

        False when it has no voice for 'zh' or 'en'; `done` is then never called.
        """


class Clock(Protocol):
    """Monotonic time, and a wait that ends early when the announcer closes."""

    def now(self) -> float:
        """Seconds on a monotonic clock."""

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
