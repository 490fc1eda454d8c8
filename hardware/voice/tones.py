"""Struck tones, made of numbers: what every chime and tick here is made of."""

import array
import io
import math
import sys
import wave
from collections.abc import Sequence

RATE_HZ = 22_050
Overtones = Sequence[tuple[float, float]]
"""How many times the frequency, how loud."""
OCTAVE: Overtones = ((1, 1.0), (2, 0.25))


def struck(
    frequency: float,
    seconds: float,
    loudness: float,
    decay: float = 5.5,
    attack_s: float = 0.012,
    over: Overtones = OCTAVE,
) -> list[int]:
    """Samples of one tone: a soft attack, then fading to nothing; ``loudness`` 1 is all that a loudspeaker gives."""
    count = int(RATE_HZ * seconds)
    samples = []
    for i in range(count):
        at = i / RATE_HZ
        envelope = min(1.0, at / attack_s) * math.exp(-decay * at) * (1 - i / count)
        swing = sum(part * math.sin(2 * math.pi * times * frequency * at) for times, part in over)
        samples.append(int(32_767 * loudness * envelope * swing))
    return samples


def wav_of(samples: Sequence[int]) -> bytes:
    """These samples as a mono 16-bit WAV file."""
    data = array.array("h", samples)
    if sys.byteorder == "big":
        data.byteswap()
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(data.tobytes())
    return target.getvalue()
