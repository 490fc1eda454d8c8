"""A clerk's morning at counter 8, by keyboard alone, before the real hall."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counter.controllers.manager import LASTS_MS
from shared.hall.commands import PauseCounter
from shared.hall.config import Group, Text
from shared.hub.feed.rows import hall_row
from shared.ui.fonts import load_fonts
from tests.ui import counter_hall
from tests.ui.counter_hall import MATE, ME, Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
F = {n: getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)}


@pytest.fixture
def desk(qapp) -> Iterator[Desk]:
    load_fonts()
    desk = Desk()
    yield desk
    desk.counter.close()


def test_a_visit_is_five_presses_of_f9(desk):
    desk.sign_in()
    assert desk.reads("未开窗")
    assert desk.button("F9") == "开窗"
    desk.step()
    number = desk.take()
    assert desk.button("F9") == "呼叫下一位"
    desk.step()
    assert desk.number == number
    assert desk.reads(number)
    assert desk.button("F9") == "开始办理"
    desk.step()
    desk.wait(252)
    assert desk.reads("正在办理")
    assert desk.reads("4:12")
    assert desk.reads("居民身份证换领")
    assert desk.button("F9") == "办结，请评价"
    desk.step()
    assert desk.reads(f"{number} 已办结")
    assert desk.button("F9") == "呼叫下一位"
    desk.wait(11)
    assert desk.reads(f"{number} 未评价")


def test_before_the_call_no_number_of_anybody_waiting_can_be_read(desk):
    desk.open()
    numbers = [desk.take() for _ in range(5)]
    waiting = [number for number in numbers if number != desk.number]
    assert waiting
    assert not [text for text in desk.texts() if any(number in text for number in waiting)]
    assert desk.reads("窗口在取号时已抽好")


def test_with_nobody_waiting_the_desk_stands_by_and_the_first_who_comes_is_called(desk):
    desk.open()
    desk.step()
    assert desk.state == "ready"
    assert desk.button("F9") == "不用再按"
    assert not desk.enabled("F9")
    number = desk.take()
    assert desk.number == number
    assert desk.button("F9") == "开始办理"


def test_a_double_f9_is_one_step(desk):
    desk.open()
    desk.take()
    desk.wait(2)
    desk.key(F[9], F[9], F[9])
    assert desk.state == "calling"
    assert desk.asked == ["open", "call-next"]


def test_holding_f9_down_is_one_press(desk):
    desk.open()
    desk.take()
    desk.wait(2)
    desk.key(F[9])
    desk.wait(2)
    held = QKeyEvent(QEvent.Type.KeyPress, F[9], Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(desk.window, held)
    assert desk.state == "calling"


def test_a_recall_too_soon_counts_down_and_says_why(desk):
    desk.open()
    desk.take()
    desk.step()
    desk.wait(5)
    assert desk.button("F8") == "10 秒后重呼"
    assert not desk.enabled("F8")
    desk.key(F[8])
    assert desk.reads("再过 10 秒可以重呼")
    assert "recall" not in desk.asked
    desk.wait(10)
    assert desk.button("F8") == "重呼"
    desk.key(F[8])
    assert desk.reads("第 2 次呼叫")


def test_a_no_show_needs_its_calls_and_its_time_and_the_citizen_can_come_back(desk):
    desk.open()
    number = desk.take()
    desk.step()
    desk.wait(30)
    assert desk.button("F10") == "再呼 1 次可过号"
    desk.key(F[10])
    assert desk.state == "calling"
    desk.key(F[8])
    desk.key(F[10])
    assert desk.state == "idle"
    assert desk.reads(number)
    assert desk.reads("叫了 2 次")
    desk.key(F[3])
    assert desk.window.sheet.isVisible()
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(f"{number} 已接回，重新排入")
    desk.step()
    assert desk.number == number


@pytest.mark.parametrize(("digit", "kind"), [("1", "不持件"), ("2", "持件"), ("3", "等待")])
def test_parking_in_three_kinds_and_resuming(desk, digit, kind):
    desk.open()
    number = desk.take()
    desk.step()
    desk.step()
    desk.key(F[6])
    desk.type(digit if kind == "不持件" else f"{digit}1")
    assert desk.reads(f"{number} 已挂起")
    assert desk.reads(f"挂起 · {kind}")
    assert desk.state == "idle"
    desk.key(F[3], Qt.Key.Key_Return)
    assert desk.reads(f"{number} 已接回")
    desk.step()
    assert desk.number == number


def test_a_transfer_is_found_by_initials_and_keeps_the_number(desk):
    desk.open()
    number = desk.take()
    desk.step()
    desk.step()
    desk.hall.open(MATE)
    desk.key(F[7])
    desk.type("grs")
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(f"{number} → 个人所得税")
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(f"{number} 已转接")
    ticket = next(it for it in desk.hall.state.tickets.values() if it.number == number)
    assert (ticket.service, ticket.status) == ("tax", "waiting")


def test_esc_leaves_a_sheet_with_nothing_done_and_f9_works_again(desk):
    desk.open()
    desk.take()
    desk.step()
    desk.step()
    for sheet in (F[6], F[7], F[1]):
        desk.key(sheet)
        assert desk.window.sheet.isVisible()
        desk.key(F[9])
        assert desk.state == "serving"
        desk.key(Qt.Key.Key_Escape)
        assert not desk.window.sheet.isVisible()
    desk.step()
    assert desk.state == "idle"
    assert "park" not in desk.asked


def test_a_service_that_does_not_exist_finds_nothing_and_enter_does_nothing(desk):
    desk.open()
    desk.take()
    desk.step()
    desk.step()
    desk.key(F[7])
    desk.type("zzz")
    assert desk.reads("没有这样的事项")
    desk.key(Qt.Key.Key_Return)
    assert desk.window.sheet.isVisible()
    assert "transfer" not in desk.asked


def test_pausing_and_coming_back(desk):
    desk.open()
    desk.key(F[5])
    desk.type("2")
    assert desk.state == "paused"
    assert desk.reads("用餐")
    desk.wait(185)
    assert desk.reads("3:05")
    desk.key(F[5])
    assert desk.state == "idle"
    desk.key(F[5])
    desk.key(Qt.Key.Key_Return)
    assert desk.state == "paused"
    desk.step()
    assert desk.state == "idle"


def test_nobody_closes_or_signs_out_over_a_citizen_at_the_desk(desk):
    desk.open()
    number = desk.take()
    desk.step()
    desk.key(F[12])
    assert desk.reads(f"{number} 还在办理，请先办结")
    assert not desk.window.close()
    assert desk.window.isVisible()
    assert desk.state == "calling"


def test_the_windows_close_button_asks_how_to_leave_an_open_counter(desk):
    desk.open()
    assert not desk.window.close()
    assert desk.window.sheet.isVisible()
    desk.key(Qt.Key.Key_Return)
    assert desk.state == "closed"
    assert desk.window.close()


def test_close_and_sign_out(desk):
    desk.open()
    desk.key(F[12], Qt.Key.Key_Return)
    assert desk.state == "closed"
    assert desk.reads("请登录")
    assert desk.link.clerk == ""
    assert desk.window.sign_in.password.text() == ""


def test_close_and_stay(desk):
    desk.open()
    desk.key(F[12])
    desk.type("2")
    assert desk.state == "closed"
    assert desk.button("F9") == "开窗"
    desk.step()
    assert desk.state == "idle"


def test_a_wrong_password_is_said_and_can_be_typed_again(desk):
    desk.sign_in(password="guess")
    assert desk.reads("■ 工号或密码不对")
    assert not desk.window.desk.isVisible()
    assert desk.window.sign_in.password.hasSelectedText()
    desk.type("correct horse")
    desk.key(Qt.Key.Key_Return)
    assert desk.window.desk.isVisible()


@pytest.mark.parametrize(("clerk", "password", "said"), [("", "x", "请填工号"), ("0817", "", "请填密码")])
def test_an_empty_field_asks_nobody(desk, clerk, password, said):
    desk.window.sign_in.clerk.setText(clerk)
    desk.window.sign_in.password.setText(password)
    desk.window.sign_in.password.setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.reads(said)
    assert desk.link.clerk == ""


def test_a_device_without_a_counter_says_so(desk):
    desk.link.feed(list(desk.link.mirror.groups.values()), fresh=True)
    desk.link.feed([hall_row(desk.hall.state, desk.hall.facts, "")])
    assert desk.reads("本机还没有配对到窗口")


def test_the_hub_goes_away_and_comes_back(desk):
    desk.open()
    number = desk.take()
    desk.step()
    desk.step()
    desk.link.set_state("away")
    desk.wait(60)
    assert desk.reads("网络断了，从 8:00 起")
    assert desk.reads(number)
    assert not any(desk.enabled(key) for key in desk.window.desk.buttons)
    desk.key(F[9])
    assert desk.reads("网络断了，暂时不能操作")
    assert "finish" not in desk.asked
    desk.link.set_state("live")
    desk.step()
    assert desk.state == "idle"


def test_a_window_for_everything_keeps_its_size_and_shows_the_longest_queues(qapp, monkeypatch):
    letters = "ABCDEFGHJKLM"
    groups = tuple(Group(letter.lower(), letter, Text(f"第{letter}组", f"Group {letter}")) for letter in letters)
    services = tuple(
        replace(counter_hall.SERVICES[0], id="tax" if group.id == "m" else f"s-{group.id}", group=group.id)
        for group in groups
    )
    monkeypatch.setattr(counter_hall, "GROUPS", groups)
    monkeypatch.setattr(counter_hall, "SERVICES", services)
    monkeypatch.setattr(counter_hall, "MINE", tuple(each.id for each in services[:-1]))
    desk = Desk()
    try:
        desk.open()
        desk.hall.open(MATE)
        for service in ("s-l", "s-l", "s-c"):
            desk.take(service)
        desk.wait(61)
        desk.window.resize(1366, 768)
        desk.counter.refresh()
        assert desk.reads("第L组")
        assert desk.reads("第C组")
        assert desk.reads("另有 5 组，0 人在等。")
        assert desk.window.size().toTuple() == (1366, 768)
    finally:
        desk.close()


def test_the_manager_is_asked_for_and_somebody_goes(desk):
    desk.open()
    desk.take()
    desk.step()
    desk.key(F[1], shift=True)
    assert (desk.reports[-1].device, desk.reports[-1].state, desk.reports[-1].detail) == ("help", "warn", "manager")
    assert desk.reads("已叫大厅经理")
    assert desk.button("Shift+F1") == "经理不用来了"
    desk.manager_goes()
    desk.wait(1)
    assert desk.reads("正在过来")
    desk.wait(LASTS_MS / 1000)
    assert desk.reports[-1].state == "ok", "whoever goes is there by now"
    assert not desk.reads("正在过来")
    assert desk.button("Shift+F1") == "叫大厅经理"


def test_a_call_for_the_manager_is_taken_back_by_the_same_key_and_by_leaving(desk):
    desk.open()
    for _ in range(2):
        desk.key(F[1], shift=True)
    assert [report.state for report in desk.reports if report.device == "help"] == ["warn", "ok"]
    assert not desk.reads("已叫大厅经理")
    desk.key(F[1], shift=True)
    desk.key(F[12])
    desk.type("1")
    desk.wait(1)
    assert not desk.counter.session.clerk
    assert desk.reports[-1].state == "ok", "the next clerk did not ask"


def test_a_call_for_the_manager_is_told_anew_once_the_network_is_back(desk):
    desk.open()
    desk.key(F[1], shift=True)
    desk.link.set_state("away")
    desk.counter.refresh()
    assert not desk.reads("已叫大厅经理")
    desk.key(F[1], shift=True)
    assert desk.reads("网络断了，暂时不能操作")
    told = len(desk.reports)
    desk.link.set_state("live")
    assert [report.state for report in desk.reports[told:] if report.device == "help"] == ["warn"]


def test_in_the_strip_the_same_key_asks_for_the_manager(desk):
    desk.open()
    desk.key(F[11])
    QTest.keyClick(desk.counter.strip, F[1], Qt.KeyboardModifier.ShiftModifier)
    assert any("已叫大厅经理" in text for text in desk.strip())


def test_a_verb_without_an_answer_is_not_lost_silently(desk):
    desk.open()
    desk.take()
    decide, desk.link.on_request = desk.link.on_request, None
    desk.step()
    assert desk.button("F9") == "呼叫下一位…"
    desk.wait(5)
    assert desk.reads("没有收到回答")
    desk.link.on_request = decide
    desk.step()
    assert desk.state == "calling"


def test_what_the_hub_refuses_is_said_in_words(desk):
    desk.open()
    desk.hall.do(PauseCounter(counter=ME))
    desk.step()
    assert desk.reads("窗口暂停中，请先恢复")


def test_every_button_can_be_clicked_too(desk):
    desk.open()
    desk.take()
    desk.wait(2)
    QTest.mouseClick(desk.window.desk.buttons["F9"], Qt.MouseButton.LeftButton)
    assert desk.state == "calling"
