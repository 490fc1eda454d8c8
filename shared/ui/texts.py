"""What the screens say, in one catalogue of two languages: ``texts/*.toml``, keys as in ``kiosk.home.title``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QQmlPropertyMap

from shared.hall.config import Text
from shared.ui.qproperty import qproperty

Language = Literal["zh", "en"]
FOLDER = Path(__file__).parent / "texts"


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


class Texts(QObject):
    """The catalogue in the language chosen now. QML gets ``table`` as its required property ``texts`` and reads
    ``texts["kiosk.home.title"]``, which follows the language; texts with ``{params}`` are made here, by ``t``.
    """

    languageChanged = Signal()

    def __init__(self, language: Language = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.table = QQmlPropertyMap.create(self)
        self._fill()

    def _fill(self) -> None:
        for key, text in catalogue().items():
            self.table.insert(key, getattr(text, self._language))

    @qproperty(str, notify=languageChanged)
    def language(self) -> Language:
        """ "zh" or "en"."""
        return self._language

    def choose(self, language: Language) -> None:
        """Speak this language from now on."""
        if language != self._language:
            self._language = language
            self._fill()
            self.languageChanged.emit()

    def t(self, key: str, **params: str | int) -> str:
        """The text of ``key``. Raises KeyError for an unknown key or a missing param."""
        template: str = getattr(catalogue()[key], self._language)
        return template.format(**params)

    def pick(self, text: Text) -> str:
        """A text of the hall in this language, or the other one where it is empty."""
        return (text.en or text.zh) if self._language == "en" else (text.zh or text.en)

    def refusal(self, code: str, params: dict[str, str | int]) -> str:
        """What to tell a person about a problem of the hub, in one sentence; a code not known here says so calmly."""
        key = f"refused.{code}"
        try:
            return self.t(key if key in catalogue() else "refused.unknown", **params)
        except KeyError:
            return self.t("refused.unknown")
