"""A technician edits the layout of a screen that runs; pictures and films stand beside the calls."""

import logging
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy
import pytest
from PIL import Image
from PySide6.QtGui import QColor

from display.controllers.layout import LAYOUTS
from shared.protocol.requests import ReportRequest
from shared.settings import Screen, Settings
from tests.ui.display_hall import Wall

RED, BLUE = QColor(200, 30, 30), QColor(30, 30, 200)


@pytest.fixture
def walls(qapp, tmp_path: Path) -> Iterator[object]:
    made: list[Wall] = []

    def make(**screen: object) -> Wall:
        made.append(Wall(Settings(display=Screen(**screen)), data=tmp_path))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for wall in made:
        wall.close()


def save(file: Path, text: str) -> None:
    """As an editor does: a moment later than before."""
    file.write_text(text, encoding="utf-8")


def top_of(wall: Wall, name: str) -> float:
    item = wall.items(name)[0]
    return item.mapToScene(item.boundingRect().topLeft()).y()


def test_the_screen_follows_the_file_while_it_is_edited(walls, tmp_path: Path, qtbot) -> None:
    mine = tmp_path / "mine.toml"
    text = (LAYOUTS / "hall.toml").read_text()
    save(mine, text)
    wall = walls(layout="mine.toml")
    wall.call("D047", "8")
    assert top_of(wall, "band") == 96
    save(mine, text.replace("[40, 96, 1840, 400]", "[40, 110, 1840, 380]"))
    qtbot.waitUntil(lambda: top_of(wall, "band") == 110, timeout=5_000)
    assert wall.band() == [("D047", "8")]


def reported(wall: Wall) -> list[tuple[str, str]]:
    """What the hub was told of the layout."""
    told = [each.request for each in wall.link.asked if isinstance(each.request, ReportRequest)]
    return [(each.state, each.detail) for each in told if each.device == "layout"]


def test_a_broken_file_keeps_the_last_good_layout_and_says_what_to_do(
    walls, tmp_path: Path, qtbot, caplog: pytest.LogCaptureFixture
) -> None:
    mine = tmp_path / "mine.toml"
    text = (LAYOUTS / "hall.toml").read_text()
    save(mine, text)
    wall = walls(layout="mine.toml")
    wall.call("D047", "8")
    with caplog.at_level(logging.WARNING):
        save(mine, text.replace('kind = "now"', 'kind = "nwo"'))
        qtbot.waitUntil(lambda: reported(wall) == [("warn", "layout_broken")], timeout=5_000)
    line = text.splitlines().index('kind = "now"') + 1
    assert f'{mine}:{line}: kind cannot be "nwo"; write "head"' in caplog.text
    assert not wall.items("flaw"), "a hall's people are spared it"
    assert wall.band() == [("D047", "8")] and top_of(wall, "band") == 96
    save(mine, text)
    qtbot.waitUntil(lambda: reported(wall)[1:] == [("ok", "")], timeout=5_000)


def test_a_layout_that_is_broken_from_the_start_shows_the_usual_screen(walls, caplog) -> None:  # type: ignore[no-untyped-def]
    wall = walls(layout="none.toml")
    wall.call("D047", "8")
    assert wall.band() == [("D047", "8")]
    assert "none.toml:1: cannot be read" in caplog.text and not wall.items("flaw")
    assert reported(wall) == [("warn", "layout_broken")], "also before the hub was there to be told"


def test_a_screen_that_is_turned_upright_takes_the_upright_layout(walls, qtbot) -> None:  # type: ignore[no-untyped-def]
    wall = walls()
    wall.call("D047", "8")
    wall.display.window.resize(540, 960)
    qtbot.waitUntil(lambda: wall.display.screen.property("canvasHeight") == 1920, timeout=5_000)
    assert wall.band() == [("D047", "8")]
    wall.display.window.resize(960, 540)
    qtbot.waitUntil(lambda: wall.display.screen.property("canvasHeight") == 1080, timeout=5_000)


def test_pictures_take_turns_and_a_bad_one_is_passed_over(walls, tmp_path: Path, caplog) -> None:  # type: ignore[no-untyped-def]
    media = tmp_path / "media"
    media.mkdir()
    Image.new("RGB", (800, 450), RED.getRgb()[:3]).save(media / "1.png")
    (media / "2.png").write_bytes(b"not a picture")
    Image.new("RGB", (800, 450), BLUE.getRgb()[:3]).save(media / "3.jpg", quality=100)
    wall = walls(layout="media")
    assert middle(wall) == RED
    wall.display.reel.advance()
    assert near(middle(wall), BLUE), "the bad one never blanks the screen"
    assert "2.png is passed over" in caplog.text
    (media / "1.png").unlink()
    (media / "3.jpg").write_bytes(b"")
    wall.display.reel.advance()
    assert near(middle(wall), BLUE), "the last good one stays"


def test_a_notice_is_a_text_file(walls, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    (media / "a.txt").write_text("停电通知\n周六 8:00–10:00 停电检修。", encoding="utf-8")
    wall = walls(layout="media")
    assert wall.reads("停电通知") and wall.texts("notice") == ["周六 8:00–10:00 停电\n检修。"]


def test_without_any_file_the_hall_says_its_own_notice(walls) -> None:  # type: ignore[no-untyped-def]
    assert walls(layout="media").texts("notice") == ["办完请评价，\n好坏都帮我们改进。\n不评也可以。"]


@pytest.mark.qt_log_ignore("FFmpeg log", "No RHI backend", "Could not open media")
def test_a_film_plays_beside_the_calls_and_a_broken_one_gives_way(walls, tmp_path: Path, qtbot, caplog) -> None:  # type: ignore[no-untyped-def]
    media = tmp_path / "media"
    media.mkdir()
    film = cv2.VideoWriter(str(media / "1.mp4"), cv2.VideoWriter_fourcc(*"mp4v"), 25, (320, 180))  # type: ignore[attr-defined]
    for _ in range(10):
        film.write(numpy.full((180, 320, 3), BLUE.getRgb()[2::-1], numpy.uint8))
    film.release()
    (media / "2.mp4").write_bytes(b"no film at all")
    Image.new("RGB", (320, 180), RED.getRgb()[:3]).save(media / "3.png")
    wall = walls(layout="media")
    wall.call("D047", "8")
    qtbot.waitUntil(lambda: near(middle(wall), BLUE), timeout=20_000)
    qtbot.waitUntil(lambda: near(middle(wall), RED), timeout=20_000)
    assert "2.mp4 is passed over" in caplog.text
    assert wall.band() == [("D047", "8")]


def test_nothing_is_read_or_played_where_no_layout_shows_it(walls, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    Image.new("RGB", (80, 45)).save(tmp_path / "media" / "1.png")
    assert walls().display.reel.name == ""


def middle(wall: Wall) -> QColor:
    return wall.paint().pixelColor(1064 + 408, 96 + 229)


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))
