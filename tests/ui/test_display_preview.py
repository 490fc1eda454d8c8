"""A technician makes a layout and sees it as it will be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from display.controllers.layout import LAYOUTS
from display.preview import Preview
from shared.settings import Settings
from shared.ui.fonts import load_fonts
from tests.ui.display_hall import shown_items


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text((LAYOUTS / "hall.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return file


@pytest.fixture
def preview(qapp, mine: Path) -> Iterator[Preview]:
    load_fonts()
    there = Preview(str(mine), Settings(language="en"), mine.parent)
    there.show(fullscreen=False)
    yield there
    there.close()


def reads(preview: Preview, name: str) -> list[str]:
    items = shown_items(preview.display.window.contentItem())
    return [item.property("text") for item in items if item.objectName() == name and item.property("text")]


def test_samples_are_called_and_a_key_calls_the_next(preview: Preview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: reads(preview, "number") == ["D047"])
    QTest.keyClick(preview.display.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: reads(preview, "number") == ["D047", "B032"])
    assert "preview" in preview.display.window.title()


def test_a_save_is_laid_out_at_once_and_a_mistake_says_where(preview: Preview, mine: Path, qtbot: QtBot) -> None:
    text = mine.read_text(encoding="utf-8")
    mine.write_text(text + '\n[[part]]\nkind = "clock"\nat = [0, 0, 400, 200]\n', encoding="utf-8")
    qtbot.waitUntil(lambda: "lies over" in "".join(reads(preview, "flawText")), timeout=10_000)
    mine.write_text(text.replace("[1920, 1080]", "[1080, 1920]"), encoding="utf-8")
    qtbot.waitUntil(lambda: "outside of the canvas" in preview.display.screen.flaw, timeout=10_000)
    mine.write_text(text, encoding="utf-8")
    qtbot.waitUntil(lambda: preview.display.screen.flaw == "", timeout=10_000)


def test_the_network_goes_and_the_hall_closes_by_a_key(preview: Preview, qtbot: QtBot) -> None:
    window, screen = preview.display.window, preview.display.screen
    QTest.keyClick(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: screen.trouble.startswith("Network down"))
    QTest.keyClick(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: screen.trouble == "")
    QTest.keyClick(window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: preview.link.mirror.hall is not None and not preview.link.mirror.hall.open)
    QTest.keyClick(window, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: preview.link.mirror.hall is not None and preview.link.mirror.hall.open)
