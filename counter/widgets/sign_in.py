"""The sign-in page: clerk number and password, Enter signs in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from counter.widgets.button import KeyButton
from counter.widgets.field import Field
from counter.widgets.fonts import sans, signs
from counter.widgets.label import Label
from counter.widgets.panel import Panel, card
from shared.ui import theme

FIELD_HEIGHT = 56


class SignInPage(Panel):
    """``submitted`` gives the clerk number and the password as typed."""

    submitted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(theme.PAPER)
        self._busy = False
        self._title = Label(sans(36, bold=True))
        self._hall = Label(sans(theme.COUNTER_BODY), theme.MUTED, wrap=True)
        self._clerk_label = Label(sans(theme.COUNTER_BODY), theme.MUTED)
        self._password_label = Label(sans(theme.COUNTER_BODY), theme.MUTED)
        self.clerk, self.password = Field(), Field()
        self.clerk.setMaxLength(64)
        self.password.setMaxLength(256)
        self.password.setEchoMode(Field.EchoMode.Password)
        self._notice = Label(sans(theme.COUNTER_BODY, bold=True), theme.STOP, wrap=True)
        self._notice.setMinimumHeight(56)
        self._button = KeyButton("Enter", filled=True, text_px=26)
        self._button.setFixedHeight(72)
        self._button.clicked.connect(self._submit)
        self.clerk.returnPressed.connect(self._next)
        self.password.returnPressed.connect(self._submit)
        box = card()
        box.setFixedWidth(520)
        column = QVBoxLayout(box)
        column.setContentsMargins(40, 34, 40, 34)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._hall)
        column.addSpacing(12)
        for label, field in ((self._clerk_label, self.clerk), (self._password_label, self.password)):
            field.write_in(signs(26, bold=False))
            field.setFixedHeight(FIELD_HEIGHT)
            column.addWidget(label)
            column.addWidget(field)
            column.addSpacing(6)
        column.addWidget(self._notice)
        column.addWidget(self._button)
        row = QHBoxLayout(self)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)

    def word(self, title: str, clerk: str, password: str, button: str) -> None:
        """The words of the page."""
        self._title.setText(title)
        self._clerk_label.setText(clerk)
        self._password_label.setText(password)
        self.clerk.setAccessibleName(clerk)
        self.password.setAccessibleName(password)
        self._label = button

    def show_state(self, hall: str, possible: bool, busy: bool, notice: str) -> None:
        """Which hall this is, whether it can be asked now, whether it was, and what it said: after a no the password
        is typed again.
        """
        self._hall.setText(hall)
        self._button.say(f"{self._label}…" if busy else self._label, possible and not busy)
        self._notice.setText(f"■ {notice}" if notice else "")
        if self._busy and not busy and notice:
            self.password.selectAll()
            self.password.setFocus()
        self._busy = busy

    def open(self, clerk: str = "") -> None:
        """Start with empty fields and the cursor in the first."""
        self.clerk.setText(clerk)
        self.password.clear()
        self.clerk.setFocus()

    def _next(self) -> None:
        if self.clerk.text().strip() and not self.password.text():
            self.password.setFocus()
        else:
            self._submit()

    def _submit(self) -> None:
        self.submitted.emit(self.clerk.text().strip(), self.password.text())
