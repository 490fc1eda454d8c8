"""What the ticket page says beside the number, on paper and without, upright and wide."""

import pytest
from pytestqt.qtbot import QtBot

from shared.ui import theme
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_corner import Corner
from tests.ui.kiosk_eyes import place, size
from tests.ui.kiosk_hall import URL, Visitor


def comes_later(person: Visitor, people: int = 12) -> None:
    """So many are before her."""
    for _ in range(people):
        person.hall.take("lost")
    person.link.at_ms = person.hall.at_ms
    person.feed()
    person.asks()
    person.sees_the_draw()


def test_a_wait_is_told_in_minutes_and_on_the_clock_as_the_phone_does(corner: Corner) -> None:
    person = corner.person
    person.link.at_ms = person.hall.at_ms
    comes_later(person)
    ticket = person.desk.visit.answer
    assert ticket is not None
    assert 60 > ticket.low_min > 0 and ticket.high_min > ticket.low_min, "one window for twelve"
    until = "{}:{:02}".format(*divmod(8 * 60 + ticket.high_min, 60))
    corner.qtbot.waitUntil(lambda: person.desk.card.paper == "printed", timeout=5000)
    wait, clocks = f"{ticket.low_min}–{ticket.high_min} 分钟", f"8:{ticket.low_min:02}–{until} 前后"
    for words in (wait, clocks, "12 人", "1 个窗口在办", "南等候区", "听广播、看大屏"):
        assert words in person.reads()


@pytest.mark.parametrize("elder", [False, True], ids=["standard", "elder"])
@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
def test_without_paper_the_code_is_large_and_the_facts_stand_beside_the_number(
    qtbot: QtBot, wide: bool, elder: bool
) -> None:
    load_fonts()
    person = Visitor(qtbot, wide=wide)
    if elder:
        person.touch("elder")
    comes_later(person)
    assert person.scans().startswith(f"{URL}/t/")
    assert person.find("qr").width() >= 340
    assert "等 12 人" in person.reads()
    assert "请到南等候区" in person.reads()
    person.kiosk.close()


@pytest.mark.parametrize("elder", [False, True], ids=["standard", "elder"])
def test_on_a_wide_screen_a_phone_follows_the_ticket_that_is_on_paper_too(corner: Corner, elder: bool) -> None:
    person = corner.person
    size = person.kiosk.window.size()
    person.kiosk.window.resize(size.transposed())
    if elder:
        person.touch("elder")
    comes_later(person)
    corner.qtbot.waitUntil(lambda: person.desk.card.paper == "printed", timeout=5000)
    assert person.scans().startswith(f"{URL}/t/")


def test_on_a_wide_screen_nothing_stands_between_the_large_arrow_and_the_paper(corner: Corner) -> None:
    person = corner.person
    person.kiosk.window.resize(person.kiosk.window.size().transposed())
    person.touch("elder")
    comes_later(person)
    corner.qtbot.waitUntil(lambda: person.desk.card.paper == "printed", timeout=5000)
    corner.painted()
    scan = person.find("scan")
    assert place(person.find("arrow")).top() > place(scan).bottom()
    title, line = (size(item) for item in person.items(scan) if item.property("lineCount"))
    assert title > line


def test_in_large_type_number_and_window_are_read_from_afar_and_the_paper_is_pointed_at(corner: Corner) -> None:
    person = corner.person
    person.touch("elder")
    comes_later(person)
    corner.qtbot.waitUntil(lambda: person.desk.card.paper == "printed", timeout=5000)
    assert "票在下面出来了" in person.reads()
    card = person.desk.card
    sizes = {
        item.property("text"): item.property("font")
        for item in person.items()
        if item.property("text") in (card.number, card.window)
    }
    assert sizes[card.number].pixelSize() >= 330
    assert sizes[card.window].pixelSize() >= 150
    assert {font.family() for font in sizes.values()} == {theme.SIGNS}
