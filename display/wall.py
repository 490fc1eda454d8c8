"""The manager's wall as a program: ``fairhall wall``, a screen of its own role."""

import argparse
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase

from display.controllers.wall import WallScreen
from shared.client.port import HubLink
from shared.ui import terminal, theme
from shared.ui.fonts import NO_CHINESE_FONT
from shared.ui.terminal import Terminal
from shared.ui.texts import Language
from shared.ui.window import end_window, make_window, open_window

QML = Path(__file__).parent / "qml" / "Wall.qml"


class Wall:
    """One manager's wall. Needs a QGuiApplication with ``load_fonts`` done; ``link`` is started and stopped here."""

    def __init__(self, link: HubLink, language: Language = "zh") -> None:
        self._link = link
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        self.screen = WallScreen(link, "" if chinese else NO_CHINESE_FONT, language)
        self.window = make_window(theme.NIGHT)
        self.window.setInitialProperties(
            {
                "screen": self.screen,
                "clock": self.screen.wall,
                "texts": self.screen.texts.table,
                "curves": self.screen.curves,
                "windows": self.screen.cells,
                "dots": self.screen.dots,
                "warnings": self.screen.warnings,
                "ticks": self.screen.ticks,
            }
        )
        self.window.setSource(QUrl.fromLocalFile(str(QML)))
        self.window.resize(theme.HALL_WIDTH, theme.HALL_HEIGHT)

    def show(self, fullscreen: bool = False) -> None:
        """Open the window and look for the hub."""
        self._link.start()
        open_window(self.window, fullscreen)

    def close(self) -> None:
        """Hear the hub no more; QML goes before what it shows."""
        self._link.stop()
        self.screen.close()
        end_window(self.window, self.screen)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``fairhall wall``."""
    terminal.add_arguments(parser, "wall")


def run(args: argparse.Namespace) -> int:
    """Be a manager's wall until the window is closed; the exit code."""
    return terminal.run_terminal(args, "wall", _run)


def _run(here: Terminal) -> None:
    wall = Wall(here.link, here.settings.language)
    wall.show(here.fullscreen)
    here.app.exec()
    wall.close()
