"""Letter heights as the documentation states them."""

import pytest

from display.controllers.layout import LAYOUTS, read
from display.controllers.reach import letter_mm, told
from shared.ui import theme

HALL = (1920, 1080)


@pytest.mark.parametrize(
    ("size", "canvas", "inches", "mm", "metres"),
    [
        (theme.HALL_NOW, HALL, 55, 152, 30),
        (theme.HALL_NOW_TWO, HALL, 55, 91, 18),
        (372, (1080, 1920), 55, 165, 33),
        (theme.WINDOW_CALLED, HALL, 43, 153, 30),
    ],
)
def test_the_stated_heights(size: int, canvas: tuple[int, int], inches: float, mm: int, metres: int) -> None:
    assert letter_mm(size, canvas, inches) == pytest.approx(mm, abs=1)
    assert told(size, canvas, inches, metres)[0]


def test_the_upright_layout_has_the_stated_letters() -> None:
    now = read(LAYOUTS / "portrait.toml").find("now")
    assert now is not None and now.letters == 372


def test_a_panel_that_is_too_small_is_told_with_what_to_do() -> None:
    enough, said = told(theme.HALL_NOW, HALL, 43, 30)
    assert not enough
    assert said.startswith("on 43 inches a call is 119 mm tall and read from 24 m, not from 30 m")
