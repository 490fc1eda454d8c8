"""The slip as characters, for slow serial lines: some hundred bytes where the picture takes ninety thousand.

The head's own GBK font is used (`FS &` … `FS .`). What the citizen must be able to read exactly — hall, number,
windows, service — is never altered: with a character outside GBK there, the slip is a picture after all. Anywhere else
such a character becomes a □, never a `?` and never two wrong bytes.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from hardware.errors import SlipUnprintable
from hardware.printer import wording
from hardware.printer.escpos import text_printer
from hardware.printer.lines import wrap
from hardware.printer.qr import QUIET, module_on, qr_image
from hardware.printer.slip import Slip

ALIGN_LEFT, ALIGN_CENTRE = b"\x1ba\x00", b"\x1ba\x01"
KANJI_ON, KANJI_OFF = b"\x1c&", b"\x1c."
CELL = 12  # dots, one Latin character; a Chinese one takes two
DOTS = {80: 576, 58: 384}
PLACEHOLDER = "□"
PLAIN = str.maketrans({"–": "-", "—": "-", "·": "\u00b7", "\u00a0": " "})


class OutsideGbk(SlipUnprintable):
    """Words that the head cannot spell, where they matter: print the slip as a picture."""


class _Cells:
    def getlength(self, text: str) -> float:
        return _columns(text)


@dataclass(frozen=True)
class _Line:
    words: str
    size: int = 1
    centred: bool = False
    exact: bool = False


def text_bytes(slip: Slip, native_qr: bool) -> bytes:
    """One whole slip: reset, lines, the QR code by the head itself or as a small picture, feed and cut.

    Raises OutsideGbk, SlipUnprintable.
    """
    width = DOTS[slip.width_mm]
    columns, module = width // CELL, module_on(width)
    before, after = _lines(slip)
    printer = text_printer()
    printer.hw("INIT")
    printer._raw(b"".join(_coded(line, columns) for line in before) + ALIGN_CENTRE)
    printer._raw(b"\x1bJ" + bytes((QUIET * module,)))
    if native_qr:
        printer.qr(slip.qr_text, size=module, native=True)
    else:
        printer.image(qr_image(slip.qr_text, width), impl="bitImageRaster")
    printer._raw(b"\n" + b"".join(_coded(line, columns) for line in after) + ALIGN_LEFT)
    printer.cut()
    return bytes(printer.output)


def spelled(words: str, exact: bool) -> bytes:
    """Words as the head takes them, with Kanji mode on around what is not ASCII. Raises OutsideGbk when `exact`."""
    coded, kanji = b"", False
    for char in unicodedata.normalize("NFC", words).translate(PLAIN):
        if char.isascii():
            piece, wide = char.encode() if char.isprintable() else b" ", False
        else:
            piece, wide = _gbk(char), True
            if not piece:
                if exact:
                    raise OutsideGbk(f"the printer's font has no {char} (U+{ord(char):04X}) of {words}")
                piece = _gbk(PLACEHOLDER)
        if wide != kanji:
            coded += KANJI_ON if wide else KANJI_OFF
            kanji = wide
        coded += piece
    return coded + (KANJI_OFF if kanji else b"")


def _gbk(char: str) -> bytes:
    """Two bytes, or b'' where GBK has none."""
    try:
        coded = char.encode("gbk")
    except UnicodeEncodeError:
        return b""
    return coded if len(coded) == 2 else b""


def _lines(slip: Slip) -> tuple[list[_Line], list[_Line]]:
    """What stands above the code and what below."""
    before = [_Line(slip.hall, centred=True, exact=True)]
    if slip.reprint:
        before.append(_Line(wording.said(slip, "reprint"), centred=True))
    before.append(_Line(f"{wording.said(slip, 'number')} {slip.number}", size=3, centred=True, exact=True))
    if slip.main_window:
        first, last = wording.window_words(slip)
        before.append(_Line(f"{first} {slip.main_window} {last}".strip(), size=2, centred=True, exact=True))
    else:
        before.append(_Line(wording.said(slip, "no-window"), size=2, centred=True))
    if slip.reserves:
        first, last = wording.reserve_words(slip)
        before.append(_Line(f"{first} {' '.join(slip.reserves)} {last}".strip(), size=2, centred=True, exact=True))
        before.append(_Line(wording.said(slip, "first-free"), centred=True))
    service = slip.service_en if slip.language == "en" else slip.service_zh
    if slip.elder:
        columns = DOTS[slip.width_mm] // CELL // 2
        for line in wording.elder_lines(slip):
            before += [_Line(row, size=2, exact=line == service) for row in wrap(line, _Cells(), columns)]
    else:
        for label, value in wording.facts(slip):
            rows = enumerate(value.split("\n"))
            before += [_Line(row if n else f"{label}  {row}", exact=row == service) for n, row in rows]
    title, lines = wording.scan_lines(slip)
    after = [_Line(row, centred=True) for row in _packed((title, *lines), DOTS[slip.width_mm] // CELL)]
    foot = [wording.draw_line(slip), f"{wording.said(slip, 'seal')} {slip.seal}" if slip.seal else ""]
    own = (*slip.lines, "" if slip.elder else slip.notice)
    after += [_Line(line) for line in ("  ".join(part for part in foot if part), *own) if line]
    return before, after


def _packed(phrases: Iterable[str], columns: int) -> list[str]:
    """As many phrases on a row as it holds, none broken that fits one."""
    rows: list[str] = []
    for phrase in phrases:
        longer = f"{rows[-1]}  {phrase}" if rows else phrase
        if rows and _columns(longer) <= columns:
            rows[-1] = longer
        else:
            rows.append(phrase)
    return rows


def _coded(line: _Line, columns: int) -> bytes:
    size = line.size
    while size > 1 and _columns(line.words) * size > columns:
        size -= 1
    enlarge = bytes((0x1D, 0x21, (size - 1) * 0x11))
    align = ALIGN_CENTRE if line.centred else ALIGN_LEFT
    rows = wrap(line.words, _Cells(), columns // size)
    return align + enlarge + b"".join(spelled(row, line.exact) + b"\n" for row in rows) + b"\x1d!\x00"


def _columns(words: str) -> int:
    return sum(1 if char.isascii() else 2 for char in words)
