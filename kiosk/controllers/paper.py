"""The papers of one visit: of the ticket taken, and of one that was looked for."""

import logging
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from hardware.printer.outcome import Outcome, Printed
from hardware.printer.slip import Slip
from kiosk.controllers.ticket import REASONS, TicketCard
from kiosk.printing import SlipPrinter
from kiosk.report import PrinterReport
from shared.client.port import HubLink
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

log = logging.getLogger(__name__)
MOST = 3
"""Papers that a citizen may have of one ticket; more is for the staff."""


class Papers(QObject):
    """A slip is drawn and on disk as soon as its ticket is known, and printed on ``release``, when the draw has been
    shown. ``card`` and ``found`` hear what became of it; ``ended`` says whether the ticket taken is on paper.
    """

    changed = Signal()
    ended = Signal(bool)

    def __init__(
        self,
        link: HubLink,
        printer: SlipPrinter | None,
        texts: Texts,
        card: TicketCard,
        found: TicketCard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer, self._texts, self._card, self._found = printer, texts, card, found
        self._slip: Slip | None = None
        self._ticket = ""
        self._lost: Slip | None = None
        self._count = 0
        self._again = ""
        self._report = PrinterReport(link, printer, self) if printer is not None else None
        if printer is not None and self._report is not None:
            printer.finished.connect(self._finished)
            self._report.changed.connect(self.changed)
        card.changed.connect(self.changed)
        found.changed.connect(self.changed)

    @qproperty(str, notify=changed)
    def trouble(self) -> str:
        """What to know before a ticket is taken here; "" while there is paper."""
        trouble = self._report.trouble if self._report is not None else None
        if trouble is None:
            return ""
        return self._texts.t(f"kiosk.kind.{trouble if trouble in REASONS else 'no-paper'}")

    @qproperty(bool, notify=changed)
    def staffTold(self) -> bool:
        """Whoever looks after the paper knows that it is missing."""
        return self._report is not None and self._report.told

    @qproperty(bool, notify=changed)
    def mayReprint(self) -> bool:
        """What became of the paper is known, and the citizen may want another."""
        known = self._card.paper in ("printed", "missing", "unsure")
        return self._able and self._slip is not None and known

    @qproperty(bool, notify=changed)
    def mayReprintFound(self) -> bool:
        """Who has shown the ticket or the ID may have its paper again."""
        return self._able and self._lost is not None and self._found.paper != "printing"

    @property
    def _able(self) -> bool:
        """There is a printer, paper in it, and not every paper has been had."""
        return self._printer is not None and not self.trouble and self._count < MOST

    def prepare(self, ticket: str, slip: Slip) -> None:
        """The paper of the ticket taken."""
        self._ticket, self._slip = ticket, slip
        if self._printer is not None:
            self._count += 1
            self._printer.prepare(self._key, slip)

    def release(self) -> None:
        """Now it is printed."""
        if self._printer is not None:
            self._printer.release(self._key)

    def offer(self, slip: Slip | None) -> None:
        """The paper that ``reprintFound`` prints; None: none may be printed."""
        self._lost = slip
        self.changed.emit()

    def forget(self) -> None:
        """The next citizen."""
        self._slip = self._lost = None
        self._ticket, self._count, self._again = "", 0, ""

    @Slot()
    def reprint(self) -> None:
        """Another paper with the same number, marked as such."""
        if self.mayReprint and self._slip is not None:
            self._card.printing()
            self.prepare(self._ticket, replace(self._slip, reprint=True))
            self.release()

    @Slot()
    def reprintFound(self) -> None:
        """The paper of the ticket that was looked for, marked as a reprint."""
        if self.mayReprintFound and self._lost is not None and self._printer is not None:
            self._count += 1
            self._again = uuid4().hex
            self._found.printing()
            self._printer.prepare(self._again, replace(self._lost, reprint=True))
            self._printer.release(self._again)

    @property
    def _key(self) -> str:
        return f"{self._ticket}#{self._count}" if self._slip is not None else ""

    @Slot(str, str, object)
    def _finished(self, key: str, number: str, outcome: Outcome) -> None:
        if not isinstance(outcome, Printed):
            log.warning("slip %s: %s", number, outcome)
        if key == self._again:
            self._found.heard(outcome)
        if key == self._key:
            self._card.heard(outcome)
            self.ended.emit(isinstance(outcome, Printed))
