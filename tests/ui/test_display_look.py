"""The hall's picture, measured: letters as tall as the hall is long, and nothing over anything else."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

from shared.settings import Settings
from shared.ui import theme
from tests.ui.display_hall import Wall, ink_height, scene_rect
from tests.ui.scene import clashes, core, readable
from tests.unit.display.rows import GROUPS, group, hall

CAP = theme.CAP_HEIGHT
LONG_HALL = "云溪市高新技术产业开发区行政审批与政务服务局综合服务大厅（东区）"
LONG_GROUPS = [group(letter, "建设工程规划许可与施工图审查综合受理", 118, 115, 240) for letter in "ABCDE"]
EVERYWHERE = Settings(directions=dict.fromkeys(("8", "12", "综合3", "综合12"), "up-right"))


@pytest.fixture
def wall(qapp) -> Iterator[Wall]:
    wall = Wall(EVERYWHERE)
    yield wall
    wall.close()


def letters(wall: Wall, name: str, ink: str) -> list[int]:
    """Height of the ink of each text of this name, in pixels of the wall."""
    picture = wall.paint()
    return [ink_height(picture, scene_rect(item) & frame(item.parentItem()), QColor(ink)) for item in wall.items(name)]


def frame(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


@pytest.mark.parametrize("number", ["D047", "A1000"])
def test_one_call_is_read_from_30_metres(wall: Wall, number: str) -> None:
    wall.call(number, "9")
    wall.pass_time(2)
    assert letters(wall, "number", theme.INK) == [pytest.approx(theme.HALL_NOW * CAP, abs=12)]


def test_the_number_is_really_bold_also_where_it_is_very_large(wall: Wall) -> None:
    wall.call("D047", "9")
    wall.pass_time(2)
    picture, box = wall.paint(), scene_rect(wall.items("number")[0])
    row = [picture.pixelColor(x, int(box.center().y())) == QColor(theme.INK) for x in range(int(box.left()), 600)]
    stem = row[row.index(True) :].index(False)
    assert stem >= 0.12 * theme.HALL_NOW, "a regular weight has stems of 0.09 em"


def test_an_arrow_and_a_long_label_take_at_most_a_quarter_from_a_long_number(wall: Wall) -> None:
    wall.call("A1000", "综合12")
    wall.pass_time(2)
    assert letters(wall, "number", theme.INK)[0] >= theme.HALL_NOW * CAP * 0.75
    assert letters(wall, "label", theme.INK)[0] >= theme.HALL_LIST


def test_two_calls_are_read_from_18_metres(wall: Wall) -> None:
    wall.call("A1000", "综合3")
    wall.call("A1001", "12")
    wall.pass_time(2)
    assert letters(wall, "number", theme.INK) == [pytest.approx(theme.HALL_NOW_TWO * CAP, abs=8)] * 2
    assert all(height >= theme.HALL_NOW_TWO * CAP * 0.9 for height in letters(wall, "label", theme.INK))


def test_earlier_calls_are_read_from_8_metres(wall: Wall) -> None:
    for number in ("A012", "E1019", "C058", "B031", "D047"):
        wall.call(number, "15")
        wall.pass_time(7)
    assert letters(wall, "recentNumber", theme.WHITE) == [pytest.approx(theme.HALL_RECENT * CAP, abs=4)] * 4


def test_the_list_and_the_foot_have_the_houses_sizes(wall: Wall) -> None:
    wall.link.feed([hall(missed=("A001",))])
    assert {item.property("font").pixelSize() for item in wall.items("group")} == {theme.HALL_LIST}
    for name in ("message", "numbers"):
        assert [item.property("font").pixelSize() for item in wall.items(name)] == [theme.HALL_FOOT]


def test_no_text_is_smaller_than_what_is_read_from_three_metres(wall: Wall) -> None:
    wall.call("A1000", "综合12")
    wall.link.feed([hall(name=LONG_HALL, missed=("A001",)), *LONG_GROUPS])
    sizes = {
        item.property("text"): item.property("fontInfo").property("pixelSize").toInt()
        for item in readable(wall.items())
    }
    assert min(sizes.values()) >= 28, sizes


def alone(wall: Wall) -> None:
    wall.call("A1000", "综合12")


def two(wall: Wall) -> None:
    wall.call("AB1000", "综合12")
    wall.call("A1001", "综合3")


def full(wall: Wall) -> None:
    for n in range(6):
        wall.call(f"AB100{n}", "综合12" if n % 2 else "8")
        wall.pass_time(7)


def calm(wall: Wall) -> None:
    wall.call("A1000", "综合12")
    wall.pass_time(90)


def away(wall: Wall) -> None:
    full(wall)
    wall.link.set_state("away")


def refused(wall: Wall) -> None:
    wall.link.set_state("refused")


def closed(wall: Wall) -> None:
    shut = hall(open=False, counters_open=0, notice="请" * 80)
    wall.link.feed([msgspec.structs.replace(shut, booked=True, public_url="http://hall.yunxi.example.cn:7480")])
    wall.paint()
    assert wall.items("qr") and wall.texts("next") == ["下次取号：明天（周二）9:00"]


def chatty(wall: Wall) -> None:
    wall.link.feed([hall(name=LONG_HALL * 2, notice="请保管好随身物品，" * 12)])


def empty(wall: Wall) -> None:
    wall.link.feed([*GROUPS])


@pytest.mark.parametrize("scene", [alone, two, full, calm, away, refused, closed, chatty, empty])
def test_no_text_leaves_the_screen_or_lies_over_another(wall: Wall, scene: Callable[[Wall], None]) -> None:
    whole = hall(name=LONG_HALL, missed=("AB1001", "AB1002", "AB1003", "AB1004", "AB1005"))
    late = tuple(msgspec.structs.replace(each, after=10) for each in whole.missed)
    wall.link.feed([msgspec.structs.replace(whole, missed=late), *LONG_GROUPS])
    scene(wall)
    wall.pass_time(0)
    assert readable(wall.items())
    assert not clashes(wall.items(), theme.HALL_WIDTH, theme.HALL_HEIGHT)


def test_a_call_stays_inside_its_band(wall: Wall) -> None:
    two(wall)
    for band in wall.items("band"):
        for item in readable(wall.items()):
            if band.isAncestorOf(item):
                assert frame(band).contains(core(item)), item.property("text")
