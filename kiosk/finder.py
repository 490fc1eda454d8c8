"""A service by what people type of it: Chinese, the letters its pinyin begins with, whole pinyin, or English. Pure."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from shared.protocol.rows import ServiceRow
from shared.ui.texts import Language


class Hit(NamedTuple):
    """A service found; ``start`` to ``end`` is the part of its shown name that was typed, empty where another was."""

    service: ServiceRow
    start: int
    end: int


def find(services: Iterable[ServiceRow], typed: str, language: Language) -> list[Hit]:
    """What fits, in this order: names that begin so, names with it inside, then the hall's own letters, what it says a
    service is about, and the other language. Nothing typed finds everything.
    """
    wanted = typed.strip().lower()
    ranked = [
        (rank, hit) for service in services if (found := _look(service, wanted, language)) for rank, hit in [found]
    ]
    return [hit for _, hit in sorted(ranked, key=lambda pair: pair[0])]


@cache
def syllables(name: str) -> tuple[str, ...]:
    """The pinyin of each character, in small letters; what is no Chinese stands for itself."""
    from pypinyin import lazy_pinyin  # 0.1 s and its dictionaries: not before the first frame

    sounds = lazy_pinyin(name.lower(), errors=list)  # type: ignore[arg-type]  # a list: one for each character
    return tuple(sounds) if len(sounds) == len(name) else tuple(name.lower())


def _look(service: ServiceRow, wanted: str, language: Language) -> tuple[int, Hit] | None:
    shown, other = (service.name.en, service.name.zh) if language == "en" else (service.name.zh, service.name.en)
    if not wanted:
        return 0, Hit(service, 0, 0)
    if (span := _span(shown, wanted)) is not None:
        return int(span[0] > 0), Hit(service, *span)
    elsewhere = (other, service.short.zh, service.short.en, service.about.zh, service.about.en)
    if service.pinyin.startswith(wanted) or any(_span(text, wanted) is not None for text in elsewhere):
        return 2, Hit(service, 0, 0)
    return None


def _span(name: str, wanted: str) -> tuple[int, int] | None:
    """Where a name has it: written so from the beginning of a word, or said so."""
    written = name.lower()
    words = re.sub(r"\W", " ", f" {written}")
    at = words.find(f" {wanted}") if wanted.isascii() else written.find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    if name.isascii():
        return None
    sounds = syllables(name)
    for start in range(len(sounds)):
        if (end := _said(sounds, start, wanted)) is not None:
            return start, end
    return None


def _said(sounds: tuple[str, ...], start: int, wanted: str) -> int | None:
    """Where it ends: of each character the first letter or all of them, of the last as much as was typed."""
    if not wanted:
        return start
    if start == len(sounds) or not wanted.startswith(sounds[start][0]):
        return None
    sound = sounds[start]
    lengths = {1, len(sound)} | ({len(wanted)} if sound.startswith(wanted) else set())
    for length in sorted(lengths, reverse=True):
        if wanted[:length] == sound[:length] and (end := _said(sounds, start + 1, wanted[length:])) is not None:
            return end
    return None
