"""A line of text or a figure in a token colour, and how a ``Say`` becomes text."""

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

from counter.controllers.words import Say
from counter.widgets.fonts import signs
from shared.hall.config import Text
from shared.protocol.answers import Problem
from shared.ui import theme
from shared.ui.texts import Texts


class Label(QLabel):
    """Plain text, never markup."""

    def __init__(self, font: QFont, colour: str = theme.INK, right: bool = False, wrap: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font)
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


class Line(Label):
    """One line that takes the room there is; what does not fit is cut with an ellipsis and shows under the mouse."""

    def __init__(self, font: QFont, colour: str = theme.INK) -> None:
        super().__init__(font, colour)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """The whole text."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        said = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, said)


class Figure(Label):
    """Numbers and letters in the signs' face, no taller than its capitals need, which stand in the middle."""

    def __init__(self, px: int, colour: str = theme.INK, right: bool = False) -> None:
        super().__init__(signs(px), colour, right)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The text as wide as it is, and a third more than a capital's height."""
        metrics = QFontMetricsF(self.font())
        return QSize(ceil(metrics.horizontalAdvance(self.text())), ceil(metrics.capHeight() * 4 / 3))

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The baseline lies half a capital below the middle, on a whole pixel; at the left the ink begins in line."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        metrics = QFontMetricsF(self.font())
        room = self.width() - metrics.horizontalAdvance(self.text())
        side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        flush = -metrics.tightBoundingRect(self.text()).left()
        left = {Qt.AlignmentFlag.AlignRight: room, Qt.AlignmentFlag.AlignHCenter: room / 2}.get(side, flush)
        painter.drawText(QPointF(left, round((self.height() + metrics.capHeight()) / 2)), self.text())


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
