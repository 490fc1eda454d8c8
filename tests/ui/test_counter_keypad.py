"""The evaluation at the desk, pressed on a keypad that speaks bytes on a pseudo-terminal."""

from collections.abc import Iterator

import pytest

from counter.devices import Device
from hardware.keypad.keypad import keypad_port
from hardware.keypad.profile import load_profile
from hardware.simulated.keypad import VirtualKeypad
from shared.hall.events import EvaluationRejected, ServiceEvaluated
from shared.ui.fonts import load_fonts
from tests.ui.counter_hall import ME, Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every least size


@pytest.fixture
def pad(tmp_path) -> Iterator[VirtualKeypad]:
    pad = VirtualKeypad(tmp_path / "keypad")
    pad.plug()
    yield pad
    pad.unplug()


@pytest.fixture
def desk(qapp, qtbot, pad) -> Iterator[Desk]:
    load_fonts()
    profile = load_profile("callpad-ff68")
    desk = Desk(Device("pad", keypad_port(str(pad.link), profile), profile))
    desk.open()
    qtbot.waitUntil(lambda: desk.reads("评价器已接"))
    yield desk
    desk.counter.close()


def finish(desk: Desk) -> str:
    """A citizen is called, served and done."""
    desk.take()
    desk.step()
    desk.step()
    number = desk.number
    desk.step()
    return number


def evaluations(desk: Desk) -> list[tuple[int, str]]:
    return [(event.grade, event.counter) for event in desk.hall.said(ServiceEvaluated)]


def test_the_citizen_is_asked_presses_and_is_thanked(desk, pad, qtbot):
    number = finish(desk)
    assert pad.wait_until_lit(5)
    assert desk.reads("请群众自己按评价器")
    pad.press(5)
    qtbot.waitUntil(lambda: evaluations(desk) == [(5, ME)])
    qtbot.waitUntil(lambda: pad.beeps == 1)
    assert desk.reads(f"{number} 已评价")


def test_the_grade_is_never_shown_to_the_clerk(desk, pad, qtbot):
    finish(desk)
    assert pad.wait_until_lit(5)
    pad.press(2)
    qtbot.waitUntil(lambda: desk.reads("已评价"))
    for word in ("满意", "不满意", "差评", "grade"):
        assert not desk.reads(word)


def test_a_time_out_of_the_keypad_is_no_rating(desk, pad, qtbot):
    number = finish(desk)
    assert pad.wait_until_lit(5)
    pad.let_time_out()
    desk.wait(11)
    qtbot.waitUntil(lambda: desk.reads(f"{number} 未评价"))
    assert evaluations(desk) == []
    assert "evaluate" not in desk.asked


def rejected(desk: Desk) -> list[str]:
    return [event.why for event in desk.hall.said(EvaluationRejected)]


def test_a_press_that_nobody_asked_for_is_recorded_and_no_rating(desk, pad, qtbot):
    pad.press(5)
    qtbot.waitUntil(lambda: rejected(desk) == ["unsolicited"])
    finish(desk)
    assert pad.wait_until_lit(5)
    pad.press(4)
    qtbot.waitUntil(lambda: evaluations(desk) == [(4, ME)])


def test_a_second_press_and_a_late_one_are_recorded_as_what_they_are(desk, pad, qtbot):
    finish(desk)
    assert pad.wait_until_lit(5)
    pad.press(5)
    qtbot.waitUntil(lambda: evaluations(desk) == [(5, ME)])
    pad.press(2)
    qtbot.waitUntil(lambda: rejected(desk) == ["repeated"])
    finish(desk)
    assert pad.wait_until_lit(5)
    desk.wait(12)
    pad.press(4)
    qtbot.waitUntil(lambda: rejected(desk) == ["repeated", "late"])
    assert evaluations(desk) == [(5, ME)]
    assert pad.beeps == 1


def test_f8_asks_once_more_while_there_is_time(desk, pad, qtbot):
    finish(desk)
    assert pad.wait_until_lit(5)
    pad.lit = False
    assert desk.button("F8") == "再请一次"
    desk.window.desk.buttons["F8"].click()
    assert pad.wait_until_lit(5)


def test_a_keypad_that_is_pulled_out_is_said_and_heals(desk, pad, qtbot):
    pad.unplug()
    qtbot.waitUntil(lambda: desk.reads("评价器没有连上"))
    finish(desk)
    assert desk.reads("本窗口现在没有评价器")
    pad.plug()
    qtbot.waitUntil(lambda: desk.reads("评价器已接"))


def test_a_rating_pressed_while_the_hub_is_away_arrives_once_it_is_back(desk, pad, qtbot):
    finish(desk)
    assert pad.wait_until_lit(5)
    desk.link.set_state("away")
    pad.press(5)
    qtbot.waitUntil(lambda: any(asked.name == "evaluate" for asked in desk.link.asked))
    assert pad.beeps == 0
    desk.link.set_state("live")
    assert evaluations(desk) == [(5, ME)]
    qtbot.waitUntil(lambda: pad.beeps == 1)
