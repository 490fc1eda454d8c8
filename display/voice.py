"""The voice of one display, put together: recordings, espeak-ng, the system's voices, in this order."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, Slot

from display.controllers.loudness import Loudness
from hardware.voice.announcer import Announcer
from hardware.voice.engines import Engines
from hardware.voice.espeak import EspeakVoice
from hardware.voice.pack import PACK, PackVoice
from hardware.voice.phrases import Wording
from shared.client.port import HubLink
from shared.client.report import DeviceReport
from shared.hall.config import Voice as HallVoice
from shared.protocol.rows import CallRow, HallRow
from shared.settings import Voice
from shared.ui.sound.player import QtPlayer
from shared.ui.sound.speaker import QtSpeaker


def wording_of(call: CallRow, hall: HallRow | None) -> Wording:
    """How the hall wants this call put into words."""
    voice = hall.voice if hall is not None else HallVoice()
    return Wording(languages=voice.languages, zh=call.voice.zh, en=call.voice.en, yao=voice.yao)


class DisplayVoice(QObject):
    """The announcer and all it speaks with; needs a QGuiApplication. Staff hear of calls that nobody hears."""

    _unspoken = Signal(str)

    def __init__(self, data: Path, voice: Voice, link: HubLink) -> None:
        super().__init__()
        self._report = DeviceReport(link)
        self._mute = False
        self._unspoken.connect(self._miss, Qt.ConnectionType.QueuedConnection)
        self._player = QtPlayer(voice.volume)
        self._speaker = QtSpeaker(msgspec.structs.asdict(voice.system_voices))
        self._loudness = Loudness(data, voice, link, self._set_volume)
        engines = Engines(PackVoice(data / PACK), EspeakVoice())
        self.announcer = Announcer(self._player, engines, speaker=self._speaker, on_unspoken=self._unspoken.emit)
        self._player.soundChanged.connect(self._tell)

    def start(self) -> None:
        """Begin to speak."""
        self.announcer.start()
        self._tell()

    def close(self) -> None:
        """Say no more; what still waits is not said."""
        self._loudness.close()
        self._player.close()
        self._speaker.close()
        self.announcer.close()

    @Slot(str)
    def _miss(self, language: str) -> None:
        self._mute = True
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._report.tell("voice", "no_sound" if not self._player.has_sound() else "no_voice" if self._mute else "")

    def _set_volume(self, percent: int) -> None:
        self._player.set_volume(percent)
        self._speaker.set_volume(percent)
