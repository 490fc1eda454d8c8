"""The staff are told how the printer is: by a report to the hub whenever that changes, and after each reconnect."""

import logging

from PySide6.QtCore import QObject, Signal, Slot

from hardware.printer.outcome import Outcome, Printed, Trouble
from hardware.printer.roll import PaperState
from kiosk.printing import SlipPrinter
from shared.client.port import HubLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import DeviceState, ReportRequest
from shared.ui.qproperty import qproperty

STEP = 25
"""Tickets left are told in steps: staff plan by them, nobody counts them."""
LOW = 50
log = logging.getLogger(__name__)


class PrinterReport(QObject):
    """``trouble`` as far as this kiosk knows; ``told`` once the hub has it."""

    changed = Signal()

    def __init__(self, link: HubLink, printer: SlipPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._state = printer.state
        self._number = ""
        self._last: ReportRequest | None = None
        self._told = False
        printer.stateChanged.connect(self._heard)
        printer.finished.connect(self._ended)
        link.state_changed.append(self._reconnected)

    @property
    def trouble(self) -> Trouble | None:
        """What keeps the next slip from being printed."""
        return self._state.trouble

    @qproperty(bool, notify=changed)
    def told(self) -> bool:
        """The staff know of the trouble there is."""
        return self._told and self._state.trouble is not None

    @Slot(object)
    def _heard(self, state: PaperState) -> None:
        self._state = state
        self._report()

    @Slot(str, str, object)
    def _ended(self, key: str, number: str, outcome: Outcome) -> None:
        if not isinstance(outcome, Printed):
            self._number = number
            self._report()

    def _reconnected(self, state: LinkState) -> None:
        if state == "live":
            self._last = None
            self._report()

    def _report(self) -> None:
        state, left = self._state, self._state.left
        level: DeviceState = "ok"
        if state.trouble is not None:
            level = "trouble"
        elif state.near_end or (left is not None and left < LOW):
            level = "warn"
        request = ReportRequest(
            device="printer",
            state=level,
            detail=state.trouble or ("near_end" if level == "warn" else ""),
            left=left // STEP * STEP if left is not None else None,
            number=self._number,
        )
        if request != self._last and self._link.state == "live":
            self._last = request
            self._told = False
            self._link.request("report", request, lambda outcome: self._answered(request, outcome))
        self.changed.emit()

    def _answered(self, request: ReportRequest, outcome: Answer | Problem) -> None:
        if request != self._last:
            return
        if isinstance(outcome, Answer):
            self._told = True
        else:
            log.info("the hub does not know how the printer is: %s", outcome.code)
            self._last = None
        self.changed.emit()
