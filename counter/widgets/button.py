"""The buttons of the desk: a label and, beside it, the key that does the same."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from counter.widgets.fonts import sans, signs
from shared.ui import theme

GAP, MARGIN, LEAST_MARGIN = 10, 14, 6


class KeyButton(QPushButton):
    """Filled (the next step) or outlined, with the name of its ``key``; ``text_px`` is the size of the label, ``least``
    the least width, ``margin`` what is free beside the words. A label too long for its room is written smaller.
    Pressing swaps the colours.
    """

    def __init__(
        self,
        key: str = "",
        filled: bool = False,
        text_px: int = theme.COUNTER_BODY,
        least: int = 0,
        margin: int = MARGIN,
    ) -> None:
        super().__init__()
        self.key, self._filled, self._least, self._margin = key, filled, least, margin
        self._font, self._smaller = sans(text_px, bold=True), sans(min(text_px, theme.COUNTER_LEAST), bold=True)
        self._key_font = signs(max(theme.COUNTER_LEAST, text_px // 2), bold=True)
        self._gap = max(GAP, text_px // 2)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.COUNTER_TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str, enabled: bool = True) -> None:
        """Show this label, enabled or not."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
        self.setEnabled(enabled)

    def sizeHint(self) -> QSize:
        """Room for the label, the key and a margin."""
        return self._room(self._font, self._margin)

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words where they are smallest."""
        return self._room(self._smaller, LEAST_MARGIN)

    def _room(self, font: QFont, margin: int) -> QSize:
        width = QFontMetricsF(font).horizontalAdvance(self.text()) + self._key_width() + 2 * margin
        return QSize(max(self._least, round(width)), theme.COUNTER_TARGET)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, label, key, and the ring of the keyboard's focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, edge = self._colours()
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.RADIUS_COUNTER, theme.RADIUS_COUNTER)
        if self.hasFocus():
            painter.setPen(QPen(QColor(ink), 2))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), theme.RADIUS_COUNTER - 3, theme.RADIUS_COUNTER - 3)
        whole = self._room(self._font, LEAST_MARGIN).width() <= self.width()
        font = self._font if whole else self._smaller
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        left = (self.width() - words - self._key_width()) / 2
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(QRectF(left, 0, words + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.key:
            self._paint_key(painter, left + words, ink)

    def _paint_key(self, painter: QPainter, left: float, ink: str) -> None:
        metrics = QFontMetricsF(self._key_font)
        height = self._key_font.pixelSize() * 1.45
        gap = self._gap if self.text() else 0
        box = QRectF(left + gap, (self.height() - height) / 2, self._key_width() - gap, height)
        colour = QColor(ink)
        colour.setAlphaF(0.55)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.translated(0.5, 0.5), 4, 4)
        painter.setPen(QColor(ink))
        painter.setFont(self._key_font)
        baseline = box.center().y() + metrics.capHeight() / 2
        painter.drawText(round(box.center().x() - metrics.horizontalAdvance(self.key) / 2), round(baseline), self.key)

    def _key_width(self) -> float:
        key = QFontMetricsF(self._key_font).horizontalAdvance(self.key) + 16 if self.key else 0
        return key + (self._gap if key and self.text() else 0)

    def _colours(self) -> tuple[str, str, str]:
        if not self.isEnabled():
            return (theme.MIST, theme.PINE, theme.MIST) if self._filled else (theme.PAPER, theme.EDGE, theme.LINE)
        if self._filled != self.isDown():
            pine = theme.PINE_2 if self._filled and self.underMouse() else theme.PINE
            return pine, theme.WHITE, pine
        return (theme.PAPER if self.underMouse() else theme.WHITE), theme.INK, theme.EDGE
