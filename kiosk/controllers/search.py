"""The search: what is typed on the keys of the screen, and the services that fit, a page of them at a time."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.controllers.menu import closed_by, is_free, wait_text
from kiosk.controllers.typed import Typed
from kiosk.finder import Hit, find
from shared.client.mirror import Mirror
from shared.ui.qproperty import qproperty
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

LONGEST = 20


class Found(NamedTuple):
    """One service that fits; its name in three parts, the middle one was typed; ``about`` tells it from its likes."""

    key: str
    letter: str
    before: str
    typed: str
    after: str
    about: str
    line: str
    free: bool
    available: bool


class Search(QObject):
    """``model`` holds the hits of this page; ``next`` turns to the following one, around."""

    changed = Signal()

    def __init__(self, mirror: Mirror, texts: Texts, rows: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._texts, self._rows = mirror, texts, rows
        self._typed = Typed(LONGEST, True, self)
        self._typed.changed.connect(self._edited)
        self._page = 0
        self._hits: list[Hit] = []
        self._model: RowModel[Found] = RowModel(Found, self)

    @qproperty(QObject, constant=True)
    def model(self) -> RowModel[Found]:
        """What fits."""
        return self._model

    @qproperty(QObject, constant=True)
    def typed(self) -> Typed:
        """What is typed."""
        return self._typed

    @qproperty(str, notify=changed)
    def countText(self) -> str:
        """How many fit, in words."""
        if not self._typed.text:
            return self._texts.t("kiosk.search.all", count=len(self._hits))
        return self._texts.t("kiosk.search.found", count=len(self._hits))

    @qproperty(bool, notify=changed)
    def nothing(self) -> bool:
        """Nothing fits."""
        return not self._hits

    @qproperty(int, notify=changed)
    def pages(self) -> int:
        """How many pages."""
        return max(1, -(-len(self._hits) // self._rows))

    @qproperty(str, notify=changed)
    def pageText(self) -> str:
        """Which page of how many."""
        return self._texts.t("kiosk.home.page", page=self._page + 1, pages=self.pages)

    @qproperty(str, notify=changed)
    def turnText(self) -> str:
        """Where turning leads to, in words."""
        return self._texts.t("kiosk.foot.more" if self._page + 1 < self.pages else "kiosk.foot.first")

    @Slot()
    def next(self) -> None:
        """Turn the page."""
        self._page = (self._page + 1) % self.pages
        self.look()

    @Slot(int)
    def resize(self, rows: int) -> None:
        """So many fit on the screen."""
        if rows != self._rows:
            self._rows = rows
            self.look()

    def look(self) -> None:
        """Search again: the services, their waits or the language have changed."""
        self._hits = find(self._mirror.services.values(), self._typed.text, self._texts.language)
        self._page = min(self._page, self.pages - 1)
        start = self._page * self._rows
        self._model.show([self._row(hit) for hit in self._hits[start : start + self._rows]])
        self.changed.emit()

    @Slot()
    def _edited(self) -> None:
        self._page = 0
        self.look()

    def _row(self, hit: Hit) -> Found:
        service, group = hit.service, self._mirror.groups[hit.service.group]
        name = self._texts.pick(service.name)
        reason, counted = closed_by(service), self._mirror.counted
        return Found(
            key=service.id,
            letter=group.letter,
            before=name[: hit.start],
            typed=name[hit.start : hit.end],
            after=name[hit.end :],
            about=self._texts.pick(service.about),
            line=self._texts.t(f"kiosk.wait.{reason}") if reason else wait_text(service, self._texts, counted),
            free=not reason and is_free(service) and counted,
            available=not reason,
        )
