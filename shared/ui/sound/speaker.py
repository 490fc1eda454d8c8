"""The system's own voices, for a machine with neither recordings nor espeak-ng."""

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

log = logging.getLogger("fairhall.sound")

Done = Callable[[], None]
USUAL = {
    "zh": ("Chinese (Mandarin, latin as Pinyin)", "Chinese (Mandarin)", "Mandarin", "Huihui", "Tingting", "Ting-Ting"),
    "en": ("English (Great Britain)", "English (America)", "English", "Hazel", "Zira", "Daniel", "Samantha"),
}
"""Parts of voices' names, the best first. Never by language: Qt takes espeak's Mandarin for no language at all, and any
other voice for Chinese."""


class QtSpeaker(QObject):
    """``hardware.voice.port.Speaker`` for the GUI thread's event loop; ``say`` may be called from any thread."""

    _asked = Signal(str, str, object)

    def __init__(self, names: Mapping[str, str], engine: str = "", parent: QObject | None = None) -> None:
        """``names``: language → the whole name of its voice, "" for a usual one; ``engine`` "" is the system's."""
        super().__init__(parent)
        self._done: Done | None = None
        self._closed = False
        self._speech = QTextToSpeech(engine, self) if engine else QTextToSpeech(self)
        self._voices = {language: voice for language in USUAL if (voice := self._choose(language, names[language]))}
        self._speech.stateChanged.connect(self._on_state)
        self._asked.connect(self._start, Qt.ConnectionType.QueuedConnection)

    @property
    def voices(self) -> dict[str, str]:
        """The voice of each language it speaks, by name."""
        return {language: voice.name() for language, voice in self._voices.items()}

    def say(self, text: str, language: str, done: Done) -> bool:
        """As the port says; after ``close`` it says nothing more."""
        if self._closed or language not in self._voices:
            return False
        self._asked.emit(text, language, done)
        return True

    def set_volume(self, percent: int) -> None:
        """How loud from now on."""
        self._speech.setVolume(percent / 100)

    def close(self) -> None:
        """Fall silent; what is being said has ended. Call it before the announcer closes."""
        self._closed = True
        self._speech.stop()
        self._end()

    def _choose(self, language: str, name: str) -> QVoice | None:
        if self._speech.state() is QTextToSpeech.State.Error:
            return None
        voices = [voice for locale in self._speech.availableLocales() for voice in self._speech.allVoices(locale)]
        if name:
            chosen = next((voice for voice in voices if voice.name() == name), None)
            if chosen is None:
                known = ", ".join(voice.name() for voice in voices)
                log.warning("the system has no voice %r ([voice] system_voices); it has: %s", name, known)
            return chosen
        return next((voice for part in USUAL[language] for voice in voices if part in voice.name()), None)

    @Slot(str, str, object)
    def _start(self, text: str, language: str, done: Done) -> None:
        self._done = done
        if self._closed:
            self._end()
            return
        self._speech.setVoice(self._voices[language])
        self._speech.say(text)

    @Slot(QTextToSpeech.State)
    def _on_state(self, state: QTextToSpeech.State) -> None:
        if state is QTextToSpeech.State.Error:
            log.error("the system's voice fails: %s", self._speech.errorString())
        if state in (QTextToSpeech.State.Ready, QTextToSpeech.State.Error):
            self._end()

    def _end(self) -> None:
        done, self._done = self._done, None
        if done:
            done()
