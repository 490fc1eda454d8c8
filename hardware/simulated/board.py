"""Window boards at byte level. Each reads its maker's published frame apart from the driver's codec."""

import re
import threading
import time
from collections.abc import Callable
from functools import reduce
from operator import xor
from pathlib import Path
from typing import NamedTuple

from hardware.simulated.wire import Wire


class Eye(NamedTuple):
    """How a board finds a frame (groups: address, what is shown), judges it and reads it; what lies in the
    `deaf_s` after a frame is lost on it."""

    find: Callable[[bytes], re.Match[bytes] | None]
    good: Callable[[bytes], bool]
    text: Callable[[bytes], str]
    deaf_s: float = 0.0


def _crc(data: bytes) -> int:
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value


def _xor(data: bytes) -> int:
    return reduce(xor, data, 0)


def _ascii(shown: bytes) -> str:
    return shown.decode("ascii").strip()


def _mingxing(buffer: bytes) -> re.Match[bytes] | None:
    at = buffer.find(b"\x16\xa5\x04")
    if at < 0 or len(buffer) < at + 4 or buffer[at + 3] < 3:
        return None
    return re.compile(rb"\x16\xa5\x04.(.)..(.{%d}).." % (buffer[at + 3] - 3), re.S).match(buffer, at)


EYES: dict[str, Eye] = {
    "qsystem-board": Eye(re.compile(rb"\x01(.)([^\x07]*)\x07", re.S).search, lambda frame: True, _ascii, 0.3),
    "sunpn-led": Eye(
        re.compile(rb"\x3a()(....)(.)\x0a", re.S).search,
        lambda frame: sum(frame[1:5]) & 0xFF == frame[5],
        lambda shown: f"{shown[1] + shown[2] * 256:03}" if shown[3] else "",
    ),
    "mingxing-led": Eye(
        _mingxing,
        lambda frame: (
            (_xor(frame[:-2:2]), _xor(frame[1:-2:2])) == (frame[-2], frame[-1]) and frame[3] == len(frame) - 6
        ),
        _ascii,
    ),
    "modbus-lamp": Eye(
        re.compile(rb"(.)\x10\x00\x1a\x00\x01(.)..", re.S).search,
        lambda frame: _crc(frame[:-2]) == int.from_bytes(frame[-2:], "little"),
        lambda shown: "on" if shown[0] else "",
    ),
    "alpha-sign": Eye(
        re.compile(rb"\x00{5}\x01[Z!](..)\x02A.\x1b b([^\x03]*)\x03....\x04", re.S).search,
        lambda frame: f"{sum(frame[frame.index(2) : frame.index(3) + 1]) & 0xFFFF:04X}".encode() == frame[-5:-1],
        _ascii,
    ),
}


class VirtualBoard:
    """A board of one of the shipped profiles; `text` is what stands on it, `shown` all that stood there in order."""

    def __init__(self, link: Path, profile: str, wire: Wire | None = None) -> None:
        self.wire = wire or Wire(link)
        self.text = ""
        self.shown: list[str] = []
        self.missed = 0
        self._eye = EYES[profile]
        self._buffer = b""
        self._heard_at = 0.0
        self._changed = threading.Condition()
        self.wire.join(self._hear)

    def plug(self) -> None:
        """Appear at the link."""
        self.wire.plug()

    def unplug(self) -> None:
        """Vanish, and forget what was shown."""
        self.wire.unplug()
        self.text, self._buffer = "", b""

    def wait_for(self, text: str, within_s: float = 5.0) -> bool:
        """Whether this stands on the board in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.text == text, within_s)

    def _hear(self, data: bytes) -> None:
        self._buffer += data
        while found := self._eye.find(self._buffer):
            if not self._eye.good(found[0]):
                self._buffer = self._buffer[found.start() + 1 :]
                continue
            self._buffer = self._buffer[found.end() :]
            now = time.monotonic()
            deaf, self._heard_at = now - self._heard_at < self._eye.deaf_s, now
            with self._changed:
                if deaf:
                    self.missed += 1
                else:
                    self.text = self._eye.text(found[2])
                    self.shown.append(self.text)
                self._changed.notify_all()
