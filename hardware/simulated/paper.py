"""What an ESC/POS stream puts on paper: a reading of the bytes of its own, used as the tests' oracle."""

from collections.abc import Iterator
from dataclasses import dataclass

import qrcode
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

from hardware.printer.fonts import cjk

LINE = 30  # dots, the usual line spacing
LEVELS = {48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H}
CELL = 24  # dots, one Chinese character

# parameter bytes after the two bytes of each command that has a fixed length
FIXED = {
    b"\x1b@": 0, b"\x1b!": 1, b"\x1ba": 1, b"\x1bE": 1, b"\x1bt": 1, b"\x1bM": 1, b"\x1bd": 1, b"\x1bJ": 1,
    b"\x1bB": 2, b"\x1bp": 3, b"\x1b2": 0, b"\x1b3": 1, b"\x1d!": 1, b"\x1dr": 1, b"\x1c&": 0, b"\x1c.": 0,
    b"\x1c!": 1, b"\x10\x04": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """Paper moves on, with these dots on it (mode '1', white 255)."""

    dots: Image.Image


@dataclass(frozen=True)
class Cut:
    """The knife: what came before is one slip."""


@dataclass(frozen=True)
class Answer:
    """An ordered answer is due; `tag` is empty for GS r and holds the four bytes of GS ( H."""

    tag: bytes = b""


@dataclass(frozen=True)
class Rejected:
    """Bytes this head does not know."""

    what: str


Step = Rows | Cut | Answer | Rejected


class _NeedMore(Exception):
    """The command is not complete yet."""


class Interpreter:
    """Reads a stream in pieces of any size; `dots` is the width of the head, `native_qr` whether it draws codes."""

    def __init__(self, dots: int, native_qr: bool = False) -> None:
        self._dots = dots
        self._native_qr = native_qr
        self._buffer = b""
        self._reset()

    def feed(self, data: bytes) -> Iterator[Step]:
        """The steps that became complete, in order."""
        self._buffer += data
        while self._buffer:
            try:
                used, steps = self._next()
            except _NeedMore:
                return
            self._buffer = self._buffer[used:]
            yield from steps

    def end(self) -> Iterator[Step]:
        """The stream broke off: an unfinished command is forgotten."""
        if self._buffer:
            yield Rejected(f"truncated command {self._buffer[:8].hex(' ')} …")
        self._buffer = b""
        self._reset()

    def _reset(self) -> None:
        self._kanji = False
        self._wide = self._high = 1
        self._align = 0
        self._spacing = LINE
        self._line: list[tuple[str, int, int]] = []
        self._module = 3
        self._level = ERROR_CORRECT_L
        self._code = ""

    def _bytes(self, start: int, count: int) -> bytes:
        if len(self._buffer) < start + count:
            raise _NeedMore
        return self._buffer[start : start + count]

    def _next(self) -> tuple[int, list[Step]]:
        """Length and effect of the next command or character."""
        first = self._buffer[0]
        if first == 0x0A:
            return 1, [self._feed_line()]
        if first == 0x00:
            return 1, []
        if first not in (0x1B, 0x1D, 0x1C, 0x10):
            return self._character(first)
        code = self._bytes(0, 2)
        if code in FIXED:
            return 2 + FIXED[code], self._fixed(code, self._bytes(2, FIXED[code]))
        if code == b"\x1dv":
            return self._raster()
        if code == b"\x1dV":
            mode = self._bytes(2, 1)[0]
            return (3, [Cut()]) if mode in (0, 1, 48, 49) else (4, [self._blank(self._bytes(3, 1)[0]), Cut()])
        if code == b"\x1d(":
            size = int.from_bytes(self._bytes(3, 2), "little")
            return 5 + size, self._group(self._bytes(2, 1), self._bytes(5, size))
        return 2, [Rejected(f"unknown command {code.hex(' ')}")]

    def _fixed(self, code: bytes, given: bytes) -> list[Step]:
        match code:
            case b"\x1b@":
                self._reset()
            case b"\x1bd":
                return [self._blank(given[0] * self._spacing)]
            case b"\x1bJ":
                return [self._blank(given[0])]
            case b"\x1b2" | b"\x1b3":
                self._spacing = given[0] if given else LINE
            case b"\x1ba":
                self._align = given[0] % 48
            case b"\x1d!":
                self._wide, self._high = (given[0] >> 4) % 8 + 1, given[0] % 8 + 1
            case b"\x1c&" | b"\x1c.":
                self._kanji = code == b"\x1c&"
            case b"\x1b!" | b"\x1c!":
                high, wide = (0x10, 0x20) if code[0] == 0x1B else (0x08, 0x04)
                self._wide, self._high = 1 + bool(given[0] & wide), 1 + bool(given[0] & high)
            case b"\x1dr":
                return [Answer()]
        return []

    def _group(self, name: bytes, given: bytes) -> list[Step]:
        if name == b"H" and given[:2] == b"00" and len(given) == 6:
            return [Answer(tag=given[2:])]
        if name == b"k" and given[:1] == b"1" and len(given) > 2 and self._native_qr:
            return self._symbol(given[1], given[2:])
        return [Rejected(f"GS ( {name.decode('latin-1')} of {len(given)} bytes")]

    def _symbol(self, function: int, given: bytes) -> list[Step]:
        """GS ( k of a QR code: 65 model, 67 dots a module, 69 error correction, 80 store, 81 print."""
        match function:
            case 67:
                self._module = given[0]
            case 69:
                self._level = LEVELS.get(given[0], ERROR_CORRECT_L)
            case 80:
                self._code = given[1:].decode("utf-8", "replace")
            case 81:
                code = qrcode.QRCode(error_correction=self._level, border=0, box_size=self._module)
                code.add_data(self._code)
                symbol = code.make_image().get_image().convert("1")
                if symbol.width > self._dots:
                    return [Rejected(f"a QR code of {symbol.width} dots on a head of {self._dots}")]
                paper = Image.new("1", (self._dots, symbol.height), 1)
                paper.paste(symbol, ((self._dots - symbol.width) * self._align // 2, 0))
                return [Rows(paper)]
            case 65:
                pass
            case _:
                return [Rejected(f"QR function {function}")]
        return []

    def _raster(self) -> tuple[int, list[Step]]:
        """GS v 0 m xL xH yL yH d…: one bit a dot, the highest bit leftmost, 1 black."""
        head = self._bytes(2, 6)
        across, down = int.from_bytes(head[2:4], "little"), int.from_bytes(head[4:6], "little")
        if head[0:1] != b"0" or head[1] not in (0, 48) or not across or not down or across * 8 > self._dots:
            return 8, [Rejected(f"raster {head.hex(' ')} on a head of {self._dots} dots")]
        body = self._bytes(8, across * down)
        dots = Image.frombytes("1", (across * 8, down), bytes(byte ^ 0xFF for byte in body))
        paper = Image.new("1", (self._dots, down), 1)
        paper.paste(dots, ((self._dots - dots.width) * self._align // 2, 0))
        return 8 + len(body), [Rows(paper)]

    def _character(self, first: int) -> tuple[int, list[Step]]:
        if self._kanji and first >= 0x81:
            pair = self._bytes(0, 2)
            try:
                self._line.append((pair.decode("gbk"), CELL * self._wide, CELL * self._high))
            except UnicodeDecodeError:
                return 2, [Rejected(f"no GBK character {pair.hex(' ')}")]
            return 2, []
        if not 0x20 <= first < 0x7F:
            return 1, [Rejected(f"byte {first:02x} outside Kanji mode")]
        self._line.append((chr(first), CELL // 2 * self._wide, CELL * self._high))
        return 1, []

    def _feed_line(self) -> Step:
        """The characters so far as one line of dots."""
        height = max([self._spacing, *(high + 6 for _, _, high in self._line)])
        if sum(width for _, width, _ in self._line) > self._dots:
            return Rejected(f"a line of {len(self._line)} characters does not fit the paper")
        paper = Image.new("1", (self._dots, height), 1)
        draw = ImageDraw.Draw(paper)
        x = (self._dots - sum(width for _, width, _ in self._line)) * self._align // 2
        for char, width, high in self._line:
            draw.text((x, height - 6), char, font=cjk(high), anchor="ls", fill=0)
            x += width
        self._line = []
        return Rows(paper)

    def _blank(self, rows: int) -> Rows:
        return Rows(Image.new("1", (self._dots, rows), 1))
