"""docs/images holds what ``make screenshots`` writes, no more and no less."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.screenshots.__main__ import PARTS

MODULES = {part: import_module(f"tests.screenshots.{part}") for part in PARTS}
IMAGES = Path(__file__).parents[2] / "docs" / "images"


@pytest.mark.parametrize("part", PARTS)
def test_every_named_picture_is_there_and_no_other(part: str) -> None:
    assert {path.name for path in (IMAGES / part).iterdir()} == {f"{name}.png" for name in MODULES[part].names()}


def test_every_folder_of_pictures_is_a_parts() -> None:
    assert {path.name for path in IMAGES.iterdir()} == set(PARTS)
