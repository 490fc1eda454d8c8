"""Eight hours at counter 8 by keyboard alone, in virtual time; and the day's verbs that come up more rarely."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from counter.widgets.button import KeyButton
from shared.hall.commands import CloseCounter
from shared.hall.events import ServiceAdded, ServiceFinished, TicketAssigned, TicketTransferred
from shared.protocol.requests import FinishRequest
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import MATE, ME, Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
F = {n: getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)}
UNTIL_HALF_PAST_FOUR_S = 8.5 * 3600


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    load_fonts()
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def keeping(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """With a disk for what must not be lost."""
    load_fonts()
    desk = Desk(data=tmp_path)
    yield desk
    desk.close()


def called(desk: Desk) -> str:
    """F9 until somebody is called here, people coming as they do."""
    while not desk.number:
        desk.take()
        if not desk.number:
            desk.step()
    return desk.number


def served(desk: Desk) -> str:
    number = called(desk)
    desk.step()
    assert desk.state == "serving"
    return number


def write(desk: Desk, text: str) -> None:
    """Through an input method, as Chinese is written."""
    field = desk.window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.insert(text)


def sheet_up_and_answered(desk: Desk, key: Qt.Key, answer: str, shift: bool = False) -> None:
    desk.key(key, shift=shift)
    assert desk.window.sheet.isVisible()
    desk.type(answer)
    assert not desk.window.sheet.isVisible()


def test_a_whole_shift_with_both_hands_off_the_mouse(desk: Desk) -> None:
    """Some ninety people: most simply served, some missed, recalled, parked, sent on, given a second service."""
    desk.open()
    start, people = desk.hall.at_ms, 0
    while desk.hall.at_ms - start < UNTIL_HALF_PAST_FOUR_S * 1000:
        people += 1
        if people == 40:
            sheet_up_and_answered(desk, F[5], "2")
            desk.wait(30 * 60)
            desk.key(F[5])
        called(desk)
        if people % 17 == 0:
            desk.wait(20)
            desk.key(F[8])
            desk.wait(30)
            desk.key(F[10])
            assert desk.state == "idle"
            if people % 2:
                desk.key(F[8])
                assert desk.state == "calling"
            else:
                continue
        desk.step()
        desk.wait(240 + people % 7 * 20)
        if people % 11 == 0:
            sheet_up_and_answered(desk, F[6], "31")
            desk.key(F[3], Qt.Key.Key_Return)
            continue
        if people % 13 == 0:
            desk.key(F[7], Qt.Key.Key_Return)
            desk.type("1")
        desk.step()
        desk.wait(12)
    if desk.state == "ready":
        desk.take()
    while desk.number:
        desk.step()
    desk.key(F[12], Qt.Key.Key_Return)
    assert desk.reads("请登录")
    assert desk.state == "closed"
    done = desk.hall.said(ServiceFinished)
    assert len(done) > 70
    assert {"park", "resume", "no-show", "recall-missed", "pause", "close"} <= set(desk.asked)
    assert desk.hall.said(ServiceAdded) or desk.hall.said(TicketTransferred)


def test_the_strip_takes_a_shifts_keys_too(desk: Desk) -> None:
    desk.open()
    desk.key(F[11])
    strip = desk.counter.strip
    for _ in range(3):
        desk.take()
        for state in ("calling", "serving", "idle"):
            desk.wait(2)
            if desk.state != state:
                QTest.keyClick(strip, F[9])
            assert desk.state == state
    assert strip.isVisible()


def test_who_comes_a_moment_after_the_miss_is_recalled_by_the_same_key(desk: Desk) -> None:
    desk.open()
    number = called(desk)
    desk.wait(20)
    desk.key(F[8])
    desk.wait(30)
    desk.key(F[10])
    assert desk.button("F8") == f"重呼 {number}"
    desk.key(F[8])
    assert (desk.state, desk.number) == ("calling", number)
    assert [it.way for it in desk.hall.said(TicketAssigned)] == ["recall-missed"]


def test_a_special_call_by_number_and_reason(desk: Desk) -> None:
    desk.open()
    desk.hall.open(MATE)
    for _ in range(4):
        desk.take()
    desk.key(F[3], shift=True)
    assert desk.reads("不抽签，直接叫一个号")
    assert desk.reads("先把号码打全")
    desk.type("d003")
    desk.key(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (desk.state, desk.number) == ("calling", "D003")
    assert desk.reads("D003 已叫，原因已记下")
    (assigned,) = desk.hall.said(TicketAssigned)
    assert (assigned.way, assigned.reason) == ("special-call", "mobility")
    desk.key(F[3], shift=True)
    assert desk.reads("D003 还在办理，请先办结")


def test_a_special_call_says_whom_the_number_finds_before_it_is_confirmed(desk: Desk) -> None:
    desk.open()
    desk.hall.open(MATE)
    for service in ("id", "lost", "lost"):
        desk.take(service)
    desk.key(F[3], shift=True)
    confirm = next(each for each in desk.window.sheet.findChildren(KeyButton) if each.text() == "记下原因并呼叫")
    assert desk.reads("叫哪个号") and not confirm.isEnabled(), "nobody can be called yet"
    desk.type("d009")
    assert desk.reads("今天没有这个号")
    desk.key(Qt.Key.Key_Backspace)
    assert not desk.reads("今天没有这个号") and not confirm.isEnabled()
    desk.type("3")
    assert desk.reads("在等 · 居民身份证补领"), "the service that D003 came for"
    rows = desk.window.sheet.findChild(QListWidget)
    assert rows is not None
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(1)).center())
    assert desk.state != "calling", "a click picks the reason; the button calls"
    QTest.mouseClick(confirm, Qt.MouseButton.LeftButton)
    assert (desk.state, desk.number) == ("calling", "D003")
    (assigned,) = desk.hall.said(TicketAssigned)
    assert assigned.reason == "mobility"


def test_a_special_call_for_a_reason_of_its_own_is_written_out(desk: Desk) -> None:
    desk.open()
    desk.hall.open(MATE)
    for _ in range(4):
        desk.take()
    desk.key(F[3], shift=True)
    desk.type("d003")
    desk.key(*[Qt.Key.Key_Down] * 4, Qt.Key.Key_Return)
    assert desk.reads("■ 写清楚，不少于 5 个字")
    assert desk.state == "idle", "nobody is called without a reason"
    write(desk, "赶高铁")
    desk.key(Qt.Key.Key_Return)
    assert desk.state == "idle", "three characters say little"
    write(desk, "，车票已看过")
    desk.key(Qt.Key.Key_Return)
    assert (desk.state, desk.number) == ("calling", "D003")
    assert desk.said == ["赶高铁，车票已看过"]
    (assigned,) = desk.hall.said(TicketAssigned)
    assert assigned.reason == "other"


def test_the_sheet_of_all_keys_is_read_whole_and_does_nothing(desk: Desk) -> None:
    desk.open()
    desk.take()
    desk.key(F[1])
    rows = desk.window.sheet.findChild(QListWidget)
    assert rows is not None
    assert rows.count() == 14
    assert not rows.verticalScrollBar().isVisible()
    desk.key(Qt.Key.Key_Return)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert desk.window.sheet.isVisible()
    desk.key(Qt.Key.Key_Escape)
    assert not desk.window.sheet.isVisible()
    assert (desk.state, desk.asked) == ("idle", ["open"])


def test_a_number_that_is_nobodys_is_refused_in_words(desk: Desk) -> None:
    desk.open()
    desk.key(F[3], shift=True)
    desk.type("D999")
    desk.key(Qt.Key.Key_Return)
    assert desk.state == "idle"
    assert desk.window.desk.isVisible()
    assert desk.reads("■")


def test_a_note_travels_with_the_ticket_to_the_next_desk(desk: Desk) -> None:
    desk.open()
    number = served(desk)
    desk.key(F[7])
    desk.type("jmsfzbl")
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(f"{number} → 居民身份证补领")
    desk.key(Qt.Key.Key_Tab)
    write(desk, "缺户口本复印件")
    for _ in range(3):
        desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(f"{number} 已转接")
    desk.step()
    assert desk.number == number
    assert desk.reads("8 号窗口转来 · 还缺材料 · 缺户口本复印件")
    desk.step()
    desk.step()
    assert not desk.reads("号窗口转来")


def test_another_service_here_is_one_more_visit_without_waiting(desk: Desk) -> None:
    desk.open()
    number = served(desk)
    desk.wait(100)
    desk.key(F[7])
    desk.type("jmsfzbl")
    desk.key(Qt.Key.Key_Return)
    desk.type("1")
    assert desk.reads(f"{number} 接着办下一件")
    assert (desk.state, desk.number) == ("serving", number)
    assert desk.reads("居民身份证补领")
    assert desk.reads("0:00")


def test_a_parked_citizen_is_announced_when_the_time_has_come(desk: Desk) -> None:
    desk.open()
    number = served(desk)
    sheet_up_and_answered(desk, F[6], "32")
    due = desk.hall.state.named(number).due_ms  # type: ignore[union-attr]
    assert due == desk.hall.at_ms + 600_000
    assert desk.reads("等待 · 8:10 回来")
    desk.wait(599)
    assert not desk.reads("▲")
    desk.wait(2)
    assert desk.reads("▲ 等待 · 8:10 应到")


def test_a_citizen_of_another_windows_list_is_taken_back_by_number(desk: Desk) -> None:
    desk.open()
    number = served(desk)
    sheet_up_and_answered(desk, F[6], "1")
    ticket = desk.hall.state.named(number)
    assert ticket is not None
    ticket.counter = MATE
    desk.hall.state.desks[ME].parked.clear()
    desk.hall.state.desks[MATE].parked[ticket.id] = None
    desk.feed()
    desk.wait(13)
    assert not desk.reads(number)
    desk.key(F[3])
    desk.type(number)
    assert desk.window.sheet.isVisible()
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(f"{number} 已接回")


def test_before_closing_the_desk_says_what_becomes_of_those_who_count_on_it(desk: Desk) -> None:
    desk.open()
    number = served(desk)
    sheet_up_and_answered(desk, F[6], "21")
    served(desk)
    for _ in range(3):
        desk.take()
    desk.step()
    desk.key(F[12])
    named = desk.hall.state.desks[ME].waiting
    assert named
    assert desk.reads(f"{named} 位在等本窗口")
    assert desk.reads(f"挂在本窗口的 {number}")
    desk.key(Qt.Key.Key_Escape)
    assert desk.state == "idle"


def test_a_service_turns_amber_then_red_and_a_call_too(desk: Desk) -> None:
    desk.open()
    called(desk)
    assert not desk.reads("▲")
    desk.wait(16)
    assert desk.reads("▲ 第 1 次呼叫 · 可以重呼")
    desk.key(F[8])
    desk.wait(20)
    assert desk.reads("■ 叫了 2 次 · 可以过号")
    desk.step()
    desk.wait(8 * 60 * 1.5)
    assert desk.reads("▲ 比常规 8 分多一半以上")
    desk.wait(8 * 60 * 0.5)
    assert desk.reads("■ 到了常规 8 分的两倍")


def test_while_the_hub_is_away_a_service_is_finished_and_told_later(keeping: Desk) -> None:
    desk = keeping
    desk.open()
    number = served(desk)
    desk.link.set_state("away")
    desk.wait(60)
    assert desk.button("F9") == "办结"
    assert desk.reads("可以办结，连上自动补报")
    assert not any(desk.enabled(key) for key in ("F5", "F6", "F7", "F8", "F10", "F12", "Shift+F3"))
    desk.key(F[9])
    assert desk.reads("已记在本机，连上自动补报")
    assert not desk.enabled("F9")
    assert desk.outbox is not None
    (entry,) = desk.outbox.pending()
    assert (entry.name, b'"ticket":"' in entry.body) == ("finish", True)
    assert desk.state == "serving", "the hub has not heard of it"
    desk.link.set_state("live")
    desk.wait(1)
    assert not desk.enabled("F9")
    desk.link.on_request(entry.name, FinishRequest(ticket=desk.hall.at(ME).id))  # type: ignore[misc, union-attr]
    desk.outbox.done(entry.request_id, desk.link.on_request("recall", FinishRequest()))  # type: ignore[misc, arg-type]
    desk.wait(1)
    assert desk.state == "idle"
    assert desk.enabled("F9")
    assert desk.reads(number)


def test_every_verb_has_a_key_of_its_own_on_its_button_and_in_the_clerks_guide(desk: Desk) -> None:
    desk.open()
    guide = (Path(__file__).parents[2] / "docs" / "clerk.md").read_text(encoding="utf-8")
    shown = {key.replace("+", " "): button for key, button in desk.window.desk.buttons.items()}
    assert len(shown) == 10
    for key, button in {**shown, "F11": desk.window.desk.small}.items():
        assert button.isVisible() and button.key == key and f"| {key} |" in guide
    assert all(f"| {key} |" in guide for key in ("F1", "F2", "F4"))


def test_a_counter_closed_by_a_manager_is_seen_at_once(desk: Desk) -> None:
    desk.open()
    desk.hall.do(CloseCounter(counter=ME))
    desk.feed()
    assert desk.reads("未开窗")
