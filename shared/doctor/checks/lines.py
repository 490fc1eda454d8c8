"""What hangs on a serial line: keypads and call pads, boards, readers."""

import queue
import time
from collections.abc import Iterator

from serial.tools import list_ports

from hardware.board.board import Board
from hardware.errors import HardwareError
from hardware.keypad.events import Connected, Disconnected, Key, KeypadEvent, Rated
from hardware.keypad.keypad import Keypad, keypad_port
from hardware.keypad.profile import load_profile
from hardware.line import Line, Port
from hardware.reader.sam import FIND, Reply, SamCodec, request
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine
from shared.settings import Board as BoardSettings
from shared.settings import Keypad as KeypadSettings
from shared.settings import Reader

OPEN_S = 5.0
ANSWER_S = 2.0
SHOWN_S = 1.5
DARK_S = 0.5
TEST_NUMBER = "A888"


class Lines:
    """Each port is opened as its program would, and its device asked to do something; with ``--keys`` presses are
    shown as they come.
    """

    name = "lines"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """Some lines for each device."""
        for home in machine.terminals:
            for table, wanted in (("keypad", home.settings.keypad), ("pad", home.settings.pad)):
                if wanted is not None:
                    yield from _keypad(table, wanted, machine.keys_s)
            if home.settings.board is not None:
                yield from _board(home.settings.board)
            if (reader := home.settings.reader) is not None and reader.port is not None:
                yield from _reader(reader, reader.port)


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


def _board(wanted: BoardSettings) -> Iterator[Finding]:
    states: queue.SimpleQueue[tuple[bool, str]] = queue.SimpleQueue()
    try:
        profile = load_profile(wanted.profile)
        line = Line(keypad_port(wanted.port, profile))
        board = Board(line, profile, wanted.address, lambda up, reason: states.put((up, reason)))
    except HardwareError as error:
        yield failed("profile", table="board", reason=str(error))
        return
    board.show(TEST_NUMBER, "8")
    line.start()
    try:
        up, reason = _state(states, OPEN_S)
        if not up:
            yield _shut("board", wanted.port, reason)
            return
        yield passed("open", table="board", port=wanted.port, device=profile.title, address=wanted.address)
        _state(states, SHOWN_S)
        board.show("", "")
        _, reason = _state(states, DARK_S)
        yield failed("lost", table="board", reason=reason) if reason else passed("shown", number=TEST_NUMBER)
    finally:
        line.close()


def _reader(wanted: Reader, port: str) -> Iterator[Finding]:
    states: queue.SimpleQueue[tuple[bool, str]] = queue.SimpleQueue()
    replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    codec = SamCodec()

    def heard(data: bytes) -> None:
        for reply in codec.feed(data):
            replies.put(reply)

    line = Line(Port(port, wanted.baudrate))
    line.listen(heard, lambda up, reason: states.put((up, reason)))
    line.start()
    try:
        up, reason = _state(states, OPEN_S)
        if not up:
            yield _shut("reader", port, reason)
        elif wanted.kind != "id-card":
            yield passed("port", table="reader", port=port)
        else:
            line.write(request(FIND))
            try:
                replies.get(timeout=ANSWER_S)
                yield passed("answers", table="reader", port=port)
            except queue.Empty:
                yield failed("mute", table="reader", port=port, seconds=round(ANSWER_S))
    finally:
        line.close()


def _state(states: "queue.SimpleQueue[tuple[bool, str]]", within_s: float) -> tuple[bool, str]:
    """The next change of a line, (False, "") for none."""
    try:
        return states.get(timeout=within_s)
    except queue.Empty:
        return False, ""


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
