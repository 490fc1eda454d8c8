"""The keypad at the desk: its events come on the line's thread and hop to the screen's here, nowhere else."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from counter.controllers.session import Session
from hardware.keypad.events import Connected, Disconnected, KeypadEvent, Rated
from hardware.keypad.keypad import Keypad

log = logging.getLogger(__name__)

MakeKeypad = Callable[[Callable[[KeypadEvent], None]], Keypad]
"""Makes the keypad, given who hears its events."""


class DeskKeypad(QObject):
    """Owns the keypad of one session, from ``start`` to ``close``."""

    _heard = Signal(object)

    def __init__(self, make: MakeKeypad, session: Session, changed: Callable[[], None]) -> None:
        super().__init__()
        self._session = session
        self._changed = changed
        self._heard.connect(self._take)
        self._keypad = make(self._heard.emit)
        session.evaluation.keypad = self._keypad

    def start(self) -> None:
        """Open its line."""
        self._keypad.start()

    def close(self) -> None:
        """Close its line; nothing is heard afterwards."""
        self._heard.disconnect(self._take)
        self._keypad.close()

    def _take(self, event: KeypadEvent) -> None:
        match event:
            case Rated(level=level, unsolicited=False):
                self._session.evaluation.rated(level)
            case Connected():
                self._session.keypad_up = True
            case Disconnected(reason=reason):
                self._session.keypad_up = False
                log.warning("keypad: %s", reason)
            case _:
                log.info("keypad: %s", event)
        self._changed()
