"""The display as a program: what it is made of, and its start and end."""

import argparse
import logging
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontDatabase

from display.controllers import reach
from display.controllers.layoutfile import LayoutFile
from display.controllers.reel import Reel, ReelPictures
from display.controllers.screen import Screen
from display.controllers.window import WindowScreen
from display.controllers.zone import Zone
from display.voice import DisplayVoice, wording_of
from hardware.voice.announcer import Announcer, Call
from shared.client.port import HubLink
from shared.clock import Clock, SystemClock
from shared.protocol.rows import CallRow
from shared.settings import Screen as ScreenSettings
from shared.settings import Settings
from shared.ui import terminal, theme
from shared.ui.fonts import NO_CHINESE_FONT
from shared.ui.terminal import Terminal
from shared.ui.window import end_window, make_window, open_window

log = logging.getLogger("fairhall.display")

QML = Path(__file__).parent / "qml"


class Display:
    """One hall display. Needs a QGuiApplication with ``load_fonts`` done; ``link`` is started and stopped here, the
    announcer (None: silent) by its maker. ``data`` is where its layouts and media are; ``editing`` shows the mistakes
    of a layout on the screen itself.
    """

    def __init__(
        self,
        link: HubLink,
        announcer: Announcer | None = None,
        settings: Settings | None = None,
        clock: Clock | None = None,
        data: Path | None = None,
        *,
        editing: bool = False,
    ) -> None:
        self._link = link
        self._announcer = announcer
        wanted = settings or Settings()
        self._data = data or Path()
        self._editing = editing
        zone = Zone(wanted.display.counters)
        self.reel: Reel | None = None
        self._spoken = Zone(wanted.voice.zone) if wanted.voice.zone else zone
        chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        warning = "" if chinese else NO_CHINESE_FONT
        self.window = make_window(theme.NIGHT)
        clock = clock or SystemClock()
        if wanted.display.window:
            self.screen: Screen | WindowScreen = self._one_window(wanted, clock, warning)
        else:
            self.screen = self._hall(wanted, clock, zone, warning)

    def _one_window(self, wanted: Settings, clock: Clock, warning: str) -> WindowScreen:
        screen = WindowScreen(wanted.display.window, self._link, self._say, clock, warning, wanted.language)
        self._load("Window.qml", {"screen": screen, "texts": screen.texts.table})
        self.window.resize(theme.HALL_WIDTH, theme.HALL_HEIGHT)
        self._tell_reach(wanted.display, theme.WINDOW_CALLED, (theme.HALL_WIDTH, theme.HALL_HEIGHT))
        return screen

    def _hall(self, wanted: Settings, clock: Clock, zone: Zone, warning: str) -> Screen:
        shown = wanted.display
        layout = LayoutFile(shown.layout, self._data)
        name, name_en = shown.name or shown.name_en, shown.name_en or shown.name
        screen = Screen(
            self._link,
            self._say,
            wanted.directions,
            clock,
            layout,
            zone,
            warning=warning,
            name=name_en if wanted.language == "en" else name,
            language=wanted.language,
            editing=self._editing,
        )
        layout.setParent(screen)
        reel = self.reel = Reel(self._data / shown.media, screen)
        self._pictures = ReelPictures(reel)
        self.window.engine().addImageProvider("reel", self._pictures)
        properties = {
            "screen": screen,
            "clock": screen.wall,
            "texts": screen.texts.table,
            "media": reel,
            "bands": screen.bands,
            "recent": screen.recent,
            "waiting": screen.waiting,
        }
        self._load("Hall.qml", properties)
        now = layout.layout.find("now")
        assert now is not None
        self._tell_reach(shown, now.letters, layout.layout.canvas)
        self.window.resize(*layout.layout.canvas)
        layout.follow(self.window)
        return screen

    def _tell_reach(self, shown: ScreenSettings, size: int, canvas: tuple[int, int]) -> None:
        if shown.inches is not None:
            enough, said = reach.told(size, canvas, shown.inches, shown.metres)
            log.log(logging.INFO if enough else logging.WARNING, said)

    def _load(self, page: str, properties: dict[str, Any]) -> None:
        self.window.setInitialProperties(properties)
        self.window.setSource(QUrl.fromLocalFile(str(QML / page)))

    def show(self, fullscreen: bool = False) -> None:
        """Open the window and look for the hub."""
        self._link.start()
        open_window(self.window, fullscreen)

    def close(self) -> None:
        """Hear the hub no more; QML goes before what it shows."""
        self._link.stop()
        self.screen.close()
        if self.reel is not None:
            self.reel.close()
        end_window(self.window, self.screen)

    def _say(self, call: CallRow) -> None:
        """Calls of counters outside of this display's zone are not said here."""
        if self._announcer is not None and self._spoken.has(call.counter):
            wording = wording_of(call, self._link.mirror.hall)
            self._announcer.call(Call(call.number, call.label, wording, recall=call.nth > 1))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``fairhall display``."""
    terminal.add_arguments(parser, "display")
    parser.add_argument("--preview", metavar="LAYOUT", default="", help="show a layout with samples, without a hub")


def run(args: argparse.Namespace) -> int:
    """Be a display until the window is closed; the exit code."""
    if args.preview:
        from display import preview  # it shows a Display itself

        return preview.run(args.preview, args.data, args.fullscreen)
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
