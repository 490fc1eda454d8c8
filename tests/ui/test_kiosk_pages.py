"""What a person does before, beside and after taking a ticket."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.settings import KioskSettings
from shared.hall import commands as c
from shared.hall.config import Guide, HallConfig, Text
from shared.hall.decide.appointments import bookable_days
from shared.protocol.requests import CheckInRequest
from shared.settings import Reader
from shared.ui.fonts import load_fonts
from shared.ui.qr import qr_source
from tests.ui.kiosk_hall import PEOPLE, QUICK, URL, Visitor, configuration
from tests.ui.kiosk_walk import types

ADA = "11010519491231002X"


class Ear:
    """Hears what the kiosk reads aloud."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def say(self, text: str, language: str) -> None:
        self.heard.append((text, language))

    def hush(self) -> None:
        self.heard.append(("", ""))


def hall() -> HallConfig:
    """ID cards have a guide and appointments, tax is for enterprises too."""
    plain = configuration(6)
    guide = Guide(
        materials=(Text("旧身份证 | 没带也能办", "Old card | Not needed"),),
        steps=tuple(Text(f"第{n}步", f"Step {n}") for n in range(1, 12)),
        fees=Text("20 元", "20 yuan"),
        basis=Text("居民身份证法", "Law on identity cards"),
    )
    changed = {
        "id": {"guide": guide, "appointments": 4, "audience": "person"},
        "lost": {"audience": "enterprise"},
    }
    services = tuple(msgspec.structs.replace(each, **changed.get(each.id, {})) for each in plain.services)
    return msgspec.structs.replace(plain, services=services)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def person(qtbot: QtBot, ear: Ear) -> Iterator[Visitor]:
    load_fonts()
    person = Visitor(qtbot, hall=hall(), voice=ear)
    yield person
    person.kiosk.close()


def books(person: Visitor, day: str, who: str) -> None:
    """At nine o'clock, for an ID card."""
    holder = PEOPLE.holder(who, day) or ""
    person.hall.do(c.BookAppointment(by="phone", service="id", day=day, hour=9, holder=holder, source="phone"))


def test_three_letters_find_the_service_and_three_touches_more_take_its_ticket(person: Visitor) -> None:
    person.touch("search")
    assert "全部 4 项" in person.reads()
    types(person, "SFZ")
    assert "找到 3 项" in person.reads()
    assert "身份证" in person.reads().splitlines(), "what was typed stands on mint"
    assert "到期、损坏、信息变更都在这里办理" in person.reads(), "and tells one card from the others"
    person.touch("key-erase")
    person.touch("key-erase")
    person.touch("key-clear")
    types(person, "GRS")
    person.touch("hit-tax")
    assert person.page == "kind"
    person.touch("back")
    assert person.page == "search"
    person.touch("hit-tax")
    person.touch("kind-normal")
    person.sees_the_draw()
    (ticket,) = person.hall.state.tickets.values()
    assert ticket.service == "tax"
    person.touch("done")
    person.touch("search")
    assert person.desk.search.typed.text == "", "the next person finds nothing typed"


def test_what_nobody_offers_is_said_so(person: Visitor) -> None:
    person.touch("search")
    types(person, "QQ")
    assert "没有找到" in person.reads()
    assert not [target for target in person.targets() if target.objectName().startswith("hit-")]


def test_only_the_services_for_enterprises_and_back_to_all(person: Visitor) -> None:
    person.touch("tile-d")
    shown = lambda: {row.key for row in person.desk.services.model.rows}  # noqa: E731
    assert shown() == {"id", "lost", "rare"}
    person.touch("audience-enterprise")
    assert shown() == {"lost", "rare"}
    person.touch("audience-person")
    assert shown() == {"id", "rare"}
    person.touch("audience-all")
    assert shown() == {"id", "lost", "rare"}
    person.touch("audience-enterprise")
    person.touch("back")
    person.touch("tile-d")
    assert shown() == {"id", "lost", "rare"}, "what was chosen among other services is over"


def test_the_guide_is_read_to_its_end_and_gives_the_ticket_itself(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("tile-id")
    person.touch("guide")
    first = person.reads()
    assert "旧身份证" in first
    assert "没带也能办" in first
    assert "居民身份证法" not in first
    seen = first
    while "居民身份证法" not in seen:
        person.touch("more")
        assert person.reads() not in seen, "each page shows something new"
        seen += person.reads()
    assert all(f"第{n}步" in seen for n in range(1, 12)), "no line falls between two pages"
    assert seen.count("20 元") == seen.count("约 ") > 0, "on the sign of each page, and not again below"
    person.touch("take")
    person.sees_the_draw()
    assert len(person.hall.state.tickets) == 1


def test_the_guide_has_a_code_that_takes_it_home_while_the_hub_is_there(person: Visitor) -> None:
    for language, large, ends in (("zh", False, ""), ("en", False, "?lang=en"), ("en", True, "?lang=en&large=1")):
        person.desk.texts.choose(language)
        if large:
            person.touch("elder")
        person.touch("tile-d")
        person.touch("tile-id")
        person.touch("guide")
        assert person.find("scan").property("code") == qr_source(f"{URL}/guide/id{ends}")
        person.touch("back")
        person.touch("back")
        person.touch("back")
    person.link.mirror.counted = False
    person.desk.guide.show("id", False)
    assert person.desk.guide.qr == "", "nobody could open it now"


def test_a_service_without_a_guide_offers_none(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("tile-lost")
    assert "guide" not in {target.objectName() for target in person.targets()}


def test_of_an_id_only_what_is_typed_last_can_be_read_and_a_number_whole(person: Visitor) -> None:
    person.touch("check-in")
    types(person, ADA)
    assert f"{'•' * 16}{ADA[-2:]}" in person.reads()
    assert ADA[-3:] not in person.reads()
    person.touch("back")
    person.touch("number")
    types(person, "F012")
    assert "F012" in person.reads()
    person.touch("key-clear")
    types(person, ADA[:6])
    assert f"••••{ADA[4:6]}" in person.reads()
    assert ADA[:6] not in person.reads()


def test_an_appointment_is_kept_by_its_id(person: Visitor) -> None:
    day = bookable_days(person.hall.configuration, person.hall.facts)[0]
    person.hall.do(
        c.BookAppointment(by="kiosk:k", service="id", day=day, hour=9, holder=PEOPLE.holder(ADA, day) or "", source="k")
    )
    person.hall.wait(50 * 60)
    person.touch("check-in")
    for key in ADA:
        person.touch(f"key-{key}")
    person.touch("submit")
    assert person.link.asked[-1].request == CheckInRequest(person=ADA)
    person.sees_the_draw()
    assert person.page == "ticket"
    assert "预约" in person.desk.card.service
    (ticket,) = person.hall.state.tickets.values()
    assert (ticket.kind, ticket.service) == ("appointment", "id")
    assert ADA not in person.reads()
    person.touch("done")
    assert person.desk.entry.typed.text == ""


def test_the_code_of_the_phone_that_booked_is_scanned(qtbot: QtBot) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(), reader=Reader("wedge"))
    code = "ABCDEFGHIJKLMNOPQR27"
    day = bookable_days(person.hall.configuration, person.hall.facts)[0]
    person.hall.do(
        c.BookAppointment(
            by="phone", service="id", day=day, hour=9, holder=PEOPLE.holder(code, day) or "", source="phone"
        )
    )
    person.hall.wait(50 * 60)
    person.touch("check-in")
    assert "请把预约码\n对准扫码口" in person.reads()
    for character in code:
        QTest.keyClick(person.kiosk.window, character)
    QTest.keyClick(person.kiosk.window, Qt.Key.Key_Return)
    person.sees_the_draw()
    assert person.page == "ticket"
    (ticket,) = person.hall.state.tickets.values()
    assert ticket.kind == "appointment"
    person.kiosk.close()


def test_who_has_booked_nothing_is_told_what_to_do(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("tile-id")
    person.touch("kind-booked")
    for key in ADA:
        person.touch(f"key-{key}")
    person.touch("submit")
    assert person.page == "refused"
    assert "没有找到预约" in person.reads()
    assert "也可以现场取号" in person.reads()
    person.touch("check-in")
    assert person.page == "check-in"
    assert person.desk.entry.typed.text == "", "typed anew"
    types(person, ADA[:2])
    assert "submit" in {target.objectName() for target in person.targets()}


def test_a_call_for_help_reaches_the_hub_and_the_citizen_goes_on(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("help")
    assert [(report.device, report.state) for report in person.reports] == [("help", "warn")]
    assert "已经叫人了" in person.reads()
    person.touch("stay")
    assert person.page == "services"
    assert "已经叫人了" not in person.reads()
    person.touch("help")
    person.touch("leave")
    assert [report.state for report in person.reports] == ["warn", "warn", "ok"]


def test_while_the_hub_is_away_help_stands_there_too_and_says_what_it_reaches(person: Visitor) -> None:
    person.link.set_state("away")
    assert person.page == "away"
    person.touch("help")
    assert "没有叫到" in person.reads()
    assert "请到服务台" in person.reads()
    person.touch("stay")
    assert person.page == "away"
    assert "没有叫到" not in person.reads()


def test_without_the_hub_nobody_is_promised(person: Visitor) -> None:
    person.touch("tile-d")
    person.touch("tile-id")
    person.link.on_request = None
    person.touch("kind-normal")
    person.link.advance(5_000)
    person.link.set_state("away")
    person.touch("help")
    assert "没有叫到" in person.reads()
    assert "服务台" in person.reads()


def test_who_walks_away_leaves_nothing_behind(person: Visitor) -> None:
    for page, key in (("number", "3"), ("check-in", "1")):
        person.touch(page)
        person.touch(f"key-{key}")
        for _ in range(QUICK.idle_s):
            person.desk.idle.tick()
        assert person.page == "home"
        assert person.desk.entry.typed.text == ""


def test_elders_are_read_every_title_and_their_number_letter_by_letter(person: Visitor, ear: Ear) -> None:
    person.touch("tile-d")
    assert ear.heard == [], "only who asks for it is read to"
    person.touch("back")
    person.touch("elder")
    assert ear.heard == [("您好！要办什么事？", "zh")]
    assert "听不清？我会念给您听" in person.reads()
    person.touch("again")
    assert len(ear.heard) == 2
    person.touch("tile-d")
    person.touch("tile-id")
    person.touch("kind-normal")
    person.sees_the_draw()
    said = [text for text, _ in ear.heard]
    assert said[2:4] == ["户籍身份证", "请选一种"]
    assert said[-1].startswith("您是迪零零一号，")
    assert said[-1].endswith("号窗口")
    person.touch("done")
    assert ear.heard[-1] == ("", ""), "nothing that waits is read to the next person"


def test_a_wide_screen_has_its_desk_at_the_right(qtbot: QtBot) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(), wide=True, settings=KioskSettings(settle_ms=20))
    person.asks()
    person.sees_the_draw()
    assert person.page == "ticket"
    person.kiosk.close()


def test_a_wide_screen_too_says_what_to_do_while_one_waits(qtbot: QtBot) -> None:
    load_fonts()
    person = Visitor(qtbot, hall=hall(), wide=True, settings=KioskSettings(settle_ms=20))
    person.hall.take("tax")
    person.feed()
    person.touch("number")
    types(person, "F1")
    person.touch("submit")
    assert "请别走远" in person.reads()
    assert "叫到时没来，要到窗口报到。" in person.reads()
    person.kiosk.close()


def test_the_tile_and_the_ticket_count_the_same_people(person) -> None:
    for service in ("lost", "tax", "lost") * 5:
        person.hall.take(service)
    person.feed()
    assert "等 15 人" in person.reads(), "windows serve them all in one line, whatever they came for"
    person.asks()
    person.sees_the_draw()
    assert "等 15 人" in person.reads()
