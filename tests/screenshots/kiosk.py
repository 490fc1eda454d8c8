"""The kiosk's pages: in each language, for elders, and on a wide screen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pytestqt.qtbot import QtBot

from kiosk.settings import KioskSettings
from shared.client.outbox import Outbox
from shared.hall.config import HallConfig
from shared.settings import Reader
from tests.screenshots.album import Album
from tests.screenshots.kiosk_devices import printer, reader_of
from tests.screenshots.kiosk_hall import WITNESSES, large_hall, many_hall, morning, sample_hall
from tests.screenshots.kiosk_pages import CARD, PAGES
from tests.ui.kiosk_hall import Visitor
from tests.ui.kiosk_walk import WAYS, choose

STILL = KioskSettings(settle_ms=20)
COLOURS = 28
PAINTED = dict.fromkeys(("number", "check-in", "draw-", "kind-no-paper", "help"), 56)
"""Pages with a picture, a warning or a veil have more colours: with fewer their white becomes that of the ground."""
EDGE = 720


class Mute:
    """A voice that nobody hears."""

    def say(self, text: str, language: str) -> None:
        """A sentence."""

    def hush(self) -> None:
        """Nothing more."""


def shots(album: Album) -> None:
    """Every page upright and on a wide screen, in both languages and in large type."""
    halls = {"draw-many": large_hall(), "home-many": many_hall()}
    hall = sample_hall()
    for name, page, how, wide in _all():
        _shoot(album, name, PAGES[page], how, halls.get(page, hall), wide)


def names() -> set[str]:
    """Of all pictures."""
    return {name for name, *_ in _all()}


def _all() -> Iterator[tuple[str, str, str, bool]]:
    """Name, page, way, and whether the screen is wide."""
    for page in PAGES:
        for how in ("zh", "en") if page in ("search", *ALIKE) else WAYS:  # elders choose from tiles
            yield f"{page}-{how}", page, how, False
        for how in () if page in ALIKE else ("zh", "en") if page == "search" else WAYS:
            yield f"{page}-wide-{how}", page, how, True


ALIKE = (
    *("home-halted", "services-sold-out", "kind-one", "kind-call", "kind-line", "kind-alone"),
    *("check-in-scan", "check-in-card", "number-scan"),
    *("ticket-one", "ticket-call", "ticket-line", "ticket-alone", "ticket-screen"),
    *("search-none", "kind-card", "kind-read"),
    *("found-called", "found-missed", "found-parked", "found-finished", "found-reprint"),
    *("draw-many", "draw-alone", "closed-early", "closed-rest"),
    *("refused-spent", "refused-check-in", "refused-waiting", "refused-away", "refused-kept", "away-spent", "halted"),
)
"""Pages that another one stands for but for their words; ``tests/ui/test_kiosk_reach.py`` measures them all."""
PAPER = {
    "ticket-screen": "",
    "kind-no-paper": "out",
    "ticket-no-paper": "out",
    "ticket-": "ok",
    "guide": "ok",
    "found-reprint": "ok",
}
"""Pages that have a printer, and how its paper is."""


ALONE = ("home-alone", "home-halted", "kind-alone", "ticket-alone", "refused-spent", "away-spent")
"""Pages of a kiosk that has numbers for times without its hub."""


READERS = {
    **dict.fromkeys(("check-in-scan", "number-scan"), Reader("wedge")),
    **dict.fromkeys(("check-in-card", "kind-card", "kind-read"), Reader("id-card")),
}
"""Pages of a kiosk that reads something."""


def _shoot(album: Album, name: str, go: Callable[[Visitor], None], how: str, hall: HallConfig, wide: bool) -> None:
    page = next((page for page in PAPER if name.startswith(page)), "")
    read = next((READERS[page] for page in READERS if name.startswith(page)), None)
    with (
        TemporaryDirectory() as directory,
        printer(directory, PAPER.get(page, "")) as queue,
        reader_of(directory, read, CARD if name.startswith("kind-read") else "") as reader,
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
            witnesses=() if name.startswith("draw-alone") else WITNESSES,
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
    choose(person, how)
    go(person)
    person.settle()
    person.kiosk._clock.look()
