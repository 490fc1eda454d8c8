"""What a kiosk lets one hear: a tick under the finger, wood when the shortest stick stops, one tone at the result."""

from functools import cache
from typing import Literal

from hardware.voice.tones import struck, wav_of

Tick = Literal["press", "stopped", "result"]
WOOD = ((1.0, 1.0), (2.57, 0.35), (4.1, 0.12))
"""Overtones of a struck bar, which are no whole multiples: heard as wood."""


@cache
def ticks() -> dict[str, bytes]:
    """Each as a WAV file, the fuller the more it means; none like the hall's chime."""
    return {
        "press": wav_of(struck(1_400, 0.03, 0.2, decay=120, attack_s=0.001, over=WOOD)),
        "stopped": wav_of(struck(620, 0.14, 0.35, decay=38, attack_s=0.002, over=WOOD)),
        "result": wav_of(struck(523.25, 0.5, 0.3, decay=7)),
    }
