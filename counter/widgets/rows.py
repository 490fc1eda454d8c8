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

    HEIGHT, PLAIN_HEIGHT, READ_HEIGHT = 62, 48, 38

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
        self._words(painter, QRect(left, box.top(), box.right() - left - 12, box.height()), choice.title, choice.note)
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

    def _words(self, painter: QPainter, box: QRect, title: str, note: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        font = sans(20, bold=True)
        upper = QRect(box.left(), box.top() + 4, box.width(), box.height() // 2) if note else box
        painter.setFont(font)
        painter.setPen(QColor(theme.INK))
        painter.drawText(upper, middle, QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, box.width()))
        if note:
            font = sans(theme.COUNTER_LEAST)
            painter.setFont(font)
            painter.setPen(QColor(theme.MUTED))
            lower = QRect(box.left(), upper.bottom() - 1, box.width(), box.height() // 2 - 4)
            painter.drawText(
                lower, middle, QFontMetrics(font).elidedText(note, Qt.TextElideMode.ElideRight, box.width())
            )


def _font(badge: str) -> QFont:
    """Letters and digits large, the name of a key as the keys have it."""
    return signs(22 if len(badge) < 2 else theme.COUNTER_LEAST)
