"""The counter's window: head, page, foot, and a sheet over them; function keys work wherever the cursor is."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout

from counter.widgets.desk_page import DeskPage
from counter.widgets.foot import Foot
from counter.widgets.head import Head
from counter.widgets.keys import key_name
from counter.widgets.panel import Panel
from counter.widgets.sheet import Sheet
from counter.widgets.sign_in import SignInPage
from counter.widgets.style import STYLE
from shared.ui import theme
from shared.ui.texts import Texts


class CounterWindow(Panel):
    """``pressed`` gives a function key by name; ``may_close`` is asked before the window goes."""

    pressed = Signal(str)

    def __init__(self, texts: Texts, may_close: Callable[[], bool]) -> None:
        super().__init__(theme.PAPER)
        self._may_close = may_close
        self.setStyleSheet(STYLE)
        self.resize(theme.COUNTER_WIDTH, theme.COUNTER_HEIGHT)
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
        name = key_name(event)
        if name and not self.sheet.isVisible():
            self.pressed.emit(name)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """With a citizen at the desk the window stays."""
        event.setAccepted(self._may_close())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A sheet covers all of it."""
        self.sheet.setGeometry(QRect(0, 0, self.width(), self.height()))
