"""Seconds that people can see run out."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.ui.qproperty import qproperty


class Countdown(QObject):
    """Counts ``left`` down to 0 once a second, then ``over``; 0 while it does not run."""

    changed = Signal()
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    @qproperty(int, notify=changed)
    def left(self) -> int:
        """Seconds left."""
        return self._left

    def start(self, seconds: int) -> None:
        """Run from here, anew if it runs already."""
        self._left = seconds
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Do not run any more; ``over`` is not said."""
        self._timer.stop()
        self._left = 0
        self.changed.emit()

    @Slot()
    def tick(self) -> None:
        """A second has gone by; the timer says so."""
        if self._left == 0:
            return
        self._left -= 1
        self.changed.emit()
        if self._left == 0:
            self._timer.stop()
            self.over.emit()
