"""What a kiosk lets one hear beside its voice: a tick under the finger, and the draw's two tones."""

import logging

from PySide6.QtCore import QObject, Signal, Slot

from hardware.voice.ticks import Tick, ticks
from shared.client.port import HubLink
from shared.client.report import DeviceReport
from shared.settings import Sounds as Wanted
from shared.ui.sound.beside import Beside, Closes

log = logging.getLogger("fairhall.kiosk.sound")


class KioskSounds(QObject):
    """``Sounds`` in the volume of the settings, from ``begin`` on; needs a QGuiApplication. Staff hear of a machine
    without an output.
    """

    _wanted = Signal(str)
    _looked = Signal(bool)

    def __init__(self, wanted: Wanted, link: HubLink) -> None:
        super().__init__()
        self._volume = wanted.volume
        self._report = DeviceReport(link)
        self._silent = False
        self._looked.connect(self._tell)
        self._thread = Beside(self._make, self)

    def begin(self) -> None:
        """Make the tones and open the output; returns at once."""
        self._thread.start()

    def play(self, name: Tick) -> None:
        """As the protocol says; on a machine without an output nothing."""
        self._wanted.emit(name)

    def close(self) -> None:
        """Let nothing more be heard."""
        self._thread.end()

    def _make(self) -> Closes:
        from shared.ui.sound.effects import QtEffects  # not before the first frame

        effects = QtEffects(ticks(), self._volume)
        self._wanted.connect(effects.play)
        effects.soundChanged.connect(self._looked)
        self._looked.emit(effects.has_sound())
        return effects

    @Slot(bool)
    def _tell(self, heard: bool) -> None:
        if not heard and not self._silent:
            log.warning("no audio output on this machine: touches and draws are not heard until one is connected")
        self._silent = not heard
        self._report.tell("voice", "" if heard else "no_ticks")
