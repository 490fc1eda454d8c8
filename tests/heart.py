"""How long the screen's thread stood still for somebody else: a beat of its event loop, and what held it up."""

import time
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QTimer

BEAT_MS = 5


def busy_s() -> float:
    """How long this thread has run, or stood in line for a processor: no device's fault (proc(5), schedstat)."""
    queued_ns = Path("/proc/thread-self/schedstat").read_text().split()[1]
    return time.thread_time() + int(queued_ns) / 1e9


class Heart:
    """Beats from ``start`` to ``stop`` in the thread of the screen. ``waited_ms`` has, for each beat that came late, by
    how much, less the thread's own work and the machine's.
    """

    def __init__(self) -> None:
        self.waited_ms: list[float] = []
        self._clock = QElapsedTimer()
        self._busy = 0.0
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        self._busy = busy_s()
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        """The last beat has been."""
        self._timer.stop()

    def _beat(self) -> None:
        late_ms = self._clock.nsecsElapsed() / 1e6 - BEAT_MS
        self._clock.restart()
        before, self._busy = self._busy, busy_s()
        self.waited_ms.append(max(0.0, late_ms - (self._busy - before) * 1000))
