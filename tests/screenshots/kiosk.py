"""The kiosk's pages: in each language, for elders, and on a wide screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.simulated.printer import VirtualPrinter
from kiosk.settings import KioskSettings
from shared.hall import commands as c
from shared.hall.config import HallConfig, Hours
from shared.hub.hallfile.load import load
from shared.hub.hallfile.sample import write_sample
from shared.protocol.answers import Problem
from tests.screenshots.album import Album
from tests.ui.kiosk_hall import Visitor

STILL = KioskSettings(settle_ms=20)
COLOURS = 28
HOW = ("zh", "en", "elder")
ID_CARD, PENSION = "id-card", "pension"


class Mute:
    """A voice that nobody hears."""

    def say(self, text: str, language: str) -> None:
        """A sentence."""

    def hush(self) -> None:
        """Nothing more."""


def shots(album: Album) -> None:
    """Every page upright in three ways, and wide."""
    hall = _hall()
    for name, go in PAGES.items():
        for how in ("zh", "en") if name == "search" else HOW:  # elders choose from tiles
            _shoot(album, f"{name}-{how}", go, how, hall, wide=False)
        _shoot(album, f"{name}-wide-zh", go, "zh", hall, wide=True)


def _hall() -> HallConfig:
    """The sample hall, with hours and some appointments."""
    with TemporaryDirectory() as directory:
        path = Path(directory) / "hall.toml"
        write_sample(path)
        hall = load(path)
    booked = tuple(
        msgspec.structs.replace(service, appointments=4) if service.group == "property" else service
        for service in hall.services
    )
    return msgspec.structs.replace(hall, services=booked, hours=Hours(8 * 60, 17 * 60))


PAPER = {"ticket-paper": "ok", "kind-no-paper": "out", "ticket-no-paper": "out"}
"""Pages that have a printer, and how its paper is."""


def _shoot(album: Album, name: str, go: Callable[[Visitor], None], how: str, hall: HallConfig, wide: bool) -> None:
    page = next((page for page in PAPER if name.startswith(page)), "")
    with TemporaryDirectory() as directory, _printer(directory, PAPER.get(page, "")) as queue:
        person = Visitor(QtBot(None), printer=queue, settings=STILL, hall=hall, wide=wide, voice=Mute())
        _bring(person, go, how)
        album.keep(name, person.kiosk.window.grabWindow(), colours=COLOURS)
        person.kiosk.close()


def _bring(person: Visitor, go: Callable[[Visitor], None], how: str) -> None:
    for service in ("business-open", PENSION, PENSION, ID_CARD, "vehicle") * 2:
        person.hall.take(service)
    person.feed()
    if how != "zh":
        person.touch("language" if how == "en" else "elder")
    go(person)
    person.settle()
    person.kiosk._clock.look()


def _home(person: Visitor) -> None:
    """Home is where a visit begins."""


def _services(person: Visitor) -> None:
    person.touch("tile-business")


def _search(person: Visitor) -> None:
    person.touch("search")
    for key in "card" if person.desk.texts.language == "en" else "SB":
        person.touch(f"key-{key.upper()}")


def _kind(person: Visitor) -> None:
    person.desk.visit.openGroup("id-cards")
    person.touch(f"tile-{ID_CARD}")


def _kind_booked(person: Visitor) -> None:
    person.desk.visit.openGroup("property")
    person.touch("tile-property-transfer")


def _guide(person: Visitor) -> None:
    _kind(person)
    person.touch("guide")


def _guide_more(person: Visitor) -> None:
    _guide(person)
    person.touch("more")


def _check_in(person: Visitor) -> None:
    person.desk.visit.open("check-in")
    for key in "110105":
        person.touch(f"key-{key}")


def _number(person: Visitor) -> None:
    person.desk.visit.open("number")
    for key in "C012":
        person.touch(f"key-{key}")


def _found(person: Visitor) -> None:
    _number(person)
    person.touch("key-clear")
    for key in "C004":
        person.touch(f"key-{key}")
    person.touch("submit")


def _drawn(person: Visitor, touches: int) -> None:
    _kind(person)
    person.touch("kind-normal")
    for _ in range(touches):
        person.settle()
        person.touch_at(QPointF(540, 1000))


def _sealed(person: Visitor) -> None:
    _drawn(person, 0)


def _result(person: Visitor) -> None:
    _drawn(person, 1)


def _ticket(person: Visitor) -> None:
    _drawn(person, 2)


def _ticket_paper(person: Visitor) -> None:
    _ticket(person)
    person.qtbot.waitUntil(lambda: person.desk.card.paper not in ("printing", "screen"), timeout=20_000)


def _no_paper(person: Visitor) -> None:
    person.qtbot.waitUntil(lambda: person.desk.paperTrouble != "", timeout=20_000)
    _kind(person)


def _sold_out(person: Visitor) -> None:
    problem = Problem("sold-out", 409, "sold-out", params={"service": ID_CARD})
    person.link.on_request = lambda name, request: problem
    _kind(person)
    person.touch("kind-normal")


@contextmanager
def _printer(directory: str, paper: str) -> Iterator[PrintQueue | None]:
    """A simulated printer and the way to it; none for pages without one."""
    if not paper:
        yield None
        return
    head = VirtualPrinter(Path(directory))
    head.power_on()
    head.change(paper=paper)
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address)))
    queue.start()
    yield queue
    queue.close()
    head.close()


def _refused(code: str) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        _kind(person)
        if code == "away":
            person.link.on_request = None
            person.touch("kind-normal")
            person.link.advance(5_000)
            return
        person.desk.reading.person = lambda: "ada"  # type: ignore[method-assign]
        person.hall.do(c.IssueTicket(by="kiosk:k", service=ID_CARD, person="ada"))
        person.touch("kind-normal")

    return go


def _away(person: Visitor) -> None:
    person.link.set_state("away")


def _closed(person: Visitor) -> None:
    person.hall.wait(10 * 3600)
    person.link.advance(10 * 3600_000)
    person.feed()


def _timeout(person: Visitor) -> None:
    _kind(person)
    for _ in range(48):
        person.desk.idle.tick()


def _help(person: Visitor) -> None:
    person.touch("help")


PAGES: dict[str, Callable[[Visitor], None]] = {
    "home": _home,
    "services": _services,
    "search": _search,
    "kind": _kind,
    "kind-booked": _kind_booked,
    "guide": _guide,
    "guide-more": _guide_more,
    "check-in": _check_in,
    "number": _number,
    "found": _found,
    "draw-sealed": _sealed,
    "draw-result": _result,
    "ticket-screen": _ticket,
    "ticket-paper": _ticket_paper,
    "kind-no-paper": _no_paper,
    "ticket-no-paper": _ticket_paper,
    "refused-sold-out": _sold_out,
    "refused-waiting": _refused("already-waiting"),
    "refused-away": _refused("away"),
    "away": _away,
    "closed": _closed,
    "timeout": _timeout,
    "help": _help,
}
