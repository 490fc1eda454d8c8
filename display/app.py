"""The hall's display: its window, and the parts it is made of."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickView

from display.controllers.screen import Screen
from hardware.voice.announcer import Announcer, Call
from shared.client.port import HubLink
from shared.protocol.rows import CallRow
from shared.settings import Settings
from shared.ui import theme
from shared.ui.fonts import NO_CHINESE_FONT, load_fonts
from shared.ui.module import use_module

HALL_QML = Path(__file__).parent / "qml" / "Hall.qml"
LANGUAGES = ("zh", "en")
"""Calls are spoken in Chinese, then in English."""


class Display:
    """The window of one hall display. The caller starts and stops ``link`` and ``announcer`` (None: it is silent)."""

    def __init__(self, link: HubLink, announcer: Announcer | None, settings: Settings) -> None:
        self._announcer = announcer
        self._full_screen = settings.fullscreen
        warning = "" if load_fonts() else NO_CHINESE_FONT
        self.screen = Screen(link, self._say, settings.directions, warning)
        self.window = QQuickView()
        self.window.setTitle(self.screen.zh.t("common.product"))
        self.window.setColor(theme.NIGHT)
        self.window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.window.resize(theme.HALL_WIDTH, theme.HALL_HEIGHT)
        use_module(self.window.engine())
        self.window.setInitialProperties(
            {
                "screen": self.screen,
                "clock": self.screen.clock,
                "texts": self.screen.zh.table,
                "bands": self.screen.bands,
                "recent": self.screen.recent,
                "waiting": self.screen.waiting,
            }
        )
        self.window.setSource(QUrl.fromLocalFile(str(HALL_QML)))
        if self.window.status() != QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in self.window.errors()))

    def show(self) -> None:
        """On the screen, over all of it if the settings say so."""
        if self._full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()

    def close(self) -> None:
        """Hear nothing more and take the window down, its scene before what the scene shows."""
        self.screen.close()
        self.window.close()
        self.window.setSource(QUrl())
        self.window.deleteLater()

    def _say(self, call: CallRow) -> None:
        if self._announcer is not None:
            self._announcer.call(Call(call.number, call.label, LANGUAGES, recall=call.nth > 1))
