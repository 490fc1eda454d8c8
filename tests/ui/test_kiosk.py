"""A person takes a ticket, with a finger on the real scene."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, QPointF
from pytestqt.qtbot import QtBot

from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.simulated.printer import VirtualPrinter
from kiosk.settings import KioskSettings
from shared.client.outbox import Outbox
from shared.hall.commands import CloseCounter
from shared.protocol.answers import Problem
from shared.protocol.requests import IssueRequest
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_hall import QUICK, Visitor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size


@pytest.fixture
def visitors(qtbot: QtBot) -> Iterator[list[Visitor]]:
    """Whoever is put in here is led out at the end."""
    load_fonts()
    here: list[Visitor] = []
    yield here
    for visitor in here:
        visitor.kiosk.close()


@pytest.fixture
def person(visitors: list[Visitor], qtbot: QtBot) -> Visitor:
    visitors.append(Visitor(qtbot))
    return visitors[0]


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[tuple[VirtualPrinter, PrintQueue]]:
    """A printer on the network and the kiosk's way to it."""
    head = VirtualPrinter(tmp_path)
    head.power_on()
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address)))
    queue.start()
    yield head, queue
    queue.close()
    head.close()


def test_from_home_to_the_paper_in_the_hand(visitors, qtbot, paper) -> None:
    head, queue = paper
    visitors.append(person := Visitor(qtbot, printer=queue))
    assert "要办什么事" in person.reads()
    assert "户籍身份证" in person.reads()
    person.touch("tile-d")
    assert person.page == "services"
    person.touch("tile-id")
    assert "居民身份证换领" in person.reads()
    person.touch("kind-normal")
    assert person.page == "draw"
    assert "封签号" in person.reads()
    assert "7K3F 92QD" in person.reads()
    (ticket,) = person.hall.state.tickets.values()
    qtbot.waitUntil(lambda: person.desk.show.phase == "result", timeout=8000)
    assert person.desk.sign.window == person.desk.show.main.label == ticket.named[0]
    qtbot.waitUntil(lambda: person.page == "ticket", timeout=3000)
    qtbot.waitUntil(lambda: person.desk.card.paper == "printed", timeout=8000)
    assert "请取走号票" in person.reads() or "号票别忘拿" in person.reads()
    assert ticket.number in person.reads()
    assert len(head.slips) == 1
    assert person.scans() == f"https://hall.example/t/token-of-{ticket.id}"
    assert person.desk.linger.left > 0
    person.touch("done")
    assert person.page == "home"
    assert person.desk.card.number == ""


def test_the_ticket_names_the_main_window_and_its_reserves(person) -> None:
    for _ in range(6):
        person.hall.take("id")
    person.feed()
    person.asks()
    person.sees_the_draw()
    ticket = list(person.hall.state.tickets.values())[-1]
    main, *reserves = ticket.named
    assert reserves
    assert person.desk.card.window == main
    assert f"候补 {'、'.join(reserves)} 号。哪个先空，哪个叫您。" in person.reads()


def test_sticks_are_the_lots_that_were_drawn(person) -> None:
    for _ in range(8):
        person.hall.take("lost")
    person.feed()
    person.asks()
    person.settle()
    person.touch_at(QPointF(540, 1100))
    assert person.desk.show.phase == "result"
    answer = person.desk.visit.answer
    sticks = person.desk.show.sticks.rows
    for number in {stick.tray for stick in sticks}:
        tray = [stick for stick in sticks if stick.tray == number]
        shortest = min(tray, key=lambda stick: stick.length)
        assert shortest.key == (answer.main, *answer.reserves)[number]
        assert shortest.named == ("main" if number == 0 else "reserve")


def test_two_touches_are_one_ticket(visitors, qtbot) -> None:
    visitors.append(person := Visitor(qtbot, settings=KioskSettings()))
    person.touch("tile-d", times=2)
    assert person.page == "services", "the second touch fell on a service that came up under the finger"
    person.touch("tile-id")
    person.touch("kind-normal", times=3)
    assert len(person.requests) == 1
    assert len(person.hall.state.tickets) == 1
    assert person.desk.show.phase == "sealed", "a nervous finger skipped the draw"


def test_two_touches_while_the_hub_thinks_are_one_request(person) -> None:
    person.link.on_request = None
    person.touch("tile-d")
    person.touch("tile-id")
    person.touch("kind-normal", times=2)
    person.touch_at(QPointF(540, 800))
    person.desk.visit.takeTicket("normal")
    assert len(person.requests) == 1
    assert "请稍等" in person.reads()


def test_the_hub_is_away_and_comes_back(person) -> None:
    person.touch("tile-d")
    person.link.set_state("away")
    assert person.page == "away"
    assert "暂时不能取号" in person.reads()
    assert "号照样有效" in person.reads()
    person.settle()
    assert [target.objectName() for target in person.targets()] == ["elder", "language", "help"]
    person.link.set_state("live")
    assert person.page == "services", "back where the person was"


def test_no_answer_then_again_takes_one_ticket(person) -> None:
    person.link.on_request = None
    person.asks()
    person.link.advance(5_000)
    assert person.page == "refused"
    assert "还没收到号" in person.reads()
    person.link.on_request = person.decide
    person.touch("retry")
    assert len(set(person.requests)) == 1, "the second try is the same request"
    person.sees_the_draw()
    assert person.page == "ticket"
    assert len(person.hall.state.tickets) == 1


def test_a_late_answer_is_shown_to_who_still_waits(visitors, qtbot, tmp_path) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    visitors.append(person := Visitor(qtbot, outbox=outbox))
    person.link.on_request = None
    person.asks()
    (asked,) = person.link.asked
    assert asked.request_id in outbox
    person.link.advance(5_000)
    person.desk.visit.delivered(asked.request_id, person.decide("issue", asked.request))
    person.sees_the_draw()
    assert person.page == "ticket"


def test_who_leaves_takes_the_question_along(visitors, qtbot, tmp_path) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    visitors.append(person := Visitor(qtbot, outbox=outbox))
    person.link.on_request = None
    person.asks()
    person.link.advance(5_000)
    assert len(outbox.pending()) == 1
    person.touch("done")
    assert person.page == "home"
    assert not outbox.pending(), "a ticket would be taken for nobody"


def test_a_ticket_asked_before_a_restart_is_shown_if_it_is_fresh(person) -> None:
    answer = person.decide("issue", IssueRequest(service="id"))
    person.desk.visit.delivered("from-before", answer)
    assert person.page == "draw"
    person.sees_the_draw()
    person.touch("done")
    person.link.advance(120_000)
    person.desk.visit.delivered("from-long-before", answer)
    assert person.page == "home"


def test_refused_says_why_in_words(person) -> None:
    person.touch("tile-d")
    person.hall.take("rare")  # the last one goes at another kiosk at this moment
    person.touch("tile-rare")
    person.touch("kind-normal")
    assert person.page == "refused"
    assert "今天的号取完了" in person.reads()
    assert "临时身份证" in person.reads()
    assert "sold-out" not in person.reads()
    person.touch("done")
    assert person.page == "home"


def test_what_is_sold_out_says_so_and_what_else_to_do(person) -> None:
    person.hall.take("rare")
    person.feed()
    person.touch("tile-d")
    assert "今天的号取完了" in person.reads()
    person.touch("tile-rare")
    assert person.page == "refused"
    assert "照样能取号" in person.reads()
    assert not person.link.asked, "the kiosk knows it without asking"


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_sold_out_can_be_booked_on_a_wide_screen_too(visitors, qtbot, elder: bool, language: str) -> None:
    visitors.append(person := Visitor(qtbot, wide=True))
    person.hall.take("rare")
    person.feed()
    rare = person.link.mirror.services["rare"]
    person.link.mirror.services["rare"] = replace(rare, booked=True)
    if language == "en":
        person.desk.toggleLanguage()
    if elder:
        person.touch("elder")
    person.touch("tile-d")
    person.touch("tile-rare")
    scan, home = person.find("scan"), person.find("done")
    assert person.find("qr").width() >= 240
    lower = scan.mapToScene(QPointF(0, scan.height())).y()
    assert lower < home.mapToScene(QPointF(0, 0)).y()
    for item in person.items(scan):
        if item.property("text"):
            assert item.property("paintedWidth") <= item.width()


def test_the_hall_closes_and_opens(person) -> None:
    person.hall.wait(10 * 3600)
    person.link.advance(10 * 3600_000)
    person.feed()
    assert person.page == "closed"
    assert "今天不再取号" in person.reads()
    assert "7:00–17:00" in person.reads()
    assert "明天 周二\n7:00" in person.reads()
    assert "现在能办的" not in person.reads()
    person.settle()
    assert [target.objectName() for target in person.targets()] == ["elder", "number", "language", "help"]
    person.hall.at_ms -= 10 * 3600_000
    person.feed()
    assert person.page == "home"


def test_one_window_needs_no_lot(visitors, qtbot) -> None:
    visitors.append(person := Visitor(qtbot, windows=1))
    person.hall.take("id")
    person.feed()
    person.asks()
    assert person.page == "ticket"
    assert "现在只有 1 个窗口在办，不用抽签" in person.reads()
    assert "抽到" not in person.reads()


def test_no_window_open_is_drawn_when_called(person) -> None:
    for counter in person.hall.state.desks:
        person.hall.do(CloseCounter(counter=counter))
    person.feed()
    person.asks()
    assert person.page == "ticket"
    assert "叫号时\n公布" in person.reads()


def test_a_common_line_never_speaks_of_lots(person) -> None:
    person.touch("tile-f")
    assert person.page == "kind", "a group of one service is that service"
    assert "抽" not in person.reads()
    person.touch("kind-normal")
    assert person.page == "ticket"
    assert "抽" not in person.reads()
    assert "签" not in person.reads()


def test_a_draw_that_does_not_come_out_is_not_shown(person, caplog) -> None:
    def tampering(name, request):
        answer = person.decide(name, request)
        drawn = answer.drawn
        other = next(window for window, _ in drawn.windows if window != drawn.main)
        return replace(answer, drawn=replace(drawn, main=other))

    person.link.on_request = tampering
    person.asks()
    assert person.page == "ticket"
    assert "its draw is not shown" in caplog.text


def test_no_paper_leaves_the_number_on_the_screen_for_a_minute(visitors, qtbot, paper) -> None:
    head, queue = paper
    head.change(paper="out")
    visitors.append(person := Visitor(qtbot, printer=queue))
    person.asks()
    person.sees_the_draw()
    qtbot.waitUntil(lambda: person.desk.card.paper == "missing", timeout=8000)
    (ticket,) = person.hall.state.tickets.values()
    assert "没打出票" in person.reads()
    assert "打印纸用完了" in person.reads()
    assert ticket.number in person.reads()
    assert person.desk.linger.left == 60
    assert person.scans().endswith(ticket.id)


def test_a_kiosk_without_a_printer_promises_no_paper(person) -> None:
    person.asks()
    person.sees_the_draw()
    assert person.page == "ticket"
    assert "请记住您的号" in person.reads()
    assert "请取走号票" not in person.reads()


def test_a_forgotten_visit_asks_then_ends(person) -> None:
    person.touch("language")
    person.touch("tile-d")
    for _ in range(44):
        person.desk.idle.tick()
    assert not person.desk.asking
    person.desk.idle.tick()
    assert "Still there?" in person.reads()
    person.touch("stay")
    assert person.page == "services"
    assert person.desk.idle.left == QUICK.idle_s
    for _ in range(60):
        person.desk.idle.tick()
    assert person.page == "home"
    assert "要办什么事" in person.reads(), "the next person finds the hall's own language"


def test_a_read_ticket_makes_room_for_the_next_person(person) -> None:
    person.asks()
    person.sees_the_draw()
    for _ in range(QUICK.screen_s):
        person.desk.linger.tick()
    assert person.page == "home"


def test_english_all_the_way(person) -> None:
    person.touch("language")
    person.asks(kind="priority")
    (asked,) = person.link.asked
    assert asked.request == IssueRequest(service="id", kind="priority", language="en", asked_ms=person.hall.at_ms)
    person.sees_the_draw()
    assert person.page == "ticket"
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in person.reads())


def test_elders_have_more_time_and_a_rush_has_less(person) -> None:
    for expected_ms in (2000, 2000, 1000):
        person.asks()
        assert person.desk.show.riseMs == expected_ms
        person.sees_the_draw()
        person.touch("done")
    person.touch("elder")
    person.asks()
    assert person.desk.show.riseMs == 3000


def test_the_hub_in_trouble_may_be_asked_again(person) -> None:
    person.link.on_request = lambda name, request: Problem("fault", 503, "The journal could not be written")
    person.asks()
    assert person.page == "refused"
    assert "没有记下来" in person.reads()
    person.touch("retry")
    assert len(set(person.requests)) == 1


def test_an_unpaired_kiosk_sends_people_to_the_desk(person) -> None:
    person.link.set_state("refused")
    assert "请到服务台取号" in person.reads()
    assert not person.targets()


def test_what_the_screen_shows_keeps_one_shape(person) -> None:
    """A method connected without being a slot gives its object a shape of its own; QML remembers shapes by address."""
    person.asks()
    person.sees_the_draw()
    for part in (person.desk, *person.desk.findChildren(QObject)):
        assert "__METAOBJECT__" not in vars(part), f"{part}: a connected method lacks @Slot"
