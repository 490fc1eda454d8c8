"""The cable is out: the kiosk gives tickets of its own numbers, and nobody loses a place."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from hardware.printer.driver import Printer
from hardware.printer.network import NetworkTransport
from hardware.printer.queue import PrintQueue
from hardware.printer.slip import Slip
from hardware.simulated.printer import VirtualPrinter
from kiosk.alone import PICTURE, Alone
from kiosk.printing import PrinterPort
from kiosk.slips import slip_of
from shared.client.block import OWN
from shared.client.outbox import Entry, Outbox
from shared.client.simulated import SimulatedLink
from shared.hall.events import NumbersLeased, TicketIssued
from shared.protocol.answers import Problem
from shared.protocol.requests import REQUESTS, IssueRequest, JoinRequest, Request
from shared.ui.fonts import load_fonts
from tests.ui.kiosk_hall import Visitor, waits

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size


class Lonely(Visitor):
    """A person at a kiosk with an outbox and numbers of its own."""

    def __init__(self, qtbot: QtBot, directory: Path, printer: PrinterPort | None = None) -> None:
        self.outbox = Outbox(directory / "outbox.sqlite3")
        super().__init__(qtbot, outbox=self.outbox, alone=directory, printer=printer)

    def leave(self) -> None:
        self.kiosk.close()
        self.outbox.close()

    def wish(self, service: str) -> IssueRequest:
        return IssueRequest(service=service)

    def request_of(self, entry: Entry) -> Request:
        return msgspec.json.decode(entry.body, type=REQUESTS[entry.name])

    def slip(self) -> Slip:
        desk = self.desk
        return slip_of(desk.visit.answer, self.link.mirror, desk.texts, [], self.settings, self.link.now_ms())


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Lonely]:
    load_fonts()
    person = Lonely(qtbot, tmp_path)
    yield person
    person.leave()


def tuesday(person: Lonely) -> None:
    """The hub has opened it, for a moment by mistake: its clock is put back to Monday."""
    person.hall.next_day()
    person.feed(fresh=True)


def take(person: Lonely) -> str:
    """A ticket, in the three touches it always takes."""
    person.touch("tile-d")
    person.touch("tile-id")
    person.touch("kind-normal")
    person.qtbot.waitUntil(lambda: person.page == "ticket")
    return person.desk.card.number


def bring(person: Lonely) -> None:
    """What the link does when the hub is back: the outbox in order."""
    person.link.set_state("live")
    for entry in person.outbox.pending():
        outcome = person.decide(entry.name, person.request_of(entry))
        person.outbox.done(entry.request_id, outcome)
        person.desk.visit.delivered(entry.request_id, outcome)


def test_a_kiosk_has_its_numbers_before_it_needs_them(person: Lonely) -> None:
    assert [event.kiosk for event in person.hall.said(NumbersLeased)] == ["kiosk-1"]
    person.feed(fresh=True)
    person.feed()
    assert len(person.hall.said(NumbersLeased)) == 1


def test_without_the_hub_she_gets_a_number_and_her_window_when_called(person: Lonely) -> None:
    person.link.set_state("away")
    assert person.page == "home"
    assert "网络断了，照样能取号。\n去哪个窗口，叫号时公布。" in person.reads()
    assert "可以取号" in person.reads()
    assert "人 ·" not in person.reads(), "counts of a while ago are not shown as if of now"
    assert {"number", "check-in"}.isdisjoint(target.objectName() for target in person.targets()), "they ask the hub"
    assert take(person) == "D500"
    assert "叫号时\n公布" in person.reads()
    assert "恢复后扫一扫，看还要等多久。" in person.reads()
    assert "前面" not in person.reads()
    slip = person.slip()
    assert (slip.number, slip.offline, slip.main_window) == ("D500", True, "")
    assert slip.qr_text.endswith("/t/token-of-260105-D500")


def test_each_of_two_citizens_without_the_hub_has_her_own_paper(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    head = VirtualPrinter(tmp_path)
    head.power_on()
    queue = PrintQueue(Printer(lambda: NetworkTransport(*head.address)))
    queue.start()
    person = Lonely(qtbot, tmp_path, queue)
    person.link.set_state("away")
    for n in (1, 2):
        take(person)
        qtbot.waitUntil(lambda: person.desk.card.paper == "printed", timeout=15_000)
        assert len(head.slips) == n
        person.touch("done")
    person.leave()
    queue.close()
    head.close()


def test_when_the_hub_is_back_it_joins_and_is_not_shown_to_who_stands_there_now(person: Lonely) -> None:
    person.link.set_state("away")
    take(person)
    person.touch("done")
    person.hall.wait(60)
    bring(person)
    assert person.page == "home"
    (joined,) = person.hall.said(TicketIssued)
    assert (joined.number, joined.source, joined.taken_ms) == ("D500", "kiosk-1", person.link.at_ms)
    assert not person.outbox.pending()
    person.feed(fresh=True)
    assert person.link.mirror.counted


def test_what_was_asked_before_the_power_failed_is_no_news_for_who_stands_there_now(person: Lonely) -> None:
    person.desk.visit.delivered("kept-over-night", Problem("asked-long-ago", 409, "asked long ago"))
    assert person.page == "home"
    assert person.hall.said(TicketIssued) == []


def test_a_touch_that_came_too_late_is_touched_again_and_gives_one_ticket(person: Lonely) -> None:
    person.hall.wait(3600)
    person.asks()
    assert person.page == "refused", "the hub's clock was put right just now, and the kiosk has not heard of it"
    assert "等得太久了，请再点一次" in person.reads()
    person.link.at_ms = person.hall.at_ms
    person.touch("retry")
    person.sees_the_draw()
    assert person.desk.card.number == "D001"
    assert len(set(person.requests)) == 2, "what was refused may not be asked for again"
    assert len(person.hall.said(TicketIssued)) == 1


def test_a_hub_whose_date_was_put_back_leaves_no_kiosk_without_numbers(person: Lonely) -> None:
    tuesday(person)
    person.link.set_state("away")
    assert take(person) == "D500"
    (entry,) = person.outbox.pending()
    join = person.request_of(entry)
    assert isinstance(join, JoinRequest) and join.day == "2026-01-06", "on Monday, by the clock"


def test_switched_on_without_its_hub_a_clock_that_is_a_day_wrong_gives_no_number(
    person: Lonely, tmp_path: Path
) -> None:
    tuesday(person)
    for days, gives in ((0, False), (1, True), (2, False)):
        again = SimulatedLink("kiosk")
        again.at_ms = person.link.at_ms + days * 24 * 3600_000
        outbox = Outbox(tmp_path / "outbox.sqlite3")
        assert Alone(again, outbox, tmp_path).may() is gives
        outbox.close()


def test_leaving_does_not_take_the_number_back(person: Lonely) -> None:
    person.link.set_state("away")
    take(person)
    person.touch("done")
    (waiting,) = person.outbox.pending()
    assert waiting.request_id.startswith(OWN)


def test_a_kiosk_restarted_without_the_hub_knows_the_hall_and_goes_on_with_the_next_number(
    person: Lonely, qtbot: QtBot, tmp_path: Path
) -> None:
    person.link.set_state("away")
    assert take(person) == "D500"
    again = SimulatedLink("kiosk")
    again.at_ms = person.link.at_ms
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    alone = Alone(again, outbox, tmp_path)
    assert alone.may("d")
    assert again.mirror.seq is None, "the hub still sends everything"
    assert [entry.name for entry in outbox.pending()] == ["join"]
    service = person.link.mirror.services["id"]
    assert again.mirror.services["id"].name == service.name
    taken = alone.take(person.wish("id"))
    assert taken is not None
    taken[1].result()
    assert taken[0].number == "D501"
    outbox.close()


def test_where_the_disk_takes_nothing_nobody_gets_a_number_and_none_joins_the_line(person: Lonely) -> None:
    person.link.set_state("away")
    person.outbox._db.execute("PRAGMA query_only = 1")
    for key in ("tile-d", "tile-id", "kind-normal"):
        person.touch(key)
    person.qtbot.waitUntil(lambda: person.page == "refused")
    assert person.outbox.pending() == []
    person.outbox._db.execute("PRAGMA query_only = 0")
    person.touch("done")
    number = take(person)
    joins = [person.request_of(entry) for entry in person.outbox.pending()]
    assert [join.number for join in joins if isinstance(join, JoinRequest)] == [number]


def test_fifty_of_a_letter_and_then_the_next_kiosk(person: Lonely) -> None:
    person.link.set_state("away")
    alone = person.alone
    assert alone is not None
    for n in range(50):
        given = alone.take(person.wish("id"))
        assert given is not None and given[0].number == f"D{500 + n}"
    assert alone.take(person.wish("id")) is None
    assert alone.may("f") and not alone.may("d")
    person.desk.visit.changed.emit()
    assert "本机的号发完了" in person.reads()
    person.touch("tile-d")
    assert person.page == "refused"
    assert "请去旁边那台" in person.reads()
    person.touch("done")
    while alone.take(person.wish("tax")) is not None:
        pass
    person.desk.visit.changed.emit()
    assert person.page == "away"
    assert "网络断了，正在自动重连" in person.reads()
    assert "请到旁边的取号机" in person.reads()
    person.link.set_state("live")
    assert person.page == "home"


def test_at_midnight_and_after_hours_it_gives_nothing(person: Lonely) -> None:
    person.link.set_state("away")
    person.link.advance(10 * 3600_000)
    person.desk.visit.changed.emit()
    assert person.page == "away", "after hours"
    person.link.advance(14 * 3600_000)
    person.desk.visit.changed.emit()
    assert person.page == "away", "yesterday's numbers are over"


@pytest.mark.parametrize("nonsense", [b"", b"[{]", b'[{"type":"hall"}]', b"\xff"])
def test_a_damaged_picture_is_no_picture(tmp_path: Path, nonsense: bytes) -> None:
    (tmp_path / PICTURE).write_bytes(nonsense)
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    link = SimulatedLink("kiosk")
    assert not Alone(link, outbox, tmp_path).may()
    assert link.mirror.hall is None
    outbox.close()


def test_while_the_lot_waits_it_gives_its_own_numbers_and_says_why(person: Lonely) -> None:
    person.feed(halted=True)
    assert person.page == "home"
    assert "抽签暂停，照样能取号。\n去哪个窗口，叫号时公布。" in person.reads()
    assert take(person) == "D500"
    assert "网络断了" not in person.reads()
    person.touch("done")
    bring(person)
    person.feed()
    assert [joined.number for joined in person.hall.said(TicketIssued)] == ["D500"]
    assert "抽签暂停" not in person.reads(), "it heals by itself"


def test_who_asked_just_as_the_lot_began_to_wait_has_a_number_of_the_kiosks_own(person: Lonely) -> None:
    _ask_while_it_waits(person, waits())
    person.qtbot.waitUntil(lambda: person.page == "ticket")
    assert person.desk.card.number == "D500"
    assert [entry.name for entry in person.outbox.pending()] == ["join"], "the hub is not asked for another one"


def test_whose_number_the_hub_has_recorded_keeps_it_and_her_ticket_comes_when_draws_go_on(person: Lonely) -> None:
    _ask_while_it_waits(person, waits("D001"))
    assert person.page == "refused"
    assert "您的号是 D001" in person.reads()
    assert "不用再取" in person.reads()
    person.feed()
    person.qtbot.waitUntil(lambda: person.page == "draw")
    assert person.desk.card.number == "D001"
    assert len(set(person.requests)) == 1, "under one id, so the hub answers the same ticket"


def test_her_number_stands_for_a_minute_and_is_not_forgotten_by_the_hub_if_she_sits_down(person: Lonely) -> None:
    _ask_while_it_waits(person, waits("D001"))
    assert person.desk.linger.left == person.settings.screen_s
    person.touch("done")
    assert (person.page, person.outbox.pending()) == ("home", [])


def test_with_no_numbers_of_its_own_the_page_says_what_holds_and_whom_to_ask(person: Lonely) -> None:
    person.spend("id", "tax")
    person.link.set_state("live")
    person.feed(halted=True)
    assert person.page == "halted"
    assert "本机备用的号也发完了" in person.reads()
    assert "号照样有效，位置不变" in person.reads()
    person.touch("help")
    assert person.reports[-1].detail == "called"
    person.desk.help.withdraw()
    person.touch("number")
    assert person.page == "number", "where a number stands can be asked"
    person.touch("back")
    assert person.page == "halted"
    person.feed()
    assert person.page == "home", "it heals by itself"


def test_a_kiosk_without_own_numbers_waits_too(qtbot: QtBot) -> None:
    load_fonts()
    person = Visitor(qtbot)
    person.asks()
    person.desk.visit.leave()
    person.feed(halted=True)
    assert person.page == "halted"
    assert "抽签暂停" in person.reads()
    assert "暂时不能取号，已通知工作人员" in person.reads()
    person.touch("language")
    assert "Draws halted" in person.reads()
    person.hall.wait(10 * 3600)
    person.link.advance(10 * 3600_000)
    person.feed(halted=True)
    assert person.page == "closed", "after hours nobody waits for the lot"
    person.kiosk.close()


def _ask_while_it_waits(person: Lonely, said: Problem) -> None:
    """She touches; the hub has gone down in that draw, and comes back without its seed."""
    answer = person.link.on_request
    person.touch("tile-d")
    person.touch("tile-id")
    person.link.on_request = None
    person.touch("kind-normal")
    person.link.on_request = answer
    person.feed(halted=True)
    person.link.answer(person.link.asked[-1].request_id, said)


def test_the_join_says_when_and_what(person: Lonely) -> None:
    person.link.set_state("away")
    take(person)
    (entry,) = person.outbox.pending()
    join = person.request_of(entry)
    assert join == JoinRequest(
        day="2026-01-05", number="D500", taken_ms=person.link.at_ms, service="id", kind="normal", language="zh"
    )
