"""The voice of one display, put together: recordings, espeak-ng, the system's voices, in this order."""

from pathlib import Path

import msgspec

from display.controllers.loudness import Loudness
from hardware.voice.announcer import Announcer
from hardware.voice.engines import Engines
from hardware.voice.espeak import EspeakVoice
from hardware.voice.pack import PACK, PackVoice
from hardware.voice.phrases import Wording
from shared.client.port import HubLink
from shared.hall.config import Voice as HallVoice
from shared.protocol.rows import CallRow, HallRow
from shared.settings import Voice
from shared.ui.sound.player import QtPlayer
from shared.ui.sound.speaker import QtSpeaker


def wording_of(call: CallRow, hall: HallRow | None) -> Wording:
    """How the hall wants this call put into words."""
    voice = hall.voice if hall is not None else HallVoice()
    return Wording(languages=voice.languages, zh=call.voice.zh, en=call.voice.en, yao=voice.yao)


class DisplayVoice:
    """The announcer and all it speaks with; needs a QGuiApplication."""

    def __init__(self, data: Path, voice: Voice, link: HubLink) -> None:
        self._player = QtPlayer(voice.volume)
        self._speaker = QtSpeaker(msgspec.structs.asdict(voice.system_voices))
        self._loudness = Loudness(data, voice, link, self._set_volume)
        engines = Engines(PackVoice(data / PACK), EspeakVoice())
        self.announcer = Announcer(self._player, engines, speaker=self._speaker)

    def start(self) -> None:
        """Begin to speak."""
        self.announcer.start()

    def close(self) -> None:
        """Say no more; what still waits is not said."""
        self._loudness.close()
        self._player.close()
        self._speaker.close()
        self.announcer.close()

    def _set_volume(self, percent: int) -> None:
        self._player.set_volume(percent)
        self._speaker.set_volume(percent)
