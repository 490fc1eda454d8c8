"""A call pad with a four-key evaluator (FF 68) at byte level, on a pseudo-terminal that can be unplugged."""

import threading
from pathlib import Path

from hardware.simulated.wire import Wire

GRADE_CODES = {5: 4, 4: 1, 3: 2, 2: 3}  # four keys: this device has none for grade 1
TIMEOUT_CODE = 5
KEY_DATA = {
    "call": "0C", "recall": "0D", "evaluate": "0B", "pause": "12", "transfer": "13",
    "no-show": "06 0F", "park": "00 0F", "resume": "03 0F",
}  # fmt: skip
RATING, HOST, SHOW, BEEP = 0x11, 0x01, 0x02, 0x03


class VirtualKeypad:
    """A device at `link`, or one of several on a `wire`; unplugging takes the whole wire.

    Reads its own frames, apart from the driver's codec. `frames` are the host's good frames in order,
    `lit` whether it waits for a grade, `digits` and `beeps` what it showed and sounded.
    """

    def __init__(self, link: Path, address: int = 1, wire: Wire | None = None) -> None:
        self.wire = wire or Wire(link)
        self.link = self.wire.link
        self.frames: list[bytes] = []
        self.lit = False
        self.digits: tuple[int, ...] = ()
        self.beeps = 0
        self._address = address
        self._buffer = b""
        self._changed = threading.Condition()
        self.wire.join(self._hear)

    def plug(self) -> None:
        """Appear at the link."""
        self.wire.plug()

    def unplug(self) -> None:
        """Vanish, in the middle of whatever happens."""
        self.wire.unplug()
        with self._changed:
            self.lit = False
            self._changed.notify_all()

    def press(self, grade: int) -> None:
        """A citizen presses a grade, 5 to 2; also when nobody asked."""
        if grade not in GRADE_CODES:
            raise ValueError(f"this keypad has no key for grade {grade}; it has {sorted(GRADE_CODES)}")
        self._answer(GRADE_CODES[grade])

    def let_time_out(self) -> None:
        """Nobody presses: the keypad says so and goes dark."""
        self._answer(TIMEOUT_CODE)

    def press_key(self, name: str) -> None:
        """A clerk presses a key, such as 'call'."""
        self.send(self.frame(HOST, bytes.fromhex(KEY_DATA[name])))

    def send(self, data: bytes) -> None:
        """Put raw bytes on the line."""
        self.wire.send(data)

    def frame(self, function: int, data: bytes) -> bytes:
        """A frame of this device's bus address."""
        body = bytes([self._address, function]) + data
        return b"\xff\x68" + bytes([len(body)] * 2) + b"\x68" + body + bytes([sum(body) & 0xFF]) + b"\x16"

    def wait_until_lit(self, within_s: float) -> bool:
        """Whether it was asked for a grade in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.lit, within_s)

    def wait_for_frames(self, count: int, within_s: float) -> bool:
        """Whether the host sent so many good frames in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.frames) >= count, within_s)

    def _answer(self, code: int) -> None:
        with self._changed:
            self.lit = False
        self.send(self.frame(RATING, bytes([code])))

    def _hear(self, data: bytes) -> None:
        self._buffer = self._read(self._buffer + data)

    def _read(self, buffer: bytes) -> bytes:
        """Take the good frames from the buffer; what is left is the beginning of one."""
        while (start := buffer.find(b"\xff\x68")) >= 0:
            buffer = buffer[start:]
            if len(buffer) < 5 or len(buffer) < buffer[2] + 7:
                return buffer
            frame = buffer[: buffer[2] + 7]
            body = frame[5:-2]
            if frame == self.frame(frame[6], body[2:]):
                self._obey(frame, body[1], body[2:])
                buffer = buffer[len(frame) :]
            else:
                buffer = buffer[1:]
        return buffer[-1:]

    def _obey(self, frame: bytes, function: int, data: bytes) -> None:
        with self._changed:
            self.frames.append(frame)
            if function == HOST and data == b"\x0b":
                self.lit = True
            elif function == SHOW and len(data) == 6:
                self.digits = tuple(data)
            elif function == BEEP:
                self.beeps += 1
            self._changed.notify_all()
