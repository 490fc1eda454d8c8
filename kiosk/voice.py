"""Reads aloud what stands on the screen, for those who find reading hard."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import NamedTuple

import msgspec

from hardware.voice.chime import duration_s
from hardware.voice.engines import Engines
from hardware.voice.espeak import EspeakVoice
from hardware.voice.pack import PACK, PackVoice
from hardware.voice.port import Player, Speaker
from hardware.voice.port import Voice as Engine
from shared.settings import Voice
from shared.ui.sound.beside import Beside, Closes

log = logging.getLogger("fairhall.voice")
GRACE_S = 5.0
SPEAK_S = 20.0


class Prompter:
    """``Voice`` of the pages on a thread of its own. A sentence is read to its end; of those that wait meanwhile only
    the last is.

    What ``voice`` has no WAV for is said by ``speaker``; what that cannot say either is not read.
    """

    def __init__(self, player: Player, voice: Engine, speaker: Speaker | None = None) -> None:
        self._player, self._voice, self._speaker = player, voice, speaker
        self._wanted = 0
        self._ended = Event()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="prompt")

    def say(self, text: str, language: str) -> None:
        """As the protocol says; returns at once."""
        self._wanted += 1
        self._worker.submit(self._say, self._wanted, text, language)

    def hush(self) -> None:
        """As the protocol says."""
        self._wanted += 1

    def close(self) -> None:
        """Read no more. Close the player first: what still plays has then ended."""
        self.hush()
        self._ended.set()
        self._worker.shutdown()

    def _say(self, number: int, text: str, language: str) -> None:
        if number != self._wanted:
            return
        wav = self._voice.wav(text, language)
        if number != self._wanted:
            return
        ended = self._ended = Event()
        if wav is not None:
            self._player.play(wav, ended.set)
            ended.wait(duration_s(wav) + GRACE_S)
        elif self._speaker is not None and self._speaker.say(text, language, ended.set):
            ended.wait(SPEAK_S)
        else:
            log.warning("voice: nothing here speaks %s; the screen is not read aloud", language)


class KioskVoice:
    """``Voice`` of the pages in the volume of the settings, from ``begin`` on; needs a QGuiApplication."""

    def __init__(self, data: Path, voice: Voice) -> None:
        self._data, self._settings = data, voice
        self._prompter: Prompter | None = None
        self._thread = Beside(self._make)

    def begin(self) -> None:
        """Find what speaks here; returns at once."""
        self._thread.start()

    def say(self, text: str, language: str) -> None:
        """As the protocol says."""
        if self._prompter is not None:
            self._prompter.say(text, language)

    def hush(self) -> None:
        """As the protocol says."""
        if self._prompter is not None:
            self._prompter.hush()

    def close(self) -> None:
        """Say no more."""
        self._thread.end()

    def _make(self) -> "_Speaking":
        from shared.ui.sound.player import QtPlayer  # not before the first frame
        from shared.ui.sound.speaker import QtSpeaker

        player = QtPlayer(self._settings.volume)
        speaker = QtSpeaker(msgspec.structs.asdict(self._settings.system_voices))
        speaker.set_volume(self._settings.volume)
        self._prompter = Prompter(player, Engines(PackVoice(self._data / PACK), EspeakVoice()), speaker)
        return _Speaking(player, speaker, self._prompter)


class _Speaking(NamedTuple):
    """All that speaks, closed in the order it needs."""

    player: Closes
    speaker: Closes
    prompter: Prompter

    def close(self) -> None:
        for each in self:
            each.close()
