"""Where the lines of running text end, on every screen as on paper: between words, and as even as may be."""

import re
from functools import cache

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QFont, QFontMetricsF

from hardware.printer.lines import wrap
from shared.ui import theme

CHINESE = re.compile(r"[\u2e80-\uffef]")


class Lines(QObject):
    """In QML a singleton of this name."""

    @Slot(str, float, bool, float, result=str)
    def broken(self, words: str, size: float, strong: bool, width: float) -> str:
        """The words with line breaks, where one line of ``Words`` in this size is too long for the width."""
        if width <= 0 or not words:
            return words
        return "\n".join(wrap(words, _face(not CHINESE.search(words), round(size), strong), width))

    @Slot(str, float, float, bool, float, float, float, result=float)
    def fitted(
        self, words: str, most: float, least: float, strong: bool, width: float, height: float, line: float
    ) -> float:
        """The largest size from ``most`` down to ``least`` in which the words so broken are not higher than this;
        a line is ``line`` em high.
        """
        latin = not CHINESE.search(words)
        small, large = round(least), round(most) if width > 0 else round(least)
        while small < large:
            size = (small + large + 1) // 2
            if len(wrap(words, _face(latin, size, strong), width)) * size * line <= height:
                small = size
            else:
                large = size - 1
        return small


class _Face:
    """A font as the screen measures it."""

    def __init__(self, font: QFont) -> None:
        self._metrics = QFontMetricsF(font)

    def getlength(self, text: str, /) -> float:
        return self._metrics.horizontalAdvance(text)


@cache
def _face(latin: bool, size: int, strong: bool) -> _Face:
    """As in ``Words.qml``."""
    font = QFont(theme.SIGNS if latin else theme.SANS)
    font.setPixelSize(size)
    if strong and not latin:
        font.setWeight(QFont.Weight.Bold)
    font.setVariableAxis(QFont.Tag("wght"), 700 if strong else 400)
    return _Face(font)
