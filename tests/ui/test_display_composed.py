"""How displays are composed, measured on the live scene: margins alike, lines broken after phrases, no empty corner."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from shared.hall.config import Text
from shared.settings import Screen, Settings
from shared.ui import theme
from shared.ui.qr import qr_source
from tests.ui.display_hall import Wall, ink_height, read, scene_rect
from tests.ui.scene import clashes, core, readable, weak
from tests.unit.display.rows import GROUPS, counter, hall

UPRIGHT = (1080, 1920)
NOTICE = Text("周六上午照常办公，只办不动产登记和车辆驾驶证。", "Open on Saturday morning for property only.")


@pytest.fixture
def walls(qapp, tmp_path: Path) -> Iterator[Any]:
    made: list[Wall] = []

    def make(
        language: str = "zh",
        size: tuple[int, int] = (1920, 1080),
        ways: dict[str, Any] | None = None,
        editing: bool = False,
        **screen: Any,
    ) -> Wall:
        settings = Settings(display=Screen(**screen), directions=ways or {}, language=language)  # type: ignore[arg-type]
        rows = [replace(hall(missed=("D039",)), notice=NOTICE), *GROUPS, counter("8", "idle")]
        made.append(Wall(settings, rows, tmp_path, editing))
        made[-1].display.window.resize(*size)
        QCoreApplication.processEvents()
        return made[-1]

    yield make
    for wall in made:
        wall.close()


def frame(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def first(wall: Wall, text: str) -> QQuickItem:
    return next(item for item in wall.items() if item.property("text") == text)


def ink_left(picture: QImage, rect: QRectF, ink: str) -> int:
    """The first column with this colour in it."""
    box = rect.toRect().intersected(picture.rect())
    rows = range(box.top(), box.bottom(), 3)
    return next(x for x in range(box.left(), box.right()) if any(picture.pixelColor(x, y) == QColor(ink) for y in rows))


def test_a_notice_is_as_large_as_its_card_holds_and_breaks_between_words(walls) -> None:  # type: ignore[no-untyped-def]
    wall = walls(layout="notice")
    (notice,) = wall.items("notice")
    assert notice.property("text").split("\n") == ["周六上午照常办公，", "只办不动产登记", "和车辆驾驶证。"]
    short = notice.property("fontInfo").property("pixelSize").toInt()
    wall.link.feed([replace(hall(), notice=Text(NOTICE.zh * 3, NOTICE.en))])
    wall.pass_time(1)
    assert 40 <= notice.property("fontInfo").property("pixelSize").toInt() < short
    assert notice.property("contentHeight") <= notice.height() and notice.property("text").count("\n") >= 4


def test_a_called_number_stands_on_the_margin_of_its_words(walls) -> None:  # type: ignore[no-untyped-def]
    for number in ("D047", "A047", "B112"):
        wall = walls(window="8")
        wall.call(number, "8")
        wall.link.feed([counter("8", "calling", number)])
        wall.pass_time(2)
        picture, (called,) = wall.paint(), wall.items("number")
        words = ink_left(picture, frame(first(wall, "到这里办理")), theme.INK)
        around = frame(called).adjusted(-20, called.height() * 0.3, 0, -called.height() * 0.3)
        assert called.x() <= 0 and abs(ink_left(picture, around, theme.INK) - words) <= (30 if number[0] == "A" else 8)


def test_a_closed_window_says_so_in_the_middle(walls) -> None:  # type: ignore[no-untyped-def]
    wall = walls(window="8")
    wall.link.feed([counter("8", "closed")])
    wall.pass_time(1)
    above = core(wall.items("title")[0]).top()
    below = 1080 - core(first(wall, "请看大厅的屏幕，别的窗口在叫号。")).bottom()
    assert abs(above - below) < 60


def test_without_times_the_calls_before_reach_the_edge_of_their_list(walls) -> None:  # type: ignore[no-untyped-def]
    wall = walls()
    for number in ("A001", "A002"):
        wall.call(number, "8")
        wall.pass_time(62)
    label = wall.items("recentLabel")[0]
    before = frame(label).right()
    wall.link.at_ms -= 3_600_000
    wall.pass_time(1)
    assert frame(wall.items("recentLabel")[0]).right() > before + 120, "no column is kept for times"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_upright_two_calls_are_read_from_19_metres_on_a_55_inch_panel(walls, language) -> None:  # type: ignore[no-untyped-def]
    wall = walls(language, UPRIGHT, layout="portrait")
    wall.call("D047", "8")
    wall.call("B032", "12")
    wall.pass_time(2)
    picture = wall.paint()
    for number, band in zip(wall.items("number"), wall.items("band"), strict=True):
        height = ink_height(picture, scene_rect(number) & frame(band), QColor(theme.INK))
        assert height * 0.634 * 200 / 1000 >= 19
        assert all(frame(band).contains(core(item)) for item in readable(wall.items()) if band.isAncestorOf(item))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_beside_pictures_two_calls_are_larger_than_the_calls_before(walls, language) -> None:  # type: ignore[no-untyped-def]
    wall = walls(language, layout="media")
    wall.call("B031", "3")
    wall.pass_time(62)
    wall.call("D047", "8")
    wall.call("B032", "12")
    wall.pass_time(2)
    called, before = wall.items("number"), wall.items("recentNumber")
    assert len(called) == 2 and before
    least, most = (each.property("fontInfo").property("pixelSize").toInt() for each in (called[1], before[0]))
    assert least > 1.5 * most


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("way", ["left", ""])
def test_upright_two_calls_leave_no_third_of_their_bands_empty(walls, language, way) -> None:  # type: ignore[no-untyped-def]
    wall = walls(language, UPRIGHT, {"8": way, "12": way} if way else {}, layout="portrait")
    wall.call("D047", "8")
    wall.call("B032", "12")
    wall.pass_time(2)
    picture = wall.paint()
    for band in wall.items("band"):
        box, ink = frame(band).toRect(), QColor(theme.INK)
        columns = range(box.left() + 30, box.right() - 30)
        inked = [x for x in columns if any(picture.pixelColor(x, y) == ink for y in range(box.top(), box.bottom(), 3))]
        assert box.right() - inked[-1] < box.width() * 0.22


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_upright_foot_has_the_same_margin_above_and_below(walls, language) -> None:  # type: ignore[no-untyped-def]
    wall = walls(language, UPRIGHT, layout="portrait")
    wall.pass_time(1)
    above = core(wall.items("message")[0]).top() - 1760
    seal = next(item for item in wall.items() if item.width() == item.height() == 52)
    assert abs(above - (1920 - frame(seal).bottom())) <= 12


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("layout", ["hall", "portrait", "media", "media-portrait"])
def test_before_the_first_call_a_phone_may_follow_the_queues(walls, layout, language) -> None:  # type: ignore[no-untyped-def]
    canvas = UPRIGHT if "portrait" in layout else (1920, 1080)
    wall = walls(language, canvas, layout=layout)
    assert not wall.items("status"), "the hall has no address for phones"
    wall.link.feed([replace(hall(), public_url="http://10.18.4.20/")])
    wall.pass_time(1)
    (code,) = wall.items("status")
    assert code.property("source").toString() == qr_source("http://10.18.4.20/status")
    assert not clashes(wall.items(), *canvas)
    assert not weak(wall.items(), wall.paint())
    wall.call("D047", "8")
    wall.pass_time(1)
    assert not wall.items("status")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_upright_and_closed_there_is_a_large_code_and_a_sentence_a_line(walls, language) -> None:  # type: ignore[no-untyped-def]
    wall = walls(language, UPRIGHT, layout="portrait")
    shut = replace(hall(open=False, counters_open=0), booked=True, public_url="http://10.18.4.20")
    wall.link.feed([shut, counter("8", "closed")])
    wall.pass_time(1)
    (other,), (code,) = wall.items("other"), wall.items("qr")
    assert other.property("lineCount") == 2 and other.property("text").count("\n") == 1
    assert code.width() >= 400


def test_a_picture_beside_the_calls_has_their_round_corners(walls, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "media").mkdir()
    Image.new("RGB", (1600, 900), (200, 30, 30)).save(tmp_path / "media" / "1.png")
    picture = walls(layout="media").paint()
    corners = [(982, 98), (1878, 98), (982, 600), (1878, 600)]
    assert {picture.pixelColor(x, y).name() for x, y in corners} == {theme.NIGHT.lower()}
    assert picture.pixelColor(1472, 325).red() > 150


def test_what_is_wrong_with_a_layout_stands_above_the_whole_picture(walls, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine.toml").write_text('[[part]]\nkind = "nwo"\nat = [0, 0, 1920, 400]\n', encoding="utf-8")
    wall = walls(layout="mine.toml", editing=True)
    wall.pass_time(1)
    (flaw,) = wall.items("flaw")
    pictured = [item for item in readable(wall.items()) if not flaw.isAncestorOf(item)]
    assert "7K3F 92QD" in read(pictured) and "编辑预览" in "".join(wall.texts())
    assert all(frame(flaw).bottom() < core(item).top() and core(item).bottom() < 1080 for item in pictured)
    assert wall.texts("flawText")[0].startswith("mine.toml 第 2 行：kind cannot be")


def test_in_english_the_network_is_told_in_two_sentences_a_line_each(walls) -> None:  # type: ignore[no-untyped-def]
    wall = walls("en", UPRIGHT, layout="portrait")
    wall.link.set_state("away")
    wall.pass_time(1)
    (told,) = wall.items("trouble")
    assert told.property("lineCount") == 2 and told.property("text") == "Network down.\nStaff call the numbers."
    small = walls("en", window="8")
    small.link.set_state("away")
    small.pass_time(1)
    assert small.texts("trouble") == ["Network down. Please ask here."]
