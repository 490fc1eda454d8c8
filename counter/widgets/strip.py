"""The strip: the desk in 1116×72, always on top of the clerk's other programs, to be dragged anywhere."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.controllers.desk import Key
from counter.widgets.button import KeyButton
from counter.widgets.fonts import sans
from counter.widgets.keys import key_name
from counter.widgets.label import Figure, Label, Line
from shared.ui import theme

WIDTH, HEIGHT, LABEL_WIDTH, STEP_WIDTH, MARGIN, STRIPE = 1116, 72, 84, 186, 10, 8
OTHERS: tuple[Key, ...] = ("F6", "F7", "F8", "F10", "F5")
Tone = Literal["", "now", "away"]
"""A number is being called: a yellow stripe; the hub is away: an amber frame."""


LINES = {"": theme.MUTED, "warn": theme.WARN, "stop": theme.STOP}
SETTLED_MS = 400
"""After a move has come to rest for so long its place is kept."""


def rooms() -> list[QRect]:
    """What each screen leaves free, the first screen first."""
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


class Strip(QWidget):
    """``pressed`` gives a key by name, F11 for the full window. Its place is kept in the file ``place``."""

    pressed = Signal(str)

    def __init__(self, place: Path | None = None) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFixedSize(WIDTH, HEIGHT)
        self._place = QSettings(str(place), QSettings.Format.IniFormat) if place else None
        self._placed = False
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.keep_place)
        self._tone: Tone = ""
        self._label = Figure(44, theme.WHITE)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word = Label(sans(theme.COUNTER_BODY), theme.WHITE)
        self._number = Figure(44)
        self._title = Line(sans(theme.COUNTER_BODY, bold=True))
        self._line = Line(sans(theme.COUNTER_LEAST), theme.MUTED)
        self._notice = Label(sans(theme.COUNTER_LEAST, bold=True), wrap=True)
        self._notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._notice.hide()
        self._waiting_word = Label(sans(theme.COUNTER_LEAST), theme.MUTED, right=True)
        self._waiting = Figure(24, right=True)
        self._buttons: dict[Key, KeyButton] = {key: KeyButton(key, margin=MARGIN) for key in OTHERS}
        self._buttons["F9"] = KeyButton("F9", filled=True)
        self._buttons["F9"].setFixedWidth(STEP_WIDTH)
        self.whole = KeyButton("F11", margin=MARGIN)
        self.whole.setFixedHeight(48)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.clicked.connect(lambda: self.pressed.emit("F11"))
        self._arrange()

    def _arrange(self) -> None:
        badge = QHBoxLayout()
        badge.setSpacing(4)
        badge.addStretch(1)
        badge.addWidget(self._label)
        badge.addWidget(self._word)
        badge.addStretch(1)
        place = QWidget()
        place.setFixedWidth(LABEL_WIDTH)
        place.setLayout(badge)
        badge.setContentsMargins(0, 0, 0, 0)
        words, waiting = QVBoxLayout(), QVBoxLayout()
        for column, widgets in (
            (words, (self._title, self._line, self._notice)),
            (waiting, (self._waiting_word, self._waiting)),
        ):
            column.setSpacing(0)
            column.addStretch(1)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(place)
        row.addSpacing(STRIPE + 4)
        row.addWidget(self._number)
        row.addLayout(words, 1)
        row.addLayout(waiting)
        row.addSpacing(4)
        for key, button in self._buttons.items():
            button.setFixedHeight(48)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
            row.addWidget(button)
        row.addWidget(self.whole)

    def show_state(self, label: str, word: str, number: str, title: str, line: str, tone: Tone) -> None:
        """Which window, who is there, and one line about it."""
        self._label.setText(label)
        self._word.setText(word)
        self._word.setVisible(bool(word))
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._title.setText(title)
        self._line.setText(line)
        if tone != self._tone:
            self._tone = tone
            self.update()

    def tint(self, level: str) -> None:
        """The line under the title, by how late it is."""
        self._line.tint(LINES[level])

    def show_notice(self, text: str, stop: bool) -> None:
        """A sentence in place of the words, in two lines where it needs them."""
        self._notice.setText(text)
        self._notice.tint(theme.STOP if stop else theme.PINE)
        self._notice.setVisible(bool(text))
        for words in (self._title, self._line):
            words.setVisible(not text)

    def show_waiting(self, word: str, count: int) -> None:
        """How many wait for this desk's services; without a word nothing is said."""
        self._waiting_word.setText(word)
        self._waiting.setText(str(count) if word else "")

    def showEvent(self, event: QShowEvent) -> None:
        """At first where it was left, if that is still on a screen, else at the top in the middle."""
        if not self._placed:
            self._placed = True
            self.move(self._kept_place() or self._first_place())

    def moveEvent(self, event: QMoveEvent) -> None:
        """Wherever it is left, it is found again."""
        self._settled.start()

    @Slot()
    def keep_place(self) -> None:
        """Write down where it is."""
        if self._place is not None and self._placed:
            self._place.setValue("strip/place", self.pos())
            self._place.sync()

    def _kept_place(self) -> QPoint | None:
        place = self._place.value("strip/place") if self._place is not None else None
        if not isinstance(place, QPoint):
            return None
        whole = QRect(place, self.size())
        return place if any(room.contains(whole) for room in rooms()) else None

    def _first_place(self) -> QPoint:
        room = rooms()[0]
        return QPoint(room.left() + max(0, room.width() - WIDTH) // 2, room.top())

    def show_button(self, key: Key, text: str, visible: bool, enabled: bool) -> None:
        """One verb; those that make no sense now are not there."""
        self._buttons[key].say(text, enabled)
        self._buttons[key].setVisible(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same keys as in the full window."""
        if name := key_name(event):
            self.pressed.emit(name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Dragging the ground moves the strip."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.windowHandle().startSystemMove()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White with a frame, the window's number on the house's ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        frame = QColor(theme.WARN if self._tone == "away" else theme.PINE)
        painter.setPen(QPen(frame, 2))
        painter.setBrush(QColor(theme.WHITE))
        painter.drawRoundedRect(box, theme.RADIUS_COUNTER, theme.RADIUS_COUNTER)
        if self._tone == "now":
            painter.fillRect(LABEL_WIDTH, 2, STRIPE, HEIGHT - 4, QColor(theme.NOW))
        painter.setClipRect(0, 0, LABEL_WIDTH, HEIGHT)
        painter.setBrush(frame)
        painter.drawRoundedRect(box, theme.RADIUS_COUNTER, theme.RADIUS_COUNTER)
