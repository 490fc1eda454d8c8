"""The ticket page: what the citizen holds, on paper or only here."""

from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble
from kiosk.controllers.menu import LONG, minutes, wait_words
from kiosk.slips import counter_label, expected_at, public_url
from shared.client.block import OWN
from shared.client.mirror import Mirror
from shared.client.port import HubLink
from shared.protocol.answers import Answer
from shared.protocol.rows import GroupRow
from shared.ui.qproperty import qproperty
from shared.ui.qr import qr_source
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

Paper = Literal["printing", "printed", "missing", "unsure", "screen"]
REASONS = (Trouble.PAPER_OUT, Trouble.COVER_OPEN)
OVER = ("missed", "parked", "finished", "ended")
"""States of a ticket that was looked for in which nobody tells how long it takes."""


class Fact(NamedTuple):
    """One fact under the number, and what makes it easier to picture."""

    caption: str
    value: str
    note: str = ""


class TicketCard(QObject):
    """One answer as words. ``paper`` says whether it is in the citizen's hand."""

    changed = Signal()

    def __init__(self, link: HubLink, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._mirror = link, link.mirror
        self._texts = texts
        self._at_ms = 0
        self._answer: Answer | None = None
        self._paper: Paper = "screen"
        self._reason = "screen"
        self._qr = ""
        self._facts: RowModel[Fact] = RowModel(Fact, self)
        texts.languageChanged.connect(self._say)

    def show(self, answer: Answer | None, printing: bool) -> None:
        """This ticket, with a slip on its way or none at all."""
        self._answer, self._at_ms = answer, self._link.now_ms()
        self._paper = "printing" if printing else "screen"
        self._reason = "screen"
        self._qr = qr_source(public_url(self._mirror, answer)) if answer is not None else ""
        self._say()

    def printing(self) -> None:
        """Another paper is on its way."""
        self._paper = "printing"
        self._say()

    def heard(self, outcome: Outcome) -> None:
        """What became of the slip."""
        if isinstance(outcome, Printed):
            self._paper = "printed"
        else:
            trouble = outcome.cause if isinstance(outcome, NotPrinted) else outcome.state
            self._paper = "missing" if isinstance(outcome, NotPrinted) else "unsure"
            self._reason = trouble if trouble in REASONS else "other"
        self._say()

    @qproperty(str, notify=changed)
    def paper(self) -> Paper:
        """On its way, out, missing, perhaps missing, or a kiosk without paper."""
        return self._paper

    @qproperty(bool, notify=changed)
    def onScreenOnly(self) -> bool:
        """This page is all the citizen has."""
        return self._paper in ("missing", "unsure", "screen")

    @qproperty(str, notify=changed)
    def reason(self) -> str:
        """Why there is no paper, in words."""
        return self._texts.t(f"kiosk.unprinted.{self._reason}")

    @qproperty(str, notify=changed)
    def paperLine(self) -> str:
        """What becomes of a paper asked for again; "" while none is."""
        return "" if self._paper == "screen" else self._texts.t(f"kiosk.found.paper-{self._paper}")

    @qproperty(str, notify=changed)
    def number(self) -> str:
        """D047."""
        return self._answer.number if self._answer is not None else ""

    @qproperty(str, notify=changed)
    def status(self) -> str:
        """Where a ticket that was looked for is; "" of a fresh one."""
        return self._answer.status if self._answer is not None else ""

    @qproperty(str, notify=changed)
    def window(self) -> str:
        """The label of the main window, or of the one that calls right now or has called; "" while there is none."""
        if self._answer is None:
            return ""
        counter = self._answer.called or self._answer.counter or self._answer.main
        return counter_label(self._mirror, counter) if counter else ""

    @qproperty(bool, notify=changed)
    def called(self) -> bool:
        """The window is free and calls at once."""
        return self._answer is not None and bool(self._answer.called)

    @qproperty(str, notify=changed)
    def windowCaption(self) -> str:
        """Over the window: that it is hers, or has called."""
        if self._answer is not None and self._answer.counter:
            return self._texts.t("kiosk.found.window-called")
        return self._texts.t("kiosk.ticket.window")

    @qproperty(str, notify=changed)
    def later(self) -> str:
        """In place of a window: when it will be known."""
        return self._later("")

    @qproperty(str, notify=changed)
    def windowText(self) -> str:
        """The window in one line, or when it will be known."""
        if not self.window:
            return self._later("-line")
        return self._texts.t("kiosk.ticket.window-line", label=self.window)

    @qproperty(str, notify=changed)
    def sit(self) -> str:
        """Where to wait, in a sentence."""
        area = self._area
        return self._texts.t("kiosk.ticket.sit", area=area) if area else ""

    @qproperty(str, notify=changed)
    def brief(self) -> str:
        """The facts in one line."""
        answer, t = self._answer, self._texts.t
        area = t("kiosk.unprinted.area", area=self._area) if self._area else ""
        if answer is None or not self._waits:
            return area
        wait = wait_words(answer.ahead, answer.low_min, answer.high_min, self._texts)
        return t("kiosk.unprinted.wait-area", wait=wait, area=area) if area else wait

    @qproperty(str, notify=changed)
    def waitLine(self) -> str:
        """How long, in a sentence; "" where nobody can tell."""
        if self._answer is None or not self._waits:
            return ""
        if not self._answer.high_min:
            return self._texts.t("kiosk.ticket.soon")
        wait = minutes(self._answer.low_min, self._answer.high_min, self._texts)
        return self._texts.t("kiosk.ticket.wait-line", wait=wait)

    @qproperty(str, notify=changed)
    def service(self) -> str:
        """What for, and which kind."""
        if self._answer is None or self._answer.service not in self._mirror.services:
            return ""
        row = self._mirror.services[self._answer.service]
        name = self._texts.pick(row.name)
        if len(name) > LONG[self._texts.language]:
            name = self._texts.pick(row.short)
        return self._texts.t("kiosk.ticket.service", service=name, kind=self._texts.t(f"kind.{self._answer.kind}"))

    @qproperty(str, notify=changed)
    def note(self) -> str:
        """The one thing to know about the window."""
        if self._answer is None:
            return ""
        if self._answer.called:
            return "" if self.status else self._texts.t("kiosk.ticket.called", label=self.window)
        if self._answer.reserves:
            return self._texts.t(
                "kiosk.ticket.reserves", reserves=reserves_text(self._answer, self._mirror, self._texts)
            )
        if self._answer.main:
            drawn = self._answer.drawn
            return self._texts.t("kiosk.ticket.one") if drawn is not None and len(drawn.windows) == 1 else ""
        return self._why_later

    def _later(self, line: str) -> str:
        group = self._group
        if self._answer is not None and self._answer.status in OVER:
            return ""
        return self._texts.t(f"kiosk.ticket.{'fifo' if group and group.policy == 'fifo' else 'later'}{line}")

    @property
    def _why_later(self) -> str:
        """Why there is no window yet, and how she hears of it."""
        group = self._group
        if self._answer is None or group is None or self._answer.status in OVER:
            return ""
        if group.policy == "fifo":
            return self._texts.t("kiosk.ticket.note-line")
        if self._alone:
            return self._texts.t("kiosk.ticket.note-alone")
        return self._texts.t("kiosk.ticket.note-call" if group.policy == "call" else "kiosk.ticket.note-unopened")

    @qproperty(str, notify=changed)
    def proof(self) -> str:
        """Number of the draw, today's seal, and who made the draw."""
        if not self._was_drawn or self._answer is None or self._answer.drawn is None or self._mirror.hall is None:
            return ""
        seal = self._mirror.hall.seal.replace(" ", "\u00a0")  # its halves stay together
        return self._texts.t("kiosk.ticket.proof", draw=self._answer.drawn.i, seal=seal, machines=self.machines)

    @qproperty(str, notify=changed)
    def machines(self) -> str:
        """How many machines made the draw together: the hub, and those that bear witness."""
        if self._answer is None or self._answer.drawn is None:
            return ""
        witnesses = len(self._answer.drawn.ys)
        return self._texts.t("kiosk.draw.machines" if witnesses else "kiosk.draw.machine", count=1 + witnesses)

    @qproperty(QObject, constant=True)
    def facts(self) -> RowModel[Fact]:
        """People ahead, the wait, where to sit."""
        return self._facts

    @qproperty(str, notify=changed)
    def qr(self) -> str:
        """The citizen's own page as an image source; "" where there is none."""
        return self._qr

    @qproperty(str, notify=changed)
    def phone(self) -> str:
        """What that page is for."""
        return self._texts.t("kiosk.ticket.phone-draw" if self._was_drawn else "kiosk.ticket.phone")

    @qproperty(str, notify=changed)
    def phoneLine(self) -> str:
        """What it shows, or from when on."""
        line = "-alone" if self._alone else "-draw" if self._was_drawn else ""
        return self._texts.t(f"kiosk.ticket.phone{line}-line")

    @qproperty(str, notify=changed)
    def scanLine(self) -> str:
        """The same where there is no paper to keep."""
        return self._texts.t("kiosk.ticket.phone-alone-line" if self._alone else "kiosk.unprinted.scan-line")

    @property
    def _was_drawn(self) -> bool:
        drawn = self._answer.drawn if self._answer is not None else None
        return drawn is not None and len(drawn.windows) > 1

    @property
    def _area(self) -> str:
        """Where to wait; "" where nobody waits, or anywhere."""
        if self._answer is None or self._group is None or self.called or self._answer.status in OVER:
            return ""
        return self._texts.pick(self._group.area)

    @property
    def _waits(self) -> bool:
        """It can be told how long it takes until the call."""
        answer = self._answer
        return answer is not None and not answer.called and not self._alone and answer.status not in OVER

    @property
    def _alone(self) -> bool:
        """The kiosk has given it without the hub."""
        return self._answer is not None and self._answer.request_id.startswith(OWN)

    @property
    def _group(self) -> GroupRow | None:
        service = self._mirror.services.get(self._answer.service) if self._answer is not None else None
        return self._mirror.groups.get(service.group) if service is not None else None

    @Slot()
    def _say(self) -> None:
        facts, answer, t = [], self._answer, self._texts.t
        if answer is not None and self._waits:
            wait = minutes(answer.low_min, answer.high_min, self._texts)
            open_now = self._mirror.services[answer.service].counters_open if self._group is not None else 0
            windows = t("kiosk.ticket.windows", count=open_now) if open_now else ""
            facts.append(Fact(t("kiosk.ticket.ahead"), t("kiosk.ticket.ahead-value", count=answer.ahead), windows))
            facts.append(Fact(t("kiosk.ticket.wait"), wait, self._about(answer)))
        elif answer is not None and self._alone:
            later = t("kiosk.ticket.wait-unknown-line")
            facts.append(Fact(t("kiosk.ticket.wait"), t("kiosk.ticket.wait-unknown"), later))
        if self._area:
            facts.append(Fact(t("kiosk.ticket.area"), self._area, t("kiosk.ticket.area-line")))
        self._facts.show(facts)
        self.changed.emit()

    def _about(self, answer: Answer) -> str:
        """When that is on the clock; "" where it is at once."""
        hall = self._mirror.hall
        clock = expected_at(answer, self._at_ms, hall.timezone) if hall is not None else ""
        return self._texts.t("kiosk.ticket.about", range=clock) if clock else ""


def reserves_text(answer: Answer, mirror: Mirror, texts: Texts) -> str:
    """The reserves' labels: 3、12."""
    separator = texts.t("common.and")
    return separator.join(counter_label(mirror, counter) for counter in answer.reserves)
