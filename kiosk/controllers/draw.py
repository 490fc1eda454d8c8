"""The draw as it happened: sealed, rising, stopped, result. It shows what is durable already, it decides nothing."""

from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.lots import Cup, Stick, place
from shared.ui.qproperty import qproperty
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

Phase = Literal["", "sealed", "rising", "stopped", "result"]
SEALED_MS = 1200
LIFT_MS = 150
"""The seal strip goes before the sticks do."""
RISE_MS = 2000
HOLD_MS = 300
RESULT_MS = 1350


class DrawShow(QObject):
    """Plays one draw: ``phaseChanged`` at each step, ``reached`` at each it came to in its time and not by a touch,
    ``finished`` when the result has been seen.
    """

    phaseChanged = Signal()
    reached = Signal(str)
    finished = Signal()

    def __init__(self, texts: Texts, motion: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._motion = motion
        self._phase: Phase = ""
        self._pace = 1.0
        self._ahead: list[tuple[Phase, float]] = []
        self._sticks: RowModel[Stick] = RowModel(Stick, self)
        self._cups: RowModel[Cup] = RowModel(Cup, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._in_time)
        texts.languageChanged.connect(self.phaseChanged)

    @qproperty(QObject, constant=True)
    def sticks(self) -> RowModel[Stick]:
        """Every stick with its place."""
        return self._sticks

    @qproperty(QObject, constant=True)
    def cups(self) -> RowModel[Cup]:
        """The holders."""
        return self._cups

    @qproperty(str, notify=phaseChanged)
    def phase(self) -> Phase:
        """Where the play is; "" while there is none."""
        return self._phase

    @qproperty(bool, notify=phaseChanged)
    def rising(self) -> bool:
        """The sticks move."""
        return self._phase in ("rising", "stopped")

    @qproperty(int, notify=phaseChanged)
    def riseMs(self) -> int:
        """How long a stick of length 1 takes."""
        return round(RISE_MS * self._pace)

    @qproperty(int, notify=phaseChanged)
    def liftMs(self) -> int:
        """How long the seal strip takes to go."""
        return round(LIFT_MS * self._pace)

    @qproperty(int, notify=phaseChanged)
    def rows(self) -> int:
        """Rows of holders."""
        return max((cup.row for cup in self._cups.rows), default=0) + 1

    @qproperty(int, notify=phaseChanged)
    def frame(self) -> int:
        """Which of the three frames: 0 sealed, 1 drawing, 2 result."""
        return {"sealed": 0, "rising": 1, "stopped": 1, "result": 2}.get(self._phase, 0)

    @qproperty(int, notify=phaseChanged)
    def trays(self) -> int:
        """How many trays."""
        return max((stick.tray for stick in self._sticks.rows), default=0) + 1

    @qproperty(list, notify=phaseChanged)
    def captions(self) -> list[str]:
        """Under each tray: which group it is, and of the result what its stick won."""
        t = self._texts.t
        if self._phase != "result":
            return [t("kiosk.draw.cup-group", n=n) for n in range(1, self.trays + 1)]
        return [t("kiosk.draw.cup-main"), *[t("kiosk.draw.cup-reserve")] * (self.trays - 1)]

    @qproperty(str, notify=phaseChanged)
    def rule(self) -> str:
        """What will count."""
        return self._texts.t("kiosk.draw.rule-trays" if self.trays > 1 else "kiosk.draw.rule")

    @qproperty(str, notify=phaseChanged)
    def stoppedText(self) -> str:
        """Which stick decided, once it has stopped."""
        if self._phase not in ("stopped", "result") or self.main is None:
            return ""
        key = "kiosk.draw.stopped-trays" if self.trays > 1 else "kiosk.draw.stopped"
        return self._texts.t(key, label=self.main.label)

    @property
    def main(self) -> Stick | None:
        """The stick of the main window."""
        return next((stick for stick in self._sticks.rows if stick.named == "main"), None)

    def play(self, sticks: list[Stick], pace: float = 1.0) -> None:
        """Show this draw; ``pace`` 2 takes twice as long. One stick of it is the main window's."""
        placed, cups = place(sticks)
        self._cups.show(cups)
        self._sticks.show(placed)
        assert self.main is not None
        first = self.main.length
        self._pace = pace
        moving: list[tuple[Phase, float]] = [
            ("rising", LIFT_MS + RISE_MS * first),
            ("stopped", RISE_MS * (1 - first) + HOLD_MS),
        ]
        self._ahead = [("sealed", SEALED_MS), *(moving if self._motion else []), ("result", RESULT_MS)]
        self._in_time()

    @Slot()
    def skip(self) -> None:
        """A touch: to the result, and from there on."""
        if self._phase:
            self._ahead = [] if self._phase == "result" else self._ahead[-1:]
            self._next()

    def stop(self) -> None:
        """Nothing more to show."""
        self._timer.stop()
        self._ahead, self._phase = [], ""
        self.phaseChanged.emit()

    @Slot()
    def _in_time(self) -> None:
        if self._next():
            self.reached.emit(self._phase)

    def _next(self) -> bool:
        """Whether there was a step left."""
        if not self._ahead:
            self.stop()
            self.finished.emit()
            return False
        self._phase, lasts_ms = self._ahead.pop(0)
        self._timer.start(round(lasts_ms * self._pace))
        self.phaseChanged.emit()
        return True
