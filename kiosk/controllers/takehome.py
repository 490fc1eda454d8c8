"""The guide on paper, to take home."""

from typing import Literal
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from hardware.printer.outcome import NotPrinted, Outcome, Printed
from hardware.printer.sheet import Item, Sheet
from kiosk.controllers.guide import GuideSheet
from kiosk.controllers.paper import MOST, Papers
from kiosk.printing import SlipPrinter
from kiosk.settings import KioskSettings
from shared.client.port import HubLink
from shared.ui.clock import local_time
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

State = Literal["", "printing", "printed", "missing", "unsure"]


class TakeHome(QObject):
    """Prints the guide that is shown, a few times a visit at most; ``line`` says what became of it."""

    changed = Signal()

    def __init__(
        self,
        link: HubLink,
        texts: Texts,
        guide: GuideSheet,
        papers: Papers,
        printer: SlipPrinter | None,
        settings: KioskSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._texts, self._guide, self._papers = link, texts, guide, papers
        self._printer, self._settings = printer, settings
        self._state: State = ""
        self._key = ""
        self._count = 0
        papers.changed.connect(self.changed)
        texts.languageChanged.connect(self.changed)
        if printer is not None:
            printer.finished.connect(self._finished)

    @qproperty(bool, notify=changed)
    def able(self) -> bool:
        """It may be printed now."""
        there = self._printer is not None and not self._papers.trouble
        return there and self._count < MOST and self._state != "printing"

    @qproperty(str, notify=changed)
    def line(self) -> str:
        """What became of it; "" before it is asked for."""
        return self._texts.t(f"kiosk.guide.paper-{self._state}") if self._state else ""

    def print(self, service: str, large: bool) -> None:
        """Print the guide of this service."""
        row, hall = self._link.mirror.services.get(service), self._link.mirror.hall
        if not self.able or self._printer is None or row is None or hall is None:
            return
        items = tuple(Item(each.text, each.head, each.mark, each.caption, each.note) for each in self._guide.lines)
        now = local_time(self._link.now_ms(), hall.timezone)
        sheet = Sheet(
            hall=self._texts.pick(hall.name),
            title=self._texts.pick(row.name),
            items=items,
            qr_text=self._guide.url,
            qr_words=self._texts.t("kiosk.guide.sheet-scan"),
            foot=self._texts.t("kiosk.guide.sheet-printed", date=self._texts.date(now), year=now.year),
            width_mm=self._settings.paper_mm,
            large=large,
        )
        self._count += 1
        self._key, self._state = uuid4().hex, "printing"
        self._printer.print_sheet(self._key, sheet)
        self.changed.emit()

    def turn(self) -> None:
        """Another page: what was said of the paper is of no more interest."""
        if self._state:
            self._key = self._state = ""
            self.changed.emit()

    def forget(self) -> None:
        """The next citizen."""
        self._count = 0
        self.turn()
        self.changed.emit()

    @Slot(str, str, object)
    def _finished(self, key: str, number: str, outcome: Outcome) -> None:
        if key and key == self._key:
            lost: State = "missing" if isinstance(outcome, NotPrinted) else "unsure"
            self._state = "printed" if isinstance(outcome, Printed) else lost
            self.changed.emit()
