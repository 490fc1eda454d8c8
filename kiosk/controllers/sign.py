"""The upper third: one sentence, what to do now, for every page."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from hardware.voice.phrases import spell, window_words
from kiosk.alone import waits
from kiosk.controllers.draw import DrawShow
from kiosk.controllers.entry import Entry
from kiosk.controllers.menu import is_free, minutes, wait_text
from kiosk.controllers.ticket import Fact, TicketCard, reserves_text
from kiosk.controllers.visit import HALTED, PLAIN, SPENT, Visit
from kiosk.slips import counter_label
from kiosk.way import way_of
from shared.client.port import HubLink
from shared.clock import facts_at
from shared.guide import whole
from shared.ui.hours import days_until_open, is_early, is_late, weekday_in
from shared.ui.qproperty import qproperty
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

LINED = (SPENT, HALTED, "unknown-appointment", "already-waiting")
"""Refusals that the sign explains in a line of its own."""


class Step(NamedTuple):
    """One of the steps to a ticket; ``now`` for the present one."""

    label: str
    now: bool


class Words(NamedTuple):
    """``window`` set: the title is that window, large and yellow. ``warning`` stands over it in a white box."""

    title: str
    line: str
    window: str = ""
    warning: str = ""


class Sign(QObject):
    """Title, line and steps of the page shown now."""

    changed = Signal()

    def __init__(
        self,
        link: HubLink,
        texts: Texts,
        visit: Visit,
        show: DrawShow,
        card: TicketCard,
        entry: Entry,
        elder: Callable[[], bool],
        told: Callable[[], bool],
        reads: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._texts, self._visit, self._show, self._card = link, texts, visit, show, card
        self._elder, self._told, self._reads = elder, told, reads
        self._entry = entry
        self._words = Words("", "")
        self._steps: RowModel[Step] = RowModel(Step, self)
        self._facts: RowModel[Fact] = RowModel(Fact, self)
        for signal in (visit.changed, show.phaseChanged, card.changed, entry.changed, texts.languageChanged):
            signal.connect(self.say)

    @qproperty(str, notify=changed)
    def hall(self) -> str:
        """Whose kiosk this is."""
        row = self._link.mirror.hall
        return self._texts.pick(row.name) if row is not None else self._texts.t("common.product")

    @qproperty(str, notify=changed)
    def title(self) -> str:
        """The sentence."""
        return self._words.title

    @qproperty(str, notify=changed)
    def line(self) -> str:
        """One more."""
        return self._words.line

    @qproperty(str, notify=changed)
    def window(self) -> str:
        """A window's label in place of a title."""
        return self._words.window

    @qproperty(str, notify=changed)
    def warning(self) -> str:
        """What is not as usual and does not keep anybody from a ticket."""
        return self._words.warning

    @qproperty(bool, notify=changed)
    def paper(self) -> bool:
        """The ticket comes out below."""
        return not self._card.onScreenOnly

    @qproperty(bool, notify=changed)
    def reads(self) -> bool:
        """Its line says that pages are read aloud."""
        return self._visit.page == "home" and self._reads() and not self._words.warning

    @property
    def spoken(self) -> str:
        """The sentence as it is read aloud, numbers letter by letter."""
        answer, language = self._visit.answer, self._texts.language
        if self._visit.page == "ticket" and answer is not None:
            window = self._card.window
            named = self._texts.t("kiosk.spoken.window", window=window_words(window, language)) if window else ""
            return self._texts.t("kiosk.spoken.ticket", number=spell(answer.number, language), window=named)
        if self._words.window:
            return self._texts.t("kiosk.spoken.window", window=window_words(self._words.window, language))
        return self._words.title.replace("\n", "" if language == "zh" else " ")

    @qproperty(QObject, constant=True)
    def steps(self) -> RowModel[Step]:
        """Where on the way; elders read one sentence instead."""
        return self._steps

    @qproperty(QObject, constant=True)
    def facts(self) -> RowModel[Fact]:
        """On the guide, what decides whether to wait: who waits, how long, how long it takes, what it costs."""
        return self._facts

    @qproperty(str, notify=changed)
    def hours(self) -> str:
        """When tickets are given, on the closed page."""
        row = self._link.mirror.hall
        return f"{row.opens}–{row.closes}" if row is not None and row.opens else ""

    @qproperty(str, notify=changed)
    def opens(self) -> str:
        """The time of day from which they are given; "" where the hall has no hours."""
        row = self._link.mirror.hall
        return row.opens if row is not None else ""

    @qproperty(str, notify=changed)
    def meanwhile(self) -> str:
        """What can be done outside them, a line each."""
        row = self._link.mirror.hall
        return "\n".join(self._texts.pick(line) for line in row.closed) if row is not None else ""

    @qproperty(str, notify=changed)
    def day(self) -> str:
        """The day on which they are given next; "" where the hall has no hours."""
        row = self._link.mirror.hall
        if row is None or not row.opens:
            return ""
        now = facts_at(self._link.now_ms(), row.timezone)
        days = days_until_open(row, now)
        day = ("kiosk.closed.today", "kiosk.closed.tomorrow")[days] if days < 2 else "kiosk.closed.later"
        weekday = self._texts.t(f"weekday.{weekday_in(days, now)}")
        return self._texts.t(day, weekday=weekday)

    @Slot()
    def say(self) -> None:
        """Find the words for what is shown now."""
        page = self._visit.page
        self._words = getattr(self, f"_{page.replace('-', '_')}")()
        self._steps.show(self._way(page))
        self._facts.show(self._guide_facts() if page == "guide" else [])
        self.changed.emit()

    def _way(self, page: str) -> list[Step]:
        if self._elder() or page in ("away", "halted", "closed", "refused", "number", "found", "guide"):
            return []
        if page == "ticket" and self._card.onScreenOnly:
            return []
        at = {"draw": "draw", "ticket": "ticket"}.get(page, "choose")
        names = ("choose", "draw", "ticket") if self._draws else ("choose", "ticket")
        return [Step(self._texts.t(f"kiosk.step.{name}"), name == at) for name in names]

    @property
    def _draws(self) -> bool:
        """Whether a window is drawn on the way: by the ticket, for the service chosen, or for any."""
        answer = self._visit.answer
        if answer is not None:
            return answer.drawn is not None and len(answer.drawn.windows) > 1
        if self._visit.service:
            return way_of(self._link.mirror, self._visit.service) == "draw"
        return self._link.mirror.counted and "issue" in self._policies

    @property
    def _policies(self) -> set[str]:
        """Those of the group chosen, or of all."""
        group = self._visit.group_row()
        groups = [group] if group is not None else self._link.mirror.groups.values()
        return {row.policy for row in groups}

    def _guide_facts(self) -> list[Fact]:
        mirror, t, service = self._link.mirror, self._texts.t, self._visit.service_row()
        if service is None:
            return []
        facts = []
        if mirror.counted:
            waits = service.ahead or service.counters_open == 0
            span = minutes(service.low_min, service.high_min, self._texts)
            waiting = t("kiosk.ticket.ahead-value", count=service.ahead)
            facts.append(Fact(t("kiosk.guide.waiting"), waiting if waits else t("kiosk.guide.nobody")))
            if service.counters_open == 0:
                span = t("kiosk.guide.unopened")
            facts.append(Fact(t("kiosk.guide.wait"), t("kiosk.wait.none") if is_free(service) else span))
        if service.minutes:
            facts.append(Fact(t("kiosk.guide.takes"), t("kiosk.guide.takes-value", minutes=service.minutes)))
        guide = mirror.guides.get(service.id)
        if guide is not None and (fees := self._texts.pick(guide.fees)):
            facts.append(Fact(t("kiosk.guide.fees"), whole(fees)))
        return facts

    def _home(self) -> Words:
        t, elder = self._texts.t, self._elder()
        if not self._link.mirror.counted:
            halted = waits(self._link)
            line = "" if elder else t("kiosk.home.line-halted" if halted else "kiosk.home.line-alone")
            warning = t("kiosk.home.halted" if halted else "kiosk.home.alone")
            return Words(t("kiosk.home.title-alone"), line, warning=warning)
        if elder:
            return Words(
                t("kiosk.home.title-elder"), t("kiosk.home.line-reads" if self._reads() else "kiosk.home.line")
            )
        line = "line-draw" if "issue" in self._policies else "line-call" if "call" in self._policies else "line"
        return Words(t("kiosk.home.title"), t(f"kiosk.home.{line}"))

    def _services(self) -> Words:
        group = self._visit.group_row()
        return Words(self._texts.pick(group.name) if group else "", self._texts.t("kiosk.services.line"))

    def _search(self) -> Words:
        return Words(self._texts.t("kiosk.search.title"), self._texts.t("kiosk.search.line"))

    def _guide(self) -> Words:
        service = self._visit.service_row()
        if service is None:
            return Words("", "")
        if self._visit.busy:
            return Words(self._texts.t("kiosk.kind.asking"), self._texts.pick(service.name))
        return Words(self._texts.pick(service.name), "")

    def _check_in(self) -> Words:
        title = "kiosk.kind.asking" if self._visit.busy else "kiosk.check-in.title"
        reader = self._entry.reader
        return Words(
            self._texts.t(title), self._texts.t(f"kiosk.check-in.line-{reader}" if reader else "kiosk.check-in.line")
        )

    def _number(self) -> Words:
        return Words(self._texts.t("kiosk.number.title"), self._entry.trouble or self._texts.t("kiosk.number.line"))

    def _found(self) -> Words:
        answer, t = self._entry.answer, self._texts.t
        if answer is None:
            return Words("", "")
        line = t(f"kiosk.found.{answer.status}-line")
        if answer.called:
            return Words("", line, counter_label(self._link.mirror, answer.called))
        return Words(t(f"kiosk.found.{answer.status}"), line)

    def _kind(self) -> Words:
        service = self._visit.service_row()
        if service is None:
            return Words("", "")
        name, counted = self._texts.pick(service.name), self._link.mirror.counted
        wait = wait_text(service, self._texts, counted) if counted else self._texts.t("kiosk.kind.alone")
        line = self._texts.t("kiosk.kind.line", service=name, wait=wait)
        return Words(self._texts.t("kiosk.kind.asking" if self._visit.busy else "kiosk.kind.title"), line)

    def _draw(self) -> Words:
        t, show, phase = self._texts.t, self._show, self._show.phase or "sealed"
        trays = "-trays" if show.trays > 1 else ""
        if phase == "sealed":
            count, drawn = len(show.sticks.rows), self._visit.answer and self._visit.answer.drawn
            able = len(drawn.windows) if drawn else count
            key = f"kiosk.draw.sealed-line{trays}{'-some' * (able > count)}"
            return Words(t("kiosk.draw.sealed"), t(key, count=count, trays=show.trays, open=able))
        if phase != "result":
            return Words(t("kiosk.draw.rising"), t(f"kiosk.draw.rising-line{trays}"))
        label = show.main.label if show.main is not None else ""
        if self._visit.answer is not None and self._visit.answer.reserves:
            reserves = reserves_text(self._visit.answer, self._link.mirror, self._texts)
            return Words("", t("kiosk.draw.result-line-trays", reserves=reserves), label)
        return Words("", t("kiosk.draw.result-line", label=label), label)

    def _ticket(self) -> Words:
        t, card = self._texts.t, self._card
        if card.onScreenOnly:
            title = {"unsure": "title-unsure", "screen": "title-screen"}.get(card.paper, "title")
            told = f"\n{t('kiosk.unprinted.told')}" if self._told() else ""
            return Words(t(f"kiosk.unprinted.{title}"), card.reason + told)
        if card.called:
            return Words("", t("kiosk.ticket.go-line"), card.window)
        if card.paper == "printing":
            return Words(t("kiosk.ticket.printing"), t("kiosk.ticket.printing-line"))
        return Words(t("kiosk.ticket.title"), t("kiosk.ticket.line-elder" if self._elder() else "kiosk.ticket.line"))

    def _refused(self) -> Words:
        problem = self._visit.problem
        if problem is None or problem.code == "hub-away":
            return Words(self._texts.t("kiosk.refused.title-away"), self._texts.t("kiosk.refused.away-line"))
        known = problem.code in PLAIN
        title = self._texts.t(f"kiosk.refused.{problem.code}" if known else "kiosk.refused.title", **problem.params)
        if problem.code in LINED:
            return Words(title, self._texts.t(f"kiosk.refused.{problem.code}-line", **problem.params))
        service = self._visit.service_row()
        if problem.code == "sold-out" and service is not None:
            return Words(title, self._texts.pick(service.name))
        return Words(title, self._texts.refusal(problem.code, problem.params))

    def _away(self) -> Words:
        name = "title"
        if self._link.state == "refused":
            name = "unpaired"
        elif self._link.mirror.hall is None:
            name = "starting"
        elif self._visit.spent:
            return Words(self._texts.t("kiosk.refused.block-spent"), self._texts.t("kiosk.away.line"))
        line = "line" if name == "title" else f"{name}-line"
        return Words(self._texts.t(f"kiosk.away.{name}"), self._texts.t(f"kiosk.away.{line}"))

    def _halted(self) -> Words:
        line = "spent-line" if self._visit.spent else "line"
        return Words(self._texts.t("kiosk.halted.title"), self._texts.t(f"kiosk.halted.{line}"))

    def _closed(self) -> Words:
        t, hall = self._texts.t, self._link.mirror.hall
        now = facts_at(self._link.now_ms(), hall.timezone) if hall is not None else None
        if hall is not None and now is not None and is_late(hall, now):
            here = any(row.waiting for row in self._link.mirror.groups.values())
            return Words(t("kiosk.closed.title"), t("kiosk.closed.line" if here else "kiosk.closed.line-before"))
        early = hall is not None and now is not None and is_early(hall, now)
        return Words(
            t("kiosk.closed.title-before" if early else "kiosk.closed.title-rest"), t("kiosk.closed.line-before")
        )
