"""Short sounds that must come at once: loaded before they are wanted, on an output that stays open."""

import base64
from collections.abc import Mapping

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from shared.ui.sound.player import QtPlayer, quiet


class QtEffects(QObject):
    """Named WAVs to be played in the thread it lives in, at once and over one another; in silence without an output.

    Follows the machine's audio output as it comes and goes.
    """

    soundChanged = Signal(bool)
    """The machine has another audio output now; False: none."""

    def __init__(self, wavs: Mapping[str, bytes], volume: int, parent: QObject | None = None) -> None:
        """``volume`` in percent."""
        super().__init__(parent)
        quiet()
        self._wavs, self._volume = wavs, volume
        self._loaded: dict[str, QSoundEffect] = {}
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._choose_output)
        self._load()

    @staticmethod
    def has_sound() -> bool:
        """Whether the machine has an audio output now."""
        return QtPlayer.has_sound()

    @Slot(str)
    def play(self, name: str) -> None:
        """Start it, from its beginning if it still sounds; returns at once."""
        if effect := self._loaded.get(name):
            effect.play()

    def close(self) -> None:
        """Fall silent."""
        for effect in self._loaded.values():
            effect.stop()
            effect.deleteLater()
        self._loaded = {}

    @Slot()
    def _choose_output(self) -> None:
        self.close()
        self._load()
        self.soundChanged.emit(self.has_sound())

    def _load(self) -> None:
        if self.has_sound():
            self._loaded = {name: self._effect(wav) for name, wav in self._wavs.items()}

    def _effect(self, wav: bytes) -> QSoundEffect:
        effect = QSoundEffect(self)
        effect.setVolume(self._volume / 100)
        effect.setSource(QUrl("data:audio/wav;base64," + base64.b64encode(wav).decode()))
        return effect
