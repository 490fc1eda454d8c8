"""The head: which window, what it takes, its state, who sits here, what time it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from counter.widgets.fonts import sans
from counter.widgets.label import Figure, Label
from counter.widgets.mark import Mark
from counter.widgets.panel import Panel
from shared.ui import theme

HEIGHT = 64
DOTS = {"serving": theme.TEAL, "calling": theme.NOW, "evaluating": theme.TEAL, "away": theme.AMBER}


class Head(Panel):
    """Pine, 64 px."""

    def __init__(self) -> None:
        super().__init__(theme.PINE)
        self.setFixedHeight(HEIGHT)
        self._number = Figure(34, theme.WHITE)
        self._word = Label(sans(26, bold=True), theme.WHITE)
        self._services = Label(sans(theme.COUNTER_BODY), theme.MIST)
        self._dot = Panel(theme.WHITE, radius=6)
        self._dot.setFixedSize(12, 12)
        self._state = Label(sans(theme.COUNTER_BODY), theme.WHITE)
        self._clerk = Label(sans(theme.COUNTER_BODY), theme.MIST)
        self._clock = Figure(26, theme.WHITE, right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(0)
        middle = Qt.AlignmentFlag.AlignVCenter
        for widget, gap in (
            (Mark(28), 22),
            (self._number, 8),
            (self._word, 20),
            (self._services, 0),
            (None, 0),
            (self._dot, 10),
            (self._state, 20),
            (self._clerk, 20),
            (self._clock, 0),
        ):
            if widget is None:
                row.addStretch(1)
            else:
                row.addWidget(widget, 0, middle)
                row.addSpacing(gap)

    def show_window(self, label: str, word: str, word_first: bool, services: str) -> None:
        """Which window this is: "8 号窗口", or "Counter 8" with the word first."""
        self._number.setText(f"{word} {label}" if word_first else label)
        self._number.setVisible(bool(label))
        self._word.setText(word)
        self._word.setVisible(not (word_first and label))
        self._services.setText(services)

    def show_state(self, mode: str, state: str, clerk: str, clock: str) -> None:
        """How the desk is and who sits at it; nothing of it before sign-in."""
        self._dot.setVisible(bool(state))
        self._dot.paint_as(DOTS.get(mode, theme.WHITE))
        self._state.setText(state)
        self._clerk.setText(clerk)
        self._clock.setText(clock)
