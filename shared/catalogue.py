"""What people are told, in one catalogue of two languages: ``ui/texts/*.toml``, keys as in ``kiosk.home.title``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from shared.hall.config import Text

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
