"""A terminal's own program with somebody before it: ``played kiosk|counter|display …``, and what ``fairhall`` takes.

Nothing is taken out: citizens touch the kiosk without end, a clerk steps on and on, and each line of standard output
is what people see there, said once they see it.
"""

import argparse
import random
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer

from counter import app as counters
from display import app as displays
from kiosk import app as kiosks
from tests.integration.hubs import PASSWORD

CLERK = "0801"
STEP_MS = 50
Play = Callable[[], None]


def tell(*words: object) -> None:
    """One line."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class News:
    """Tells what has changed since it was last told."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[object, ...]] = {}

    def tell(self, what: str, *words: object) -> None:
        if self._told.get(what) != words:
            self._told[what] = words
            tell(what, *words)


def citizens(kiosk: kiosks.Kiosk) -> Play:
    """One after the other, each until her paper is out or will not come."""
    visit, show, card, chance, news = kiosk.desk.visit, kiosk.desk.show, kiosk.desk.card, random.Random(), News()

    def choose(rows: object, then: Callable[[str], None]) -> None:
        if names := sorted(rows):  # type: ignore[call-overload]
            then(chance.choice(names))

    def play() -> None:
        if visit.answer is not None:
            news.tell("shown", visit.answer.request_id, visit.answer.number)
            news.tell("paper", visit.answer.number, card.paper)
        if not visit.settled:
            return
        match visit.page:
            case "home":
                choose(kiosk._link.mirror.groups, visit.openGroup)
            case "services":
                row = visit.group_row()
                choose(row.services if row is not None else (), visit.chooseService)
            case "kind":
                visit.takeTicket("normal")
            case "draw":
                show.skip()
            case "refused":
                visit.leave()
            case "ticket" if card.paper != "printing":
                visit.leave()

    return play


def clerk(counter: counters.Counter) -> Play:
    """Signs in and presses F9, whatever it does now."""
    session, news = counter.session, News()

    def play() -> None:
        desk = session.desk
        if desk is None or session.link.state != "live":
            return
        news.tell("desk", desk.state, desk.ticket.ticket if desk.ticket else "-")
        if not session.clerk:
            session.sign_in(CLERK, PASSWORD)
        else:
            session.press("F9")

    return play


def passer_by(display: displays.Display) -> Play:
    """Reads how far the calls have come."""
    news = News()

    def play() -> None:
        link = display._link
        if link.state == "live" and link.mirror.hall is not None:
            news.tell("calls", max(map(int, link.mirror.calls), default=0), display.screen.mode)

    return play


def played(program: type, player: Callable[..., Play]) -> type:
    """The program, and its player from the moment it is shown."""

    class Played(program):  # type: ignore[misc]
        def show(self, fullscreen: bool = False) -> None:
            super().show(fullscreen)
            self._player = QTimer(interval=STEP_MS)
            self._player.timeout.connect(player(self))
            self._player.start()

    return Played


def main() -> int:
    """Its exit code is the program's."""
    parser = argparse.ArgumentParser("played")
    roles = parser.add_subparsers(dest="role", required=True)
    for role, module in (("kiosk", kiosks), ("counter", counters), ("display", displays)):
        module.add_arguments(roles.add_parser(role))
    kiosks.Kiosk = played(kiosks.Kiosk, citizens)  # type: ignore[misc]
    counters.Counter = played(counters.Counter, clerk)  # type: ignore[misc]
    displays.Display = played(displays.Display, passer_by)  # type: ignore[misc]
    args = parser.parse_args()
    return {"kiosk": kiosks, "counter": counters, "display": displays}[args.role].run(args)


if __name__ == "__main__":
    sys.exit(main())
