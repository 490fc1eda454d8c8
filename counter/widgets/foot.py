"""The foot: how hub and keypad are, and the keys; what is wrong with a device of the hall; the hub away."""

from PySide6.QtWidgets import QHBoxLayout

from counter.widgets.fonts import sans
from counter.widgets.label import Label
from counter.widgets.panel import Panel
from shared.ui import theme

HEIGHT = 44
MARGIN = 24


class Foot(Panel):
    """44 px, quiet unless something is away."""

    def __init__(self) -> None:
        super().__init__(theme.PAPER, theme.LINE)
        self.setFixedHeight(HEIGHT)
        self._left = Label(sans(theme.COUNTER_LEAST), theme.MUTED)
        self._right = Label(sans(theme.COUNTER_LEAST), theme.MUTED, right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.addWidget(self._left)
        row.addStretch(1)
        row.addWidget(self._right)

    def show_well(self, parts: list[str], keys: str) -> None:
        """All is well: a word for each part."""
        self.paint_as(theme.PAPER, theme.LINE)
        self._show("      ".join(parts), keys, theme.MUTED, bold=False)

    def show_trouble(self, parts: list[str], trouble: str) -> None:
        """The hall goes on, and a device wants somebody: its sentence stands in place of the keys."""
        self.paint_as(theme.WARN_SOFT, theme.WARN)
        self._show("", "", theme.WARN, bold=True)
        self._left.fit("      ".join([*parts, trouble]), self.width() - 2 * MARGIN)

    def show_away(self, sentence: str) -> None:
        """The hub is away, and since when."""
        self.paint_as(theme.WARN)
        self._show(sentence, "", theme.WHITE, bold=True)

    def _show(self, left: str, right: str, colour: str, bold: bool) -> None:
        self._left.setText(left)
        self._left.setFont(sans(theme.COUNTER_LEAST, bold))
        self._left.tint(colour)
        self._right.setText(right)
