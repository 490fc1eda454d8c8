"""The questions of the desk: how to park, where to transfer, who is back, how to leave, which key does what."""

from collections.abc import Sequence
from typing import get_args

from counter.controllers.back import back
from counter.controllers.search import find
from counter.controllers.session import Session
from counter.controllers.session import Sheet as SheetName
from counter.widgets.label import wording
from counter.widgets.sheet import Choice
from counter.widgets.window import CounterWindow
from shared.hall.commands import ParkKind
from shared.ui.texts import Texts

PARK_KINDS: dict[str, ParkKind] = {kind: kind for kind in get_args(ParkKind)}
KEYS = ("F9", "F8", "F10", "F6", "F7", "F5", "F3", "F4", "F11", "F12", "F2")


class Sheets:
    """Puts a question on the sheet and the answer to the session."""

    def __init__(self, session: Session, window: CounterWindow, texts: Texts) -> None:
        self._session, self._window, self._texts = session, window, texts
        self._sheet = sheet = window.sheet
        self._open: SheetName | str = ""
        sheet.chosen.connect(self._chosen)
        sheet.dismissed.connect(self.close)

    def open(self, name: SheetName | str) -> None:
        """Ask; nothing is done before the answer."""
        desk, t = self._session.desk, self._texts.t
        self._open = name
        if desk is None:
            return
        number = desk.ticket.number if desk.ticket else ""
        title = t(f"counter.sheet.{name}-title" if name == "keys" else f"counter.sheet.{name}", number=number)
        hint = t(f"counter.sheet.{name}-hint")
        if name == "transfer":
            self._sheet.ask_search(title, hint, self._services)
        else:
            self._sheet.ask(title, hint, self._choices(name))

    def show_tablet(self, url: str) -> None:
        """The address of this desk's keypad page, to be read by a tablet's camera or typed."""
        t, self._open = self._texts.t, "tablet"
        self._sheet.show_code(t("counter.sheet.tablet"), t("counter.sheet.tablet-hint"), url)

    def close(self) -> None:
        """Back to the desk with nothing done."""
        self._sheet.hide()
        self._window.desk.setFocus()

    def _choices(self, name: str) -> Sequence[Choice]:
        t, session = self._texts.t, self._session
        if name == "keys":
            return [Choice(key, t(f"counter.keys.{key}"), badge=key) for key in KEYS]
        if name == "park":
            return self._kinds("park-kind", tuple(PARK_KINDS))
        if name == "leave":
            return self._kinds("leave-kind", ("out", "close"))
        hall = session.link.mirror.hall
        if session.desk is None or hall is None:
            return []
        return [
            Choice(
                f"{it.verb} {it.ticket}",
                f"{it.number}  {t(f'counter.side.{it.verb}')}",
                wording(self._texts, it.detail),
                str(n),
            )
            for n, it in enumerate(back(session.desk, hall.timezone), 1)
        ]

    def _kinds(self, table: str, kinds: Sequence[str]) -> list[Choice]:
        t = self._texts.t
        return [
            Choice(kind, t(f"counter.{table}.{kind}"), t(f"counter.{table}.{kind}-note"), str(n))
            for n, kind in enumerate(kinds, 1)
        ]

    def _services(self, typed: str) -> list[Choice]:
        mirror, desk = self._session.link.mirror, self._session.desk
        here = desk.ticket.service if desk and desk.ticket else ""
        rows = tuple(row for row in mirror.services.values() if row.id != here)
        return [
            Choice(
                row.id,
                self._texts.pick(row.name),
                self._texts.t("counter.sheet.service", n=row.waiting, counters=row.counters_open),
                mirror.groups[row.group].letter if row.group in mirror.groups else "",
            )
            for row in find(typed, rows, mirror.groups)
        ]

    def _chosen(self, key: str) -> None:
        self.close()
        session = self._session
        if self._open == "park":
            session.park(PARK_KINDS[key])
        elif self._open == "transfer":
            session.transfer(key)
        elif self._open == "bring-back":
            verb, ticket = key.split(" ", 1)
            (session.requeue if verb == "requeue" else session.resume)(ticket)
        elif self._open == "leave":
            session.leave(sign_out=key == "out")
