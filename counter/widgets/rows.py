"""How a row of a sheet's list is painted: badge, title, note under it."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter.widgets.fonts import sans, signs
from shared.ui import theme

BADGE = 36


class ChoiceRows(QStyledItemDelegate):
    """The row of the keyboard is mist with a pine edge; hairlines between rows."""

    HEIGHT, PLAIN_HEIGHT, READ_HEIGHT = 62, 48, 36

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._badge, self._read = BADGE, False

    def fit(self, badges: Iterable[str], read: bool) -> None:
        """As wide badges as the widest of these; rows only to be ``read`` are lower."""
        self._badge = max([BADGE, *(QFontMetrics(_font(it)).horizontalAdvance(it) + 18 for it in badges)])
        self._read = read

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows without a note are lower."""
        return QSize(100, self.height(index.data(Qt.ItemDataRole.UserRole).note))

    def height(self, note: str) -> int:
        """Pixels of a row with this note."""
        return self.HEIGHT if note else self.READ_HEIGHT if self._read else self.PLAIN_HEIGHT

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row; its ``Choice`` is the item's user data."""
        choice = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, QColor(theme.MIST if selected else theme.WHITE))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(theme.LINE))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), 6, box.height()), QColor(theme.PINE))
        left = box.left() + 20
        if choice.badge:
            high = min(BADGE, box.height() - 8)
            self._sign(painter, QRectF(left, box.center().y() - high / 2, self._badge, high), choice.badge)
            left += self._badge + 16
        words = QRect(left, box.top(), box.right() - left - 12, box.height())
        self._words(painter, words, choice.title, choice.note, theme.WARN if choice.due else theme.MUTED)
        painter.restore()

    def _sign(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.PINE))
        painter.drawRoundedRect(box, 5, 5)
        font = _font(text)
        painter.setFont(font)
        painter.setPen(QColor(theme.WHITE))
        metrics = QFontMetrics(font)
        baseline = round(box.center().y() + metrics.capHeight() / 2)
        painter.drawText(round(box.center().x() - metrics.horizontalAdvance(text) / 2), baseline, text)

    def _words(self, painter: QPainter, box: QRect, title: str, note: str, ink: str) -> None:
        """By their capitals in the middle, as the badge has its own."""
        upper = box.top() + 4 + box.height() // 4 if note else box.center().y()
        self._line(painter, box, upper, sans(20, bold=True), title, theme.INK)
        if note:
            self._line(painter, box, box.bottom() - box.height() // 4 - 1, sans(theme.COUNTER_LEAST), note, ink)

    def _line(self, painter: QPainter, box: QRect, middle: int, font: QFont, text: str, ink: str) -> None:
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.left(), round(middle + metrics.capHeight() / 2), said)


def _font(badge: str) -> QFont:
    """Letters and digits large, the name of a key as the keys have it."""
    return signs(22 if len(badge) < 2 else theme.COUNTER_LEAST)
