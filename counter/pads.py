"""The desk's keypads, call pads and boards. Their events come on the lines' threads and hop to the screen's here,
nowhere else; nothing here waits for a device, and no device's trouble reaches the desk."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from counter.controllers.desk import FREE
from counter.controllers.padkeys import key_for
from counter.controllers.session import Session
from counter.devices import Device
from hardware.board.board import Board
from hardware.errors import HardwareError
from hardware.keypad.events import Connected, Disconnected, Key, KeypadEvent, Rated
from hardware.keypad.keypad import Keypad
from hardware.line import Line
from shared.client.report import UNREACHABLE, DeviceReport
from shared.protocol.requests import DeviceKind

log = logging.getLogger(__name__)

MOST = 999
"""Three digits are what pads show."""


class Pads(QObject):
    """Owns the devices of one session, from ``start`` to ``close``. ``press`` takes the keyboard's key that a pad's
    key stands for; ``follow`` shows the desk on pads and boards.
    """

    _heard = Signal(int, object)
    _board_heard = Signal(int, bool)

    def __init__(
        self, devices: Sequence[Device], session: Session, press: Callable[[str], None], changed: Callable[[], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._press = press
        self._changed = changed
        self._report = DeviceReport(session.link)
        self._lines: dict[str, Line] = {}
        self._pads: list[Keypad] = []
        self._boards: list[Board] = []
        for device in devices:
            line = self._lines.setdefault(device.port.path, Line(device.port))
            if device.role == "board":
                self._boards.append(Board(line, device.profile, device.address, self._eye(len(self._boards))))
            else:
                self._pads.append(Keypad(line, device.profile, self._ear(len(self._pads)), device.address))
        self._up: list[bool | None] = [None] * len(self._pads)
        self._boards_up: list[bool | None] = [None] * len(self._boards)
        self._shown: list[tuple[str, str] | None] = [None] * len(self._pads)
        self._heard.connect(self._take)
        self._board_heard.connect(self._board)
        if self.rates:
            session.evaluation.keypad = self

    @property
    def rates(self) -> bool:
        """Whether citizens can press a grade at this desk."""
        return any(pad.profile.rates for pad in self._pads)

    def start(self) -> None:
        """Open the lines."""
        for line in self._lines.values():
            line.start()

    def close(self) -> None:
        """Close the lines; nothing is heard afterwards."""
        self._heard.disconnect(self._take)
        self._board_heard.disconnect(self._board)
        for line in self._lines.values():
            line.close()

    def ask_rating(self, seconds: float) -> bool:
        """Ask the citizen on every keypad; whether one of them asks."""
        asked = [_kept(pad.ask_rating, seconds) for pad in self._pads]
        return any(asked)

    def thank(self) -> bool:
        """Thank on every keypad; whether one of them does."""
        thanked = [_kept(pad.thank) for pad in self._pads if pad.profile.rates]
        return any(thanked)

    def follow(self) -> None:
        """Show the desk: on boards who is called, on pads how many wait and who is here."""
        session = self._session
        desk = session.desk if session.clerk else None
        number = desk.ticket.number if desk and desk.ticket and desk.state in ("calling", "serving") else ""
        for board in self._boards:
            board.show(number, desk.label if desk else "")
        digits = "".join(filter(str.isdigit, number))[-3:]
        waiting = str(min(session.waiting, MOST)) if desk and desk.state not in ("closed", "paused") else ""
        for n, pad in enumerate(self._pads):
            if self._up[n] and self._shown[n] != (waiting, digits):
                self._shown[n] = (waiting, digits)
                _kept(pad.show_numbers, waiting, digits)

    def _ear(self, n: int) -> Callable[[KeypadEvent], None]:
        return lambda event: self._heard.emit(n, event)

    def _eye(self, n: int) -> Callable[[bool, str], None]:
        return lambda up, reason: self._board_heard.emit(n, up)

    @Slot(int, bool)
    def _board(self, n: int, up: bool) -> None:
        self._boards_up[n] = up
        self._tell("board", self._boards_up)

    def _tell(self, device: DeviceKind, up: list[bool | None]) -> None:
        """Once each of them has spoken, all are well or one of them is not."""
        if None not in up:
            self._report.tell(device, "" if all(up) else UNREACHABLE)

    @Slot(int, object)
    def _take(self, n: int, event: KeypadEvent) -> None:
        match event:
            case Rated(level=level):
                self._session.evaluation.rated(level)
            case Key(name=name):
                self._key(name)
            case Connected():
                self._now(n, up=True)
            case Disconnected():
                self._now(n, up=False)
            case _:
                log.info("keypad: %s", event)
        self._changed()

    def _now(self, n: int, up: bool) -> None:
        self._up[n] = up
        self._shown[n] = None
        self._tell("keypad", self._up)
        self._session.keypad_up = any(up and pad.profile.rates for up, pad in zip(self._up, self._pads, strict=True))

    def _key(self, name: str) -> None:
        """A pad has no screen to ask on: it pauses without a word, parks for this window, brings back who it parked."""
        seen = self._session.seen
        key = key_for(name, seen) if seen is not None else None
        if seen is None or key is None or not self._session.clerk:
            log.info("the pad's key %r does nothing now", name)
        elif name == "pause" and seen.desk.state in FREE:
            self._session.pause()
        elif name == "park" and seen.desk.state == "serving":
            self._session.park("same")
        elif name == "resume" and len(seen.desk.parked) == 1:
            self._session.resume(seen.desk.parked[0].ticket)
        else:
            self._press(key)


def _kept(ask: Callable[..., bool], *values: object) -> bool:
    """What a profile cannot say is logged, and the desk goes on."""
    try:
        return ask(*values)
    except HardwareError as error:
        log.warning("keypad: %s", error)
        return False
