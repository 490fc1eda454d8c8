"""How long the screen's thread stood still for somebody else: a beat of its event loop, and what held it up."""

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 5
SCHEDSTAT = Path("/proc/thread-self/schedstat")


def moment() -> tuple[float, float]:
    """The time, and how long this thread has run or stood in line for a processor until then: no device's fault. Both
    in s and of one instant: a thread that loses its processor between two clocks would seem to have waited.
    """
    while True:
        queued = _queued_s()
        now, ran = time.perf_counter(), time.thread_time()
        if _queued_s() == queued:
            return now, ran + queued


def _queued_s() -> float:
    """See proc(5), schedstat."""
    return int(SCHEDSTAT.read_text().split()[1]) / 1e9


class Heart:
    """Beats from ``start`` to ``stop`` in the thread of the screen. ``waited_ms`` has, for each beat that came late, by
    how much, less the thread's own work and the machine's.
    """

    def __init__(self) -> None:
        self.waited_ms: list[float] = []
        self._last = (0.0, 0.0)
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        self._last = moment()
        self._timer.start()

    def stop(self) -> None:
        """The last beat has been."""
        self._timer.stop()

    def _beat(self) -> None:
        (then, busy_then), (now, busy) = self._last, moment()
        self._last = now, busy
        self.waited_ms.append(max(0.0, (now - then - (busy - busy_then)) * 1000 - BEAT_MS))
