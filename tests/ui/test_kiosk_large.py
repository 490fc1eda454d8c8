"""Large type and wide screens: as large as there is room for, even, and with lines that break where one would."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.settings import KioskSettings
from shared.client.outbox import Outbox
from shared.ui import theme
from shared.ui.fonts import load_fonts
from tests.screenshots.kiosk import bring
from tests.screenshots.kiosk_hall import many_hall, sample_hall
from tests.screenshots.kiosk_pages import PAGES
from tests.ui.kiosk_eyes import place, size
from tests.ui.kiosk_hall import URL, Visitor

HALL = sample_hall()
At = Callable[..., Visitor]


class Mute:
    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...


@pytest.fixture
def at(qtbot: QtBot, tmp_path: Path) -> Iterator[At]:
    """Somebody before a page of the sample hall on a busy morning."""
    load_fonts()
    people: list[Visitor] = []
    outbox = Outbox(tmp_path / "outbox.sqlite3")

    def stands(page: str, how: str, wide: bool = True) -> Visitor:
        alone = page == "home-alone"
        person = Visitor(
            qtbot,
            settings=KioskSettings(settle_ms=20),
            hall=HALL,
            wide=wide,
            voice=Mute(),
            outbox=outbox if alone else None,
            alone=tmp_path if alone else None,
        )
        people.append(person)
        bring(person, PAGES[page], how)
        person.kiosk.window.grabWindow()
        return person

    yield stands
    for person in people:
        person.kiosk.close()
    outbox.close()


def said(item: QQuickItem) -> str:
    """Its words, without what holds them together."""
    return str(item.property("text")).replace("\u2060", "").replace("\u00a0", " ")


def words(person: Visitor, part: str) -> QQuickItem:
    """The words that say this."""
    (item,) = [item for item in person.items() if item.property("lineCount") and part in said(item)]
    return item


@pytest.mark.parametrize(
    ("page", "wide"), [("home", True), ("draw-sealed", True), ("guide", True), ("guide", False), ("check-in", True)]
)
def test_titles_in_large_type_are_larger(at: At, page: str, wide: bool) -> None:
    plain, elder = at(page, "zh", wide).find("title"), at(page, "elder", wide).find("title")
    assert size(elder) > 1.1 * size(plain)


@pytest.mark.parametrize(("page", "how"), [("home", "en"), ("home", "elder-en"), ("services", "elder-en")])
def test_all_names_among_the_tiles_are_of_one_size(at: At, page: str, how: str) -> None:
    person = at(page, how)
    tiles = [item for item in person.items() if item.objectName().startswith("tile-")]
    names = {tile.property("title") for tile in tiles}
    named = [item for tile in tiles for item in person.items(tile) if item.property("said") in names]
    sizes = {item.property("said"): round(size(item)) for item in named}
    assert len(sizes) == len(tiles) >= 4 and len(set(sizes.values())) == 1, sizes


@pytest.mark.parametrize("page", ["home", "closed", "ticket-screen"])
def test_so_are_the_words_of_the_foot_row(at: At, page: str) -> None:
    person = at(page, "elder-en")
    foot = [target for target in person.targets() if place(target).bottom() == person.kiosk.window.height() - 52]
    sizes = {said(item): size(item) for target in foot for item in person.items(target) if item.property("lineCount")}
    assert len(sizes) >= 2 and len(set(sizes.values())) == 1, sizes


def test_who_waits_over_how_long_takes_two_lines_of_a_tile(at: At) -> None:
    person = at("home", "elder-en", wide=False)
    rows = [row for row in person.link.mirror.services.values() if row.group == "business"]
    person.link.feed([replace(row, low_min=0, high_min=120) for row in rows])
    assert words(person, "ahead\nup to 120 min").property("lineCount") == 2


@pytest.mark.parametrize(("how", "last"), [("zh", "请问问服务台"), ("elder-en", "Please ask")])
def test_a_code_beside_what_to_do_ends_where_that_ends(at: At, how: str, last: str) -> None:
    person = at("refused-sold-out", how)
    panel = words(person, last).parentItem().parentItem()
    assert place(person.find("scan")).bottom() == place(panel).bottom()


@pytest.mark.parametrize("how", ["elder", "elder-en"])
@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
def test_three_kinds_are_told_in_type_as_large_as_two(at: At, how: str, wide: bool) -> None:
    title = "普通取号" if how == "elder" else "Standard"
    two, three = (size(words(at(page, how, wide), title)) for page in ("kind", "kind-booked"))
    assert two == three


@pytest.mark.parametrize("how", ["elder", "elder-en"])
def test_under_a_name_of_two_lines_stands_how_long_it_takes_uncut(qtbot: QtBot, how: str) -> None:
    load_fonts()
    person = Visitor(qtbot, settings=KioskSettings(settle_ms=20), hall=many_hall(), wide=True, voice=Mute())
    bring(person, lambda at: at.touch("more"), how)
    person.kiosk.window.grabWindow()
    (tile,) = [item for item in person.items() if item.objectName() == "tile-schools"]
    (name,) = [item for item in person.items(tile) if item.property("lineCount") == 2]
    (wait,) = [item for item in person.items(name.parentItem()) if item.property("text") and item != name]
    assert said(wait).endswith("min" if "en" in how else "分钟") and not wait.property("truncated")
    assert size(wait) == theme.KIOSK_ELDER_NOTE
    person.kiosk.close()


def test_who_has_priority_is_told_in_three_lines(at: At) -> None:
    assert words(at("kind", "elder-en", wide=False), "Older or disabled").property("lineCount") == 3


def ink(person: Visitor, item: QQuickItem) -> list[int]:
    """How wide each of its lines is, as painted."""
    image = person.kiosk.window.grabWindow().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine()).astype(int)
    box = place(item).toRect()
    part = pixels[box.top() : box.bottom(), box.left() : box.right()]
    stands = abs(part - np.bincount(part.ravel()).argmax()) > 60
    lines = [np.flatnonzero(line.any(axis=0)) for line in np.array_split(stands, item.property("lineCount"))]
    return [int(columns[-1] - columns[0]) for columns in lines]


def test_english_breaks_neither_at_a_hyphen_nor_before_a_unit_nor_before_the_last_short_word(at: At) -> None:
    person = at("home", "elder-en")
    first, last = ink(person, words(person, "pick-up"))
    assert last > 0.7 * first  # Advice, | pick-up
    person = at("guide", "en")
    free, renewal, replacement = ink(person, words(person, "replacement 40 yuan"))
    assert free < renewal < replacement
    person = at("check-in", "elder-en")
    first, last = ink(person, words(person, "Type the ID"))
    assert last > 0.4 * first  # booked with.


@pytest.mark.parametrize("how", ["en", "elder-en"])
def test_a_title_of_two_lines_has_them_even(at: At, how: str) -> None:
    person = at("guide", how)
    title = person.find("title")
    first, last = ink(person, title)
    assert last > first  # "renewal," stands beside "replacement"


@pytest.mark.parametrize("how", ["zh", "en"])
def test_facts_on_the_sign_are_told_in_whole_words(at: At, how: str) -> None:
    person = at("guide", how, wide=False)
    fees = words(person, "补领 40" if how == "zh" else "replacement 40")
    assert fees.property("lineCount") == len(str(fees.property("text")).split("\n")) <= 3


def test_nothing_lies_over_the_sticks_of_the_sign(at: At) -> None:
    for how, last in (("en", "replacement 40 yuan"), ("elder-en", "8 min")):
        person = at("guide", how)
        assert place(words(person, last)).bottom() < place(person.find("sticks")).top()


def test_a_warning_stands_in_the_middle_of_its_box(at: At) -> None:
    for how, part in (("elder-en", "Your counter shows"), ("elder", "叫号时公布")):
        told = words(at("home-alone", how), part)
        box = told.parentItem()
        middle = place(told).center().y() - told.property("middle")  # capitals stand above that of their lines
        assert abs(middle - place(box).center().y()) < 2
        assert box.height() - told.property("contentHeight") >= 30


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
def test_what_to_do_is_said_in_larger_type_too(at: At, wide: bool) -> None:
    assert size(words(at("away", "elder", wide), "或到服务台")) > size(words(at("away", "zh", wide), "或到服务台"))


def test_a_part_of_the_guide_begins_with_more_than_one_line(at: At) -> None:
    person = at("guide", "zh")

    def heads() -> list[str]:
        lines = [item for item in person.items() if item.property("caption") is not None and item.property("head")]
        return [str(line.property("head")) for line in lines if line.property("opacity") == 1]

    assert heads() == ["请看看东西带齐了吗"]
    person.touch("more")
    assert heads()[0] == "怎么办"


@pytest.mark.parametrize("how", ["zh", "elder-en"])
def test_each_page_of_the_guide_begins_at_one_height(at: At, how: str) -> None:
    person = at("guide", how)
    bring, goes = ("请看看东西带齐了吗", "怎么办") if how == "zh" else ("What to bring", "How it goes")

    def bottom(head: str) -> float:
        item = words(person, head)
        return item.mapToScene(QPointF(0, item.height())).y()

    first = bottom(bring)
    person.touch("more")
    assert bottom(goes) == first


def test_no_advice_is_left_out_in_large_type(at: At) -> None:
    assert "Tickets resume with the draws" in at("halted", "elder-en").reads()


def test_the_line_on_the_sign_keeps_off_its_code(at: At) -> None:
    person = at("ticket-screen", "elder")
    told = words(person, "请拍下或扫码")
    assert place(told).bottom() + 48 <= place(person.find("scan")).top()


def test_sold_out_tells_the_code_to_book_in_large_type_too(at: At) -> None:
    person = at("refused-sold-out", "elder", wide=False)
    assert person.find("qr").width() >= 140
    assert person.scans().startswith(URL)


def test_large_type_says_on_a_wide_screen_too_that_priority_picks_no_counter(at: At) -> None:
    assert "不能挑窗口" in at("kind", "elder").reads()


def test_the_question_over_a_page_leaves_its_foot_alone(at: At) -> None:
    person = at("timeout", "elder")
    assert place(person.find("leave")).bottom() + 56 <= person.kiosk.window.height() - 184


def test_the_picture_of_a_ticket_shows_its_code_whole_or_not_at_all(at: At) -> None:
    for how in ("elder", "zh"):
        for wide in (False, True):
            person = at("number", how, wide)
            codes = [place(item) for item in person.items() if item.objectName() == "specimen-code"]
            desk = place(person.find("back")).top()
            assert all(code.bottom() < desk for code in codes), how
    assert codes == [], "the number fills it"


@pytest.mark.parametrize(("page", "how"), [("refused-sold-out", "en"), ("refused-waiting", "zh"), ("away", "elder-en")])
def test_what_to_do_stands_on_panels_of_one_height(at: At, page: str, how: str) -> None:
    person = at(page, how)
    panels = {round(place(item).height()) for item in person.items() if item.property("head")}
    assert len(panels) == 1


@pytest.mark.parametrize(("how", "wide"), [("zh", False), ("zh", True), ("en", True)])
def test_what_was_found_is_named_in_one_size_and_keeps_off_the_buttons(at: At, how: str, wide: bool) -> None:
    person = at("search", how, wide)
    hits = [item for item in person.items() if item.objectName().startswith("hit-")]
    rows = [item for hit in hits for item in person.items(hit) if item.inherits("QQuickRow")]
    sizes = {round(size(part)) for row in rows for part in person.items(row) if part.property("text")}
    assert len(rows) == len(hits) > 1 and len(sizes) == 1
    assert person.find("back").mapToScene(QPointF(0, 0)).y() - place(hits[-1]).bottom() >= 20
