"""Hands and eyes: what is touched is large and within reach, what is read is whole and stands out from its ground."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from shared.client.outbox import Outbox
from shared.settings import Reader
from shared.ui.fonts import load_fonts
from tests.screenshots.kiosk_hall import many_hall, morning
from tests.ui.kiosk_eyes import check, contrast, place
from tests.ui.kiosk_hall import Visitor
from tests.ui.kiosk_walk import NAMES, PAGES, WAYS, choose, crowded, hall, named, pages, typed


class Mute:
    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...


@pytest.fixture
def person(qtbot: QtBot, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visitor]:
    load_fonts()
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    wide = getattr(request, "param", False)
    person = Visitor(qtbot, hall=hall(), wide=wide, voice=Mute(), outbox=outbox, alone=tmp_path)
    yield person
    person.kiosk.close()
    outbox.close()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("person", [False, True], indirect=True, ids=["upright", "wide"])
@pytest.mark.parametrize("how", WAYS)
def test_every_page_can_be_reached_and_read(person: Visitor, how: str) -> None:
    seen = 0
    for page in pages(person, how):
        assert person.desk.elder == how.startswith("elder"), f"{page}: large type stays until she leaves"
        check(person, page)
        seen += 1
    assert seen >= len(PAGES) - 1


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize("how", WAYS)
def test_so_can_the_pages_where_a_code_may_be_scanned_instead_of_typed(qtbot: QtBot, how: str, wide: bool) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(), wide=wide, voice=Mute(), reader=Reader("wedge"))
    for page in ("number", "check-in"):
        choose(person, how)
        typed(page)(person)
        person.settle()
        check(person, page)
        person.desk.visit.leave()
    person.kiosk.close()


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize("how", WAYS)
def test_a_dozen_groups_keep_their_waits_within_their_tiles(qtbot: QtBot, how: str, wide: bool) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=many_hall(), wide=wide, voice=Mute())
    morning(person.hall)
    person.feed(fresh=True)
    choose(person, how)
    person.settle()
    check(person, "home")
    person.kiosk.close()


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize(("how", "groups"), [("zh", 24), ("en", 24), ("elder", 6), ("elder-en", 24)])
def test_so_can_the_choices_and_the_keys_of_a_hall_of_many_groups(
    qtbot: QtBot, how: str, wide: bool, groups: int
) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=crowded(groups, groups), wide=wide, voice=Mute())
    choose(person, how)
    person.settle()
    check(person, "home")
    if person.desk.groups.pages > 1:
        person.touch("more")
        person.settle()
        check(person, "home, turned")
    person.desk.visit.openGroup("a")
    person.settle()
    check(person, "services")
    person.desk.visit.leave()
    choose(person, how)
    typed("number")(person)
    person.settle()
    check(person, "number")
    keys = {target.objectName() for target in person.targets() if target.objectName().startswith("key-")}
    assert len(keys) == groups + 10 + 2
    person.kiosk.close()


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize("how", WAYS)
def test_long_names_are_broken_between_their_words(qtbot: QtBot, how: str, wide: bool) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=named(*NAMES), wide=wide, voice=Mute())
    for n in range(len(NAMES)):
        choose(person, how)
        person.desk.visit.openGroup("d")
        if not n:
            person.settle()
            check(person, "services")
        person.desk.visit.chooseService(f"s{n}")
        person.settle()
        check(person, f"kind of {NAMES[n]}")
        person.touch("guide")
        person.settle()
        check(person, f"guide to {NAMES[n]}")
        person.desk.visit.leave()
    person.kiosk.close()


def test_large_type_takes_no_more_touches_to_a_ticket(person: Visitor) -> None:
    choose(person, "elder")
    person.touch("tile-d")
    person.touch("tile-id")
    person.touch("kind-normal")
    person.sees_the_draw()
    assert person.page == "ticket"
    assert person.desk.elder


def test_a_colour_on_itself_does_not_stand_out() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_a_window_of_another_size_shows_the_whole_kiosk(person: Visitor) -> None:
    person.kiosk.window.resize(540, 1000)
    tile = person.find("tile-d")
    person.qtbot.waitUntil(lambda: abs(place(tile).width() - 470 / 2) < 1)
    person.touch("tile-d")
    assert person.page == "services"
