"""A voice pack: a folder of clips, joined to sentences. Each file is named by what it says: `zh/请.wav`, `zh/A.wav`."""

import io
import logging
import re
import unicodedata
import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hardware.errors import ClipUnusable
from hardware.voice.clip import CONVERT, Clip, read_clip
from hardware.voice.phrases import window_words

log = logging.getLogger("fairhall.voice")

LANGUAGES = ("zh", "en")
PACK = "voice"
"""The folder of the recordings in a display's data directory."""
PAUSE_S = 0.18  # at a comma
_STOPS = re.compile(r"[^\w\s'’-]+")
_ONE = re.compile(r"[A-Za-z]|[0-9]{1,2}")


@dataclass(frozen=True)
class Pack:
    """Clips by language and by what they say (see `said_by`), and what cannot be used, a sentence each."""

    clips: dict[str, dict[str, Clip]] = field(default_factory=dict)
    flaws: tuple[str, ...] = ()


def read_pack(folder: Path) -> Pack:
    """Every clip in `folder`/zh and `folder`/en; all of one language have one rate, that of the first."""
    clips: dict[str, dict[str, Clip]] = {}
    flaws = []
    for language in LANGUAGES:
        taken = clips.setdefault(language, {})
        for path in sorted(folder.glob(f"{language}/*.[wW][aA][vV]")):
            try:
                clip = read_clip(path)
                rate = next((each.rate for each in taken.values()), clip.rate)
                if clip.rate != rate:
                    raise ClipUnusable(
                        f"{path}: {clip.rate} samples a second, but the other clips have {rate}; {CONVERT}"
                    )
            except ClipUnusable as error:
                flaws.append(str(error))
            else:
                taken[said_by(path.stem, language)] = clip
    return Pack(clips, tuple(flaws))


def said_by(stem: str, language: str) -> str:
    """What a clip says by its file's name: the words themselves, but A.wav says the letter and 7.wav the number."""
    stem = unicodedata.normalize("NFC", stem)
    return _plain(window_words(stem, language) if _ONE.fullmatch(stem) else stem)


def pieces(text: str, language: str, known: Iterable[str]) -> list[list[str]] | None:
    """Which clips say `text`: a list for each part between commas, as few clips as can be; None when some lack."""
    known = frozenset(known)
    parts = [part for part in _STOPS.split(_plain(text)) if part.strip()]
    found = [_fewest(_units(part, language), " " if language == "en" else "", known) for part in parts]
    whole = [each for each in found if each is not None]
    return whole if len(whole) == len(parts) else None


class PackVoice:
    """Speaks with the clips of a folder; silent about what they cannot say. Unusable clips are warned of once."""

    def __init__(self, folder: Path) -> None:
        pack = read_pack(folder)
        self._clips = pack.clips
        for flaw in pack.flaws:
            log.warning("voice: %s", flaw)

    def wav(self, text: str, language: str) -> bytes | None:
        """See Voice; about a millisecond."""
        clips = self._clips.get(language, {})
        parts = pieces(text, language, clips)
        if not parts:
            return None
        rate = next(iter(clips.values())).rate
        pause = bytes(2 * int(PAUSE_S * rate))
        target = io.BytesIO()
        with wave.open(target, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes(pause.join(b"".join(clips[word].frames for word in part) for part in parts))
        return target.getvalue()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _units(part: str, language: str) -> list[str]:
    return part.split() if language == "en" else list("".join(part.split()))


def _fewest(units: Sequence[str], glue: str, known: frozenset[str]) -> list[str] | None:
    """The shortest way through `units` in known words."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(units) + 1):
        ways = [
            [*before, word]
            for start, before in enumerate(best)
            if before is not None and (word := glue.join(units[start:end])) in known
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1]
