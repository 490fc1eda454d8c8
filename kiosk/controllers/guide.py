"""The guide to a service: what to bring first, then the rest of the elements that the hall has written."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from shared.client.mirror import Mirror
from shared.hall.config import Guide, Text
from shared.ui.qproperty import qproperty
from shared.ui.rows import RowModel
from shared.ui.texts import Texts

FACTS = (
    "fees", "promised", "statutory", "conditions", "applicants", "result", "place", "hours", "phone", "complaints",
    "agency", "category", "basis",
)  # fmt: skip
"""The elements of one text, in the order people ask for them."""


UNIT = re.compile(r"(?<=\d) (?=[^\x00-\x7f])")


class Line(NamedTuple):
    """One line: ``head`` over it where a part begins, ``mark`` "check", the number of a step, or ""."""

    key: str
    head: str
    mark: str
    caption: str
    text: str
    note: str


class GuideSheet(QObject):
    """``model`` holds the lines of the service shown."""

    changed = Signal()

    def __init__(self, mirror: Mirror, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._texts = mirror, texts
        self._model: RowModel[Line] = RowModel(Line, self)

    @qproperty(QObject, constant=True)
    def model(self) -> RowModel[Line]:
        """The lines."""
        return self._model

    @qproperty(bool, notify=changed)
    def there(self) -> bool:
        """The hall has written something about this service."""
        return bool(self._model.rows)

    def show(self, service: str) -> None:
        """The guide of this service, or nothing."""
        guide = self._mirror.guides.get(service, Guide())
        self._model.show([*self._materials(guide), *self._steps(guide), *self._facts(guide)])
        self.changed.emit()

    def _materials(self, guide: Guide) -> Iterator[Line]:
        for n, material in enumerate(guide.materials):
            text, _, note = whole(self._texts.pick(material)).partition(" | ")
            head = self._texts.t("kiosk.guide.materials") if n == 0 else ""
            yield Line(f"material-{n}", head, "check", "", text, note)

    def _steps(self, guide: Guide) -> Iterator[Line]:
        for n, step in enumerate(guide.steps):
            head = self._texts.t("kiosk.guide.steps") if n == 0 else ""
            yield Line(f"step-{n}", head, str(n + 1), "", whole(self._texts.pick(step)), "")

    def _facts(self, guide: Guide) -> Iterator[Line]:
        told = {name: whole(self._texts.pick(text)) for name in FACTS if isinstance(text := getattr(guide, name), Text)}
        for n, (name, text) in enumerate((name, text) for name, text in told.items() if text):
            head = self._texts.t("kiosk.guide.facts") if n == 0 else ""
            yield Line(name, head, "", self._texts.t(f"kiosk.guide.{name}"), text, "")


def whole(text: str) -> str:
    """A number and its Chinese unit never on two lines."""
    return UNIT.sub("\N{NO-BREAK SPACE}", text)
