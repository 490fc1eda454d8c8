"""The kiosk's pages: in each language, for elders, and on a wide screen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from kiosk.settings import KioskSettings
from shared.client.outbox import Outbox
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.settings import Reader
from tests.screenshots.album import Album
from tests.screenshots.kiosk_devices import printer, reader_of
from tests.screenshots.kiosk_hall import FORMS, ID_CARD, PENSION, VEHICLE, morning, sample_hall
from tests.ui.kiosk_hall import PEOPLE, Visitor, waits

STILL = KioskSettings(settle_ms=20)
COLOURS = 28
PAINTED = {"number": 56, "check-in": 56}
"""Pages with a picture have more colours."""
EDGE = 720
HOW = ("zh", "en", "elder")


class Mute:
    """A voice that nobody hears."""

    def say(self, text: str, language: str) -> None:
        """A sentence."""

    def hush(self) -> None:
        """Nothing more."""


def shots(album: Album) -> None:
    """Every page in three ways upright, and in two on a wide screen."""
    hall = sample_hall()
    for name, page, how, wide in _all():
        _shoot(album, name, PAGES[page], how, hall, wide)


def names() -> set[str]:
    """Of all pictures."""
    return {name for name, *_ in _all()}


def _all() -> Iterator[tuple[str, str, str, bool]]:
    """Name, page, way, and whether the screen is wide."""
    for page in PAGES:
        for how in ("zh", "en") if page in ("search", *ALIKE) else HOW:  # elders choose from tiles
            yield f"{page}-{how}", page, how, False
        for how in () if page in ALIKE else ("zh", "en"):
            yield f"{page}-wide-{how}", page, how, True


ALIKE = (
    *("home-halted", "services-sold-out", "kind-one", "kind-call", "kind-line", "kind-alone"),
    *("check-in-scan", "check-in-card", "number-scan"),
    *("ticket-one", "ticket-call", "ticket-line", "ticket-alone", "ticket-screen"),
    *("refused-spent", "refused-check-in", "refused-waiting", "refused-away", "refused-kept", "away-spent", "halted"),
)
"""Pages that another one stands for but for their words; ``tests/ui/test_kiosk_reach.py`` measures them all."""
PAPER = {"ticket-screen": "", "kind-no-paper": "out", "ticket-no-paper": "out", "ticket-": "ok", "guide": "ok"}
"""Pages that have a printer, and how its paper is."""


ALONE = ("home-alone", "home-halted", "kind-alone", "ticket-alone", "refused-spent", "away-spent")
"""Pages of a kiosk that has numbers for times without its hub."""


READERS = {"check-in-scan": Reader("wedge"), "number-scan": Reader("wedge"), "check-in-card": Reader("id-card")}
"""Pages of a kiosk that reads something."""


def _shoot(album: Album, name: str, go: Callable[[Visitor], None], how: str, hall: HallConfig, wide: bool) -> None:
    page = next((page for page in PAPER if name.startswith(page)), "")
    read = next((READERS[page] for page in READERS if name.startswith(page)), None)
    with (
        TemporaryDirectory() as directory,
        printer(directory, PAPER.get(page, "")) as queue,
        reader_of(directory, read) as reader,
    ):
        outbox = Outbox(Path(directory) / "outbox.sqlite3") if name.startswith(ALONE) else None
        alone = Path(directory) if outbox is not None else None
        person = Visitor(
            QtBot(None),  # type: ignore[arg-type]  # no fixture of a test here
            printer=queue,
            settings=STILL,
            hall=hall,
            wide=wide,
            voice=Mute(),
            outbox=outbox,
            alone=alone,
            reader=reader,
        )
        bring(person, go, how)
        person.qtbot.waitUntil(lambda: person.desk.reading.kind == (read.kind if read else ""))
        person.qtbot.waitUntil(
            lambda: all(item.property("progress") == 1 for item in person.items() if item.property("source"))
        )
        colours = next((PAINTED[page] for page in PAINTED if name.startswith(page)), COLOURS)
        album.keep(name, person.kiosk.window.grabWindow(), EDGE, colours)
        person.kiosk.close()
        if outbox is not None:
            outbox.close()


def bring(person: Visitor, go: Callable[[Visitor], None], how: str) -> None:
    """Somebody comes to the busy hall, chooses a language or large type, and goes so far."""
    morning(person.hall)
    person.link.at_ms = person.hall.at_ms
    person.feed(fresh=True)
    if how != "zh":
        person.touch("language" if how == "en" else "elder")
    go(person)
    person.settle()
    person.kiosk._clock.look()


def _home(person: Visitor) -> None:
    """Home is where a visit begins."""


def _home_alone(person: Visitor) -> None:
    person.link.set_state("away")


def _services(person: Visitor) -> None:
    person.touch("tile-business")


def _search(person: Visitor) -> None:
    person.touch("search")
    for key in "card" if person.desk.texts.language == "en" else "DJ":
        person.touch(f"key-{key.upper()}")


def _kind(person: Visitor) -> None:
    person.desk.visit.openGroup("id-cards")
    person.touch(f"tile-{ID_CARD}")


def _kind_booked(person: Visitor) -> None:
    person.desk.visit.openGroup("property")
    person.touch("tile-property-transfer")


def _kind_one(person: Visitor) -> None:
    for counter in list(person.hall.state.able_counters(ID_CARD))[1:]:
        person.hall.free(counter, 0)
        person.hall.do(c.CloseCounter(counter=counter))
    person.feed()
    _kind(person)


def _kind_call(person: Visitor) -> None:
    person.desk.visit.openGroup("driving")
    person.touch(f"tile-{VEHICLE}")


def _kind_line(person: Visitor) -> None:
    person.desk.visit.openGroup("other")
    person.touch(f"tile-{FORMS}")


def _kind_alone(person: Visitor) -> None:
    person.link.set_state("away")
    _kind(person)


def _sold_out_tile(person: Visitor) -> None:
    """The last number has just gone."""
    _quota(person)
    person.desk.visit.openGroup("property")


def _quota(person: Visitor) -> None:
    row = person.link.mirror.services["property-transfer"]
    person.link.mirror.services[row.id] = msgspec.structs.replace(row, state="sold-out")


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
    for key in [ticket.number for ticket in person.hall.state.tickets.values() if ticket.service == PENSION][-1]:
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


def _rising(person: Visitor) -> None:
    """While they rise, at one height in every picture: the shortest have stopped."""
    _drawn(person, 0)
    person.qtbot.waitUntil(lambda: person.desk.show.phase == "stopped", timeout=20_000)
    person.desk.show._timer.stop()
    lots = person.find("lots")
    next(each for each in lots.children() if each.inherits("QQuickSequentialAnimation")).setProperty("paused", True)
    lots.setProperty("level", 0.72)


def _result(person: Visitor) -> None:
    _drawn(person, 1)


def _ticket(person: Visitor) -> None:
    _drawn(person, 2)


def _ticket_paper(person: Visitor) -> None:
    _ticket(person)
    _printed(person)


def _ticket_one(person: Visitor) -> None:
    _kind_one(person)
    person.touch("kind-normal")
    _printed(person)


def _ticket_call(person: Visitor) -> None:
    _kind_call(person)
    person.touch("kind-normal")
    _printed(person)


def _ticket_line(person: Visitor) -> None:
    _kind_line(person)
    person.touch("kind-normal")
    _printed(person)


def _ticket_alone(person: Visitor) -> None:
    _kind_alone(person)
    person.touch("kind-normal")
    person.qtbot.waitUntil(lambda: person.page == "ticket")
    _printed(person)


def _printed(person: Visitor) -> None:
    person.qtbot.waitUntil(lambda: person.desk.card.paper not in ("printing", "screen"), timeout=20_000)


def _no_paper(person: Visitor) -> None:
    person.qtbot.waitUntil(lambda: person.desk.papers.trouble != "", timeout=20_000)
    _kind(person)


def _sold_out(person: Visitor) -> None:
    _sold_out_tile(person)
    person.touch("tile-property-transfer")


def _spent(person: Visitor) -> None:
    person.spend(ID_CARD)
    person.desk.visit.openGroup("id-cards")


def _all_spent(person: Visitor) -> None:
    groups = {service.group: service.id for service in person.hall.configuration.services}
    english, elder = person.desk.texts.language == "en", person.desk.elder
    person.spend(*groups.values())
    person.desk.visit.leave()
    for name in ["language"] * english + ["elder"] * elder:
        person.touch(name)


def _not_booked(person: Visitor) -> None:
    _check_in(person)
    person.touch("submit")


def _refused(code: str) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        _kind(person)
        if code == "away":
            person.link.on_request = None
            person.touch("kind-normal")
            person.link.advance(5_000)
            return
        person.desk.reading.person = lambda: "ada"  # type: ignore[method-assign]
        person.hall.do(c.IssueTicket(by="kiosk:k", service=ID_CARD, person=PEOPLE.person("ada")))
        person.touch("kind-normal")

    return go


def _away(person: Visitor) -> None:
    person.link.set_state("away")


def _halted(person: Visitor) -> None:
    person.feed(halted=True)


def _kept(person: Visitor) -> None:
    """The hub had recorded her ticket when the seed of its draw was lost."""
    _kind(person)
    person.link.on_request = lambda name, request: waits("D039")
    person.touch("kind-normal")


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
    "home-alone": _home_alone,
    "home-halted": _halted,
    "services": _services,
    "services-sold-out": _sold_out_tile,
    "search": _search,
    "kind": _kind,
    "kind-booked": _kind_booked,
    "kind-one": _kind_one,
    "kind-call": _kind_call,
    "kind-line": _kind_line,
    "kind-alone": _kind_alone,
    "guide": _guide,
    "guide-more": _guide_more,
    "check-in": _check_in,
    "check-in-scan": _check_in,
    "check-in-card": _check_in,
    "number": _number,
    "number-scan": _number,
    "found": _found,
    "draw-sealed": _sealed,
    "draw-rising": _rising,
    "draw-result": _result,
    "ticket-screen": _ticket,
    "ticket-paper": _ticket_paper,
    "ticket-one": _ticket_one,
    "ticket-call": _ticket_call,
    "ticket-line": _ticket_line,
    "ticket-alone": _ticket_alone,
    "kind-no-paper": _no_paper,
    "ticket-no-paper": _ticket_paper,
    "refused-sold-out": _sold_out,
    "refused-spent": _spent,
    "refused-check-in": _not_booked,
    "refused-waiting": _refused("already-waiting"),
    "refused-away": _refused("away"),
    "away": _away,
    "away-spent": _all_spent,
    "halted": _halted,
    "refused-kept": _kept,
    "closed": _closed,
    "timeout": _timeout,
    "help": _help,
}
