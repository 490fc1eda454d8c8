"""A player for machines without sound."""

import threading
from collections.abc import Callable

from hardware.voice.chime import duration_s


class SilentPlayer:
    """Plays nothing, and ends when the sound would have: the hall keeps its rhythm without audio."""

    def play(self, wav: bytes, done: Callable[[], None]) -> None:
        """Call `done` after the WAV's length."""
        timer = threading.Timer(duration_s(wav), done)
        timer.daemon = True
        timer.start()
