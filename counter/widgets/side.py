"""The right column: who waits for this desk's services, who may come back, what was done today. No identities."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.widgets.button import KeyButton
from counter.widgets.fonts import sans
from counter.widgets.label import Figure, Label
from counter.widgets.panel import Panel
from shared.ui import theme

TITLE, ROW, NAME_WIDTH = 20, 40, 156
RETURNING, TAKE_BACK = 58, 98
"""Height of a row with a button, and the button's width: all alike."""


class Queue(QWidget):
    """One group: letter, name, how many wait, the longest wait; in ``colour`` where that is long."""

    def __init__(self, letter: str, name: str, waiting: int, people: str, oldest: str, colour: str) -> None:
        super().__init__()
        self.setFixedHeight(ROW)
        badge = Panel(theme.PINE, radius=4)
        badge.setFixedSize(30, 30)
        inside = QHBoxLayout(badge)
        inside.setContentsMargins(0, 0, 0, 0)
        figure = _text(Figure(20, theme.WHITE), letter)
        figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(figure, 0, Qt.AlignmentFlag.AlignCenter)
        row = _row(self)
        row.addWidget(badge)
        title = Label(sans(theme.COUNTER_BODY))
        title.fit(name, NAME_WIDTH)
        row.addWidget(title, 1)
        row.addWidget(_text(Figure(24, colour or theme.INK, right=True), str(waiting)))
        row.addWidget(_text(Label(sans(theme.COUNTER_BODY)), people))
        last = _text(Label(sans(theme.COUNTER_BODY, bold=bool(colour)), colour or theme.MUTED, right=True), oldest)
        last.setMinimumWidth(84)
        row.addWidget(last)


class Returning(QWidget):
    """One missed or parked number and the button that takes it back."""

    def __init__(
        self, number: str, detail: str, verb: str, enabled: bool, due: bool, pressed: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setFixedHeight(RETURNING)
        button = KeyButton(text_px=theme.COUNTER_LEAST, least=TAKE_BACK)
        button.say(verb, enabled)
        button.clicked.connect(pressed)
        row = _row(self)
        row.addWidget(_text(Figure(24), number))
        row.addSpacing(12)
        row.addWidget(_text(Label(sans(theme.COUNTER_LEAST), theme.WARN if due else theme.MUTED), detail), 1)
        row.addWidget(button)


class Section(Panel):
    """A white card with a title row and rows under it."""

    def __init__(self) -> None:
        super().__init__(theme.WHITE, theme.LINE, theme.RADIUS_COUNTER)
        self._title = Label(sans(TITLE, bold=True))
        self._aside = Label(sans(theme.COUNTER_LEAST), theme.MUTED, right=True)
        self._note = Label(sans(theme.COUNTER_LEAST), theme.MUTED, wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(self._rows)
        column.addWidget(self._note)

    def show_rows(self, title: str, aside: str, rows: list[QWidget], note: str) -> None:
        """Replace what is shown; ``note`` "" takes no room."""
        self._title.setText(title)
        self._aside.setText(aside)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, row in enumerate(rows):
            if index:
                self._rows.addWidget(_hairline())
            self._rows.addWidget(row)
            row.show()


class Today(Panel):
    """How many were finished at this desk today, and how long they took on average."""

    def __init__(self) -> None:
        super().__init__(theme.WHITE, theme.LINE, theme.RADIUS_COUNTER)
        self._before, self._count, self._after = (
            Label(sans(theme.COUNTER_BODY)),
            Figure(26),
            Label(sans(theme.COUNTER_BODY)),
        )
        self._mean = Label(sans(theme.COUNTER_BODY), theme.MUTED, right=True)
        self.setFixedHeight(60)
        row = _row(self)
        row.setContentsMargins(20, 0, 20, 0)
        for label in (self._before, self._count, self._after):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self._mean)

    def show_today(self, before: str, count: int, after: str, mean: str) -> None:
        """Figures of today; ``mean`` "" before the first."""
        self._before.setText(before)
        self._count.setText(str(count))
        self._after.setText(after)
        self._mean.setText(mean)


def _row(parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(10)
    return row


def _text(label: Label, text: str) -> Label:
    label.setText(text)
    return label


def _hairline() -> Panel:
    line = Panel(theme.LINE)
    line.setFixedHeight(1)
    return line
