"""The whole kiosk in one place: visit, draw, paper and patience, joined."""

import logging
from collections import deque

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from hardware.printer.slip import Slip
from kiosk.alone import Alone, served
from kiosk.controllers.advice import Advice
from kiosk.controllers.aloud import Aloud, Voice
from kiosk.controllers.countdown import Countdown
from kiosk.controllers.draw import DrawShow
from kiosk.controllers.entry import Entry
from kiosk.controllers.guide import GuideSheet
from kiosk.controllers.help import Help
from kiosk.controllers.menu import Menu, group_tiles, service_tiles, two_audiences
from kiosk.controllers.paper import Papers
from kiosk.controllers.search import Search
from kiosk.controllers.sign import Sign
from kiosk.controllers.takehome import TakeHome
from kiosk.controllers.ticket import TicketCard
from kiosk.controllers.ticks import Sounds, Ticks
from kiosk.controllers.visit import HALTED, Visit
from kiosk.lots import NotAsDrawn, Stick, recompute, sticks_of
from kiosk.printing import SlipPrinter
from kiosk.reading import Reading
from kiosk.settings import KioskSettings
from kiosk.slips import counter_label, slip_of
from kiosk.way import way_of
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
RESTING = ("home", "closed", "away", "halted")
"""Pages that stand there for the next person, in the hall's language and size."""
REPRINTED = ("waiting", "called")
"""States in which a ticket that was looked for may have its paper again."""


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
        sounds: Sounds | None = None,
    ) -> None:
        super().__init__()
        self._link, self._settings = link, settings
        self._printing = printer is not None
        self._elder = False
        self._looked_for: Answer | None = None
        self._clock = QElapsedTimer()
        self._clock.start()
        self._plays: deque[int] = deque(maxlen=2)
        self.texts = Texts(settings.language, self, link)
        self.visit = Visit(link, self.texts, settings.settle_ms, outbox, alone, self)
        self.reading = Reading(reader, self.texts, DeviceReport(link), self)
        self.reading.answered.connect(self.touched)
        self.show = DrawShow(self.texts, settings.motion, self)
        self.card = TicketCard(link, self.texts, self)
        self.found = TicketCard(link, self.texts, self)
        self.papers = Papers(link, printer, self.texts, self.card, self.found, self)
        self.entry = Entry(link, self.visit, self.reading, self.texts, self)
        self.visit.person = self.entry.person
        self.search = Search(link.mirror, self.texts, SEARCH_ROWS, self)
        self.guide = GuideSheet(link.mirror, self.texts, self)
        self.take_home = TakeHome(link, self.texts, self.guide, self.papers, printer, settings, self)
        self.help = Help(link, self)
        self.groups = Menu(self.texts, False, self)
        self.services = Menu(self.texts, True, self)
        self.sign = Sign(
            *(link, self.texts, self.visit, self.show, self.card, self.entry),
            elder=lambda: self._elder,
            told=lambda: self.papers.staffTold,
            reads=lambda: self.reads,
            parent=self,
        )
        self.reading.changed.connect(self.sign.say)
        self.papers.changed.connect(self.sign.say)
        self.aloud = Aloud(voice, self.sign, self.texts, lambda: self._elder, self)
        self.ticks = Ticks(sounds, self.show, self)
        self.advice = Advice(link.mirror, self.texts, self.visit, self.found, self)
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
        self.papers.ended.connect(self._printed)
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

    @qproperty(str, notify=changed)
    def way(self) -> str:
        """How the service chosen gets its window."""
        return way_of(self._link.mirror, self.visit.service)

    @qproperty(bool, notify=changed)
    def booked(self) -> bool:
        """Something here takes appointments and can ask the hub: any service at home, the one chosen further on."""
        service = self.visit.service_row()
        rows = [service] if service is not None else self._link.mirror.services.values()
        return served(self._link) and any(row.booked for row in rows)

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
    def seal(self) -> str:
        """Today's seal as people read it."""
        hall = self._link.mirror.hall
        return hall.seal if hall is not None else ""

    @qproperty(str, notify=changed)
    def offer(self) -> str:
        """How many services there are, in words."""
        return self.texts.t("kiosk.search.all", count=len(self._link.mirror.services))

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
    def reads(self) -> bool:
        """Pages are read aloud."""
        return self._elder and self.aloud.able

    @Slot()
    def printGuide(self) -> None:
        """The guide shown, on paper."""
        self.take_home.print(self.visit.service, self._elder)

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
        self.groups.show(group_tiles(mirror, self.texts, visit.gives), self._elder)
        services = (
            service_tiles(mirror, self.texts, visit.group, visit.audience, self._elder) if visit.group_row() else []
        )
        self.services.show(services, self._elder)
        self.guide.show(visit.service, self._elder)
        if page != "guide":
            self.take_home.turn()
        if page == "search":
            self.search.look()
        self.reading.follow(page)
        if page not in ("number", "found", "check-in") and (self.entry.typed.text or self.entry.answer):
            self.entry.forget()
        self._show_found()
        changed_home = self._elder or self.texts.language != self._settings.language
        waits = page in VISITING or (page in RESTING and (changed_home or bool(self.help.state)))
        if waits and not self.idle.left:
            self.idle.start(self._settings.idle_s)
        elif not waits and self.idle.left:
            self.idle.stop()
        if page == "refused" and not self.linger.left:
            problem = self.visit.problem
            kept = problem is not None and problem.code == HALTED  # the number on the screen is all she has
            self.linger.start(self._settings.screen_s if kept else self._settings.refused_s)
        elif page not in ("refused", "draw", "ticket") and self.linger.left:
            self.linger.stop()
        self.changed.emit()

    def _show_found(self) -> None:
        """The ticket that was asked for, once; its paper is asked for by hand."""
        ticket = self.entry.answer
        if ticket is not self._looked_for:
            self._looked_for = ticket
            self.found.show(ticket, False)
            shown = ticket is not None and bool(ticket.token) and ticket.status in REPRINTED
            self.papers.offer(self._slip(ticket, []) if ticket is not None and shown else None)

    @Slot()
    def _present(self) -> None:
        answer = self.visit.answer
        assert answer is not None
        self.card.show(answer, self._printing)
        sticks = self._sticks_of(answer)
        self.papers.prepare(answer.ticket or answer.request_id, self._slip(answer, sticks))
        if len(sticks) > 1:
            self.show.play(sticks, self._pace())
        else:
            self._release()
            self.visit.showTicket()

    def _slip(self, answer: Answer, sticks: list[Stick]) -> Slip:
        link = self._link
        return slip_of(answer, link.mirror, self.texts, sticks, self._settings, link.now_ms(), self._elder)

    def _sticks_of(self, answer: Answer) -> list[Stick]:
        """The draw to be shown; none where there was none, or where it does not come out."""
        if answer.drawn is None or len(answer.drawn.windows) == 1:
            return []
        try:
            return sticks_of(recompute(answer.drawn), lambda id_: counter_label(self._link.mirror, id_))
        except NotAsDrawn as error:
            log.error("ticket %s: %s; its draw is not shown", answer.number, error)
            return []

    def _pace(self) -> float:
        now = self._clock.elapsed()
        rush = len(self._plays) == 2 and now - self._plays[0] < RUSH_MS
        self._plays.append(now)
        return ELDER_PACE if self._elder else RUSH_PACE if rush else 1.0

    @Slot()
    def _cut_paper(self) -> None:
        if self.show.phase == "result":
            self._release()

    def _release(self) -> None:
        self.linger.start(self._settings.screen_s)
        self.papers.release()

    @Slot(bool)
    def _printed(self, on_paper: bool) -> None:
        self.linger.start(self._settings.ticket_s if on_paper else self._settings.screen_s)

    @Slot()
    def _reset(self) -> None:
        self.show.stop()
        self.card.show(None, False)
        self.papers.forget()
        self.take_home.forget()
        self.search.typed.clear()
        self.entry.forget()
        self.help.close()
        self.linger.stop()
        self.idle.stop()
        self._elder = False
        self.aloud.hush()
        self.texts.choose(self._settings.language)
        self._look()
