"""What hangs on a serial line: keypads and call pads, boards, readers."""

import queue
import time
from collections.abc import Iterator

from serial.tools import list_ports

from hardware.errors import HardwareError
from hardware.keypad.events import Connected, Disconnected, Key, KeypadEvent, Rated
from hardware.keypad.keypad import Keypad, keypad_port
from hardware.keypad.profile import load_profile
from hardware.line import Line, Port
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Home, Machine
from shared.settings import Keypad as KeypadSettings

OPEN_S = 5.0


class Lines:
    """Each port is opened as its program would; with ``--keys`` presses are shown as they come."""

    name = "lines"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """Some lines for each device."""
        for home in machine.terminals:
            for table, wanted in (("keypad", home.settings.keypad), ("pad", home.settings.pad)):
                if wanted is not None:
                    yield from _keypad(table, wanted, machine.keys_s)
            yield from _others(home)


def _keypad(table: str, wanted: KeypadSettings, keys_s: int) -> Iterator[Finding]:
    heard: queue.SimpleQueue[KeypadEvent] = queue.SimpleQueue()
    try:
        profile = load_profile(wanted.profile, wanted.rating)
    except HardwareError as error:
        yield failed("profile", table=table, reason=str(error))
        return
    line = Line(keypad_port(wanted.port, profile))
    keypad = Keypad(line, profile, heard.put, wanted.address)
    line.start()
    try:
        first = _next(heard, OPEN_S)
        if not isinstance(first, Connected):
            yield _shut(table, wanted.port, first.reason if isinstance(first, Disconnected) else "")
            return
        yield passed("open", table=table, port=wanted.port, device=profile.title, address=wanted.address)
        keypad.thank()
        if keys_s:
            yield from _presses(table, heard, keys_s)
    finally:
        line.close()


def _presses(table: str, heard: "queue.SimpleQueue[KeypadEvent]", keys_s: int) -> Iterator[Finding]:
    ends = time.monotonic() + keys_s
    pressed = 0
    while (left := ends - time.monotonic()) > 0 and (event := _next(heard, left)) is not None:
        match event:
            case Disconnected(reason):
                yield failed("lost", table=table, reason=reason)
                return
            case Rated(level):
                pressed += 1
                yield passed("pressed", table=table, key=f"{level}/5")
            case Key(name):
                pressed += 1
                yield passed("pressed", table=table, key=name)
    if not pressed:
        yield warned("not-pressed", table=table, seconds=keys_s)


def _others(home: Home) -> Iterator[Finding]:
    for table, wanted in (("board", home.settings.board), ("reader", home.settings.reader)):
        if wanted is not None and wanted.port is not None:
            states: queue.SimpleQueue[tuple[bool, str]] = queue.SimpleQueue()
            line = Line(Port(wanted.port))
            line.listen(lambda data: None, lambda up, reason, told=states: told.put((up, reason)))  # type: ignore[misc]
            line.start()
            try:
                up, reason = states.get(timeout=OPEN_S)
            except queue.Empty:
                up, reason = False, ""
            finally:
                line.close()
            yield passed("port", table=table, port=wanted.port) if up else _shut(table, wanted.port, reason)


def _shut(table: str, port: str, reason: str) -> Finding:
    """Why a port does not open, by what the system says of it."""
    lower = reason.lower()
    if "no such file" in lower or "not plugged in" in lower:
        known = ", ".join(each.device for each in list_ports.comports()) or "-"
        return failed("missing", table=table, port=port, ports=known)
    if "permission" in lower:
        return failed("denied", table=table, port=port)
    if "lock" in lower or "busy" in lower:
        return warned("busy", table=table, port=port)
    return failed("shut", table=table, port=port, reason=reason or f"it does not open in {OPEN_S:.0f} s")


def _next(heard: "queue.SimpleQueue[KeypadEvent]", within_s: float) -> KeypadEvent | None:
    try:
        return heard.get(timeout=within_s)
    except queue.Empty:
        return None
