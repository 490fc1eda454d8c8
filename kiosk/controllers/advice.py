"""What to do where there is no ticket, nothing is found, or a ticket is that was looked for."""

from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.controllers.ticket import TicketCard
from kiosk.controllers.visit import LATE, PLAIN, Visit
from shared.client.mirror import Mirror
from shared.ui.qproperty import qproperty
from shared.ui.qr import qr_source
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

CALLED_BACK = ("missed", "parked")
"""States of a ticket whose window may have left the hall."""
Next = Literal["retry", "number", "check-in", "done"]
"""Asking again, looking up the number there is, typing anew, or back to the start."""
BOOK = "/book"
"""The hall's page for appointments (docs/pages.md)."""


class Hint(NamedTuple):
    """For whom, or what for; and what to do."""

    head: str
    text: str


class Advice(QObject):
    """``model`` for the page shown now; ``qr`` leads to an appointment where the hall makes them."""

    changed = Signal()

    def __init__(
        self, mirror: Mirror, texts: Texts, visit: Visit, found: TicketCard, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mirror, self._texts, self._visit, self._found = mirror, texts, visit, found
        self._model: RowModel[Hint] = RowModel(Hint, self)
        self._qr = ""
        visit.changed.connect(self.look)
        found.changed.connect(self.look)
        texts.languageChanged.connect(self.look)

    @qproperty(QObject, constant=True)
    def model(self) -> RowModel[Hint]:
        """The hints."""
        return self._model

    @qproperty(str, notify=changed)
    def qr(self) -> str:
        """The page for appointments as an image source; "" where it is of no use."""
        return self._qr

    @qproperty(str, notify=changed)
    def next(self) -> Next:
        """What helps most where there is no ticket."""
        problem = self._visit.problem
        if problem is not None and problem.code == "already-waiting":
            return "number"
        if problem is not None and problem.code == "unknown-appointment":
            return "check-in"
        return "retry" if self._may_retry else "done"

    @property
    def _may_retry(self) -> bool:
        """No word of the hall's, but silence, trouble of the hub or a line too slow: asking again may help."""
        problem = self._visit.problem
        return problem is not None and (problem.status >= 500 or problem.code == LATE) and problem.code not in PLAIN

    @Slot()
    def look(self) -> None:
        """Find the words for what is shown now."""
        said = self._said()
        lines = (line.partition(" | ") for line in said.split("\n") if line)
        self._model.show([Hint(head, text) for head, _, text in lines])
        self._qr = self._booking()
        self.changed.emit()

    def _said(self) -> str:
        problem, t = self._visit.problem, self._texts.t
        match self._visit.page:
            case "found" if status := self._found.status:
                nowhere = status in CALLED_BACK and not self._found.window
                return t(f"kiosk.advice.found-{status}{'-desk' * nowhere}", label=self._found.window)
            case "search":
                return t("kiosk.advice.nothing")
            case "halted":
                return t("kiosk.advice.halted")
            case "away":
                return t("kiosk.advice.spent" if self._visit.spent else "kiosk.advice.away")
            case "refused" if problem is not None and self._may_retry:
                return t("kiosk.advice.retry")
            case "refused" if problem is not None and problem.code in PLAIN:
                return t(f"kiosk.advice.{problem.code}", **problem.params)
            case "refused":
                return t("kiosk.advice.other")
        return ""

    def _booking(self) -> str:
        hall, problem, page = self._mirror.hall, self._visit.problem, self._visit.page
        service = self._visit.service_row()
        sold_out = page == "refused" and problem is not None and problem.code == "sold-out"
        wanted = sold_out and service is not None and service.booked
        if page == "closed":
            wanted = any(row.booked for row in self._mirror.services.values())
        if hall is None or not hall.public_url or not wanted:
            return ""
        return qr_source(hall.public_url.rstrip("/") + BOOK)
