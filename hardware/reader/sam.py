"""The frames of serial SAM readers: AA AA AA 96 69, length of what follows (2, high byte first), body, xor of both."""

from functools import reduce
from operator import xor
from typing import NamedTuple

HEAD = bytes.fromhex("AA AA AA 96 69")
FIND, SELECT, READ = bytes.fromhex("20 01"), bytes.fromhex("20 02"), bytes.fromhex("30 01")
FOUND, DONE = bytes.fromhex("00 00 9F"), bytes.fromhex("00 00 90")
LONGEST = 4096
"""Text, photo and fingerprint together stay below it."""
TEXT_BYTES = 256
NUMBER = slice(122, 158)
"""In the text block: behind name 30, sex 2, nation 4, birth 16 and address 70 bytes; UTF-16LE."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


class Reply(NamedTuple):
    """A good frame of the reader."""

    status: bytes
    data: bytes


class NotACard(Exception):
    """The reader's data hold no ID number; the text says why, never what they hold."""


def request(command: bytes) -> bytes:
    """The frame of a command."""
    covered = (len(command) + 1).to_bytes(2, "big") + command
    return HEAD + covered + bytes([reduce(xor, covered)])


class SamCodec:
    """Bytes in, replies out. After a bad frame one byte is dropped and the rest read again."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[Reply]:
        """The replies that became complete."""
        self._buffer += data
        replies: list[Reply] = []
        while (start := self._buffer.find(HEAD)) >= 0:
            self._buffer = self._buffer[start:]
            length = int.from_bytes(self._buffer[5:7], "big")
            if len(self._buffer) >= 7 and not 4 <= length <= LONGEST:
                self._buffer = self._buffer[1:]
            elif len(self._buffer) < 7 + length:
                return replies
            elif reduce(xor, self._buffer[5 : 7 + length]):
                self._buffer = self._buffer[1:]
            else:
                body, self._buffer = self._buffer[7 : 6 + length], self._buffer[7 + length :]
                replies.append(Reply(body[:3], body[3:]))
        self._buffer = self._buffer[-len(HEAD) + 1 :]
        return replies

    def forget(self) -> None:
        """What came of an unfinished frame is no longer waited for, nor kept."""
        self._buffer = b""


def id_number(data: bytes) -> str:
    """The ID number in a reply to READ: two lengths of 2 bytes, the text block, the photo. Raises NotACard."""
    text = data[4 : 4 + TEXT_BYTES]
    if int.from_bytes(data[:2], "big") != TEXT_BYTES or len(text) < TEXT_BYTES:
        raise NotACard(f"its text block has {len(text)} bytes instead of {TEXT_BYTES}")
    number = text[NUMBER].decode("utf-16-le", "replace").strip()
    if not is_id_number(number):
        raise NotACard("its number fails the check of GB 11643")
    return number


def is_id_number(text: str) -> bool:
    """Whether these are 17 digits and their check character (GB 11643)."""
    if len(text) != 18 or not (text.isascii() and text[:17].isdigit()):
        return False
    return (
        CHECKS[sum(int(digit) * weight for digit, weight in zip(text, WEIGHTS, strict=False)) % 11] == text[17].upper()
    )
