"""Tiles: what they say about waiting, and how many fit a page."""

import pytest
from msgspec.structs import replace

from kiosk.controllers.menu import Menu, Tile, group_tiles, minutes, wait_text
from shared.client.mirror import Mirror
from shared.hall.config import Text
from shared.protocol.rows import GroupRow
from shared.ui.texts import Texts
from tests.unit.client.rows import service


@pytest.fixture
def texts(qapp) -> Texts:
    return Texts()


def group(ahead: int, low: int, high: int, counters: int = 3) -> GroupRow:
    return GroupRow(
        id="d",
        letter="D",
        name=Text("户籍", "ID"),
        policy="issue",
        area=Text("", ""),
        services=("id",),
        waiting=0,
        low_min=low,
        high_min=high,
        counters_open=counters,
        oldest_ms=0,
        ahead=ahead,
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (group(9, 9, 14), "等 9 人 · 9–14 分钟"),
        (group(0, 0, 0), "现在不用等"),
        (group(0, 3, 6), "3–6 分钟轮到"),
        (group(0, 0, 6), "6 分钟内轮到"),
        (group(2, 0, 0), "等 2 人"),
        (group(9, 0, 0, counters=0), "暂时没有窗口在办"),
        (group(1, 5, 5), "等 1 人 · 5 分钟"),
        (group(1, 0, 7), "等 1 人 · 7 分钟内"),
    ],
)
def test_the_wait_in_words(texts, row: GroupRow, said: str) -> None:
    assert wait_text(row, texts, counted=True) == said


def test_a_range_is_said_as_people_say_it(texts) -> None:
    assert minutes(5, 5, texts) == "5 分钟"
    assert minutes(5, 9, texts) == "5–9 分钟"
    assert minutes(0, 9, texts) == "9 分钟内"
    assert minutes(0, 0, texts) == "现在不用等"
    texts.choose("en")
    assert minutes(0, 9, texts) == "up to 9 min"


def tiles(n: int) -> list[Tile]:
    return [Tile(str(i), "A", f"事项{i}", "", False, True) for i in range(n)]


@pytest.mark.parametrize(
    ("n", "wide", "elder", "low", "columns", "pages", "rows"),
    [
        (6, False, False, False, 2, 1, 3),
        (10, False, False, True, 2, 1, 5),
        (11, False, False, False, 2, 2, 5),
        (11, False, False, True, 2, 2, 4),
        (5, True, False, False, 1, 1, 5),
        (6, True, False, False, 2, 1, 3),
        (6, False, True, False, 1, 1, 6),
        (7, False, True, False, 2, 2, 3),
        (5, True, True, True, 1, 1, 5),
        (6, True, True, True, 2, 1, 3),
        (7, True, True, True, 2, 2, 3),
        (0, False, False, False, 2, 1, 0),
    ],
)
def test_pages(texts, n: int, wide: bool, elder: bool, low: bool, columns: int, pages: int, rows: int) -> None:
    menu = Menu(texts, wide)
    menu.lay(low)
    menu.show(tiles(n), elder)
    assert (menu.columns, menu.pages, menu.rows) == (columns, pages, rows)


def test_every_choice_is_on_some_page(texts) -> None:
    menu = Menu(texts, False)
    menu.show(tiles(23), False)
    seen = []
    for _ in range(menu.pages):
        seen += [tile.key for tile in menu.model.rows]
        menu.next()
    assert seen == [str(i) for i in range(23)]
    assert menu.model.rows[0].key == "0", "after the last page comes the first"
    assert (menu.turnText, menu.pageText) == ("下一页", "1/3")
    menu.next()
    menu.next()
    assert (menu.turnText, menu.pageText) == ("回到第一页", "3/3"), "it says where it leads"


def test_fewer_choices_leave_nobody_on_an_empty_page(texts) -> None:
    menu = Menu(texts, False)
    menu.show(tiles(23), False)
    menu.next()
    menu.next()
    menu.show(tiles(4), False)
    assert len(menu.model.rows) == 4


def test_a_group_tells_the_wait_for_any_of_its_services(texts) -> None:
    """Else a citizen is promised five minutes on the first page and told twenty-two on the next."""
    waits = {"search": (1, 0, 5, 2), "transfer": (1, 4, 22, 2), "closed": (9, 60, 90, 0)}
    services = [
        replace(service(id), group="d", ahead=ahead, low_min=low, high_min=high, counters_open=counters)
        for id, (ahead, low, high, counters) in waits.items()
    ]
    mirror = Mirror()
    mirror.replace(1, [replace(group(1, 0, 5), services=tuple(waits)), *services])
    (tile,) = group_tiles(mirror, texts, lambda group: True)
    assert tile.line == "等 1 人 · 22 分钟内"
