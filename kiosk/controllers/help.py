"""A citizen asks for somebody to come: the staff are told through the hub, and the citizen what became of it."""

from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.client.port import HubLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import ReportRequest
from shared.ui.qproperty import qproperty

LASTS_MS = 180_000
"""Somebody has come by then, or the citizen has left."""
State = Literal["", "asking", "coming", "failed"]


class Help(QObject):
    """``state`` "" shows nothing; ``call`` asks, ``close`` hides the sheet, ``withdraw`` takes the call back."""

    changed = Signal()

    def __init__(self, link: HubLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._state: State = ""
        self._called = False
        self._timer = QTimer(self, singleShot=True, interval=LASTS_MS)
        self._timer.timeout.connect(self._over)
        link.state_changed.append(lambda state: self._tell() if state == "live" and self._called else None)

    @qproperty(str, notify=changed)
    def state(self) -> State:
        """What the sheet says."""
        return self._state

    @Slot()
    def call(self) -> None:
        """Please come."""
        self._called = True
        self._timer.start()
        self._turn("asking")
        self._tell()

    @Slot()
    def close(self) -> None:
        """Read; whoever was called still comes."""
        self._turn("")

    @Slot()
    def withdraw(self) -> None:
        """Not needed any more."""
        self._turn("")
        self._over()

    @Slot()
    def _over(self) -> None:
        self._timer.stop()
        self._called = False
        self._tell()

    def _tell(self) -> None:
        if self._link.state != "live":
            self._answered(None)
            return
        request = ReportRequest(device="help", state="warn" if self._called else "ok", detail="called" * self._called)
        self._link.request("report", request, self._answered)

    def _answered(self, outcome: Answer | Problem | None) -> None:
        if self._state:
            self._turn("coming" if isinstance(outcome, Answer) else "failed")

    def _turn(self, state: State) -> None:
        self._state = state
        self.changed.emit()
