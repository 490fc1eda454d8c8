"""Hands and eyes: what is touched is large and within reach, what is read is whole and stands out from its ground."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from shared.client.outbox import Outbox
from shared.hall.commands import CloseCounter, IssueTicket
from shared.hall.config import Group, Guide, HallConfig, Service, Text
from shared.settings import Reader
from shared.ui import theme
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_hall import PEOPLE, Visitor, configuration, waits

CANVAS = QRectF(0, 0, theme.KIOSK_WIDTH, theme.KIOSK_HEIGHT)
WAYS = ("zh", "en", "elder")
LONGEST = Text("不动产转移登记（继承、受遗赠、离婚析产等情形）", "Property transfer by inheritance, bequest or divorce")
"""One of the longest names that halls use."""
LEAST_CONTRAST = 7.0


class Mute:
    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...


def hall() -> HallConfig:
    """Every page has all that it can have, under the longest name."""
    plain = configuration(6)
    guide = Guide(
        materials=tuple(
            Text(f"申请人身份证明材料{n} | 没带也能办，请告诉窗口", f"Paper {n} | Not needed") for n in range(4)
        ),
        fees=Text("住宅 80 元，其他 550 元", "80 yuan for a home, else 550 yuan"),
        basis=Text("《中华人民共和国居民身份证法》", "Law of the PRC on Resident Identity Cards"),
    )
    services = (
        replace(plain.services[0], name=LONGEST, guide=guide, appointments=3, audience="person"),
        replace(plain.services[1], audience="enterprise"),
        *plain.services[2:],
        Service("vehicle", "e", Text("机动车注册", "Vehicle registration"), Text("机动车", "Vehicles")),
    )
    groups = (*plain.groups, Group("e", "E", Text("车辆驾驶证", "Driving"), "call", Text("东等候区", "East area")))
    counters = tuple(replace(each, services=(*each.services, "vehicle")) for each in plain.counters)
    return replace(plain, services=services, groups=groups, counters=counters)


def _kind(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("tile-id")


def _guide(person: Visitor) -> None:
    _kind(person)
    person.touch("guide")


def _search(person: Visitor) -> None:
    person.touch("search")
    person.touch("key-P" if person.desk.texts.language == "en" else "key-D")


def _typed(page: str) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        person.desk.visit.open(page)
        person.touch("key-1")
        person.touch("key-1")

    return go


def _found(person: Visitor) -> None:
    number = person.hall.take("id").number
    person.desk.visit.open("number")
    person.desk.entry.typed.press(number)
    person.touch("submit")


def _ticket(person: Visitor) -> None:
    person.asks()
    person.sees_the_draw()


def _refused(person: Visitor) -> None:
    _kind(person)
    answer, person.link.on_request = person.link.on_request, None
    person.touch("kind-normal")
    person.link.advance(5_000)
    person.link.on_request = answer


def _sold_out(person: Visitor) -> None:
    person.touch("tile-d")
    if person.find("tile-rare").property("available"):
        person.hall.take("rare")
        person.feed()
    person.touch("tile-rare")


def _waiting_already(person: Visitor) -> None:
    _kind(person)
    if not any(ticket.person for ticket in person.hall.state.tickets.values()):
        for _ in range(8):
            person.hall.take("id")
        person.hall.do(IssueTicket(by="kiosk:k", service="id", person=PEOPLE.person("ada")))
    reads, person.desk.reading.person = person.desk.reading.person, lambda: "ada"  # type: ignore[method-assign]
    person.touch("kind-normal")
    person.desk.reading.person = reads  # type: ignore[method-assign]


def _not_booked(person: Visitor) -> None:
    _typed("check-in")(person)
    person.touch("submit")


def _drawn(touches: int) -> Callable[[Visitor], None]:
    def go(person: Visitor) -> None:
        person.asks()
        for _ in range(touches):
            person.settle()
            person.touch_at(QPointF(540, 1000))

    return go


def _called_later(person: Visitor) -> None:
    for _ in range(12):
        person.hall.take("vehicle")
    person.touch("tile-e")
    person.touch("kind-normal")


def _one_open(person: Visitor) -> None:
    for counter, desk in person.hall.state.desks.items():
        if counter != "1" and desk.status != "closed":
            person.hall.free(counter)
            person.hall.do(CloseCounter(counter=counter))
    person.link.at_ms = person.hall.at_ms
    person.feed()


def _kind_one(person: Visitor) -> None:
    _one_open(person)
    _kind(person)


def _ticket_one(person: Visitor) -> None:
    _kind_one(person)
    person.touch("kind-normal")


def _ticket_alone(person: Visitor) -> None:
    person.link.set_state("away")
    _kind(person)
    person.touch("kind-normal")
    person.qtbot.waitUntil(lambda: person.page == "ticket")


def _away(person: Visitor) -> None:
    person.desk.visit.open("number")
    person.link.set_state("away")


def _spent(person: Visitor) -> None:
    person.spend("id")
    person.touch("tile-d")


def _all_spent(person: Visitor) -> None:
    person.spend("id", "tax", "vehicle")
    person.desk.visit.leave()


def _halted(person: Visitor) -> None:
    person.feed(halted=True)


def _all_spent_halted(person: Visitor) -> None:
    _all_spent(person)
    person.link.set_state("live")
    _halted(person)
    assert person.page == "halted"


def _kept(person: Visitor) -> None:
    _kind(person)
    answer, person.link.on_request = person.link.on_request, lambda name, request: waits("D001")
    person.touch("kind-normal")
    person.link.on_request = answer
    assert person.page == "refused"


def _timeout(person: Visitor) -> None:
    _kind(person)
    for _ in range(50):
        person.desk.idle.tick()


def _closed(person: Visitor) -> None:
    person.hall.wait(12 * 3600)
    person.link.advance(12 * 3600_000)
    person.feed()
    person.qtbot.waitUntil(lambda: "20:0" in person.reads())  # as wide as the clock gets beside the hall's name


PAGES: dict[str, Callable[[Visitor], None]] = {
    "home": lambda person: None,
    "services": lambda person: person.touch("tile-d"),
    "search": _search,
    "kind": _kind,
    "kind when called": lambda person: person.touch("tile-e"),
    "kind of a common line": lambda person: person.touch("tile-f"),
    "guide": _guide,
    "number": _typed("number"),
    "check-in": _typed("check-in"),
    "found": _found,
    "help": lambda person: person.touch("help"),
    "draw sealed": _drawn(0),
    "draw result": _drawn(1),
    "ticket": _ticket,
    "ticket when called": _called_later,
    "no answer": _refused,
    "sold out": _sold_out,
    "waiting already": _waiting_already,
    "not booked": _not_booked,
    "timeout": _timeout,
    "one window": _kind_one,
    "ticket of one window": _ticket_one,
    "home without the hub": lambda person: person.link.set_state("away"),
    "ticket without the hub": _ticket_alone,
    "away": _away,
    "a letter spent": _spent,
    "home while the lot waits": _halted,
    "her number is kept": _kept,
    "all spent": _all_spent,
    "all spent while the lot waits": _all_spent_halted,
    "closed": _closed,
}
"""In this order: the last ones change the day."""


@pytest.fixture
def person(qtbot: QtBot, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visitor]:
    load_fonts()
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    wide = getattr(request, "param", False)
    person = Visitor(qtbot, hall=hall(), wide=wide, voice=Mute(), outbox=outbox, alone=tmp_path)
    yield person
    person.kiosk.close()
    outbox.close()


def place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def pages(person: Visitor, how: str) -> Iterator[str]:
    """One page after the other, each as a person reaches it in this way."""
    for page, go in PAGES.items():
        if how == "elder" and page == "search":
            continue  # elders choose from tiles
        if how != "zh":
            person.touch("language" if how == "en" else "elder")
        go(person)
        person.settle()
        yield f"{page}, {how}"
        person.desk.visit.leave()
        person.link.set_state("live")
        person.feed()


def check_targets(person: Visitor, page: str, elder: bool, wide: bool) -> None:
    """Large, apart, and on the desk: below the line on an upright screen, at the right on a wide one."""
    window = person.kiosk.window
    least = theme.KIOSK_ELDER_TARGET if elder else theme.KIOSK_TARGET
    canvas = QRectF(0, 0, window.width(), window.height())
    reach = canvas.adjusted(840, 0, 0, 0) if wide else canvas.adjusted(0, theme.KIOSK_REACH, 0, 0)
    rects = {target.objectName(): place(target) for target in person.targets()}
    assert rects or person.page == "draw", page
    for name, rect in rects.items():
        assert min(rect.width(), rect.height()) >= least, f"{page}: {name} is small: {rect}"
        assert reach.contains(rect), f"{page}: {name} is out of reach: {rect}"
        for other, near in rects.items():
            if other != name:
                assert not rect.adjusted(-11, -11, 11, 11).intersects(near), f"{page}: {name} and {other} are too near"


def check_texts(person: Visitor, page: str) -> None:
    """Whole, on the screen, and standing out from the ground that is really there."""
    window = person.kiosk.window
    canvas = QRectF(0, 0, window.width(), window.height())
    image = window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)
    under_sheet = person.desk.asking or person.desk.help.state
    texts = [item for item in person.items() if item.property("text") and item.property("lineCount")]
    assert texts, page
    for item in texts:
        words, where = item.property("text"), place(item)
        assert canvas.contains(where), f"{page}: {words!r} leaves the screen: {where}"
        assert not item.property("truncated"), f"{page}: {words!r} is cut"
        assert item.property("contentWidth") <= item.width() + 1, f"{page}: {words!r} is wider than its place"
        if not under_sheet:
            ground = _ground(image, where.toRect())
            found = contrast(item.property("color"), ground)
            assert found >= LEAST_CONTRAST, f"{page}: {words!r} on {ground.name()}: {found:.1f}:1"


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 reckons it."""

    def light(colour: QColor) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _ground(image: QImage, where: QRect) -> QColor:
    """The colour that there is most of around the letters."""
    part = image.copy(where.adjusted(-4, 0, 4, 0))
    pixels = np.frombuffer(part.constBits(), np.uint32).reshape(part.height(), -1)[:, : part.width()]
    values, counts = np.unique(pixels, return_counts=True)
    return QColor.fromRgb(int(values[counts.argmax()]) | 0xFF000000)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("person", [False, True], indirect=True, ids=["upright", "wide"])
@pytest.mark.parametrize("how", WAYS)
def test_every_page_can_be_reached_and_read(person: Visitor, how: str) -> None:
    wide = person.kiosk.window.width() > person.kiosk.window.height()
    seen = 0
    for page in pages(person, how):
        check_texts(person, page)  # paints, so that everything stands in its place
        check_targets(person, page, how == "elder", wide)
        seen += 1
    assert seen >= len(PAGES) - 1


@pytest.mark.parametrize("wide", [False, True], ids=["upright", "wide"])
@pytest.mark.parametrize("how", WAYS)
def test_so_can_the_pages_where_a_code_may_be_scanned_instead_of_typed(qtbot: QtBot, how: str, wide: bool) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(), wide=wide, voice=Mute(), reader=Reader("wedge"))
    for page in ("number", "check-in"):
        if how != "zh":
            person.touch("language" if how == "en" else "elder")
        _typed(page)(person)
        person.settle()
        check_texts(person, page)
        check_targets(person, page, how == "elder", wide)
        told, button = place(person.find("reading").parentItem()), place(person.find("submit"))
        assert told.bottom() < button.top(), "nothing lies over the button"
        person.desk.visit.leave()
    person.kiosk.close()


def test_a_colour_on_itself_does_not_stand_out() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_a_window_of_another_size_shows_the_whole_kiosk(person: Visitor) -> None:
    person.kiosk.window.resize(540, 1000)
    tile = person.find("tile-d")
    person.qtbot.waitUntil(lambda: abs(place(tile).width() - 470 / 2) < 1)
    person.touch("tile-d")
    assert person.page == "services"
