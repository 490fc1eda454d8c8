"""The kiosk's pages, in each language and for elders."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.screenshots.album import Album
from tests.ui.kiosk_hall import Visitor

HOW = ("zh", "en", "elder")


def shots(album: Album) -> None:
    """Every page, upright."""
    for how in HOW:
        for name, go in PAGES.items():
            person = Visitor(QtBot(None))
            if how != "zh":
                person.touch("language" if how == "en" else "elder")
            go(person)
            person.settle()
            album.keep(f"{name}-{how}", person.kiosk.window.grabWindow())
            person.kiosk.close()


def _home(person: Visitor) -> None:
    """Home is where a visit begins."""


def _services(person: Visitor) -> None:
    person.touch("tile-d")


PAGES: dict[str, Callable[[Visitor], None]] = {"home": _home, "services": _services}
