"""The counter's window: head, page, foot, and a sheet over them; function keys work wherever the cursor is."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout

from counter.widgets.desk_page import DeskPage
from counter.widgets.foot import Foot
from counter.widgets.head import Head
from counter.widgets.panel import Panel
from counter.widgets.sheet import Sheet
from counter.widgets.sign_in import SignInPage
from counter.widgets.style import STYLE
from shared.ui import theme
from shared.ui.texts import Texts

FUNCTION_KEYS = {getattr(Qt.Key, f"Key_F{n}"): f"F{n}" for n in range(1, 13)}


class CounterWindow(Panel):
    """``pressed`` gives a function key by name; ``may_close`` is asked before the window goes."""

    pressed = Signal(str)

    def __init__(self, texts: Texts, may_close: Callable[[], bool]) -> None:
        super().__init__(theme.PAPER)
        self._may_close = may_close
        self.setStyleSheet(STYLE)
        self.resize(theme.COUNTER_WIDTH, theme.COUNTER_HEIGHT)
        self.setMinimumSize(1180, 720)
        self.head, self.foot = Head(), Foot()
        self.sign_in, self.desk = SignInPage(), DeskPage(texts)
        self.desk.pressed.connect(self.pressed)
        self.pages = QStackedLayout()
        self.pages.addWidget(self.sign_in)
        self.pages.addWidget(self.desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self.pages, 1)
        column.addWidget(self.foot)
        self.sheet = Sheet(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A function key, once however long it is held; not while a sheet asks."""
        key = FUNCTION_KEYS.get(Qt.Key(event.key()))
        if key is None or self.sheet.isVisible():
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.pressed.emit(key)

    def closeEvent(self, event: QCloseEvent) -> None:
        """With a citizen at the desk the window stays."""
        event.setAccepted(self._may_close())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A sheet covers all of it."""
        self.sheet.setGeometry(QRect(0, 0, self.width(), self.height()))
