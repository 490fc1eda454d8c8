"""Who takes the ticket: a card laid on the reader, a code scanned, or nobody said; shown by its end, then forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hardware.simulated.idreader import VirtualIdReader
from hardware.simulated.wire import Wire
from shared.client.outbox import Outbox
from shared.hall.events import TicketIssued
from shared.settings import Reader
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_eyes import check, place
from tests.ui.kiosk_hall import PEOPLE, Visitor
from tests.ui.kiosk_walk import WAYS, choose

NUMBER = "11010519491231002X"
TAIL = "002X"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[VirtualIdReader]:
    reader = VirtualIdReader(tmp_path / "reader")
    reader.wire.plug()
    yield reader
    reader.wire.unplug()


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Outbox]:
    box = Outbox(tmp_path / "outbox.sqlite3")
    yield box
    box.close()


@pytest.fixture
def visitor(qapp, qtbot: QtBot, reader: VirtualIdReader, box: Outbox) -> Iterator[Visitor]:
    load_fonts()
    visitor = Visitor(qtbot, outbox=box, reader=Reader("id-card", str(reader.wire.link)))
    yield visitor
    visitor.kiosk.close()


def to_the_kinds(visitor: Visitor, service: str = "id") -> None:
    visitor.touch("tile-d")
    visitor.touch(f"tile-{service}")
    visitor.settle()


def persons(visitor: Visitor) -> list[str | None]:
    """For whom the hub gave tickets."""
    return [event.person for event in visitor.hall.said(TicketIssued)]


def lays_the_card(visitor: Visitor, reader: VirtualIdReader) -> None:
    visitor.qtbot.waitUntil(lambda: "可以刷身份证" in visitor.reads())
    reader.put(NUMBER)
    visitor.qtbot.waitUntil(lambda: TAIL in visitor.reads())


def test_a_card_laid_down_before_the_ticket_stands_for_its_owner(visitor: Visitor, reader: VirtualIdReader) -> None:
    to_the_kinds(visitor)
    lays_the_card(visitor, reader)
    assert "1101" not in visitor.reads()
    visitor.touch("kind-normal")
    visitor.sees_the_draw()
    assert persons(visitor) == [PEOPLE.person(NUMBER)]


def test_nobody_needs_a_card(visitor: Visitor) -> None:
    visitor.asks()
    assert persons(visitor) == [None]


def test_after_the_ticket_nothing_of_the_card_is_left(
    visitor: Visitor, reader: VirtualIdReader, tmp_path: Path, caplog
) -> None:
    to_the_kinds(visitor)
    lays_the_card(visitor, reader)
    visitor.touch("kind-normal")
    visitor.sees_the_draw()
    reading = visitor.desk.reading
    assert reading.person() is None
    assert "1101" not in visitor.reads()
    assert "1101" not in repr(vars(reading))
    assert NUMBER not in caplog.text
    for path in tmp_path.glob("outbox*"):
        assert NUMBER.encode() not in path.read_bytes(), path


def test_who_goes_back_or_away_is_forgotten(visitor: Visitor, reader: VirtualIdReader) -> None:
    for leave in (visitor.desk.visit.back, visitor.desk.visit.leave):
        to_the_kinds(visitor)
        lays_the_card(visitor, reader)
        leave()
        reader.lift()
        assert visitor.desk.reading.person() is None
        visitor.desk.visit.leave()
        to_the_kinds(visitor)
        assert TAIL not in visitor.reads()
        visitor.desk.visit.leave()


def test_the_same_person_has_one_ticket_for_a_service(visitor: Visitor, reader: VirtualIdReader) -> None:
    for _ in range(2):
        to_the_kinds(visitor)
        lays_the_card(visitor, reader)
        visitor.touch("kind-normal")
        visitor.sees_the_draw()
        if visitor.page == "ticket":
            visitor.desk.visit.leave()
            reader.lift()
    assert visitor.page == "refused"
    assert len(persons(visitor)) == 1
    assert visitor.desk.reading.person() == NUMBER  # to ask again with; gone with the page
    visitor.desk.visit.leave()
    assert visitor.desk.reading.person() is None


def test_a_card_that_is_not_read_is_asked_for_again(visitor: Visitor, reader: VirtualIdReader) -> None:
    reader.fault = "foreign"
    to_the_kinds(visitor)
    reader.put(NUMBER)
    visitor.qtbot.waitUntil(lambda: "没有读到" in visitor.reads())
    reader.fault = ""
    reader.put(NUMBER)
    visitor.qtbot.waitUntil(lambda: TAIL in visitor.reads())


def test_a_card_that_lies_there_on_the_home_page_is_not_read(visitor: Visitor, reader: VirtualIdReader) -> None:
    reader.put(NUMBER)
    visitor.qtbot.wait(400)
    assert reader.asked == []


def test_a_reader_that_is_pulled_out_asks_for_nothing_and_staff_hear_of_it(
    visitor: Visitor, reader: VirtualIdReader
) -> None:
    def told() -> list[tuple[str, str]]:
        return [(each.state, each.detail) for each in visitor.reports if each.device == "reader"]

    visitor.qtbot.waitUntil(lambda: told() == [("ok", "")])
    reader.wire.unplug()
    visitor.qtbot.waitUntil(lambda: not visitor.desk.reading._up)
    assert told()[-1] == ("trouble", "unreachable")
    to_the_kinds(visitor)
    assert "身份证" not in visitor.reads().replace("居民身份证换领", "").replace("户籍身份证", "")
    visitor.touch("kind-normal")
    assert persons(visitor) == [None]


def test_a_code_at_a_serial_port_stands_for_its_holder_and_never_for_a_card(qapp, qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    wire = Wire(tmp_path / "scanner")
    wire.plug()
    visitor = Visitor(qtbot, reader=Reader("code", str(wire.link), 9600))
    wire.send(b"TOO-EARLY\r\n")
    to_the_kinds(visitor)
    qtbot.waitUntil(lambda: "可以扫码" in visitor.reads())
    wire.send(f"{NUMBER}\r\n".encode())
    qtbot.waitUntil(lambda: TAIL in visitor.reads())
    visitor.touch("kind-normal")
    assert persons(visitor) == [PEOPLE.person(f"code:{NUMBER}")]
    visitor.kiosk.close()
    wire.unplug()


def test_a_scanner_that_types_is_heard_and_its_enter_swallowed(qapp, qtbot: QtBot) -> None:
    load_fonts()
    visitor = Visitor(qtbot, reader=Reader("wedge"))
    to_the_kinds(visitor)
    window = visitor.kiosk.window
    for character in "SHEBAO-000123456":
        QTest.keyClick(window, character)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert visitor.desk.reading.person() == "code:SHEBAO-000123456"
    visitor.desk.visit.leave()
    to_the_kinds(visitor)
    QTest.keyClick(window, "A")
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert visitor.desk.reading.person() is None
    visitor.kiosk.close()


def test_a_serial_reader_without_a_port_is_logged_with_its_remedy(qapp, qtbot: QtBot, caplog) -> None:
    load_fonts()
    visitor = Visitor(qtbot, reader=Reader("id-card"))
    assert "add port to terminal.toml" in caplog.text
    visitor.asks()
    assert persons(visitor) == [None]
    visitor.kiosk.close()


@pytest.mark.parametrize("how", WAYS)
def test_what_is_asked_and_what_was_read_stand_within_the_margins(
    visitor: Visitor, reader: VirtualIdReader, how: str
) -> None:
    choose(visitor, how)
    to_the_kinds(visitor)
    line = visitor.find("reading")
    visitor.qtbot.waitUntil(lambda: line.property("text") != "")
    check(visitor, "kind, asking")
    assert place(line).right() <= 1020
    reader.put(NUMBER)
    visitor.qtbot.waitUntil(lambda: TAIL in visitor.reads())
    check(visitor, "kind, read")
    assert place(line).right() <= 1020
