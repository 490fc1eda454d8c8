"""The display as a program: what it is made of, and its start and end."""

import argparse
import logging
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase
from PySide6.QtQuick import QQuickView

from display.controllers.layoutfile import LayoutFile
from display.controllers.reel import Reel, ReelPictures
from display.controllers.screen import Screen
from display.controllers.zone import Zone
from display.voice import DisplayVoice, wording_of
from hardware.voice.announcer import Announcer, Call
from shared.client.port import HubLink
from shared.clock import Clock, SystemClock
from shared.protocol.rows import CallRow
from shared.settings import Settings
from shared.ui import terminal, theme
from shared.ui.fonts import NO_CHINESE_FONT
from shared.ui.module import use_module
from shared.ui.terminal import Terminal

log = logging.getLogger("fairhall.display")

QML = Path(__file__).parent / "qml"


class Display:
    """One hall display. Needs a QGuiApplication with ``load_fonts`` done; ``link`` is started and stopped here, the
    announcer (None: silent) by its maker. ``data`` is where its layouts and media are.
    """

    def __init__(
        self,
        link: HubLink,
        announcer: Announcer | None = None,
        settings: Settings | None = None,
        clock: Clock | None = None,
        data: Path | None = None,
    ) -> None:
        self._link = link
        self._announcer = announcer
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        wanted = settings or Settings()
        shown = wanted.display
        data = data or Path()
        zone = Zone(shown.counters)
        self._spoken = Zone(wanted.voice.zone) if wanted.voice.zone else zone
        self.layout = LayoutFile(shown.layout, data)
        self.reel = Reel(data / shown.media)
        self.screen = Screen(
            link,
            self._say,
            wanted.directions,
            clock or SystemClock(),
            self.layout,
            zone,
            warning="" if chinese else NO_CHINESE_FONT,
            name=(shown.name_en or shown.name) if wanted.language == "en" else (shown.name or shown.name_en),
            language=wanted.language,
        )
        self.window = QQuickView()
        self.window.setTitle("Fairhall")
        self.window.setColor(theme.NIGHT)
        self.window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        use_module(self.window.engine())
        self._pictures = ReelPictures(self.reel)
        self.window.engine().addImageProvider("reel", self._pictures)
        self.window.setInitialProperties(self._properties())
        self.window.setSource(QUrl.fromLocalFile(str(QML / "Hall.qml")))
        self.window.resize(*self.layout.layout.canvas)
        self.layout.follow(self.window)

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
        self.reel.close()
        self.window.close()
        self.window.setSource(QUrl())
        for part in (self.window, self.screen, self.layout, self.reel):
            part.deleteLater()

    def _properties(self) -> dict[str, Any]:
        return {
            "screen": self.screen,
            "clock": self.screen.wall,
            "texts": self.screen.texts.table,
            "media": self.reel,
            "bands": self.screen.bands,
            "recent": self.screen.recent,
            "waiting": self.screen.waiting,
        }

    def _say(self, call: CallRow) -> None:
        """Calls of counters outside of this display's zone are not said here."""
        if self._announcer is not None and self._spoken.has(call.counter):
            wording = wording_of(call, self._link.mirror.hall)
            self._announcer.call(Call(call.number, call.label, wording, recall=call.nth > 1))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``fairhall display``."""
    terminal.add_arguments(parser, "display")


def run(args: argparse.Namespace) -> int:
    """Be a display until the window is closed; the exit code."""
    return terminal.run_terminal(args, "display", partial(_run, args.data))


def _run(data: Path, here: Terminal) -> None:
    voice = DisplayVoice(data, here.settings.voice, here.link) if here.settings.voice.on else None
    display = Display(here.link, voice.announcer if voice is not None else None, here.settings, data=data)
    if voice is not None:
        voice.start()
    display.show(here.fullscreen)
    here.app.exec()
    display.close()
    if voice is not None:
        voice.close()
