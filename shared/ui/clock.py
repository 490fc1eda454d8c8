"""The clock on the wall, in the hall's own time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.client.port import HubLink
from shared.clock import clock_at
from shared.ui.qproperty import qproperty


class WallClock(QObject):
    """``text`` is "9:41" by the hub's clock and the hall's timezone; "" until both are known."""

    changed = Signal()

    def __init__(self, link: HubLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._text = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(1000)

    @qproperty(str, notify=changed)
    def text(self) -> str:
        """Hours and minutes."""
        return self._text

    @Slot()
    def look(self) -> None:
        """Read the time now; the timer does so each second."""
        hall = self._link.mirror.hall
        text = ""
        if hall is not None and self._link.welcome is not None:
            text = clock_at(self._link.now_ms(), hall.timezone)
        if text != self._text:
            self._text = text
            self.changed.emit()


def local_time(at_ms: int, timezone: str) -> datetime:
    """A moment (UTC ms) in the hall's own time."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(timezone))
