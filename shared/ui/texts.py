"""What the screens say, in the language chosen."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QQmlPropertyMap

from shared.catalogue import said, worded
from shared.client.port import HubLink
from shared.hall.config import Text
from shared.protocol.rows import AnyRow
from shared.ui.qproperty import qproperty

Language = Literal["zh", "en"]
DAYS = ("day", "until")
"""Params of a refusal that are a day, as the hub writes it: 2026-01-05."""


class Texts(QObject):
    """The catalogue in the language chosen now. QML gets ``table`` as its required property ``texts`` and reads
    ``texts["kiosk.home.title"]``, which follows the language; texts with ``{params}`` are made here, by ``t``.
    """

    languageChanged = Signal()

    def __init__(self, language: Language = "zh", parent: QObject | None = None, link: HubLink | None = None) -> None:
        """With a ``link`` the hall's own words are said wherever it has some."""
        super().__init__(parent)
        self._language: Language = language
        self.words = worded(())
        """What is said, by key."""
        self.said: Mapping[str, str] = {}
        """The same in the language chosen."""
        self._link = link
        if link is not None:
            link.updated.append(self._updated)
            self.words = worded(link.mirror.words)
        self.table = QQmlPropertyMap.create(self)
        self._fill()

    def _fill(self) -> None:
        """All at once: one by one, each new key costs as much as all before it."""
        self.said = said(self.words, self._language)
        self.table.insert(self.said)

    def _updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        assert self._link is not None
        words = worded(self._link.mirror.words)
        if words is not self.words:
            self.words = words
            self._fill()
            self.languageChanged.emit()

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
        return self.said[key].format(**params)

    def pick(self, text: Text) -> str:
        """A text of the hall in this language, or the other one where it is empty."""
        return text.pick(self._language)

    def date(self, day: date) -> str:
        """Month and day, as every screen and paper says them."""
        return self.t("common.date", month=self.t(f"month.{day.month}"), day=day.day)

    def refusal(self, code: str, params: dict[str, str | int]) -> str:
        """What to tell a person about a problem of the hub, in one sentence; a code not known here says so calmly."""
        key = f"refused.{code}"
        try:
            days = {name: self.date(date.fromisoformat(str(params[name]))) for name in DAYS if name in params}
            return self.t(key if key in self.words else "refused.unknown", **params | days)
        except (KeyError, ValueError):
            return self.t("refused.unknown")
