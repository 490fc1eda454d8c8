"""What tests of screens ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shared.ui.fonts import load_fonts
from tests.ui.kiosk_corner import Corner


@pytest.fixture
def corner(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Corner]:
    """The ``Corner`` that the module knows."""
    load_fonts()
    corner: Corner = request.module.Corner(qtbot, tmp_path)
    yield corner
    corner.close()
