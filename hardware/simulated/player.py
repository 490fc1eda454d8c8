"""A loudspeaker that writes down what it was given."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.voice.chime import chime, duration_s


@dataclass(frozen=True)
class Played:
    """One sound: when it began and ended (monotonic seconds), and whether it was the chime."""

    began: float
    ended: float
    chime: bool
    wav: bytes


class RecordingPlayer:
    """A player that keeps every sound in `played`; `speed` 1 lasts as long as the sound, 0 ends at once."""

    def __init__(self, speed: float = 1.0) -> None:
        self.played: list[Played] = []
        self._scale = 1 / speed if speed else 0.0
        self._changed = threading.Condition()

    def play(self, wav: bytes, done: Callable[[], None]) -> None:
        """Record the sound and end it after its (scaled) length."""
        began = time.monotonic()

        def end() -> None:
            with self._changed:
                self.played.append(Played(began, time.monotonic(), wav == chime(), wav))
                self._changed.notify_all()
            done()

        if not self._scale:
            end()
            return
        timer = threading.Timer(duration_s(wav) * self._scale, end)
        timer.daemon = True
        timer.start()

    def wait_for_sounds(self, count: int, within_s: float) -> bool:
        """Whether so many sounds were played to their end in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.played) >= count, within_s)
