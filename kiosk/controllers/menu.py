"""The choices on home and services: tiles, a page of them at a time."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from shared.client.mirror import Mirror
from shared.hall.config import Audience
from shared.protocol.rows import GroupRow, ServiceRow
from shared.ui.qproperty import qproperty
from shared.ui.rows import RowModel
from shared.ui.texts import Language, Texts

MOST, MOST_ELDER = 10, 6
MOST_TURNED_LOW = 8
"""So many stand on a page of a wide screen where there are more than fit one: the way to them takes room."""
ONE_COLUMN, ONE_COLUMN_ELDER = 5, 6
ONE_COLUMN_ELDER_LOW = 5
"""The same on a wide screen, which is low."""
LONG: dict[Language, int] = {"zh": 18, "en": 38}
"""Longer names of services are too wide for the ticket's card, which takes the short one."""
NARROW: dict[Language, int] = {"zh": 14, "en": 28}
"""The same for a narrow tile."""


class Tile(NamedTuple):
    """One choice: ``line`` tells the wait, bold if ``free``; not ``available`` it says why, and touched what to do."""

    key: str
    letter: str
    title: str
    line: str
    free: bool
    available: bool


class Menu(QObject):
    """``model`` holds the tiles of this page, in ``columns``; ``next`` turns to the following page, around.

    Names are long where tiles should be ``wide``: a few stand in one column then.
    """

    changed = Signal()

    def __init__(self, texts: Texts, wide: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._wide = wide
        self._model: RowModel[Tile] = RowModel(Tile, self)
        self._tiles: list[Tile] = []
        self._elder = self._low = False
        self._page = 0

    @qproperty(QObject, constant=True)
    def model(self) -> RowModel[Tile]:
        """The tiles shown."""
        return self._model

    @qproperty(int, notify=changed)
    def columns(self) -> int:
        """1 or 2."""
        if self._elder:
            lines = ONE_COLUMN_ELDER_LOW if self._low else ONE_COLUMN_ELDER
        else:
            lines = ONE_COLUMN if self._wide else 0
        return 1 if 0 < len(self._tiles) <= lines else 2

    @qproperty(int, notify=changed)
    def rows(self) -> int:
        """Rows a page is laid out for: those of its fullest page."""
        return -(-min(len(self._tiles), self._most) // self.columns)

    @qproperty(int, notify=changed)
    def pages(self) -> int:
        """How many pages; 1 needs no turning."""
        return max(1, -(-len(self._tiles) // self._most))

    @qproperty(str, notify=changed)
    def pageText(self) -> str:
        """Which page of how many."""
        return self._texts.t("kiosk.home.page", page=self._page + 1, pages=self.pages)

    @qproperty(str, notify=changed)
    def turnText(self) -> str:
        """Where turning leads to, in words."""
        return self._texts.t("kiosk.foot.more" if self._page + 1 < self.pages else "kiosk.foot.first")

    @property
    def _most(self) -> int:
        if self._elder:
            return MOST_ELDER
        return MOST_TURNED_LOW if self._low and len(self._tiles) > MOST else MOST

    @Slot()
    def next(self) -> None:
        """Turn the page."""
        self._page = (self._page + 1) % self.pages
        self._show()

    @Slot(bool)
    def lay(self, low: bool) -> None:
        """On a desk of this height."""
        self._low = low
        self.show(self._tiles, self._elder)

    def show(self, tiles: list[Tile], elder: bool) -> None:
        """These are all choices."""
        self._tiles, self._elder = tiles, elder
        self._page = min(self._page, self.pages - 1)
        self._show()

    def _show(self) -> None:
        start = self._page * self._most
        self._model.show(self._tiles[start : start + self._most])
        self.changed.emit()


def group_tiles(mirror: Mirror, texts: Texts, gives: Callable[[str], bool]) -> list[Tile]:
    """The groups in the hall's order; ``gives`` says whether the kiosk has a number for one."""
    tiles = []
    for group in mirror.groups.values():
        reason = "" if gives(group.id) else "spent"
        if all(mirror.services[service].state == "sold-out" for service in group.services):
            reason = "sold-out"
        tiles.append(_tile(_spanning(group, mirror), group.letter, texts.pick(group.name), reason, mirror, texts))
    return tiles


def _spanning(group: GroupRow, mirror: Mirror) -> GroupRow:
    """With the wait for any of its services, whichever is chosen behind its tile."""
    rows = [row for each in group.services if (row := mirror.services[each]).counters_open]
    if not rows:
        return group
    ahead, low, high = max(r.ahead for r in rows), min(r.low_min for r in rows), max(r.high_min for r in rows)
    return msgspec.structs.replace(group, ahead=ahead, low_min=low, high_min=high)


def _tile(row: GroupRow | ServiceRow, letter: str, title: str, reason: str, mirror: Mirror, texts: Texts) -> Tile:
    """``reason`` is why it gives no tickets, "" if it does."""
    line = texts.t(f"kiosk.wait.{reason}") if reason else wait_text(row, texts, mirror.counted)
    free = not reason and is_free(row) and mirror.counted
    return Tile(row.id, letter, title, line, free, not reason)


def service_tiles(mirror: Mirror, texts: Texts, group: str, audience: Audience = "", elder: bool = False) -> list[Tile]:
    """The services of a group, or those of them for one audience; what gives no tickets now says why.

    For elders under their short names, which are large; so where many are narrow and the whole name too long for it.
    """
    rows = [row for row in mirror.services.values() if row.group == group]
    if audience:
        rows = [row for row in rows if row.audience in ("", audience)]
    tiles = []
    for service in rows:
        title = texts.pick(service.name)
        if elder or (len(rows) > ONE_COLUMN and len(title) > NARROW[texts.language]):
            title = texts.pick(service.short)
        tiles.append(_tile(service, mirror.groups[group].letter, title, closed_by(service), mirror, texts))
    return tiles


def closed_by(service: ServiceRow) -> str:
    """Why a service gives no tickets now; "" if it does."""
    return service.state if service.state in ("sold-out", "closed") else ""


def two_audiences(mirror: Mirror, group: str) -> bool:
    """Some services of the group are for persons alone, others for enterprises alone."""
    return {"person", "enterprise"} <= {row.audience for row in mirror.services.values() if row.group == group}


def is_free(row: GroupRow | ServiceRow) -> bool:
    """Nobody waits and a window is free."""
    return row.counters_open > 0 and row.ahead == 0 and row.high_min == 0


def wait_text(row: GroupRow | ServiceRow, texts: Texts, counted: bool) -> str:
    """How many are before a newcomer and how long they take: a range, never one minute that turns out wrong. Not
    ``counted`` nobody knows.
    """
    if not counted:
        return texts.t("kiosk.wait.alone")
    if row.counters_open == 0:
        return texts.t("kiosk.wait.no-window")
    return wait_words(row.ahead, row.low_min, row.high_min, texts)


def wait_words(ahead: int, low: int, high: int, texts: Texts) -> str:
    """So many people, and so long."""
    if high == 0:
        return texts.t("kiosk.wait.people", ahead=ahead) if ahead else texts.t("kiosk.wait.none")
    span = minutes(low, high, texts)
    return texts.t("kiosk.wait.range" if ahead else "kiosk.wait.span", ahead=ahead, minutes=span)


def minutes(low: int, high: int, texts: Texts) -> str:
    """A range as people read it: 5–9 minutes, 5 minutes, up to 9 minutes; none is no wait."""
    if high == 0:
        return texts.t("kiosk.wait.none")
    if low == 0:
        return texts.t("kiosk.wait.up-to", high=high)
    return texts.t("kiosk.wait.minutes", range=str(high) if low == high else f"{low}–{high}")
