"""The page read aloud, for those who find reading hard."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from kiosk.controllers.sign import Sign
from shared.ui.texts import Texts


class Voice(Protocol):
    """Who reads aloud: ``kiosk.voice.KioskVoice``."""

    def say(self, text: str, language: str) -> None:
        """Read this next; what was waiting is old and not read."""

    def hush(self) -> None:
        """Read nothing of what waits."""


class Aloud(QObject):
    """Reads each title of the sign once, while ``on``; without a voice nothing."""

    def __init__(
        self, voice: Voice | None, sign: Sign, texts: Texts, on: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._voice, self._sign, self._texts, self._on = voice, sign, texts, on
        self._said = ""
        sign.changed.connect(self._read)

    @property
    def able(self) -> bool:
        """There is a voice."""
        return self._voice is not None

    @Slot()
    def again(self) -> None:
        """Read this page once more."""
        self._said = ""
        self._read()

    def hush(self) -> None:
        """Nothing that waits is read to the next person."""
        self._said = ""
        if self._voice is not None:
            self._voice.hush()

    @Slot()
    def _read(self) -> None:
        if self._voice is None or not self._on():
            return
        if (sentence := self._sign.spoken) and sentence != self._said:
            self._said = sentence
            self._voice.say(sentence, self._texts.language)
