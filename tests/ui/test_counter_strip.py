"""The counter's strip, its two languages, and what fits on an office screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter.widgets.button import KeyButton
from counter.widgets.strip import Strip
from shared.hall.commands import Evaluate
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import ME, Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
ANSWERS = {
    "F1": [ESCAPE],
    "F3": [ESCAPE],
    "F5": [Qt.Key.Key_2],
    "F6": [Qt.Key.Key_3, Qt.Key.Key_1],
    "F7": [ENTER, Qt.Key.Key_2],
    "F12": [Qt.Key.Key_2],
    "Shift+F3": ["number", Qt.Key.Key_Down, ENTER],
}
"""What is pressed on each sheet, to its end."""
F = {n: getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)}


@pytest.fixture
def desk(qapp) -> Iterator[Desk]:
    load_fonts()
    desk = Desk()
    yield desk
    desk.counter.close()


@pytest.fixture
def english(qapp) -> Iterator[Desk]:
    load_fonts()
    desk = Desk(language="en")
    yield desk
    desk.counter.close()


def test_the_strip_on_top_does_the_same_with_the_same_keys(desk):
    desk.open()
    number = desk.take()
    desk.key(F[11])
    assert (desk.counter.strip.isVisible(), desk.window.isVisible()) == (True, False)
    desk.wait(2)
    QTest.keyClick(desk.counter.strip, F[9])
    assert desk.state == "calling"
    assert number in desk.strip()
    QTest.keyClick(desk.counter.strip, F[8])
    assert "■ 再过 15 秒可以重呼" in desk.strip()
    desk.wait(2)
    QTest.keyClick(desk.counter.strip, F[9])
    QTest.keyClick(desk.counter.strip, F[6])
    assert desk.window.sheet.isVisible()
    assert not desk.counter.strip.isVisible()


WAITING, SERVED = ("F5", "F3", "Shift+F3", "F1", "F12"), ("F6", "F7", "F3", "F1")


@pytest.mark.parametrize(("served", "name"), [(False, name) for name in WAITING] + [(True, name) for name in SERVED])
def test_a_question_from_the_strip_leads_back_to_it(desk, served, name):
    """By its keys alone, answered or left by Esc."""
    desk.open()
    missed = desk.take()
    for _ in range(2 * served):
        desk.step()
    desk.key(F[11])
    for answer in ([ESCAPE], ANSWERS[name]):
        shift = Qt.KeyboardModifier.ShiftModifier if "+" in name else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(desk.counter.strip, F[int(name.rpartition("F")[2])], shift)
        assert desk.window.sheet.isVisible() and not desk.counter.strip.isVisible(), name
        for key in answer:
            desk.type(missed) if key == "number" else desk.key(key)
        assert desk.counter.strip.isVisible() and not desk.window.isVisible(), name
        desk.wait(2)
    assert desk.state == {"F5": "paused", "Shift+F3": "calling", "F6": "idle", "F7": "idle", "F12": "closed"}.get(
        name, "serving" if served else "idle"
    )
    QTest.keyClick(desk.counter.strip, F[11])
    assert desk.window.isVisible() and not desk.window.sheet.isVisible()


@pytest.mark.parametrize(("given", "said"), [(True, "已评价"), (False, "未评价")])
def test_the_strip_says_for_some_seconds_whether_a_rating_came(desk, given, said):
    desk.open()
    number = desk.take()
    for _ in range(3):
        desk.step()
    assert desk.counter.session.seen.evaluating is not None
    desk.key(F[11])
    if given:
        ticket = desk.hall.state.desks[ME].asked.partition("#")[0]
        desk.hall.do(Evaluate(ticket=ticket, grade=1, source="keypad"))
        desk.feed()
    desk.wait(12)
    assert f"{number} {said}" in desk.strip()
    desk.wait(8)
    assert f"{number} {said}" not in desk.strip()
    assert "呼叫以后，号码才出现" in desk.strip()


def test_the_strip_says_that_the_hub_is_away(desk):
    desk.open()
    desk.key(F[11])
    desk.link.set_state("away")
    desk.counter.refresh()
    assert "网络断了" in desk.strip()
    assert "暂时不能操作，连上会自己恢复" in desk.strip()


def test_signing_out_from_the_strip_comes_back_to_the_sign_in_page(desk):
    desk.open()
    desk.key(F[12])
    desk.type("2")
    desk.key(F[11])
    QTest.keyClick(desk.counter.strip, F[12])
    assert desk.window.isVisible()
    assert desk.reads("请登录")


def test_refusals_and_screens_in_english(english):
    english.open()
    number = english.take()
    english.step()
    english.key(F[8])
    assert english.reads("You can recall in 15 s")
    english.key(F[12])
    assert english.reads(f"{number} is at the desk. Finish first")
    assert english.button("F9") == "Start service"


def test_f2_changes_the_language_at_once(desk):
    desk.open()
    desk.key(F[2])
    assert desk.button("F9") == "Call next"
    assert desk.reads("Counter 8")
    desk.key(F[2])
    assert desk.button("F9") == "呼叫下一位"


def test_targets_are_large_enough(desk):
    desk.open()
    for button in desk.window.desk.buttons.values():
        assert button.height() >= 44
        assert button.width() >= 44


def test_everything_fits_a_small_office_screen_with_its_task_bar(desk, english):
    for shown in (desk, english):
        shown.open()
        shown.take()
        for _ in range(4):
            shown.texts()
            least = shown.window.layout().minimumSize()
            assert least.width() <= 1366
            assert least.height() <= 728
            shown.step()


def test_no_text_is_cut_off(desk, english):
    for shown in (desk, english):
        shown.open()
        shown.take()
        for _ in range(3):
            shown.step()
            for button in shown.window.desk.buttons.values():
                assert button.width() >= button.minimumSizeHint().width(), button.text()


@pytest.mark.parametrize("screen", [QRect(0, 0, 1366, 728), QRect(0, 0, 1024, 700)])
def test_the_strip_is_found_where_it_was_left_if_a_screen_is_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: QRect
) -> None:
    monkeypatch.setattr("counter.widgets.strip.rooms", lambda: [QRect(0, 0, 1366, 728)])
    strip = Strip(tmp_path / "counter.ini")
    qtbot.addWidget(strip)
    strip.show()
    assert strip.pos() == QPoint(125, 0), "at first at the top in the middle"
    strip.move(240, 640)
    qtbot.waitUntil(lambda: (tmp_path / "counter.ini").exists())
    strip.close()
    monkeypatch.setattr("counter.widgets.strip.rooms", lambda: [screen])
    again = Strip(tmp_path / "counter.ini")
    qtbot.addWidget(again)
    again.show()
    assert again.pos() == (QPoint(240, 640) if screen.width() == 1366 else QPoint(0, 0))


def test_in_the_strip_too_each_button_shows_its_key(desk: Desk) -> None:
    desk.open()
    desk.take()
    seen = set()
    for key in (F[11], F[9], F[9]):
        QTest.keyClick(desk.counter.strip if desk.counter.strip.isVisible() else desk.window, key)
        desk.wait(2)
        buttons = [each for each in desk.counter.strip.findChildren(KeyButton) if each.isVisible()]
        assert all(each.key for each in buttons)
        seen |= {each.key for each in buttons}
    assert seen == {"F5", "F6", "F7", "F8", "F9", "F10", "F11"}
