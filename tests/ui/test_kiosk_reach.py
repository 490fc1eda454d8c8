"""Hands and eyes: what is touched is large and low enough, and nothing that is read is cut off."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from shared.ui import theme
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_hall import Visitor

CANVAS = QRectF(0, 0, theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT)
PAGES = ("home", "services", "kind", "refused", "ticket", "timeout", "closed")


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Visitor]:
    load_fonts()
    person = Visitor(qtbot)
    yield person
    person.kiosk.close()


def place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def go(person: Visitor, page: str) -> None:
    """Bring the kiosk to a page as a person would."""
    if page in ("services", "kind", "refused", "timeout"):
        person.touch("tile-d")
    if page in ("kind", "refused"):
        person.touch("tile-id")
    if page == "refused":
        person.link.on_request = None
        person.touch("kind-normal")
        person.link.advance(5_000)
    if page == "ticket":
        person.asks()
        person.sees_the_draw()
    if page == "timeout":
        for _ in range(50):
            person.desk.idle.tick()
    if page == "closed":
        person.hall.wait(10 * 3600)
        person.link.advance(10 * 3600_000)
        person.feed()
    person.settle()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("how", ["zh", "en", "elder"])
def test_every_target_is_large_low_and_apart(person: Visitor, how: str, page: str) -> None:
    if how != "zh":
        person.touch("language" if how == "en" else "elder")
    go(person, page)
    least = theme.KIOSK_ELDER_TARGET if how == "elder" else theme.KIOSK_TARGET
    rects = {target.objectName(): place(target) for target in person.targets()}
    assert rects
    for name, rect in rects.items():
        assert rect.width() >= least, name
        assert rect.height() >= least, name
        assert rect.top() >= theme.KIOSK_REACH, name
        assert CANVAS.contains(rect), name
        for other, near in rects.items():
            if other != name:
                assert not rect.adjusted(-11, -11, 11, 11).intersects(near), f"{name} and {other} are too near"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("how", ["zh", "en", "elder"])
def test_nothing_read_is_cut_off(person: Visitor, how: str, page: str) -> None:
    if how != "zh":
        person.touch("language" if how == "en" else "elder")
    go(person, page)
    texts = [item for item in person.items() if item.property("text") and item.property("lineCount")]
    assert texts
    for item in texts:
        words = item.property("text")
        assert CANVAS.contains(place(item)), f"{words!r} leaves the screen"
        assert not item.property("truncated"), f"{words!r} is cut"
        assert item.property("contentWidth") <= item.width() + 1, f"{words!r} is wider than its place"


def test_a_window_of_another_size_shows_the_whole_kiosk(person: Visitor) -> None:
    person.kiosk.window.resize(540, 1000)
    tile = person.find("tile-d")
    person.qtbot.waitUntil(lambda: abs(place(tile).width() - 470 / 2) < 1)
    person.touch("tile-d")
    assert person.page == "services"
