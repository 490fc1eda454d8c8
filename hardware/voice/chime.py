"""Two soft tones before a call."""

import io
import wave
from functools import cache

from hardware.voice.tones import struck, wav_of

TONES_HZ = (659.26, 523.25)  # e'' then c'', a falling third
TONE_S = 0.42
LOUDNESS = 0.35


@cache
def chime() -> bytes:
    """The chime as a mono 16-bit WAV file, made once."""
    return wav_of([sample for tone in TONES_HZ for sample in struck(tone, TONE_S, LOUDNESS)])


def duration_s(wav: bytes) -> float:
    """Length of a WAV file in seconds; ValueError when it is none."""
    try:
        with wave.open(io.BytesIO(wav)) as source:
            return float(source.getnframes() / source.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"not a WAV file: {error}") from error
