"""What people in the hall see and hear when windows call."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

from shared.settings import Settings
from shared.ui import theme
from tests.ui.display_hall import Wall
from tests.unit.display.rows import GROUPS, call, counter, hall

DIRECTIONS = Settings(directions={"8": "left", "12": "right"})


@pytest.fixture
def wall(qapp) -> Iterator[Wall]:
    wall = Wall()
    yield wall
    wall.close()


def test_a_call_fills_the_band_is_said_twice_and_moves_to_the_list(wall: Wall) -> None:
    wall.call("D047", "8")
    assert wall.band() == [("D047", "8")]
    assert wall.reads("请") and wall.reads("号窗口") and wall.reads("Counter 8")
    wall.speak()
    assert wall.said == [("D047", "8")] * 4, "twice, in Chinese and in English"
    wall.pass_time(10)
    wall.call("B032", "12")
    assert wall.band() == [("B032", "12")]
    assert wall.listed() == [("D047", "8")]
    assert wall.reads("刚才")


def test_three_calls_within_a_breath_all_appear_and_are_all_spoken_in_order(wall: Wall) -> None:
    for number, label in (("D047", "8"), ("B032", "12"), ("A012", "5")):
        wall.call(number, label)
        wall.pass_time(0.3)
    assert wall.band() == [("D047", "8"), ("B032", "12")]
    assert wall.listed() == [], "the third waits for its turn in the band"
    wall.pass_time(5)
    assert wall.band() == [("D047", "8"), ("B032", "12")]
    wall.pass_time(0.2)
    assert wall.band() == [("A012", "5"), ("B032", "12")]
    assert wall.listed() == [("D047", "8")]
    assert wall.speak() == [("D047", "8"), ("B032", "12"), ("A012", "5")]


def test_the_third_call_comes_by_itself_when_its_turn_has_come(wall: Wall, qtbot) -> None:
    for number in ("D047", "B032", "A012"):
        wall.call(number)
    wall.pass_time(5.9)
    wall.clock.advance(0.1)
    qtbot.waitUntil(lambda: ("A012", "8") in wall.band(), timeout=400)


def test_a_recall_takes_the_place_of_the_call_that_still_waits(wall: Wall) -> None:
    for number in ("D047", "B032", "A012"):
        wall.call(number)
    wall.call("A012", "9", nth=2)
    wall.pass_time(6)
    assert ("A012", "9") in wall.band() and ("A012", "8") not in wall.listed()
    assert wall.speak() == [("D047", "8"), ("B032", "8"), ("A012", "9")]


def test_a_recall_is_said_though_the_first_call_waited_too_long_to_be_said(wall: Wall) -> None:
    wall.call("D047")
    wall.speaker.at_s += 50
    wall.call("D047", nth=2)
    wall.speaker.at_s += 20
    assert wall.speak() == [("D047", "8")]


def test_a_display_switched_on_at_noon_lists_the_old_calls_and_says_only_the_young(wall: Wall) -> None:
    now = wall.link.now_ms()
    rows = [call(1, "A001", "3", now - 300_000), call(2, "B002", "4", now - 61_000), call(3, "C003", "5", now - 20_000)]
    wall.link.feed([hall(), *GROUPS, *rows], fresh=True)
    assert wall.band() == [("C003", "5")]
    assert wall.listed() == [("B002", "4"), ("A001", "3")]
    assert wall.speak() == [("C003", "5")]


def test_a_hub_that_comes_back_does_not_say_everything_again(wall: Wall) -> None:
    rows = [wall.call("D047"), wall.call("B032", "12")]
    wall.speak()
    wall.said.clear()
    wall.link.set_state("away")
    wall.pass_time(4)
    wall.link.set_state("live")
    missed = call(3, "A012", "5", wall.link.now_ms() - 2_000)
    wall.link.feed([hall(), *GROUPS, *rows, missed], fresh=True)
    assert wall.speak() == [("A012", "5")]


def test_a_new_call_blinks_twice_and_then_stands_yellow(wall: Wall) -> None:
    wall.call("D047")
    colours = []
    for _ in range(5):
        colours.append(wall.paint().pixelColor(60, 120))
        wall.pass_time(0.5)
    ink, now = QColor(theme.INK), QColor(theme.NOW)
    assert colours == [ink, now, ink, now, now]


def test_yellow_means_now_a_call_of_a_while_ago_is_calm_unless_the_window_still_waits(wall: Wall) -> None:
    wall.call("D047")
    wall.link.feed([counter("8", "calling", "D047")])
    wall.pass_time(90)
    assert wall.reads("请") and wall.paint().pixelColor(60, 120) == QColor(theme.NOW)
    wall.link.feed([counter("8", "serving", "D047")])
    assert wall.band() == [("D047", "8")], "the number stays"
    assert wall.reads("刚才") and wall.paint().pixelColor(60, 120) == QColor(theme.NIGHT_3)


def test_without_the_hub_the_screen_says_so_and_keeps_the_last_calls(wall: Wall) -> None:
    wall.call("D047")
    wall.pass_time(60)
    wall.link.set_state("away")
    wall.pass_time(300)
    assert wall.reads("网络断了，\n请听窗口人员叫号")
    assert wall.reads("本屏停在 9:01，连上后自己更新。")
    assert wall.band() == [("D047", "8")]
    assert not wall.reads("正在等候"), "old counts are not shown"
    wall.link.set_state("live")
    assert not wall.reads("网络断了，\n请听窗口人员叫号")
    assert wall.reads("正在等候")


def test_a_closed_hall_shows_its_hours_and_no_lists(wall: Wall) -> None:
    wall.link.feed([hall(open=False, counters_open=0)])
    assert wall.reads("现在不办公") and wall.reads("办公时间 9:00–17:00")
    assert wall.reads("7K3F 92QD")
    assert not wall.reads("正在等候") and not wall.reads("今天还没有叫号")


def test_an_empty_morning_welcomes_and_promises_nothing(wall: Wall) -> None:
    assert wall.reads("欢迎光临") and wall.reads("今天还没有叫号")
    assert wall.band() == [] and wall.listed() == []


def test_the_groups_turn_their_page_every_eight_seconds(wall: Wall) -> None:
    assert wall.texts("group") == ["企业开办", "不动产登记", "社保医保", "户籍身份证", "车辆驾驶证"]
    wall.pass_time(8)
    assert wall.texts("group") == ["税务", "公积金"]
    assert wall.reads("不用等") and wall.reads("窗口未开") and wall.reads("2/2")
    wall.pass_time(8)
    assert wall.reads("1/2") and wall.reads("12–20")


def test_while_draws_are_paused_no_wait_is_promised(wall: Wall) -> None:
    wall.call("A001")
    assert wall.items("group")
    wall.link.feed([replace(hall(), halted=True)])
    wall.pass_time(1)
    assert wall.texts("trouble") == ["抽签暂停，请稍候"] and wall.reads("号都保留。")
    assert not wall.items("group") and wall.band() == [("A001", "8")]
    wall.link.feed([hall()])
    wall.pass_time(1)
    assert wall.items("group") and not wall.items("trouble")


def test_the_foot_names_the_missed_and_todays_seal(wall: Wall) -> None:
    wall.link.feed([hall(missed=("B024", "D039"))])
    assert wall.reads("过号的请到窗口报到：") and wall.reads("D039   B024")
    assert wall.reads("今日封签号") and wall.reads("7K3F 92QD")


def test_the_next_day_begins_with_an_empty_screen(wall: Wall) -> None:
    wall.call("D047")
    wall.link.advance(24 * 3_600_000)
    wall.link.feed([hall(day="2020-01-14")])
    assert wall.band() == [] and wall.listed() == []


def test_arrows_show_only_where_a_direction_is_set(qapp) -> None:
    wall = Wall(DIRECTIONS)
    try:
        wall.call("D047", "8")
        wall.call("B032", "9")
        assert [band_of(item).property("label") for item in wall.items("arrow")] == ["8"]
    finally:
        wall.close()


def band_of(item: QQuickItem) -> QQuickItem:
    while item.objectName() != "band":
        item = item.parentItem()
    return item


def test_a_machine_without_chinese_says_so_in_words_it_can_draw(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("display.app.QFontDatabase.families", lambda system: [])
    wall = Wall()
    try:
        assert any("fonts-noto-cjk" in text for text in wall.texts("message"))
        wall.call("D047")
        assert wall.band() == [("D047", "8")]
    finally:
        wall.close()


def test_a_busy_day_leaves_the_screen_as_small_as_it_was(wall: Wall) -> None:
    for n in range(20):
        wall.call(f"A{n:03}", str(n % 12))
        wall.pass_time(7)
    before = len(wall.items())
    for n in range(500):
        wall.link.feed([call(100 + n, f"B{n % 1000:03}", str(n % 12), wall.link.now_ms())])
        wall.link.advance(3_500)
        wall.clock.advance(3.5)
    wall.pass_time(120)
    assert len(wall.items()) <= before + 10
    assert len(wall.listed()) == 4


def test_a_closed_display_hears_nothing_more(qapp) -> None:
    wall = Wall()
    screen = wall.display.screen
    assert screen in {hear.__self__ for hear in wall.link.updated}  # type: ignore[attr-defined]
    wall.close()
    assert screen not in {hear.__self__ for hear in (*wall.link.updated, *wall.link.state_changed)}  # type: ignore[attr-defined]


def test_what_the_screen_shows_keeps_one_shape(wall: Wall) -> None:
    """A method connected without being a slot gives its object a shape of its own; QML remembers shapes by address."""
    wall.call("D047", "8")
    for part in (wall.display.screen, *wall.display.screen.findChildren(QObject)):
        assert "__METAOBJECT__" not in vars(part), f"{part}: a connected method lacks @Slot"
