"""What is heard of what is done: a tick at each press, a tone where the draw decides and where it says so."""

from typing import Protocol

from PySide6.QtCore import QObject, Slot

from hardware.voice.ticks import Tick
from kiosk.controllers.draw import DrawShow, Phase


class Sounds(Protocol):
    """Who lets it be heard: ``kiosk.sounds.KioskSounds``."""

    def play(self, name: Tick) -> None:
        """Let this be heard now; returns at once."""


class Ticks(QObject):
    """Joins touches and the draw to the sounds; without sounds nothing. Nothing is said by sound alone."""

    def __init__(self, sounds: Sounds | None, show: DrawShow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sounds = sounds
        show.reached.connect(self._follow)

    @Slot()
    def press(self) -> None:
        """Something was pressed."""
        if self._sounds is not None:
            self._sounds.play("press")

    @Slot(str)
    def _follow(self, phase: Phase) -> None:
        if self._sounds is not None and (phase == "stopped" or phase == "result"):
            self._sounds.play(phase)
