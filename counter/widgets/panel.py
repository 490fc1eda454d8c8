"""Painted grounds: a flat bar and a rounded card, both with a hairline."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from shared.ui import theme


class Panel(QWidget):
    """A ground of one colour. With ``radius`` it is a card and ``edge`` its border, else ``edge`` is a line on top."""

    def __init__(self, ground: str, edge: str = "", radius: int = 0) -> None:
        super().__init__()
        self._ground, self._edge, self._radius = ground, edge, radius

    def paint_as(self, ground: str, edge: str = "") -> None:
        """Change the colours."""
        if (ground, edge) != (self._ground, self._edge):
            self._ground, self._edge = ground, edge
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, then draw the edge on whole pixels."""
        painter = QPainter(self)
        if not self._radius:
            painter.fillRect(self.rect(), QColor(self._ground))
            if self._edge:
                painter.fillRect(0, 0, self.width(), 1, QColor(self._edge))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._edge), 1) if self._edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        inset = 0.5 if self._edge else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), self._radius, self._radius)


def card() -> Panel:
    """A white card on the ground of the desk."""
    return Panel(theme.WHITE, theme.LINE, theme.RADIUS_COUNTER)
