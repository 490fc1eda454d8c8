"""The foot of the desk tells of devices: its own tablet, and a kiosk's printer that wants somebody."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from shared.protocol.rows import DeviceRow
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import ME, Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    load_fonts()
    desk = Desk()
    desk.open()
    yield desk
    desk.counter.close()


def report(desk: Desk, name: str, device: str, state: str, detail: str = "", counter: str = "", **more: Any) -> None:
    """The hub says how a device is."""
    values = {"left": None, "number": "", "since_ms": desk.link.now_ms(), "counter": counter, **more}
    desk.link.feed([DeviceRow(id=f"{name}/{device}", name=name, device=device, state=state, detail=detail, **values)])


def test_a_printer_without_paper_is_told_until_it_is_well(desk: Desk) -> None:
    report(desk, "K1", "printer", "trouble", "paper_out", number="D047")
    assert desk.reads("K1 的打印机：没纸了，请换纸卷（D047 可能没拿到号票）")
    assert desk.reads("主控正常")
    assert desk.enabled("F9"), "the desk goes on"
    report(desk, "K2", "printer", "warn", "near_end", left=25)
    assert desk.reads("还有 1 处")
    report(desk, "K1", "printer", "ok")
    assert desk.reads("K2 的打印机：纸不多了，约剩 25 张")
    assert not desk.reads("K1")
    report(desk, "W7", "keypad", "trouble", "unreachable", counter="7")
    assert not desk.reads("W7"), "who sits there sees it"
    report(desk, "K2", "printer", "off")
    assert not desk.reads("打印机")
    assert desk.reads("F9 做下一步")


def test_the_foot_tells_of_the_desks_own_window_board(desk: Desk) -> None:
    report(desk, "W7", "board", "ok", counter="7")
    assert not desk.reads("窗口屏")
    report(desk, "W8", "board", "ok", counter=ME)
    assert desk.reads("窗口屏正常")
    report(desk, "W8", "board", "trouble", "unreachable", counter=ME)
    assert desk.reads("▲ 窗口屏没有连上")
    report(desk, "W8", "board", "off", counter=ME)
    assert not desk.reads("窗口屏")


def test_a_long_trouble_does_not_widen_the_window(desk: Desk) -> None:
    before = desk.window.minimumSizeHint().width()
    for n in range(3):
        report(desk, f"K{n} {'一楼东侧' * 6}", "printer", "trouble", "silent", number="D047")
    desk.texts()
    assert desk.window.minimumSizeHint().width() <= max(before, desk.window.width())


def test_the_desk_knows_its_own_tablet_and_no_other(desk: Desk) -> None:
    assert desk.reads("没有评价器")
    report(desk, "tablet-7", "tablet", "ok", counter="7")
    assert desk.reads("没有评价器")
    report(desk, "tablet-8", "tablet", "ok", counter=ME)
    assert desk.reads("评价平板已接")
    desk.take()
    for _ in range(3):
        desk.step()
    assert desk.state == "idle"
    assert desk.reads("请群众自己按评价器")
    report(desk, "tablet-8", "tablet", "off", counter=ME)
    assert desk.reads("没有评价器")
