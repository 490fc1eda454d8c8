"""The whole kiosk in one place: visit, draw, paper and patience, joined."""

import logging
from collections import deque
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from hardware.printer.outcome import Outcome, Printed
from hardware.printer.slip import Slip
from kiosk.alone import Alone
from kiosk.controllers.countdown import Countdown
from kiosk.controllers.draw import DrawShow
from kiosk.controllers.entry import Entry
from kiosk.controllers.guide import GuideSheet
from kiosk.controllers.help import Help
from kiosk.controllers.menu import Menu, group_tiles, service_tiles, two_audiences
from kiosk.controllers.search import Search
from kiosk.controllers.sign import Sign
from kiosk.controllers.ticket import REASONS, TicketCard
from kiosk.controllers.visit import PLAIN, Visit
from kiosk.lots import NotAsDrawn, Stick, recompute, sticks_of
from kiosk.printing import SlipPrinter
from kiosk.reading import Reading
from kiosk.report import PrinterReport
from kiosk.settings import KioskSettings
from kiosk.slips import counter_label, slip_of
from kiosk.voice import Reader as Voice
from shared.client.outbox import Outbox
from shared.client.port import HubLink
from shared.client.report import DeviceReport
from shared.protocol.answers import Answer
from shared.settings import Reader
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

log = logging.getLogger(__name__)
ELDER_PACE = 1.5
RUSH_PACE = 0.5
RUSH_MS = 60_000
SEARCH_ROWS = 5
VISITING = ("services", "search", "kind", "guide", "check-in", "number", "found")
"""Pages that somebody may walk away from."""
PAPERS = 3
"""Papers that a citizen may have of one ticket; more is for the staff."""


class Desk(QObject):
    """Owns the controllers of every page. ``idle`` ends a forgotten visit, ``linger`` a page that was read."""

    changed = Signal()

    def __init__(
        self,
        link: HubLink,
        printer: SlipPrinter | None,
        settings: KioskSettings,
        outbox: Outbox | None = None,
        reader: Reader | None = None,
        voice: Voice | None = None,
        alone: Alone | None = None,
    ) -> None:
        super().__init__()
        self._link, self._printer, self._settings = link, printer, settings
        self._voice = voice
        self._read = ""
        self._elder = False
        self._sticks: list[Stick] = []
        self._slip: Slip | None = None
        self._papers = 0
        self._again = ""
        self._looked_for: Answer | None = None
        self._clock = QElapsedTimer()
        self._clock.start()
        self._plays: deque[int] = deque(maxlen=2)
        self.texts = Texts(settings.language, self)
        self.visit = Visit(link, self.texts, settings.settle_ms, outbox, alone, self)
        self.reading = Reading(reader, self.texts, DeviceReport(link), self)
        self.reading.answered.connect(self.touched)
        self.show = DrawShow(self.texts, settings.motion, self)
        self.card = TicketCard(link.mirror, self.texts, self)
        self.found = TicketCard(link.mirror, self.texts, self)
        self.entry = Entry(link, self.visit, self.reading, self.texts, self)
        self.visit.person = self.entry.person
        self.search = Search(link.mirror, self.texts, SEARCH_ROWS, self)
        self.guide = GuideSheet(link.mirror, self.texts, self)
        self.help = Help(link, self)
        self.groups = Menu(self.texts, False, self)
        self.services = Menu(self.texts, True, self)
        self.sign = Sign(link, self.texts, self.visit, self.show, self.card, self.entry, lambda: self._elder, self)
        self.sign.changed.connect(self._read_aloud)
        self.idle = Countdown(self)
        self.linger = Countdown(self)
        self.visit.changed.connect(self._look)
        self.visit.answered.connect(self._present)
        self.entry.changed.connect(self._look)
        self.help.changed.connect(self.touched)
        self.visit.ended.connect(self._reset)
        self.texts.languageChanged.connect(self._look)
        self.show.phaseChanged.connect(self._cut_paper)
        self.show.finished.connect(self.visit.showTicket)
        self.idle.changed.connect(self.changed)
        self.idle.over.connect(self.visit.leave)
        self.linger.over.connect(self.visit.leave)
        self._report = PrinterReport(link, printer, self) if printer is not None else None
        if printer is not None and self._report is not None:
            printer.finished.connect(self._printed)
            self._report.changed.connect(self.changed)
        self.card.changed.connect(self.changed)
        self._look()
        self.sign.say()

    @qproperty(bool, notify=changed)
    def elder(self) -> bool:
        """Large type."""
        return self._elder

    @qproperty(bool, notify=changed)
    def asking(self) -> bool:
        """Whether the citizen is still there is being asked."""
        return 0 < self.idle.left <= self._settings.warn_s

    @qproperty(str, notify=changed)
    def askingText(self) -> str:
        """How long that is asked."""
        return self.texts.t("kiosk.timeout.line", seconds=self.idle.left)

    @qproperty(float, notify=changed)
    def askingPart(self) -> float:
        """How much of that time is left, 0–1."""
        return self.idle.left / self._settings.warn_s

    @qproperty(bool, notify=changed)
    def lost(self) -> bool:
        """The hall was there and is away."""
        return self._link.mirror.hall is not None and self._link.state not in ("live", "refused")

    @qproperty(bool, notify=changed)
    def fair(self) -> bool:
        """The group chosen draws its windows."""
        group = self.visit.group_row()
        return group is not None and group.policy == "issue"

    @qproperty(bool, notify=changed)
    def booked(self) -> bool:
        """Something here takes appointments: any service at home, the one chosen further on."""
        service = self.visit.service_row()
        rows = [service] if service is not None else self._link.mirror.services.values()
        return any(row.booked for row in rows)

    @qproperty(bool, notify=changed)
    def twoAudiences(self) -> bool:
        """The services shown are for persons and for enterprises."""
        return two_audiences(self._link.mirror, self.visit.group)

    @qproperty(str, notify=changed)
    def audience(self) -> str:
        """For whom services are shown; "" for all."""
        return self.visit.audience

    @qproperty(str, notify=changed)
    def letters(self) -> str:
        """The letters that numbers begin with here."""
        return "".join(sorted({group.letter for group in self._link.mirror.groups.values()}))

    @qproperty(str, notify=changed)
    def advice(self) -> str:
        """What to do about a refusal."""
        problem = self.visit.problem
        known = problem is not None and problem.code in PLAIN
        if self.mayRetry:
            return self.texts.t("kiosk.refused.away-advice")
        return self.texts.t(f"kiosk.refused.{problem.code}-advice" if problem and known else "kiosk.refused.advice")

    @qproperty(bool, notify=changed)
    def mayRetry(self) -> bool:
        """No word of the hall's, but silence or trouble of the hub: asking again may help."""
        problem = self.visit.problem
        return problem is not None and problem.status >= 500

    @qproperty(bool, notify=changed)
    def mayReprint(self) -> bool:
        """What became of the paper is known, and the citizen may want another."""
        known = self.card.paper in ("printed", "missing", "unsure")
        return self._printer is not None and self._slip is not None and known and self._papers < PAPERS

    @qproperty(str, notify=changed)
    def paperTrouble(self) -> str:
        """What to know before a ticket is taken here; "" while there is paper."""
        trouble = self._report.trouble if self._report is not None else None
        if trouble is None:
            return ""
        return self.texts.t(f"kiosk.kind.{trouble if trouble in REASONS else 'no-paper'}")

    @qproperty(bool, notify=changed)
    def staffTold(self) -> bool:
        """Whoever looks after the paper knows that it is missing."""
        return self._report is not None and self._report.told

    @qproperty(str, notify=changed)
    def seal(self) -> str:
        """Today's seal as people read it."""
        hall = self._link.mirror.hall
        return hall.seal if hall is not None else ""

    @qproperty(str, notify=changed)
    def notice(self) -> str:
        """What the hall has to say on the home page."""
        hall = self._link.mirror.hall
        return self.texts.pick(hall.notice) if hall is not None else ""

    @Slot()
    def touched(self) -> None:
        """Somebody is there."""
        if self.idle.left:
            self.idle.start(self._settings.idle_s)

    @qproperty(bool, notify=changed)
    def mayReprintFound(self) -> bool:
        """Who has shown the ticket or the ID may have its paper again."""
        ticket = self._looked_for
        waits = ticket is not None and bool(ticket.token) and ticket.status in ("waiting", "called")
        return self._printer is not None and waits and self.found.paper != "printing" and self._papers < PAPERS

    @Slot()
    def reprintFound(self) -> None:
        """The paper of the ticket that was looked for, marked as a reprint."""
        if self.mayReprintFound and self._looked_for is not None and self._printer is not None:
            slip = slip_of(self._looked_for, self._link.mirror, self.texts, [], self._settings)
            self._papers += 1
            self._again = uuid4().hex
            self.found.printing()
            self._printer.prepare(self._again, replace(slip, reprint=True))
            self._printer.release(self._again)

    @Slot()
    def reprint(self) -> None:
        """Another paper with the same number, marked as such."""
        if self.mayReprint and self._slip is not None:
            self._slip = replace(self._slip, reprint=True)
            self.card.printing()
            self._prepare()
            self._release()

    @qproperty(bool, notify=changed)
    def reads(self) -> bool:
        """Pages are read aloud."""
        return self._elder and self._voice is not None

    @Slot()
    def readAgain(self) -> None:
        """Read this page once more."""
        self._read = ""
        self._read_aloud()

    @Slot()
    def _read_aloud(self) -> None:
        if self._voice is None or not self._elder:
            return
        if (sentence := self.sign.spoken) and sentence != self._read:
            self._read = sentence
            self._voice.say(sentence, self.texts.language)

    @Slot()
    def toggleElder(self) -> None:
        """Large type, or not."""
        self._elder = not self._elder
        self._look()
        self.sign.say()

    @Slot()
    def toggleLanguage(self) -> None:
        """The other language."""
        self.texts.choose("en" if self.texts.language == "zh" else "zh")

    @Slot()
    def _look(self) -> None:
        mirror, visit, page = self._link.mirror, self.visit, self.visit.page
        self.groups.show(group_tiles(mirror, self.texts), self._elder)
        services = (
            service_tiles(mirror, self.texts, visit.group, visit.audience, self._elder) if visit.group_row() else []
        )
        self.services.show(services, self._elder)
        self.guide.show(visit.service)
        if page == "search":
            self.search.look()
        self.reading.follow(page)
        if page not in ("number", "found", "check-in") and (self.entry.text or self.entry.answer):
            self.entry.forget()
        self._show_found()
        changed_home = self._elder or self.texts.language != self._settings.language
        waits = page in VISITING or (page in ("home", "closed", "away") and (changed_home or bool(self.help.state)))
        if waits and not self.idle.left:
            self.idle.start(self._settings.idle_s)
        elif not waits and self.idle.left:
            self.idle.stop()
        if page == "refused" and not self.linger.left:
            self.linger.start(self._settings.refused_s)
        elif page not in ("refused", "draw", "ticket") and self.linger.left:
            self.linger.stop()
        self.changed.emit()

    def _show_found(self) -> None:
        """The ticket that was asked for, once; its paper is asked for by hand."""
        if self.entry.answer is not self._looked_for:
            self._looked_for = self.entry.answer
            self.found.show(self._looked_for, False)

    @Slot()
    def _present(self) -> None:
        answer = self.visit.answer
        assert answer is not None
        self.card.show(answer, self._printer is not None)
        self._sticks = []
        if answer.drawn is not None and len(answer.drawn.windows) > 1:
            try:
                self._sticks = sticks_of(recompute(answer.drawn), lambda id_: counter_label(self._link.mirror, id_))
            except NotAsDrawn as error:
                log.error("ticket %s: %s; its draw is not shown", answer.number, error)
        if self._printer is not None:
            self._slip = slip_of(answer, self._link.mirror, self.texts, self._sticks, self._settings, self._elder)
            self._prepare()
        if len(self._sticks) > 1:
            self.show.play(self._sticks, self._pace())
        else:
            self._release()
            self.visit.showTicket()

    def _pace(self) -> float:
        now = self._clock.elapsed()
        rush = len(self._plays) == 2 and now - self._plays[0] < RUSH_MS
        self._plays.append(now)
        return ELDER_PACE if self._elder else RUSH_PACE if rush else 1.0

    @Slot()
    def _cut_paper(self) -> None:
        if self.show.phase == "result":
            self._release()

    def _prepare(self) -> None:
        """The paper is drawn and on disk as soon as the ticket is known, and printed when the draw has been shown."""
        if self._printer is not None and self._slip is not None:
            self._papers += 1
            self._printer.prepare(self._key, self._slip)

    def _release(self) -> None:
        self.linger.start(self._settings.screen_s)
        if self._printer is not None:
            self._printer.release(self._key)

    @property
    def _key(self) -> str:
        answer = self.visit.answer
        return f"{answer.ticket}#{self._papers}" if answer is not None else ""

    @Slot(str, str, object)
    def _printed(self, key: str, number: str, outcome: Outcome) -> None:
        if not isinstance(outcome, Printed):
            log.warning("slip %s: %s", number, outcome)
        if key == self._again:
            self.found.heard(outcome)
        if key == self._key:
            self.card.heard(outcome)
            lasts_s = self._settings.ticket_s if isinstance(outcome, Printed) else self._settings.screen_s
            self.linger.start(lasts_s)

    @Slot()
    def _reset(self) -> None:
        self.show.stop()
        self.card.show(None, False)
        self._slip, self._papers, self._again = None, 0, ""
        self.search.clear()
        self.entry.forget()
        self.help.close()
        self.linger.stop()
        self.idle.stop()
        self._elder = False
        self._read = ""
        if self._voice is not None:
            self._voice.hush()
        self.texts.choose(self._settings.language)
        self._look()
