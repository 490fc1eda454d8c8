"""A line to type in."""

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLineEdit


class Field(QLineEdit):
    """What is typed stands in the middle by its capitals: the signs' face has more room under them than above."""

    def write_in(self, font: QFont) -> None:
        """Take this font."""
        self.setFont(font)
        metrics = QFontMetricsF(font)
        lower = round((metrics.descent() + metrics.capHeight() - metrics.ascent()) / 2)
        self.setTextMargins(0, lower, 0, -lower)

    def hint(self, text: str) -> None:
        """What to type; the caret stands clear of it."""
        self.setPlaceholderText(text and f"\u2009{text}")
