"""The desk: the card, the next step, the other verbs on keys that keep their places, and the side column."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from counter.controllers.desk import Action, Key
from counter.widgets.button import KeyButton
from counter.widgets.cardview import CardView
from counter.widgets.fonts import sans
from counter.widgets.label import Label, wording
from counter.widgets.panel import Panel
from counter.widgets.side import Section, Today
from shared.ui import theme
from shared.ui.texts import Texts

SIDE_WIDTH = 396
VERBS: tuple[Key, ...] = ("F6", "F7", "F8", "F10")
REST: tuple[Key, ...] = ("F5", "F3", "Shift+F3", "Shift+F1")


class DeskPage(Panel):
    """``pressed`` gives the key whose button was clicked."""

    pressed = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(theme.PAPER)
        self._texts = texts
        self.card = CardView(texts)
        self.card.setMaximumHeight(620)
        self.waiting, self.back, self.today = Section(), Section(), Today()
        self.buttons: dict[Key, KeyButton] = {"F9": KeyButton("F9", filled=True, text_px=36)}
        self.buttons["F9"].setFixedHeight(96)
        self.buttons |= {key: KeyButton(key.replace("+", " ")) for key in (*VERBS, *REST, "F12")}
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self.pressed.emit(key))
        self.small = KeyButton("F11")
        self.small.clicked.connect(lambda: self.pressed.emit("F11"))
        self._notice = _NoticeBand()
        left, side = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.card, 1)
        left.addWidget(self.buttons["F9"])
        left.addLayout(_row(self.buttons[key] for key in VERBS))
        left.addWidget(self._notice)
        left.addStretch(0)
        left.addLayout(_row(self.buttons[key] for key in REST))
        side.setSpacing(16)
        for widget in (self.waiting, self.back, self.today):
            widget.setFixedWidth(SIDE_WIDTH)
            side.addWidget(widget)
        side.addStretch(1)
        side.addLayout(_row((self.buttons["F12"], self.small)))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addLayout(side)

    def show_actions(self, actions: dict[Key, Action]) -> None:
        """Label and enable every button; a countdown or what is on its way stands in the label."""
        for key, action in actions.items():
            label = wording(self._texts, action.label)
            if action.busy:
                label = self._texts.t("counter.asking", label=label)
            elif action.calls:
                label = self._texts.t("counter.calls-left", label=label, n=action.calls)
            elif action.wait_s:
                label = self._texts.t("counter.in-seconds", label=label, seconds=action.wait_s)
            self.buttons[key].say(label, action.enabled)

    def show_notice(self, tone: str, text: str) -> None:
        """One sentence under the verbs, or none."""
        self._notice.show_notice(tone, text)


def _row(buttons: Iterable[KeyButton]) -> QHBoxLayout:
    """All of one width."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for button in buttons:
        button.setFixedHeight(52)
        row.addWidget(button, 1)
    return row


class _NoticeBand(Panel):
    def __init__(self) -> None:
        super().__init__(theme.PAPER, radius=theme.RADIUS_COUNTER)
        self.setFixedHeight(60)
        self._text = Label(sans(theme.COUNTER_BODY, bold=True), theme.INK, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(self._text)

    def show_notice(self, tone: str, text: str) -> None:
        stop = tone == "stop"
        self._text.setText(f"■ {text}" if stop and text else text)
        self._text.tint(theme.STOP if stop else theme.PINE)
        if text:
            self.paint_as(theme.WHITE if stop else theme.MIST, theme.STOP if stop else "")
        else:
            self.paint_as(theme.PAPER)
