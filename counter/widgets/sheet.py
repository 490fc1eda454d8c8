"""A sheet over the desk: one question, a list to choose from, the keyboard or a click to answer."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from counter.widgets.button import KeyButton
from counter.widgets.field import Field
from counter.widgets.fonts import sans, signs
from counter.widgets.label import Label, Line
from counter.widgets.panel import Panel
from counter.widgets.rows import ChoiceRows
from shared.protocol.requests import NOTE_CHARACTERS
from shared.ui import theme
from shared.ui.qr import qr_image

WIDTH, MARGIN = 760, 36
AROUND = 194
"""Height of a sheet with a title of one line, without its hint and its rows."""
CODE = 330
"""Side of a QR code at most: read by a camera at arm's length."""
NUMBER = 200
"""Width of a number's field."""
LEAST_ROWS, MOST_ROWS = 5, 7
"""Of a list that typing narrows: its sheet stays as high as it was at first."""
NAVIGATE = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Choice(NamedTuple):
    """A row: ``key`` is handed back, ``badge`` a letter or digit before the title. It can be taken with ``wants``
    characters written beside it; ``note`` says so. ``due``: its holder is expected by now.
    """

    key: str
    title: str
    note: str = ""
    badge: str = ""
    wants: int = 0
    due: bool = False


class Confirm(NamedTuple):
    """The filled button that says what Enter does, and what stands left of it."""

    label: str
    foot: str


class Sheet(QWidget):
    """Covers its parent. ``chosen`` gives a row's key, ``dismissed`` means Esc. Digits pick a row of an unsearched
    list at once; in a searched one typing narrows it. Where a filled button confirms, a click only picks a row.
    """

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._find: Callable[[str], Sequence[Choice]] | None = None
        self._choices: list[Choice] = []
        self._panel = Panel(theme.WHITE, radius=theme.RADIUS)
        self._panel.setParent(self)
        self._title = Label(sans(30, bold=True), wrap=True)
        self._hint = Label(sans(theme.COUNTER_BODY), theme.MUTED, wrap=True)
        self._search = Field()
        self._asked = Label(sans(theme.COUNTER_BODY, bold=True))
        self._echo = Line(sans(theme.COUNTER_BODY), theme.MUTED)
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        self._list = QListWidget()
        self._rows = ChoiceRows(self._list)
        self._least = 0
        self._choose = ""
        self._list.setItemDelegate(self._rows)
        self._list.setFrameShape(QListWidget.Shape.NoFrame)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._clicked)
        self._list.installEventFilter(self)
        self._code, self._address = Label(sans(theme.COUNTER_BODY)), Label(signs(22, bold=False), wrap=True)
        for each in (self._code, self._address):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._empty = Label(sans(theme.COUNTER_BODY), theme.MUTED)
        self._note = Field()
        self._note.write_in(sans(theme.COUNTER_BODY))
        self._note.setMaxLength(NOTE_CHARACTERS)
        self._note.setFixedHeight(52)
        self._note.installEventFilter(self)
        self._keys = Label(sans(theme.COUNTER_LEAST), theme.MUTED)
        room = self._keys.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._keys.setSizePolicy(room)
        self._back, self._confirm = KeyButton("Esc"), KeyButton("Enter", filled=True)
        self._back.clicked.connect(self.dismissed)
        self._confirm.clicked.connect(lambda: self._take(self._list.currentItem()))
        foot, search = QHBoxLayout(), QHBoxLayout()
        foot.setSpacing(12)
        foot.setContentsMargins(0, 12, 0, 0)
        foot.addWidget(self._keys, 1)
        for button in (self._back, self._confirm):
            button.setAutoDefault(True)
            foot.addWidget(button)
        search.setSpacing(16)
        search.addWidget(self._asked)
        search.addWidget(self._search)
        search.addWidget(self._echo, 1)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(MARGIN, 30, MARGIN, 26)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addLayout(search)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        column.addWidget(self._note)
        column.addWidget(self._code, 1)
        column.addWidget(self._address)
        column.addLayout(foot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    @property
    def text(self) -> str:
        """What was written beside the choice."""
        return " ".join(self._note.text().split())

    def word(self, keys: str, back: str) -> None:
        """The words that are the same on most sheets."""
        self._choose = keys
        self._back.say(back)

    def ask(self, title: str, hint: str, choices: Sequence[Choice], note: str = "") -> None:
        """Ask with a list; with ``note`` a line can be written too, which this names."""
        self._open(title, hint, None, choices, note=note)
        self._list.setFocus()

    def ask_search(
        self,
        title: str,
        hint: str,
        find: Callable[[str], Sequence[Choice]],
        wanted: str,
        empty: str,
        note: str = "",
        confirm: Confirm | None = None,
    ) -> None:
        """Ask with a list that typing narrows: ``find`` gets what was typed, ``wanted`` says what to type, ``empty``
        stands where nothing is found; ``note`` as in ``ask``. With ``confirm`` a number is typed, large.
        """
        self._search.hint("" if confirm else wanted)
        self._search.setAccessibleName(wanted)
        self._asked.setText(wanted)
        self._empty.setText(empty)
        found = find("")
        self._least = min(max(len(found), LEAST_ROWS), MOST_ROWS)
        self._open(title, hint, find, found, note=note, confirm=confirm)
        self._search.setFocus()

    def echo(self, text: str, wrong: bool = False) -> None:
        """Beside the number: whom it finds; ``wrong``: nobody who can be called."""
        self._echo.setText(text)
        self._echo.tint(theme.STOP if wrong else theme.MUTED)

    def show_list(self, title: str, hint: str, rows: Sequence[Choice]) -> None:
        """Nothing to choose: rows to be read. Only Esc leaves."""
        self._open(title, hint, None, rows, read=True)
        self.setFocus()

    def show_code(self, title: str, hint: str, text: str) -> None:
        """Nothing to choose: a text as a QR code, and to be read. Only Esc leaves."""
        image = qr_image(text)
        side = image.width() * (CODE // image.width())
        self._code.setPixmap(QPixmap.fromImage(image.scaled(side, side)))
        self._address.setText(text)
        self._open(title, hint, None, (), text, read=True)
        self.setFocus()

    def _open(
        self,
        title: str,
        hint: str,
        find: Callable[[str], Sequence[Choice]] | None,
        choices: Sequence[Choice],
        code: str = "",
        note: str = "",
        read: bool = False,
        confirm: Confirm | None = None,
    ) -> None:
        self._find = None
        self._confirm.say(confirm.label if confirm else "")
        self._confirm.setVisible(confirm is not None)
        self._asked.setVisible(confirm is not None)
        self._echo.setVisible(confirm is not None)
        self._echo.setText("")
        self._search.write_in(signs(34, bold=True) if confirm else sans(22))
        self._search.setMaximumWidth(NUMBER if confirm else WIDTH)
        self._keys.setText(confirm.foot if confirm else self._choose)
        self._search.clear()
        self._note.clear()
        self._note.hint(note)
        self._note.setAccessibleName(note)
        self._hint.tint(theme.MUTED)
        self._list.setEnabled(not read)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus if read or find else Qt.FocusPolicy.StrongFocus)
        self._rows.fit((it.badge for it in choices), read)
        self._find = find
        self._title.setText(title)
        self._hint.setText(hint)
        self._search.setVisible(find is not None)
        self._fill(choices)
        self._code.setVisible(bool(code))
        self._address.setVisible(bool(code))
        self._list.setVisible(not code)
        self._note.setVisible(bool(note))
        self._keys.setVisible(not read)
        self._empty.setVisible(not choices and not code)
        self._place()
        self.show()
        self.raise_()

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._choices = list(choices)
        self._list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.title)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self._list.addItem(item)
        self._list.setCurrentRow(0 if self._list.isEnabled() else -1)
        self._empty.setVisible(not choices)
        self._confirm.setEnabled(bool(choices))

    def _narrow(self, typed: str) -> None:
        if self._find is not None:
            self._fill(self._find(typed))

    def _clicked(self, item: QListWidgetItem) -> None:
        if self._confirm.isHidden():
            self._take(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        choice = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if choice is not None and len(self.text) < choice.wants:
            self._hint.setText(f"■ {choice.note}")
            self._hint.tint(theme.STOP)
            self._note.setFocus()
        elif choice is not None:
            self.chosen.emit(choice.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list also while typing; Enter takes; Esc leaves."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.dismissed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._list.currentItem())
        elif watched is not self._list and key in NAVIGATE:
            self._list.event(event)
        elif (
            watched is self._list
            and self._find is None
            and event.text().isdigit()
            and 1 <= int(event.text()) <= len(self._choices)
        ):
            self._take(self._list.item(int(event.text()) - 1))
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever has the focus in the sheet: Esc leaves, and the desk hears nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet leaves it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.dismissed.emit()

    def resizeEvent(self, event: object) -> None:
        """Stay in the middle."""
        self._place()

    def _place(self) -> None:
        rows = (
            self._least * self._rows.HEIGHT if self._find else sum(self._rows.height(it.note) for it in self._choices)
        )
        rows += 62 if self._note.isVisibleTo(self) else 0
        rows = CODE + 60 if self._code.isVisibleTo(self) else rows
        width = min(self.width() - 40, WIDTH)
        inside = width - 2 * MARGIN
        rows += (
            self._hint.heightForWidth(inside)
            + (64 if self._find else 0)
            + (14 if self._confirm.isVisibleTo(self) else 0)
        )
        rows += self._title.heightForWidth(inside) - self._title.fontMetrics().height()
        height = min(self.height() - 40, AROUND + rows)
        self._panel.setGeometry(QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the desk."""
        veil = QColor(theme.NIGHT)
        veil.setAlphaF(0.6)
        QPainter(self).fillRect(self.rect(), veil)
