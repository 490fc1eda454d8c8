"""Session to screen: on every change and every tick the window is told what to show, in the clerk's language."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from counter.controllers.back import Back, back
from counter.controllers.card import Card, card, policy, queue_level
from counter.controllers.desk import Seen, actions
from counter.controllers.session import Session
from counter.mini import MARKS, show_strip
from counter.widgets.label import wording
from counter.widgets.side import Queue, Returning
from counter.widgets.strip import Strip
from counter.widgets.window import CounterWindow
from shared.clock import clock_at
from shared.protocol.requests import COMING
from shared.protocol.rows import GroupRow, HallRow
from shared.ui import theme
from shared.ui.texts import Texts
from shared.ui.trouble import troubles

AWAY = {"serving": "-serving", "kept": "-kept"}
"""What can be done without the hub, by what the desk does."""
COLOURS = {"": "", "warn": theme.WARN, "stop": theme.STOP}


class Screen:
    """Only differences reach the widgets that are costly to build. ``keypad``: whether the desk has one at all;
    ``wrong``: the device tables of terminal.toml that cannot be used.
    """

    def __init__(
        self,
        session: Session,
        window: CounterWindow,
        strip: Strip,
        texts: Texts,
        keypad: bool,
        wrong: Sequence[str],
    ) -> None:
        self._session, self._window, self._strip = session, window, strip
        self._texts, self._keypad, self._wrong = texts, keypad, wrong
        self._side: object = None
        self.word()
        window.sign_in.open()

    def word(self) -> None:
        """The words that change with the language alone."""
        t, window = self._texts.t, self._window
        window.setWindowTitle(t("counter.title"))
        window.desk.small.say(t("counter.small"))
        self._strip.whole.say(t("counter.whole"))
        window.sign_in.word(*(t(f"counter.sign-in.{name}") for name in ("title", "clerk", "password", "button")))
        window.sheet.word(t("counter.sheet.choose"), t("counter.sheet.back"))
        self._side = None

    def refresh(self) -> None:
        """Show this moment."""
        session, window = self._session, self._window
        seen, hall = session.seen, session.link.mirror.hall
        signed_in = bool(session.clerk) and seen is not None and hall is not None
        page: QWidget = window.desk if signed_in else window.sign_in
        if window.pages.currentWidget() is not page:
            window.pages.setCurrentWidget(page)
            window.sheet.hide()
            if page is window.sign_in:
                window.sign_in.open()
            else:
                window.desk.setFocus()
        shown = None
        if signed_in and seen is not None and hall is not None:
            shown = self._desk(seen, hall)
        else:
            self._sign_in(hall)
        self._foot(hall, shown)
        self._head(seen, hall, shown)

    def _head(self, seen: Seen | None, hall: HallRow | None, shown: Card | None) -> None:
        t, texts, head = self._texts.t, self._texts, self._window.head
        groups = self._session.groups
        names = " · ".join(texts.pick(group.name) for group in groups[:3]) if len(groups) < 4 else t("counter.head.all")
        head.show_window(seen.desk.label if seen else "", t("counter.head.window"), texts.language == "en", names)
        now = clock_at(self._session.link.now_ms(), hall.timezone) if hall and self._session.link.welcome else ""
        if shown is None:
            head.show_state("", "", "", now)
            return
        mode = shown.mode if self._session.link.state == "live" else "away"
        clerk = t("counter.head.clerk", clerk=self._session.clerk)
        head.show_state(mode, t(f"counter.state.{mode}"), clerk, now)

    def _foot(self, hall: HallRow | None, shown: Card | None) -> None:
        t, link = self._texts.t, self._session.link
        if link.state == "live":
            keys = t("counter.foot.keys" if self._session.clerk else "counter.foot.sign-in-keys")
            wrong = [t("counter.foot.wrong", tables=" ".join(f"[{it}]" for it in self._wrong))] if self._wrong else []
            board = {"ok": "board", "trouble": "board-fault"}.get(self._session.board)
            boards = [t(f"counter.foot.{board}")] if board else []
            parts = [t("counter.foot.live"), self._rating(), *boards, *wrong]
            if said := troubles(self._session.others, self._texts, link.now_ms()):
                more = t("device.more", said=said[0], n=len(said) - 1) if len(said) > 1 else said[0]
                self._window.foot.show_trouble(parts, more)
            else:
                self._window.foot.show_well(parts, keys)
        elif link.state == "refused":
            self._window.foot.show_away(t("counter.away.refused"))
        elif hall is None:
            self._window.foot.show_away(t("counter.away.searching"))
        else:
            key = f"counter.away.since{AWAY.get(shown.mode, '') if shown else ''}"
            self._window.foot.show_away(t(key, time=clock_at(link.away_since_ms, hall.timezone)))

    def _rating(self) -> str:
        """What citizens can press a grade on at this desk."""
        t, session = self._texts.t, self._session
        if session.keypad_up:
            return t("counter.foot.keypad-and-tablet" if session.tablet_up else "counter.foot.keypad")
        if session.tablet_up:
            return t("counter.foot.tablet-alone" if self._keypad else "counter.foot.tablet")
        return t("counter.foot.keypad-fault" if self._keypad else "counter.foot.no-keypad")

    def _sign_in(self, hall: HallRow | None) -> None:
        session = self._session
        name = self._texts.pick(hall.name) if hall else ""
        notice = wording(self._texts, session.notice.words) if session.notice else ""
        if session.link.state == "live" and hall and session.desk is None:
            notice = self._texts.t("counter.sign-in.no-counter")
        self._window.sign_in.show_state(name, session.link.state == "live", session.asking == "sign-in", notice)

    def _desk(self, seen: Seen, hall: HallRow) -> Card:
        desk, session = self._window.desk, self._session
        groups, services = self._session.groups, session.link.mirror.services
        shown = card(seen, hall, services, groups)
        desk.card.show_card(shown)
        verbs = actions(seen)
        desk.show_actions(verbs)
        notice = session.notice
        words = wording(self._texts, notice.words) if notice else ""
        tone = notice.tone if notice else ""
        desk.show_notice(tone, words or self._called("counter.manager", seen, hall))
        called = self._called("counter.strip.manager", seen, hall)
        show_strip(self._strip, self._texts, seen, shown, verbs, groups, words, tone, called)
        minute = seen.now_ms // 60_000
        due = sum(0 < it.due_ms <= seen.now_ms for it in seen.desk.parked)
        side = (seen.desk, groups, minute, due, seen.live, seen.asking, seen.kept, desk.height())
        if side != self._side:
            self._side = side
            self._show_side(seen, hall, groups)
        return shown

    def _called(self, page: str, seen: Seen, hall: HallRow) -> str:
        """What became of the call for the manager, "" for none."""
        if seen.manager is None or not seen.live:
            return ""
        said = "coming" if seen.manager.detail == COMING else "asked"
        return self._texts.t(f"{page}-{said}", time=clock_at(seen.manager.since_ms, hall.timezone))

    def _show_side(self, seen: Seen, hall: HallRow, groups: tuple[GroupRow, ...]) -> None:
        t, pick, desk = self._texts.t, self._texts.pick, self._window.desk
        people = t("counter.side.people")
        shown, others = _fitting(groups, max(1, (desk.height() - 411) // 41))
        queues: list[QWidget] = [self._queue(row, pick(row.name), people, seen.now_ms) for row in shown]
        note = t(f"counter.honest.{policy(groups)}")
        if others:
            note = t("counter.side.others", n=len(others), people=sum(row.waiting for row in others))
        desk.waiting.show_rows(t("counter.side.waiting"), t("counter.side.oldest"), queues, note)
        returning = back(seen.desk, hall.timezone, seen.now_ms)
        room = max(1, (desk.height() - 360 - 41 * len(shown)) // 59)
        rows: list[QWidget] = [self._returning(it, seen) for it in returning[:room]]
        more = t("counter.side.more", n=len(returning) - room) + " F3" if len(returning) > room else ""
        none = "" if rows else t("counter.side.nobody-back")
        desk.back.show_rows(t("counter.side.back"), more, rows, none)
        minutes, seconds = divmod(seen.desk.mean_s, 60)
        mean = t("counter.side.mean", minutes=minutes, seconds=seconds) if seen.desk.finished else ""
        unsent = bool(seen.kept) and seen.desk.ticket is not None
        aside = t("counter.side.unsent") if unsent else mean
        desk.today.show_today(t("counter.side.finished"), seen.desk.finished + unsent, t("counter.side.pieces"), aside)

    def _queue(self, row: GroupRow, name: str, people: str, now_ms: int) -> Queue:
        minutes = max(0, now_ms - row.oldest_ms) // 60_000 if row.oldest_ms else 0
        level = queue_level(row.waiting, minutes)
        oldest = self._texts.t("counter.side.minutes", n=minutes) if row.oldest_ms else ""
        return Queue(row.letter, name, row.waiting, people, f"{MARKS[level]}{oldest}", COLOURS[level])

    def _returning(self, it: Back, seen: Seen) -> Returning:
        take = self._session.requeue if it.verb == "requeue" else self._session.resume
        enabled = seen.live and not seen.asking
        verb = self._texts.t("counter.bring-back")
        return Returning(it.number, wording(self._texts, it.detail), verb, enabled, it.due, lambda: take(it.ticket))


def _fitting(groups: tuple[GroupRow, ...], room: int) -> tuple[list[GroupRow], list[GroupRow]]:
    """Those that have room, in their order, and the others: the longest queues come first."""
    longest = sorted(groups, key=lambda row: row.waiting, reverse=True)[:room]
    return [row for row in groups if row in longest], [row for row in groups if row not in longest]
