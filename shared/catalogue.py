"""What people are told, in one catalogue of two languages: ``ui/texts/*.toml``, keys as in ``kiosk.home.title``."""

import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from shared.hall.config import Text, Word

_FORM = re.compile(r"[0-9]{0,2}")
FOLDER = Path(__file__).parent / "ui" / "texts"


class CatalogueError(ValueError):
    """A catalogue file is wrong; the message names file and key."""


@cache
def catalogue(folder: Path = FOLDER) -> dict[str, Text]:
    """Every key with both languages. Raises ``CatalogueError`` for a missing language or a key given twice."""
    found: dict[str, Text] = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise CatalogueError(f"{file.name}: {error}") from None
        for key, text in _flat("", entries, file.name):
            if key in found:
                raise CatalogueError(f"{file.name}: {key} is in another file too")
            found[key] = text
    return found


@lru_cache(maxsize=8)
def worded(own: tuple[Word, ...]) -> Mapping[str, Text]:
    """The catalogue with the hall's own words over it."""
    return {**catalogue(), **{word.key: word.text for word in own}}


def said(words: Mapping[str, Text], language: Literal["zh", "en"]) -> dict[str, str]:
    """The whole catalogue in one language."""
    return {key: getattr(text, language) for key, text in words.items()}


def blanks(template: str) -> set[str]:
    """What stands in a text's ``{blanks}``: names, with a format as in ``seconds:02`` where there is one. Raises
    ValueError for a brace that opens or closes none, and for a format but two digits.
    """
    parts = [part for part in string.Formatter().parse(template) if part[1] is not None]
    if any(conversion or not _FORM.fullmatch(form or "") for _, _, form, conversion in parts):
        raise ValueError(f"{template!r} formats a blank")
    return {f"{name}:{form}" if form else str(name) for _, name, form, _ in parts}


def _flat(prefix: str, entries: dict[str, Any], file: str) -> list[tuple[str, Text]]:
    pairs: list[tuple[str, Text]] = []
    for name, value in entries.items():
        key = f"{prefix}{name}"
        if not isinstance(value, dict):
            raise CatalogueError(f"{file}: {key} must be {{ zh = …, en = … }}")
        if all(isinstance(inner, dict) for inner in value.values()):
            pairs += _flat(f"{key}.", value, file)
        elif set(value) == {"zh", "en"} and all(isinstance(inner, str) for inner in value.values()):
            pairs.append((key, Text(value["zh"], value["en"])))
        else:
            raise CatalogueError(f"{file}: {key} must have zh and en, both strings, and nothing else")
    return pairs
