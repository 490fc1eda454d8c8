"""A serial SAM reader at byte level, with a card to put on it and to lift, and with faults."""

import threading
from pathlib import Path
from typing import Literal

from hardware.simulated.wire import Wire

Fault = Literal["", "checksum", "short", "silent", "not selected", "foreign"]


def text_block(number: str, name: str = "张三") -> bytes:
    """The 256 bytes of text on a card."""
    fields = ((name, 15), ("1", 1), ("01", 2), ("19900101", 8), ("云溪市前进路1号", 35), (number, 18))
    tail = (("云溪市公安局", 15), ("20200101", 8), ("20400101", 8), ("", 18))
    return "".join(text.ljust(width) for text, width in (*fields, *tail)).encode("utf-16-le")


class VirtualIdReader:
    """A reader at `link`. A card is read once for each time it is put there, as real ones are."""

    def __init__(self, link: Path) -> None:
        self.wire = Wire(link)
        self.fault: Fault = ""
        self.asked: list[bytes] = []
        self._card = ""
        self._read = False
        self._buffer = b""
        self._changed = threading.Condition()
        self.wire.join(self._hear)

    def put(self, number: str) -> None:
        """Put a card on it."""
        self._card, self._read = number, False

    def lift(self) -> None:
        """Take the card away."""
        self._card = ""

    def wait_for_asked(self, count: int, within_s: float = 5.0) -> bool:
        """Whether it was asked so often in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.asked) >= count, within_s)

    def reply(self, body: bytes) -> bytes:
        """A frame of this reader."""
        covered = (len(body) + 1).to_bytes(2, "big") + body
        check = 0
        for byte in covered:
            check ^= byte
        return b"\xaa\xaa\xaa\x96\x69" + covered + bytes([check])

    def _hear(self, data: bytes) -> None:
        self._buffer += data
        while (at := self._buffer.find(b"\xaa\xaa\xaa\x96\x69\x00\x03")) >= 0 and len(self._buffer) >= at + 10:
            frame, self._buffer = self._buffer[at : at + 10], self._buffer[at + 10 :]
            if self.reply(frame[7:9]) == frame:
                with self._changed:
                    self.asked.append(frame[7:9])
                    self._answer(frame[7:9])
                    self._changed.notify_all()

    def _answer(self, command: bytes) -> None:
        if command == b"\x20\x01":
            there = self._card and not self._read
            self.wire.send(self.reply(b"\x00\x00\x9f" + bytes(4) if there else b"\x00\x00\x80"))
        elif command == b"\x20\x02":
            self.wire.send(self.reply(b"\x00\x00\x81" if self.fault == "not selected" else b"\x00\x00\x90" + bytes(8)))
        elif self.fault != "silent":
            self._read = self.fault == ""
            self.wire.send(self._spoilt(self._text()))

    def _text(self) -> bytes:
        block = bytes(256) if self.fault == "foreign" else text_block(self._card)
        photo = bytes(range(256)) * 4
        return b"\x00\x00\x90" + len(block).to_bytes(2, "big") + len(photo).to_bytes(2, "big") + block + photo

    def _spoilt(self, body: bytes) -> bytes:
        if self.fault == "checksum":
            return self.reply(body)[:-1] + bytes([self.reply(body)[-1] ^ 1])
        return self.reply(body)[:400] if self.fault == "short" else self.reply(body)
