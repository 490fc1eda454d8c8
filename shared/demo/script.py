"""The demo's minute: eight citizens, two clerks, and everything that can happen to a ticket."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtQuick import QQuickView
from PySide6.QtWidgets import QWidget

from counter.app import Counter
from counter.controllers.back import back
from shared.demo.house import House
from shared.demo.hub import CLERKS, PASSWORD
from shared.demo.people import find, linger, press, touch, until, write
from shared.protocol.rows import DeskRow

CITIZENS = (
    ("business", "business-open", "normal"),
    ("business", "business-change", "normal"),
    ("property", "", "normal"),
    ("social", "", "priority"),
    ("driving", "", "normal"),
    ("business", "business-open", "normal"),
    ("social", "", "normal"),
    ("driving", "", "normal"),
)
"""(group, service or "" for the first shown, kind)."""
BETWEEN_STEPS_S = 1.05
"""A second F9 within one second is the same press (counter.controllers.session)."""


class Minute:
    """Plays the minute on a house; ``did`` counts what was done, pictures go to ``out``."""

    def __init__(self, house: House, out: Path, tell: Callable[[str], None]) -> None:
        self._house, self._out, self._tell = house, out, tell
        self._taken = 0
        self.did: dict[str, int] = {}
        self._errands: list[Callable[[str], None]] = [
            lambda at: self._serve(at, 5),
            self._transfer,
            self._no_show,
            lambda at: self._serve(at, 2),
            self._park,
            lambda at: self._serve(at, 4),
            lambda at: self._serve(at, None),
        ]

    def play(self) -> None:
        """From the closed hall to the empty one. Raises NothingHappened when something is missing."""
        self._open()
        self._take_tickets(3)
        self._call_both()
        self._take_tickets(len(CITIZENS) - 3)
        self._work_until_empty()
        self._picture("display-9-evening", self._house.display.window)
        self._picture("counter-9-evening", self._house.counters["1"].window)

    def _open(self) -> None:
        self._tell("The hall opens: two clerks sign in.")
        kiosk = self._house.kiosk
        until(lambda: kiosk.desk.visit.page == "home", "the kiosk to find the hub")
        until(lambda: find(kiosk.window, "tile-business"), "tiles on the kiosk")
        for (clerk, _), (counter, desk) in zip(CLERKS.items(), self._house.counters.items(), strict=True):
            until(lambda desk=desk: desk.session.desk is not None, f"counter {counter} to find the hub")  # type: ignore[misc]
            if counter == "1":
                self._picture("counter-1-sign-in", desk.window)
            _sign_in(desk, clerk)
            self._step(counter, "idle")
        self._picture("kiosk-1-home", kiosk.window)
        self._picture("counter-2-idle", self._house.counters["1"].window)
        self._picture("display-1-morning", self._house.display.window)

    def _take_tickets(self, count: int) -> None:
        for group, service, kind in CITIZENS[self._taken : self._taken + count]:
            self._take_ticket(group, service, kind)

    def _take_ticket(self, group: str, service: str, kind: str) -> None:
        view, visit = self._house.kiosk.window, self._house.kiosk.desk.visit
        first = self._taken == 0
        touch(view, f"tile-{group}")
        if first:
            linger(0.4)
            self._picture("kiosk-2-services", view)
        services = self._house.kiosk.desk.visit.group_row()
        if services is not None and len(services.services) > 1:
            touch(view, f"tile-{service or services.services[0]}")
        if first:
            until(lambda: find(view, "kind-normal"), "the kinds of ticket")
            linger(0.4)
            self._picture("kiosk-3-kind", view)
        touch(view, f"kind-{kind}")
        until(lambda: visit.answer is not None or visit.problem is not None, "the hub's answer")
        if visit.answer is None:
            raise RuntimeError(f"the kiosk was refused: {visit.problem}")
        number = visit.answer.number
        if first:
            self._watch_the_draw(view)
        else:
            until(lambda: visit.page in ("draw", "ticket"), "the draw")
            linger(0.4)
            if visit.page == "draw":
                _touch_anywhere(view)
        until(lambda: visit.page == "ticket", "the ticket page")
        self._taken += 1
        until(lambda: len(self._house.printer.slips) >= self._taken, f"the slip of {number}")
        linger(0.4)
        if first:
            self._picture("kiosk-6-ticket", view)
        windows = "、".join((visit.answer.main, *visit.answer.reserves))
        self._tell(f"{number} is taken; the lot named window {windows}.")
        self._count("tickets taken by touch")
        touch(view, "done")
        until(lambda: visit.page == "home", "the kiosk to be free")

    def _watch_the_draw(self, view: QQuickView) -> None:
        linger(0.8)
        self._picture("kiosk-4-draw-sealed", view)
        linger(1.8)
        self._picture("kiosk-5-draw-sticks", view)

    def _call_both(self) -> None:
        for counter in self._house.counters:
            self._call(counter)
        linger(1.2)
        self._picture("display-2-called", self._house.display.window)
        self._picture("counter-3-calling", self._house.counters["1"].window)

    def _work_until_empty(self) -> None:
        while self._somebody_is_here():
            for counter in self._house.counters:
                desk = self._desk(counter)
                if desk.state in ("idle", "ready"):
                    self._call(counter)
                elif desk.state == "calling":
                    errand = self._errands.pop(0) if self._errands else (lambda at: self._serve(at, 5))
                    errand(counter)

    def _somebody_is_here(self) -> bool:
        mirror = self._house.counters["1"].session.link.mirror
        waiting = sum(group.waiting for group in mirror.groups.values())
        return waiting > 0 or any(
            self._desk(counter).state in ("calling", "serving") or self._desk(counter).parked
            for counter in self._house.counters
        )

    def _call(self, counter: str) -> None:
        self._step(counter, "calling", "ready")
        ticket = self._desk(counter).ticket
        if ticket is not None:
            self._tell(f"Window {counter} calls {ticket.number}.")
            self._count("calls")

    def _serve(self, counter: str, grade: int | None) -> None:
        ticket = self._desk(counter).ticket
        self._step(counter, "serving")
        linger(0.5)
        first = "served" not in self.did
        if first:
            self._picture("counter-4-serving", self._house.counters[counter].window)
        self._step(counter, "idle", "ready")
        self._count("served")
        keypad = self._house.keypads[counter]
        until(lambda: keypad.lit, f"the keypad of window {counter} to light up")
        if first:
            self._picture("counter-5-evaluating", self._house.counters[counter].window)
        if grade is None:
            self._tell(f"{ticket.number if ticket else ''} leaves without a rating.")
            return
        keypad.press(grade)
        until(lambda: (asked := self._desk(counter).asked) is not None and asked.given, "the rating to be recorded")
        self._tell(f"{ticket.number if ticket else ''} presses grade {grade}.")
        self._count("ratings pressed")

    def _transfer(self, counter: str) -> None:
        self._step(counter, "serving")
        ticket = self._desk(counter).ticket
        window = self._house.counters[counter].window
        self._ask(counter, Qt.Key.Key_F7)
        self._picture("counter-6-transfer", window)
        press(window, Qt.Key.Key_Return)
        press(window, Qt.Key.Key_2)
        self._until(counter, lambda: self._desk(counter).state != "serving", "the transfer")
        self._tell(f"Window {counter} sends {ticket.number if ticket else ''} on to another service.")
        self._count("transfers")

    def _no_show(self, counter: str) -> None:
        ticket = self._desk(counter).ticket
        window = self._house.counters[counter].window
        now = self._house.counters[counter].session.link.now_ms
        assert ticket is not None
        until(lambda: now() > ticket.recall_ms + 300, "the recall to be allowed")
        press(window, Qt.Key.Key_F8)
        self._until(
            counter,
            lambda: (called := self._desk(counter).ticket) is not None and called.calls > ticket.calls,
            "the recall",
        )
        self._count("recalls")
        until(lambda: now() > ticket.no_show_ms + 300, "the no-show to be allowed")
        press(window, Qt.Key.Key_F10)
        self._until(counter, lambda: self._desk(counter).missed, "the no-show")
        self._tell(f"{ticket.number} does not come: 过号.")
        self._count("no-shows")
        linger(0.3)
        self._picture("display-3-missed", self._house.display.window)

    def _park(self, counter: str) -> None:
        self._step(counter, "serving")
        ticket = self._desk(counter).ticket
        window = self._house.counters[counter].window
        self._ask(counter, Qt.Key.Key_F6)
        press(window, Qt.Key.Key_2)
        press(window, Qt.Key.Key_1)
        self._until(counter, lambda: self._desk(counter).parked, "the parking")
        self._count("parked")
        self._ask(counter, Qt.Key.Key_F3)
        self._bring_back(counter)
        self._tell(f"{ticket.number if ticket else ''} fetches a paper and comes back to window {counter}.")

    def _bring_back(self, counter: str) -> None:
        """The sheet lists parked and missed people: down to the parked one, and Enter."""
        window, link = self._house.counters[counter].window, self._house.counters[counter].session.link
        assert link.mirror.hall is not None
        listed = back(self._desk(counter), link.mirror.hall.timezone, link.now_ms())
        for _ in range([entry.verb for entry in listed].index("resume")):
            press(window, Qt.Key.Key_Down)
        press(window, Qt.Key.Key_Return)
        self._until(counter, lambda: not self._desk(counter).parked, "the return")
        self._count("resumed")

    def _step(self, counter: str, *states: str) -> None:
        """F9, the next step, until the desk is in one of ``states``."""
        window = self._house.counters[counter].window
        linger(BETWEEN_STEPS_S)
        if self._desk(counter).state not in states:
            press(window, Qt.Key.Key_F9)
        self._until(
            counter, lambda: self._desk(counter).state in states, f"window {counter} to be {' or '.join(states)}"
        )

    def _ask(self, counter: str, key: Qt.Key) -> None:
        """A key that opens a sheet."""
        window = self._house.counters[counter].window
        press(window, key)
        until(window.sheet.isVisible, f"a question at window {counter}")

    def _until(self, counter: str, happens: Callable[[], object], what: str) -> None:
        """... and the desk has its answer: while it waits for one, its keys do nothing."""
        session = self._house.counters[counter].session
        until(lambda: happens() and not session.asking, what)

    def _desk(self, counter: str) -> DeskRow:
        desk = self._house.counters[counter].session.desk
        assert desk is not None
        return desk

    def _picture(self, name: str, window: QQuickView | QWidget) -> None:
        image = window.grabWindow() if isinstance(window, QQuickView) else window.grab().toImage()
        if not image.save(str(self._out / f"{name}.png")):
            raise OSError(f"the picture {name} could not be written to {self._out}")
        self._count("pictures")

    def _count(self, what: str) -> None:
        self.did[what] = self.did.get(what, 0) + 1


def _sign_in(counter: Counter, clerk: str) -> None:
    window = counter.window
    page = window.sign_in
    page.clerk.setFocus()
    write(window, clerk)
    page.password.setFocus()
    write(window, PASSWORD)
    press(window, Qt.Key.Key_Return)
    until(lambda: counter.session.clerk == clerk, f"clerk {clerk} to be signed in")


def _touch_anywhere(view: QWindow) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    QTest.mouseClick(
        view,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(view.width() // 2, view.height() * 2 // 3),
    )
