"""Tries the machine's audio outputs before the hall opens: for a technician, without a display."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, qInstallMessageHandler
from PySide6.QtMultimedia import QMediaDevices

from hardware.voice.chime import chime
from hardware.voice.engines import Engines
from hardware.voice.espeak import EspeakVoice
from hardware.voice.pack import PACK, PackVoice
from hardware.voice.phrases import Wording
from shared.settings import Voice
from shared.ui.sound.player import QtPlayer
from shared.ui.sound.speaker import QtSpeaker

LONGEST_MS = 20_000
TEST = Wording(("zh", "en")).sentences("A001", "1")


def outputs() -> list[str]:
    """The audio outputs by name, the default one first."""
    with _quiet_qt():
        default = QMediaDevices.defaultAudioOutput().description()
        names = [each.description() for each in QMediaDevices.audioOutputs()]
    return sorted(names, key=lambda name: name != default)


def speak(data: Path, voice: Voice) -> str:
    """Chime, and a call in Chinese and English as the display with this data directory would say it; the text of what
    was spoken, "" when nothing could be.
    """
    spoken = []
    with _quiet_qt():
        player = QtPlayer(voice.volume)
        speaker = QtSpeaker(msgspec.structs.asdict(voice.system_voices))
        speaker.set_volume(voice.volume)
        engines = Engines(PackVoice(data / PACK), EspeakVoice())
        _play(player, chime())
        for text, language in TEST:
            wav = engines.wav(text, language)
            if wav is not None:
                _play(player, wav)
            elif not _say(speaker, text, language):
                continue
            spoken.append(text)
        speaker.close()
        player.close()
    return " / ".join(spoken)


def _play(player: QtPlayer, wav: bytes) -> None:
    loop = QEventLoop()
    QTimer.singleShot(LONGEST_MS, loop.quit)
    QTimer.singleShot(0, lambda: player.play(wav, loop.quit))
    loop.exec()


def _say(speaker: QtSpeaker, text: str, language: str) -> bool:
    loop = QEventLoop()
    QTimer.singleShot(LONGEST_MS, loop.quit)
    if not speaker.say(text, language, loop.quit):
        return False
    loop.exec()
    return True


@contextmanager
def _quiet_qt() -> Iterator[None]:
    """An application, and nothing of what Qt says on the way."""
    app = QCoreApplication.instance() or QCoreApplication(["fairhall"])
    before = qInstallMessageHandler(lambda kind, context, message: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        app.processEvents()
