"""The questions of the desk: how to park, where to send on, who is back, whom to call, why to pause, how to leave."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import get_args

from counter.controllers.back import back
from counter.controllers.card import in_minutes
from counter.controllers.search import find
from counter.controllers.session import Session
from counter.controllers.session import Sheet as SheetName
from counter.widgets.label import wording
from counter.widgets.sheet import Choice, Confirm
from counter.widgets.window import CounterWindow
from shared.clock import clock_at
from shared.hall.commands import ASSIGN_REASONS, PAUSE_REASONS, TRANSFER_NOTES, ParkKind
from shared.protocol.answers import Answer
from shared.protocol.requests import REASON_CHARACTERS
from shared.protocol.rows import DeskRow
from shared.ui.texts import Texts

PARK_KINDS: dict[str, ParkKind] = {kind: kind for kind in get_args(ParkKind)}
EXPECTED_MIN = {0: "unknown", 10: "in", 30: "in", 60: "hour", 120: "hours"}
"""When a parked citizen may be expected back, and how it is said; 0: nobody knows."""
HERE = "here"
NUMBER = re.compile(r"[A-Z]{1,2}[0-9]{3,4}")
CALLABLE = ("waiting", "missed", "parked")
KEYS = ("F9", "F8", "F10", "F6", "F7", "F5", "F3", "Shift+F3", "Shift+F1", "F4", "F11", "F12", "F2", "F1")


class Sheets:
    """Puts a question on the sheet and the answer to the session; ``left`` is called once no question is open."""

    def __init__(self, session: Session, window: CounterWindow, texts: Texts, left: Callable[[], None]) -> None:
        self._session, self._window, self._texts, self._left = session, window, texts, left
        self._sheet = sheet = window.sheet
        self._answer: Callable[[str], None] = lambda key: None
        self._looked_for = ""
        """The number whose holder is told beside it."""
        sheet.chosen.connect(self._chosen)
        sheet.dismissed.connect(self.close)

    def open(self, name: SheetName | str) -> None:
        """Ask; nothing is done before the answer."""
        desk, t = self._session.desk, self._texts.t
        if desk is None:
            return
        title = t(f"counter.sheet.{name}", number=desk.ticket.number if desk.ticket else "")
        hint = t(f"counter.sheet.{name}-hint", minutes=in_minutes(desk.grace_s))
        match name:
            case "keys":
                keys = [Choice(key, t(f"counter.keys.{key}"), badge=key.replace("+", " ")) for key in KEYS]
                self._sheet.show_list(title, hint, keys)
            case "park":
                self._ask(title, hint, self._kinds("park-kind", tuple(PARK_KINDS)), partial(self._park, title))
            case "pause":
                reasons = [reason for reason in PAUSE_REASONS if reason]
                self._ask(title, hint, self._plain("pause", reasons), self._session.pause)
            case "leave":
                self._ask(title, self._line(desk) or hint, self._kinds("leave-kind", ("out", "close")), self._leave)
            case "transfer":
                self._search(name, title, hint, self._services, self._send_on)
            case "bring-back":
                self._search(name, title, hint, self._back, self._bring_back)
            case "special-call":
                self._looked_for = ""
                more, foot = (
                    t("counter.sheet.special-call-text"),
                    t("counter.sheet.special-call-nth", n=desk.special + 1),
                )
                confirm = Confirm(t("counter.sheet.special-call-confirm"), foot)
                self._search(name, title, hint, self._special, self._call_specially, more, confirm)

    def show_tablet(self, url: str) -> None:
        """The address of this desk's keypad page, to be read by a tablet's camera or typed."""
        t = self._texts.t
        self._sheet.show_code(t("counter.sheet.tablet"), t("counter.sheet.tablet-hint"), url)

    def close(self) -> None:
        """Back to the desk with nothing done."""
        self._hide()
        self._left()

    def _hide(self) -> None:
        self._sheet.hide()
        self._window.desk.setFocus()

    def _ask(self, title: str, hint: str, choices: Sequence[Choice], answer: Callable[[str], None]) -> None:
        self._answer = answer
        self._sheet.ask(title, hint, choices)

    def _search(
        self,
        name: str,
        title: str,
        hint: str,
        found: Callable[[str], Sequence[Choice]],
        answer: Callable[[str], None],
        note: str = "",
        confirm: Confirm | None = None,
    ) -> None:
        t, self._answer = self._texts.t, answer
        wanted, empty = t(f"counter.sheet.{name}-type"), t(f"counter.sheet.{name}-none")
        self._sheet.ask_search(title, hint, found, wanted, empty, note, confirm)

    def _chosen(self, key: str) -> None:
        self._hide()
        self._answer(key)
        if not self._sheet.isVisible():
            self._left()

    def _park(self, title: str, kind: str) -> None:
        if kind == "any":
            self._session.park("any")
            return
        t = self._texts.t
        choices = [
            Choice(str(after), t(f"counter.expected.{said}", n=after // 60 or after), "", str(n))
            for n, (after, said) in enumerate(EXPECTED_MIN.items(), 1)
        ]
        self._ask(
            title, t("counter.sheet.expected"), choices, lambda key: self._session.park(PARK_KINDS[kind], int(key))
        )

    def _leave(self, kind: str) -> None:
        self._session.leave(sign_out=kind == "out")

    def _line(self, desk: DeskRow) -> str:
        """What becomes of those who count on this window."""
        held = [it.number for it in desk.parked if it.kind != "any"]
        named = self._texts.t("counter.sheet.leave-named", n=desk.named) if desk.named else ""
        parked = self._texts.t("counter.sheet.leave-held", numbers=" ".join(held)) if held else ""
        return "\n".join(filter(None, (named, parked)))

    def _send_on(self, service: str) -> None:
        """Which service is known; now how, and with which note."""
        desk, t = self._session.desk, self._texts.t
        row = self._session.link.mirror.services.get(service)
        if desk is None or desk.ticket is None or row is None:
            return
        ways = {HERE: t("counter.way.here")} if service in desk.services else {}
        if desk.ticket.service != service:
            notes = [(it, t(f"counter.note.{it}")) for it in TRANSFER_NOTES if it]
            ways |= {
                "to ": t("counter.way.plain"),
                **{f"to {it}": t("counter.way.noted", note=said) for it, said in notes},
            }
        choices = [Choice(way, said, "", str(n)) for n, (way, said) in enumerate(ways.items(), 1)]
        self._answer = partial(self._sent_on, service)
        title = t("counter.sheet.send-on", number=desk.ticket.number, service=self._texts.pick(row.name))
        self._sheet.ask(title, t("counter.sheet.send-on-hint"), choices, t("counter.sheet.send-on-text"))

    def _sent_on(self, service: str, way: str) -> None:
        if way == HERE:
            self._session.add_service(service)
        else:
            self._session.transfer(service, way.removeprefix("to "), self._sheet.text)

    def _bring_back(self, key: str) -> None:
        verb, ticket = key.split(" ", 1)
        (self._session.requeue if verb == "requeue" else self._session.resume)(ticket)

    def _call_specially(self, key: str) -> None:
        number, reason = key.split(" ", 1)
        self._session.call_specially(number, reason, self._sheet.text)

    def _back(self, typed: str) -> list[Choice]:
        """This window's own; a whole number may also be another window's."""
        t, session = self._texts.t, self._session
        hall, wanted = session.link.mirror.hall, _folded(typed)
        if session.desk is None or hall is None:
            return []
        mine = [
            Choice(
                f"{it.verb} {it.ticket}",
                f"{it.number}  {t('counter.bring-back')}",
                " · ".join(wording(self._texts, it.detail).splitlines()),
                due=it.due,
            )
            for it in back(session.desk, hall.timezone, session.link.now_ms())
            if wanted in it.number
        ]
        if mine or not NUMBER.fullmatch(wanted):
            return mine
        return [
            Choice(
                f"{verb} {wanted}", t(f"counter.sheet.elsewhere-{verb}", number=wanted), t("counter.sheet.elsewhere")
            )
            for verb in ("resume", "requeue")
        ]

    def _special(self, typed: str) -> list[Choice]:
        number = _folded(typed)
        whole = NUMBER.fullmatch(number)
        if number != self._looked_for:
            self._looked_for = number
            self._sheet.echo("")
            if whole:
                self._session.find(number, partial(self._found, number))
        if not whole:
            return []
        t, wants = self._texts.t, {"other": REASON_CHARACTERS}
        return [
            Choice(
                f"{number} {reason}",
                t(f"counter.special.{reason}"),
                t(f"counter.special.{reason}-note", n=REASON_CHARACTERS),
                wants=wants.get(reason, 0),
            )
            for reason in ASSIGN_REASONS
        ]

    def _found(self, number: str, found: Answer | None) -> None:
        """Whose number it is: what is true of the number that stands there now."""
        mirror, t = self._session.link.mirror, self._texts.t
        if number != self._looked_for or mirror.hall is None:
            return
        if found is None:
            self._sheet.echo(t("counter.found.none"), wrong=True)
            return
        row = mirror.services.get(found.service)
        service = self._texts.pick(row.name) if row else found.service
        time = clock_at(found.issued_ms, mirror.hall.timezone)
        self._sheet.echo(
            t(f"counter.found.{found.status}", service=service, time=time, label=found.called),
            found.status not in CALLABLE,
        )

    def _services(self, typed: str) -> list[Choice]:
        mirror, desk = self._session.link.mirror, self._session.desk
        here = desk.ticket.service if desk and desk.ticket else ""
        mine = desk.services if desk else ()
        able = [row for row in mirror.services.values() if row.id != here or row.id in mine]
        rows = tuple(sorted(able, key=lambda row: row.id == here))
        return [
            Choice(
                row.id,
                self._texts.pick(row.name),
                self._texts.t("counter.sheet.service", n=row.waiting, counters=row.counters_open),
                mirror.groups[row.group].letter if row.group in mirror.groups else "",
            )
            for row in find(typed, rows, mirror.groups)
        ]

    def _plain(self, table: str, keys: Sequence[str]) -> list[Choice]:
        return [Choice(key, self._texts.t(f"counter.{table}.{key}"), "", str(n)) for n, key in enumerate(keys, 1)]

    def _kinds(self, table: str, kinds: Sequence[str]) -> list[Choice]:
        t = self._texts.t
        return [
            Choice(kind, t(f"counter.{table}.{kind}"), t(f"counter.{table}.{kind}-note"), str(n))
            for n, kind in enumerate(kinds, 1)
        ]


def _folded(typed: str) -> str:
    return "".join(typed.upper().split())
