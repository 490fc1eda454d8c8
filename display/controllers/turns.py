"""The stage in time: a steady clock moves it, and a timer tells when it looks different next."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from display.controllers.stage import Stage
from display.controllers.zone import Zone
from shared.client.port import HubLink
from shared.clock import Clock
from shared.protocol.rows import AnyRow, CallRow


class Turns:
    """The calls of one screen's ``zone``. ``say`` hears each new one once, in order; ``moved`` makes the picture."""

    def __init__(
        self,
        link: HubLink,
        zone: Zone,
        clock: Clock,
        say: Callable[[CallRow], None],
        moved: Callable[[], None],
        parent: QObject,
    ) -> None:
        self.stage = Stage()
        self._link = link
        self._zone = zone
        self._clock = clock
        self._say = say
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(moved)

    def now_ms(self) -> int:
        """The steady clock."""
        return round(self._clock.monotonic() * 1000)

    def advance(self) -> int:
        """Let the stage be as of now, which is returned."""
        at_ms = self.now_ms()
        self.stage.advance(at_ms)
        if (next_ms := self.stage.next_ms(at_ms)) is not None:
            self._timer.start(round(self._clock.real_seconds(next_ms - at_ms)))
        return at_ms

    def take(self, rows: Iterable[AnyRow]) -> None:
        """The calls among these rows, as the hub tells them."""
        calls = self._zone.calls(row for row in rows if isinstance(row, CallRow))
        for call in self.stage.take(calls, self._link.now_ms(), self.now_ms()):
            self._say(call)

    def close(self) -> None:
        """Move no more."""
        self._timer.stop()
