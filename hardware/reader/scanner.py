"""Code scanners: on a serial port (USB-CDC), and as a keyboard that types."""

from collections.abc import Callable

from hardware.line import Line
from hardware.reader.events import CodeRead, ReaderDown, ReaderEvent, ReaderUp

LONGEST = 2000
"""Bytes; what runs on longer is no code."""
LEAST = 6
GAP_S = 0.05
"""A scanner types faster than this between two characters; people do not."""


def code_text(raw: bytes) -> str:
    """What a scanner sent, as UTF-8 or else GB18030; "" if it is neither or holds what cannot be printed."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
        return text if text.isprintable() else ""
    return ""


class Scanner:
    """A scanner on a line: one code up to each CR or LF. ``on_event`` is called on the line's thread."""

    def __init__(self, line: Line, on_event: Callable[[ReaderEvent], None]) -> None:
        self._on_event = on_event
        self._buffer, self._overrun = b"", False
        line.listen(self._bytes, self._state)

    def poll(self) -> None:
        """A scanner speaks by itself."""

    def _state(self, up: bool, reason: str) -> None:
        self._buffer, self._overrun = b"", False
        self._on_event(ReaderUp() if up else ReaderDown(reason))

    def _bytes(self, data: bytes) -> None:
        *codes, self._buffer = (self._buffer + data).replace(b"\r", b"\n").split(b"\n")
        if self._overrun and codes:
            codes, self._overrun = codes[1:], False
        if len(self._buffer) > LONGEST:
            self._buffer, self._overrun = b"", True
        for raw in codes:
            if len(raw) <= LONGEST and (text := code_text(raw)):
                self._on_event(CodeRead(text))


class Wedge:
    """Tells a scanner that types from a person who does, by its haste. Pure: the caller gives the time in seconds."""

    def __init__(self) -> None:
        self._typed = ""
        self._last_s = 0.0

    def key(self, character: str, at_s: float) -> None:
        """A character was typed; it goes on to whom it was typed for."""
        hasty = at_s - self._last_s < GAP_S
        self._typed = ((self._typed if hasty else "") + character)[: LONGEST + 1]
        self._last_s = at_s

    def end(self, at_s: float) -> str | None:
        """Enter or Tab: the code that ends here and whose Enter is to be swallowed; None when a person typed it."""
        typed, self._typed = self._typed, ""
        scanned = LEAST <= len(typed) <= LONGEST and at_s - self._last_s < GAP_S
        return typed if scanned else None
