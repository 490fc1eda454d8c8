"""A line of text in a token colour, and how a ``Say`` becomes text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QLabel

from counter.controllers.words import Say
from shared.hall.config import Text
from shared.protocol.answers import Problem
from shared.ui import theme
from shared.ui.texts import Texts


class Label(QLabel):
    """Plain text, never markup. Capitals and digits stand in the middle, whatever room the font leaves under them."""

    def __init__(self, font: QFont, colour: str = theme.INK, right: bool = False, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font)
        metrics = QFontMetricsF(font)
        low = metrics.ascent() - metrics.capHeight() / 2 - (metrics.ascent() + metrics.descent()) / 2
        self.setContentsMargins(0, max(0, -round(2 * low)), 0, max(0, round(2 * low)))
        self.setWordWrap(wrap)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.tint(colour)

    def fit(self, text: str, width: int) -> None:
        """One line no wider than this; what is cut off shows under the mouse."""
        self.setText(QFontMetricsF(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, width))
        self.setToolTip(text)

    def tint(self, colour: str) -> None:
        """Change the colour."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)


def wording(texts: Texts, said: Say | Problem | Text | None) -> str:
    """What to show, in the language of ``texts``; "" for nothing."""
    match said:
        case None:
            return ""
        case Text():
            return texts.pick(said)
        case Problem():
            return texts.refusal(said.code, said.params)
        case Say():
            params = {name: texts.pick(it) if isinstance(it, Text) else it for name, it in said.params.items()}
            return texts.t(said.key, **params)
