"""One recorded clip: a WAV file of a word or a few."""

import array
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

from hardware.errors import ClipUnusable

RATES_HZ = (8_000, 48_000)
LONGEST_S = 15
QUIETEST = 300  # of 32767: below it nothing was recorded
CONVERT = "convert it: ffmpeg -i OLD -ar 22050 -ac 1 -c:a pcm_s16le NEW.wav"


@dataclass(frozen=True)
class Clip:
    """Mono 16-bit samples, little-endian, at `rate` a second."""

    rate: int
    frames: bytes


def read_clip(path: Path) -> Clip:
    """The clip in a WAV file; ClipUnusable says what is wrong with it and what to do."""
    try:
        with wave.open(str(path)) as source:
            channels, width, rate, count = source.getparams()[:4]
            frames = source.readframes(count)
            frames = frames[: len(frames) // 2 * 2]  # a file cut short ends within a sample
    except (wave.Error, EOFError, ValueError, RuntimeError) as error:  # the last of a length beyond the file's end
        raise ClipUnusable(f"{path}: not a WAV file ({error or 'cut short'}); {CONVERT}") from error
    except OSError as error:
        raise ClipUnusable(f"{path}: cannot be read: {error.strerror}; check that this user may read it") from error
    if (channels, width) != (1, 2):
        raise ClipUnusable(f"{path}: {channels} channels of {8 * width} bits, not one of 16; {CONVERT}")
    if not RATES_HZ[0] <= rate <= RATES_HZ[1]:
        raise ClipUnusable(f"{path}: {rate} samples a second, not {RATES_HZ[0]} to {RATES_HZ[1]}; {CONVERT}")
    if not 0 < len(frames) <= 2 * rate * LONGEST_S:
        raise ClipUnusable(
            f"{path}: {len(frames) / 2 / rate:.1f} s long; record a few words, at most {LONGEST_S} s, and save it again"
        )
    if _loudest(frames) < QUIETEST:
        raise ClipUnusable(f"{path}: nothing is heard in it; record it again, nearer to the microphone")
    return Clip(rate, frames)


def _loudest(frames: bytes) -> int:
    samples = array.array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    return max(max(samples), -min(samples))
