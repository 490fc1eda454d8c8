"""Where is my number: who waits, was called, missed the call or was set aside is told what to do."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.simulated.printer import VirtualPrinter
from shared.hall import commands as c
from shared.protocol.requests import FindRequest
from shared.ui.fonts import load_fonts
from tests.screenshots.kiosk import Mute
from tests.ui.kiosk_hall import PEOPLE, Visitor, configuration
from tests.ui.kiosk_walk import found_after, types

ADA = "11010519491231002X"


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Visitor]:
    load_fonts()
    person = Visitor(qtbot, hall=configuration(6), voice=Mute())
    yield person
    person.kiosk.close()


def test_a_forgotten_number_is_looked_up(person: Visitor) -> None:
    for _ in range(3):
        person.hall.take("tax")
    person.feed()
    person.touch("number")
    assert "submit" not in {target.objectName() for target in person.targets()}, "nothing is typed yet"
    types(person, "F3")
    person.touch("submit")
    assert person.page == "found"
    assert person.link.asked[-1].request == FindRequest(number="F003")
    assert "F003" in person.reads()
    assert "还在排队" in person.reads()
    assert "2 人" in person.reads()
    person.touch("back")
    types(person, "F999")
    person.touch("submit")
    assert person.page == "number"
    assert "没有这张号票" in person.reads()


def test_who_was_called_is_sent_to_the_window(person: Visitor) -> None:
    person.hall.take("tax")
    person.hall.call("2")
    person.feed()
    person.touch("number")
    types(person, "F1")
    person.touch("submit")
    assert person.desk.sign.window == "2"
    assert "正在叫您" in person.reads()


@pytest.mark.parametrize("large", [False, True], ids=["", "elder"])
def test_who_missed_the_call_is_told_which_window_to_go_to_and_what_then(person: Visitor, large: bool) -> None:
    if large:
        person.touch("elder")
    found_after(c.NoShow)(person)
    assert "已经过号" in person.reads()
    assert person.desk.found.window == "2"
    assert "到 2 号窗口说一声，会再叫您。" in person.reads()


def test_where_that_window_has_left_the_hall_the_desk_helps(person: Visitor) -> None:
    found_after(c.NoShow)(person)
    person.desk.found.show(msgspec.structs.replace(person.desk.entry.answer, counter=""), False)
    assert "到服务台说一声，会再叫您。" in person.reads()
    assert "号窗口" not in person.reads()


def test_who_was_set_aside_needs_no_new_ticket(person: Visitor) -> None:
    found_after(c.Serve, c.Park)(person)
    assert "这个号给您留着，不用重新取。" in person.reads()
    assert "到 2 号窗口说一声就行。" in person.reads()


def test_a_lost_paper_is_printed_again_for_who_shows_the_id_and_for_nobody_else(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    head = VirtualPrinter(tmp_path)
    head.power_on()
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address)))
    queue.start()
    person = Visitor(qtbot, printer=queue, hall=configuration(6))
    person.hall.do(c.IssueTicket(by="kiosk:k", service="tax", person=PEOPLE.person(ADA)))
    person.feed()
    person.touch("number")
    types(person, "F1")
    person.touch("submit")
    assert "reprint" not in {target.objectName() for target in person.targets()}
    person.touch("back")
    person.desk.entry.typed.press(ADA)  # the X of an ID is read by the reader, or typed at the check-in
    person.touch("submit")
    assert "F001" in person.reads()
    person.touch("reprint")
    qtbot.waitUntil(lambda: "号票打好了" in person.reads(), timeout=15_000)
    assert len(head.slips) == 1
    person.kiosk.close()
    queue.close()
    head.close()
