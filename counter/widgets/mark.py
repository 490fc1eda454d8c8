"""The mark, five sticks and the short one yellow, and the bar of a running time."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shared.ui import theme

STICKS = (0.86, 1.0, 0.38, 0.68, 0.92)
THICK, GAP = 0.166, 0.52


class Mark(QWidget):
    """The mark at ``height`` pixels on pine."""

    def __init__(self, height: int) -> None:
        super().__init__()
        thick = height * THICK
        self.setFixedSize(QSize(round(thick * (5 + 4 * GAP)) + 1, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sticks from the ground up."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = self.height() * THICK
        for index, length in enumerate(STICKS):
            painter.setBrush(QColor(theme.NOW if index == 2 else theme.WHITE))
            height = self.height() * length
            box = QRectF(index * thick * (1 + GAP), self.height() - height, thick, height)
            painter.drawRoundedRect(box, thick * 0.2, thick * 0.2)


class Bar(QWidget):
    """A part of a whole (0–1), with a tick at the usual time; steps, never slides."""

    def __init__(self) -> None:
        super().__init__()
        self._part, self._colour = 0.0, theme.PINE
        self._tick: float | None = None
        self.setFixedHeight(20)

    def show_part(self, part: float, tick: float | None, colour: str) -> None:
        """Show this much."""
        if (part, tick, colour) != (self._part, self._tick, self._colour):
            self._part, self._tick, self._colour = part, tick, colour
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, part, tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.LINE))
        painter.drawRoundedRect(QRectF(0, 5, self.width(), 10), 5, 5)
        if self._part > 0:
            painter.setBrush(QColor(self._colour))
            painter.drawRoundedRect(QRectF(0, 5, max(10, self.width() * self._part), 10), 5, 5)
        if self._tick is not None:
            painter.fillRect(QRectF(round(self.width() * self._tick) - 1, 0, 2, 20), QColor(theme.INK))
