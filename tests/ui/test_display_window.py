"""The screen over one counter, a zone's screen, and what each of them says."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from shared.settings import Screen, Settings, Voice
from shared.ui import theme
from tests.ui.display_hall import Wall, ink_height, scene_rect
from tests.unit.display.rows import GROUPS, counter, hall


@pytest.fixture
def window(qapp) -> Iterator[Wall]:
    wall = Wall(Settings(display=Screen(window="8")), [hall(), *GROUPS, counter("8", "idle"), counter("9", "idle")])
    yield wall
    wall.close()


def settle(wall: Wall, seconds: float = 2) -> None:
    wall.link.advance(round(seconds * 1000))
    wall.clock.advance(seconds)
    wall.display.screen.refresh()


def test_a_call_to_this_counter_fills_its_screen_and_is_said_here_alone(window: Wall) -> None:
    window.call("D047", "8")
    window.link.feed([counter("8", "calling", "D047")])
    window.call("B032", "9")
    assert window.texts("number") == ["D047"] and window.texts("label") == ["8"]
    assert window.reads("到这里办理") and window.reads("Please come to this counter")
    assert window.speak() == [("D047", "8")], "the neighbour's call is not ours"


def test_it_blinks_twice_at_each_call(window: Wall) -> None:
    window.call("D047", "8")
    window.link.feed([counter("8", "calling", "D047")])
    ink, now = QColor(theme.INK), QColor(theme.NOW)
    seen = []
    for _ in range(5):
        seen.append(window.paint().pixelColor(1900, 500))
        settle(window, 0.5)
    assert seen == [ink, now, ink, now, now]
    window.call("D047", "8", nth=2)
    assert window.paint().pixelColor(1900, 500) == ink, "a recall is seen too"


def test_the_number_is_read_from_thirty_metres_on_a_43_inch_panel(window: Wall) -> None:
    window.call("D047", "8")
    window.link.feed([counter("8", "calling", "D047")])
    settle(window)
    (number,) = window.items("number")
    height = ink_height(window.paint(), scene_rect(number), QColor(theme.INK))
    assert height * 0.496 * 200 / 1000 >= 29.5


def test_from_the_call_to_the_pause(window: Wall) -> None:
    window.link.feed([counter("8", "serving", "D047")])
    assert window.reads("正在办理") and window.texts("number") == ["D047"]
    window.link.feed([counter("8", "idle")])
    assert window.reads("欢迎光临") and not window.texts("number")
    window.link.feed([counter("8", "paused")])
    assert window.reads("暂停服务")
    window.link.feed([hall(missed=("D039",))])
    assert window.reads("过号的，请等窗口回来再报到"), "nobody sits there to report to now"
    window.link.feed([counter("8", "closed")])
    assert window.reads("窗口未开")


def test_without_the_hub_it_keeps_the_number_and_says_so(window: Wall) -> None:
    window.link.feed([counter("8", "serving", "D047")])
    window.link.set_state("away")
    window.paint()
    assert window.texts("number") == ["D047"] and window.texts("trouble") == ["网络断了，请问窗口人员"]
    window.link.set_state("live")
    assert not window.texts("trouble")


def test_a_zones_screen_shows_and_says_its_own_counters(qapp) -> None:
    rows = [hall(missed=("A001",)), *GROUPS, *(counter(name, "idle") for name in ("3", "8", "9"))]
    wall = Wall(Settings(display=Screen(zone=("3", "9"), name="二楼东区")), rows)
    try:
        wall.call("D047", "8")
        wall.call("B032", "9")
        assert wall.band() == [("B032", "9")]
        assert wall.texts("name") == ["云溪市政务服务中心 / 二楼东区"]
        assert wall.speak() == [("B032", "9")]
        assert not wall.reads("A001"), "missed at another zone's counter"
    finally:
        wall.close()


def test_a_zones_screen_may_speak_for_others(qapp) -> None:
    wall = Wall(Settings(display=Screen(zone=("9",)), voice=Voice(zone=("8", "9"))))
    try:
        wall.call("D047", "8")
        assert wall.speak() == [], "what is not shown here is not said here"
        wall.call("B032", "9")
        assert wall.speak() == [("B032", "9")]
    finally:
        wall.close()


def test_a_zone_of_a_counter_that_is_not_there_says_so(qapp) -> None:
    wall = Wall(Settings(display=Screen(zone=("99",))), [hall(), *GROUPS, counter("8", "idle")])
    try:
        assert wall.texts("message") == ["设置里的窗口不存在：99"]
    finally:
        wall.close()


def test_without_a_clock_to_believe_there_is_order_and_no_time(qapp) -> None:
    wall = Wall()
    try:
        for number in ("A001", "A002", "A003"):
            wall.call(number, "8")
            wall.pass_time(62)
        assert wall.reads("2 分钟前") and wall.texts("time") == ["9:03"]
        wall.link.at_ms -= 3_600_000
        wall.pass_time(1)
        assert wall.listed() == [("A002", "8"), ("A001", "8")]
        assert not wall.texts("time") and not any("分钟前" in text for text in wall.texts())
        wall.link.set_state("away")
        assert not any("本屏停在" in text for text in wall.texts())
    finally:
        wall.close()
