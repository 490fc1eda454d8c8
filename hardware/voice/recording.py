"""What has to be recorded so that a voice pack can say every call of a hall."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hardware.voice.pack import LANGUAGES, Pack, pieces
from hardware.voice.phrases import DIGITS_EN, LETTERS_ZH, TEENS_EN, TENS_EN, YAO, Wording, spell

_STOPS = re.compile(r"\{number\}|\{window\}|[^\w\s'’-]+")


@dataclass(frozen=True)
class Take:
    """One clip to record: the file's name below the pack, and the words to say."""

    file: str
    words: str
    language: str


def takes(wordings: Iterable[Wording], letters: str = "".join(LETTERS_ZH)) -> list[Take]:
    """Every clip that calls in these wordings need: digits, `letters`, numbers of windows below 100, fixed words."""
    wanted: dict[str, Take] = {}
    for wording in wordings:
        for language in wording.languages:
            for name, words in (*_numbers(language, wording.yao, letters), *_fixed(wording.template(language))):
                file = f"{language}/{name}.wav"
                wanted.setdefault(file, Take(file, words, language))
    return sorted(wanted.values(), key=lambda take: LANGUAGES.index(take.language))


def missing(pack: Pack, wanted: Iterable[Take]) -> list[Take]:
    """Those of the wanted clips that the pack can say neither with one clip nor with several."""
    return [take for take in wanted if pieces(take.words, take.language, pack.clips.get(take.language, {})) is None]


def _numbers(language: str, yao: bool, letters: str) -> list[tuple[str, str]]:
    spelled = [(sign, spell(sign, language)) for sign in "0123456789" + letters.upper()]
    if language == "zh":
        return [*spelled, ("十", "十"), *([(YAO, YAO)] if yao else [])]
    teens = list(enumerate(TEENS_EN))[len(DIGITS_EN) :]
    tens = [(10 * n, words) for n, words in enumerate(TENS_EN) if words]
    return [*spelled, *((str(n), words) for n, words in (*teens, *tens))]


def _fixed(template: str) -> list[tuple[str, str]]:
    words = [part.strip() for part in _STOPS.split(template)]
    return [(part, part) for part in words if part]
