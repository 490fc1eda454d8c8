"""Layouts: every one that comes along is right, and every mistake in an own one is named with its line."""

from pathlib import Path

import pytest

from display.controllers.layout import LAYOUTS, Layout, built_in, file_of, read
from display.controllers.places import pitch, places, rows
from shared.toml import TomlError

NOW = '[[part]]\nkind = "now"\nat = [40, 96, 1840, 400]\n'


def flaws(folder: Path, text: str) -> list[str]:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TomlError) as caught:
        read(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("name", built_in())
def test_the_layouts_that_come_along_are_right(name: str) -> None:
    layout = read(LAYOUTS / f"{name}.toml")
    assert layout.find("foot") is not None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[part]]\nkind = "nwo"\nat = [0, 0, 1920, 400]\n', 2, '"now"'),
        (NOW + "colour = 3\n", 4, "colour"),
        (NOW + '[[part]]\nkind = "foot"\nat = [0, 1040, 1920, 84]\n', 6, "keep it within 1920 × 1080"),
        (NOW + '[[part]]\nkind = "media"\nat = [1000, 300, 600, 400]\n', 6, "media lies over now"),
        (NOW + '[[part]]\nkind = "recent"\nat = [0, 500, 200, 60]\n', 6, "760 × 90 or more"),
        (NOW.replace("400]", "400]\nsize = 20"), 4, "28 or more"),
        (NOW + NOW.replace("96", "600"), 4, "now stands there twice"),
        ('[[part]]\nkind = "foot"\nat = [0, 996, 1920, 84]\n', 1, 'kind = "now"'),
        (NOW.replace("[40", "[-1"), 3, "[x, y, width, height]"),
        (NOW.replace(", 400]", "]"), 3, "[x, y, width, height]"),
        ("part = 3\n", 1, "part"),
        ("[[part\n", 1, "not TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(tmp_path: Path, text: str, line: int, said: str) -> None:
    told = flaws(tmp_path, text)
    assert any(f"mine.toml:{line}: " in flaw and said in flaw for flaw in told), told


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(TomlError, match="cannot be read"):
        read(file_of("none.toml", tmp_path))


def test_lists_have_as_many_rows_as_there_is_room() -> None:
    hall, portrait = (read(LAYOUTS / f"{name}.toml") for name in ("hall", "portrait"))
    assert [rows(each, "recent") for each in (hall, portrait)] == [4, 3]
    assert [rows(each, "waiting") for each in (hall, portrait)] == [5, 5]
    assert rows(Layout(part=()), "waiting") == 0


@pytest.mark.parametrize("name", built_in())
def test_a_list_ends_where_its_part_ends(name: str) -> None:
    layout = read(LAYOUTS / f"{name}.toml")
    for kind, head in (("recent", 0), ("waiting", 48)):
        if part := layout.find(kind):  # type: ignore[arg-type]
            many = rows(layout, kind)  # type: ignore[arg-type]
            assert 0 <= part.at[3] - head - many * pitch(part) < many, "what is left over is shared"


def test_a_hub_that_is_away_is_told_where_the_counts_would_be_old() -> None:
    for name, over in (("hall", "waiting"), ("notice", "notice"), ("media-portrait", "media")):
        shown = places(read(LAYOUTS / f"{name}.toml"), "calls", trouble=True)
        assert shown["trouble"]["shown"] and not shown[over]["shown"]
    alone = places(Layout(part=read(LAYOUTS / "hall.toml").part[:2]), "calls", trouble=True)["trouble"]
    assert (alone["x"], alone["y"], alone["width"], alone["height"]) == (0, 960, 1920, 120)


def test_a_closed_hall_takes_the_room_of_its_lists_unless_a_film_plays_in_it() -> None:
    closed = {name: places(read(LAYOUTS / f"{name}.toml"), "closed", trouble=False) for name in ("hall", "media")}
    assert closed["hall"]["told"]["height"] == 884 and not closed["hall"]["recent"]["shown"]
    assert closed["media"]["told"]["height"] == 506 and closed["media"]["media"]["shown"]
