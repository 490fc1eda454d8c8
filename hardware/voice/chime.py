"""Two soft tones before a call."""

import array
import io
import math
import sys
import wave
from functools import cache

RATE_HZ = 22_050
TONES_HZ = (659.26, 523.25)  # e'' then c'', a falling third
TONE_S = 0.42
LOUDNESS = 0.35


@cache
def chime() -> bytes:
    """The chime as a mono 16-bit WAV file, made once."""
    samples = array.array("h")
    for tone in TONES_HZ:
        samples.extend(_tone(tone))
    if sys.byteorder == "big":
        samples.byteswap()
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(samples.tobytes())
    return target.getvalue()


def duration_s(wav: bytes) -> float:
    """Length of a WAV file in seconds; ValueError when it is none."""
    try:
        with wave.open(io.BytesIO(wav)) as source:
            return float(source.getnframes() / source.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"not a WAV file: {error}") from error


def _tone(frequency: float) -> list[int]:
    """One struck tone: soft attack, an octave above at a quarter, fading to nothing."""
    count = int(RATE_HZ * TONE_S)
    samples = []
    for i in range(count):
        at = i / RATE_HZ
        envelope = min(1.0, at / 0.012) * math.exp(-5.5 * at) * (1 - i / count)
        swing = math.sin(2 * math.pi * frequency * at) + 0.25 * math.sin(4 * math.pi * frequency * at)
        samples.append(int(32_767 * LOUDNESS * envelope * swing))
    return samples
