"""What a display would speak with: recordings, espeak-ng; whether there is anything at all."""

import time
from collections.abc import Iterator

from hardware.voice.espeak import EspeakVoice
from hardware.voice.pack import PACK, read_pack
from hardware.voice.phrases import Wording
from hardware.voice.recording import missing, takes
from shared.doctor.finding import Finding, passed, warned
from shared.doctor.machine import Machine

BOTH = Wording(("zh", "en"))
TEST = BOTH.sentences("A001", "1")


class VoiceCheck:
    """On a display's machine."""

    name = "voice"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line an engine, and one a recording that cannot be used."""
        if not machine.has("display"):
            return
        for home in machine.terminals:
            pack = read_pack(home.folder / PACK)
            for flaw in pack.flaws:
                yield warned("clip", reason=flaw)
            if clips := sum(map(len, pack.clips.values())):
                lacks = [take.file for take in missing(pack, takes([BOTH]))]
                yield passed("pack", folder=str(home.folder / PACK), clips=clips, missing=len(lacks))
        began = time.perf_counter()
        voice = EspeakVoice()
        if all(voice.wav(text, language) is not None for text, language in TEST):
            yield passed("espeak", took_ms=round((time.perf_counter() - began) * 500))
        else:
            yield warned("no-espeak")
