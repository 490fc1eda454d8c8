"""What a kiosk lets one hear beside its voice: a tick under the finger, and the draw's two tones."""

import logging
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from hardware.voice.ticks import TICKS, Tick
from shared.client.port import HubLink
from shared.client.report import DeviceReport
from shared.settings import Sounds as Wanted
from shared.ui.sound.effects import QtEffects

log = logging.getLogger("fairhall.kiosk.sound")


class Sounds(Protocol):
    """Who lets it be heard: ``KioskSounds``."""

    def play(self, name: Tick) -> None:
        """Let this be heard now; returns at once."""


class KioskSounds(QObject):
    """``Sounds`` in the volume of the settings; needs a QGuiApplication. Staff hear of a machine without an output."""

    def __init__(self, wanted: Wanted, link: HubLink) -> None:
        super().__init__()
        self._report = DeviceReport(link)
        self._effects = QtEffects(TICKS, wanted.volume, self)
        self._effects.soundChanged.connect(self._tell)
        if not self._effects.has_sound():
            log.warning("no audio output on this machine: touches and draws are not heard until one is connected")
        self._tell()

    def play(self, name: Tick) -> None:
        """As the protocol says; on a machine without an output nothing."""
        self._effects.play(name)

    def close(self) -> None:
        """Let nothing more be heard."""
        self._effects.close()

    @Slot()
    def _tell(self) -> None:
        self._report.tell("voice", "" if self._effects.has_sound() else "no_ticks")
