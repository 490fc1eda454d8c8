"""The display as a program: what it is made of, and its start and end."""

import argparse
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase
from PySide6.QtQuick import QQuickView

from display.controllers.player import QtPlayer
from display.controllers.screen import Screen
from hardware.voice.announcer import Announcer, Call
from hardware.voice.espeak import EspeakVoice
from shared.client.port import HubLink
from shared.clock import Clock, SystemClock
from shared.protocol.rows import CallRow
from shared.settings import Settings
from shared.ui import terminal, theme
from shared.ui.fonts import NO_CHINESE_FONT
from shared.ui.module import use_module
from shared.ui.terminal import Terminal

QML = Path(__file__).parent / "qml" / "Hall.qml"
LANGUAGES = ("zh", "en")
"""Calls are spoken in Chinese, then in English."""


class Display:
    """One hall display. Needs a QGuiApplication with ``load_fonts`` done; ``link`` is started and stopped here, the
    announcer (None: silent) by its maker.
    """

    def __init__(
        self,
        link: HubLink,
        announcer: Announcer | None = None,
        settings: Settings | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._link = link
        self._announcer = announcer
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        directions = (settings or Settings()).directions
        self.screen = Screen(link, self._say, directions, clock or SystemClock(), "" if chinese else NO_CHINESE_FONT)
        self.window = QQuickView()
        self.window.setTitle("Fairhall")
        self.window.setColor(theme.NIGHT)
        self.window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        use_module(self.window.engine())
        self.window.setInitialProperties(
            {
                "screen": self.screen,
                "clock": self.screen.wall,
                "texts": self.screen.zh.table,
                "bands": self.screen.bands,
                "recent": self.screen.recent,
                "waiting": self.screen.waiting,
            }
        )
        self.window.setSource(QUrl.fromLocalFile(str(QML)))
        self.window.resize(theme.HALL_WIDTH, theme.HALL_HEIGHT)

    def show(self, fullscreen: bool = False) -> None:
        """Open the window and look for the hub."""
        self._link.start()
        if fullscreen:
            self.window.showFullScreen()
        else:
            self.window.show()

    def close(self) -> None:
        """Hear the hub no more; QML goes before what it shows."""
        self._link.stop()
        self.screen.close()
        self.window.close()
        self.window.setSource(QUrl())
        for part in (self.window, self.screen):
            part.deleteLater()

    def _say(self, call: CallRow) -> None:
        if self._announcer is not None:
            self._announcer.call(Call(call.number, call.label, LANGUAGES, recall=call.nth > 1))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``fairhall display``."""
    terminal.add_arguments(parser, "display")


def run(args: argparse.Namespace) -> int:
    """Be a display until the window is closed; the exit code."""
    return terminal.run_terminal(args, "display", _run)


def _run(here: Terminal) -> None:
    voice = here.settings.voice
    player = QtPlayer(voice.volume) if voice.on else None
    announcer = Announcer(player, EspeakVoice()) if player is not None else None
    display = Display(here.link, announcer, here.settings)
    if announcer is not None:
        announcer.start()
    display.show(here.fullscreen)
    here.app.exec()
    display.close()
    if player is not None:
        player.close()
    if announcer is not None:
        announcer.close()
