"""The kiosk while the hall gives no tickets: when it does, how to book, and what can be done all the same."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from shared.hall.config import Hours, Text
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_hall import URL, Visitor, configuration

LONGEST = Text("一楼东门二十四小时自助大厅：身份证取证和社保查询", "East door, open 24 hours: ID cards and records")
"""As long as a line may be."""


@pytest.mark.parametrize("waiting", [False, True])
def test_after_hours_that_all_are_served_is_said_while_somebody_waits(qtbot: QtBot, waiting: bool) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=configuration(2))
    if waiting:
        person.hall.take("tax")
    person.hall.wait(10 * 3600)
    person.link.advance(10 * 3600_000)
    person.feed()
    assert person.page == "closed"
    assert ("今天都会办完" in person.reads()) == waiting
    person.kiosk.close()


@pytest.mark.parametrize("way", [(), ("language",), ("elder",), ("language", "elder")])
@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
def test_what_can_be_done_while_it_is_closed_stands_whole_over_the_buttons(
    qtbot: QtBot, wide: bool, way: tuple[str, ...]
) -> None:
    load_fonts()
    plain = configuration(2)
    services = (replace(plain.services[0], appointments=3), *plain.services[1:])
    hall = replace(plain, services=services, hours=Hours(7 * 60, 17 * 60, closed=(LONGEST,) * 3))
    person = Visitor(qtbot, hall=hall, wide=wide)
    person.hall.wait(10 * 3600)
    person.link.advance(10 * 3600_000)
    person.feed()
    for button in way:
        person.touch(button)
    assert person.page == "closed"
    qtbot.waitUntil(lambda: person.scans() == f"{URL}/book", timeout=5000)
    language = person.desk.texts.language
    (told,) = [item for item in person.items() if LONGEST.pick(language) in str(item.property("said"))]
    assert not told.property("truncated")
    lower = told.mapToScene(told.boundingRect().bottomLeft()).y()
    assert lower < person.find("help").mapToScene(person.find("help").boundingRect().topLeft()).y()
    person.kiosk.close()
