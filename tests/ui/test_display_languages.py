"""Every display in both languages, with the longest names a hall file takes: measured on the live scene."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from display.controllers.layout import built_in, file_of, read
from shared.hall.config import Text
from shared.protocol.rows import AnyRow, CounterState
from shared.settings import Screen, Settings
from shared.ui.texts import Language
from tests.ui.display_hall import Wall
from tests.ui.scene import clashes, readable, weak
from tests.unit.display.rows import counter, group, hall

NAME = Text("建设工程规划许可与施工审", "Construction planning permission")
HALL = Text("云溪市高新技术产业开发区行政审批与政务服务中心", "Yunxi High-Tech Zone Public Service Center, East Hall")
NOTICE = Text("请保管好随身物品，老人孩子请有人陪同。" * 3, "Please keep your belongings with you at all times. " * 3)
EVERYWHERE = dict.fromkeys(("8", "12"), "up-right")


def rows() -> list[AnyRow]:
    groups = [replace(group(letter, "", 118, 115, 240), name=NAME, services=("s",)) for letter in "ABCDEFG"]
    windows = [replace(counter(name, "serving", "AB1001"), services=("s",)) for name in ("8", "12")]
    missed = ("AB1001", "AB1002", "AB1003", "AB1004", "AB1005")
    return [replace(hall(missed=missed), name=HALL, notice=NOTICE), *groups, *windows]


def full(wall: Wall) -> None:
    for n in range(6):
        wall.call(f"AB100{n}", "12" if n % 2 else "8")
        wall.pass_time(7)


def two(wall: Wall) -> None:
    wall.call("AB1007", "8")
    wall.call("A1008", "12")


def away(wall: Wall) -> None:
    wall.link.set_state("away")


def closed(wall: Wall) -> None:
    wall.link.set_state("live")
    wall.link.feed([replace(rows()[0], open=False, counters_open=0), counter("8", "closed"), counter("12", "closed")])


def welcome(wall: Wall) -> None:
    """Nobody was called yet."""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("layout", built_in())
def test_every_layout_in_every_state_is_readable(qapp, tmp_path: Path, layout: str, language: Language) -> None:
    canvas = read(file_of(layout, tmp_path)).canvas
    screen = Screen(layout=layout, zone=("8", "12"), name="二楼东区等候大厅", name_en="Second floor, east hall")
    wall = Wall(Settings(display=screen, directions=EVERYWHERE, language=language), rows(), tmp_path)  # type: ignore[arg-type]
    try:
        for scene in (welcome, full, two, away, closed):
            measure(wall, scene, canvas)
    finally:
        wall.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("canvas", [(1920, 1080), (1080, 1920)], ids=["lying", "upright"])
@pytest.mark.parametrize("state", ["calling", "serving", "idle", "paused", "closed"])
def test_the_screen_over_a_counter_is_readable(qapp, state: CounterState, canvas, language: Language) -> None:  # type: ignore[no-untyped-def]
    def scene(wall: Wall) -> None:
        called = "AB1001" if state in ("calling", "serving") else ""
        wall.link.feed([replace(counter("8", state, called), label="综合8", services=("s",))])

    wall = Wall(Settings(display=Screen(window="8"), language=language), rows())
    try:
        measure(wall, scene, canvas)
        wall.link.set_state("away")
        measure(wall, welcome, canvas)
    finally:
        wall.close()


def measure(wall: Wall, scene: Callable[[Wall], None], canvas: tuple[int, int]) -> None:
    wall.display.window.resize(*canvas)
    QCoreApplication.processEvents()
    scene(wall)
    wall.link.advance(2_000)
    wall.clock.advance(2)
    wall.display.screen.refresh()
    picture = wall.paint()
    assert len(readable(wall.items())) >= 4
    assert not clashes(wall.items(), *canvas), scene.__name__
    assert not weak(wall.items(), picture), scene.__name__
