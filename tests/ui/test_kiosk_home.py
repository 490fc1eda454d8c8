"""The home page of small halls and of large ones."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from shared.hall.config import Group, HallConfig, Service, Text
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_hall import Visitor, configuration
from tests.ui.kiosk_walk import choose

LETTERS = "ABCDEFGHJK"
NOTICE = Text("今天下午四点起停电检修，请提前办理。", "No power from 16:00 today.")


def hall(groups: int, notice: Text) -> HallConfig:
    """So many groups of two services."""
    letters = LETTERS[:groups]
    services = tuple(
        Service(f"{letter}{n}", letter, Text(f"事项{letter}{n}", f"Matter {letter}{n}"), Text("事项", "Matter"))
        for letter in letters.lower()
        for n in (1, 2)
    )
    every = tuple(service.id for service in services)
    plain = configuration(3)
    return replace(
        plain,
        groups=tuple(Group(each.lower(), each, Text(f"窗口事务{each}", f"Affairs {each}")) for each in letters),
        services=services,
        counters=tuple(replace(each, services=every) for each in plain.counters),
        notice=notice,
    )


def place(person: Visitor, name: str) -> QRectF:
    item = person.find(name)
    return QRectF(item.mapToScene(QPointF(0, 0)), item.size())


@pytest.mark.parametrize("notice", [Text("", ""), NOTICE], ids=["plain", "notice"])
@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize("groups", [4, 6, 10])
def test_tiles_reach_down_to_the_search_and_a_notice_stands_between(
    qtbot: QtBot, groups: int, wide: bool, notice: Text
) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(groups, notice), wide=wide)
    person.kiosk.window.grabWindow()  # paints, so that everything stands in its place
    search, last = place(person, "search"), place(person, f"tile-{LETTERS[groups - 1].lower()}")
    gap = search.top() - last.bottom()
    if notice.zh and notice.zh in person.reads():
        (said,) = [item for item in person.items() if item.property("text") == notice.zh]
        top = said.mapToScene(QPointF(0, 0)).y()
        assert last.bottom() < top and top + said.height() < search.top()
        assert gap < said.height() + 60
    else:
        assert gap < 30, "no dead ground"
        assert not notice.zh or (groups == 10 and wide), "only where tiles would become too low for it"
    assert f"全部 {2 * groups} 项" in person.reads()
    person.kiosk.close()


class Mute:
    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize("how", ["elder", "elder-en"])
def test_in_large_type_every_button_of_the_foot_has_its_icon_over_its_words(qtbot: QtBot, how: str, wide: bool) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(6, Text("", "")), wide=wide, voice=Mute())
    choose(person, how)
    person.kiosk.window.grabWindow()
    for name in ("elder", "number-elder", "again", "language"):
        button = place(person, name)
        parts = person.find(name).childItems()
        (icon,) = [part for part in parts if part.property("path") and part.isVisible()]
        (words,) = [part for part in parts if part.property("lineCount") and part.isVisible()]
        assert icon.y() >= 12 and words.y() + words.baselineOffset() <= button.height() - 20, name
        assert icon.y() + icon.height() < words.y() + words.height() / 2, f"{name}: one over the other"
        middle = button.width() / 2
        assert icon.x() + icon.width() / 2 == pytest.approx(middle, abs=1)
        assert words.x() + words.width() / 2 == pytest.approx(middle, abs=1)
    person.kiosk.close()
