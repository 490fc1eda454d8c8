"""The big card on the screen: number and running time of the citizen at the desk, or what to know without one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.controllers.card import Card
from counter.widgets.fonts import sans, signs
from counter.widgets.label import Figure, Label, wording
from counter.widgets.mark import Bar
from counter.widgets.panel import Panel
from shared.ui import theme
from shared.ui.texts import Texts

CAPTION = 20
INKS = {"": theme.INK, "warn": theme.WARN, "stop": theme.STOP}
BARS = {"": theme.PINE, "warn": theme.WARN, "stop": theme.STOP}
NOTES = {"": theme.MUTED, "warn": theme.WARN, "stop": theme.STOP}
STRIPE = 12
USUAL, LARGEST = 288, 1.6
"""Height of the card on the least screen; on a larger one all that it says is larger, up to so much."""
LEAST = QSize(760, 240)
"""However large its words are just now: a window that is made smaller takes them along."""
LOWER_NUMBER = 112
"""Of a ticket that comes with a note: both have room."""


class CardView(Panel):
    """White; a yellow left edge while a number is being called: now."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(theme.WHITE, theme.LINE, theme.RADIUS_COUNTER)
        self._texts = texts
        self._caption = Label(sans(CAPTION), theme.MUTED)
        self._facts = Label(sans(theme.COUNTER_BODY), theme.MUTED, right=True)
        self._at_desk, self._nobody = _AtDesk(), _Nobody()
        self._body = QStackedLayout()
        self._body.addWidget(self._at_desk)
        self._body.addWidget(self._nobody)
        self._calling = False
        top = QHBoxLayout()
        top.addWidget(self._caption)
        top.addStretch(1)
        top.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(33, 22, 33, 22)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._body, 1)

    def show_card(self, card: Card) -> None:
        """Draw this moment."""

        def word(said: object) -> str:
            return wording(self._texts, said)  # type: ignore[arg-type]

        scale = min(LARGEST, max(1.0, self.height() / USUAL))
        self._caption.setText(word(card.caption))
        self._facts.setText(" · ".join(word(fact) for fact in card.facts))
        if self._calling != (card.mode == "calling"):
            self._calling = not self._calling
            self.update()
        if card.mode in ("serving", "calling"):
            self._body.setCurrentWidget(self._at_desk)
            self._at_desk.show_card(card, scale, word(card.title), word(card.note), " · ".join(map(word, card.sent)))
        else:
            self._body.setCurrentWidget(self._nobody)
            self._nobody.show_card(card, scale, word(card.unit), word(card.title), [word(line) for line in card.lines])
        self.setAccessibleName(f"{self._caption.text()} {card.big} {word(card.title)}")

    def minimumSizeHint(self) -> QSize:
        """Not what its words need now."""
        return LEAST

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stripe follows the rounded corners."""
        super().paintEvent(event)
        if self._calling:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), theme.RADIUS_COUNTER, theme.RADIUS_COUNTER)
            painter.setClipPath(shape)
            painter.fillRect(0, 0, STRIPE, self.height(), QColor(theme.NOW))


class _AtDesk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._number = Figure(theme.COUNTER_NUMBER)
        self._service = Label(sans(26, bold=True), wrap=True)
        self._sent = Label(sans(theme.COUNTER_BODY, bold=True), theme.PINE, wrap=True)
        self._clock = Figure(80, right=True)
        self._note = Label(sans(theme.COUNTER_BODY), theme.MUTED, right=True)
        self._bar = Bar()
        self._bar.setFixedWidth(280)
        keeps = self._bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(keeps)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(8)
        left.addStretch(1)
        left.addWidget(self._number)
        left.addStretch(2)
        left.addWidget(self._service)
        right.addStretch(1)
        right.setSpacing(6)
        right.addWidget(self._clock)
        right.addWidget(self._note)
        right.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addLayout(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row, 1)
        column.addWidget(self._sent)

    def show_card(self, card: Card, scale: float, service: str, note: str, sent: str) -> None:
        self._number.setFont(signs(round((LOWER_NUMBER if sent else theme.COUNTER_NUMBER) * scale)))
        self._service.setFont(sans(round(26 * scale), bold=True))
        self._clock.setFont(signs(round(80 * scale)))
        self._number.setText(card.big)
        self._service.setText(service)
        self._clock.setText(card.clock)
        self._clock.tint(INKS[card.level])
        self._sent.setText(sent)
        self._sent.setVisible(bool(sent))
        self._note.setText(note)
        self._note.tint(NOTES[card.level])
        self._bar.setVisible(card.part is not None)
        self._bar.show_part(card.part or 0, card.tick, BARS[card.level])


class _Nobody(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._big = Figure(120)
        self._unit = Label(sans(theme.COUNTER_BODY), theme.MUTED)
        self._title = Label(sans(36, bold=True), wrap=True)
        self._lines = Label(sans(CAPTION), theme.MUTED, wrap=True)
        self._bar = Bar()
        self._unit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(0)
        left.addStretch(1)
        left.addWidget(self._big)
        left.addWidget(self._unit)
        left.addStretch(1)
        right.addStretch(1)
        right.setSpacing(8)
        right.addWidget(self._title)
        right.addWidget(self._lines)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(36)
        row.addLayout(left)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addWidget(self._bar)

    def show_card(self, card: Card, scale: float, unit: str, title: str, lines: list[str]) -> None:
        self._big.setFont(signs(round(120 * scale)))
        self._title.setFont(sans(round(36 * scale), bold=True))
        self._big.setText(card.big)
        self._big.setAlignment(Qt.AlignmentFlag.AlignCenter if unit else Qt.AlignmentFlag.AlignLeft)
        self._big.setMinimumWidth(150)
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._title.setText(title)
        self._lines.setText("\n".join(lines))
        self._bar.setVisible(card.part is not None)
        self._bar.show_part(card.part or 0, None, theme.PINE)
