"""Numbers that a kiosk gave without the hub and that could not join: staff find who holds them. Gone with the day."""

import asyncio
import logging

import msgspec

from shared.hall.numbering import joined_id
from shared.hall.state import State
from shared.hub.access.store import Store
from shared.protocol.requests import JoinRequest

log = logging.getLogger("fairhall.hub.papers")

MOST = 50
"""Of one kiosk in a day; more are in the log alone."""
_ADD = """INSERT OR IGNORE INTO paper (kiosk, day, number, told)
    SELECT ?, ?, ?, ? WHERE (SELECT count(*) FROM paper WHERE kiosk = ? AND told = ?) < ?"""


class Paper(msgspec.Struct, frozen=True):
    """A ``number`` of ``day`` that somebody holds, refused on the day ``told`` (ISO dates)."""

    kiosk: str
    day: str
    number: str
    told: str


class Papers:
    """Kept in ``access.db``, so that the other hub of a pair and the next start know them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[int, tuple[Paper, ...]] | None = None

    async def refused(self, state: State, kiosk: str, wish: JoinRequest, why: str) -> None:
        """On disk when it returns. Nothing if it is in line already, and only brought once more. Raises Unavailable."""
        known = state.ticket(joined_id(wish.day, wish.number)) if why == "number-used" else None
        if why == "number-used" and (known is None or known.issued_ms == wish.taken_ms):
            return
        log.error("%s of %s, given by %s without the hub, could not join: %s", wish.number, wish.day, kiosk, why)
        paper = (kiosk, wish.day, wish.number, state.day)
        await asyncio.to_thread(self._store.do, _ADD, *paper, kiosk, state.day, MOST)

    def rows(self) -> tuple[Paper, ...]:
        """Today's, in the order in which they were refused."""
        version = self._store.version()
        if self._known is None or self._known[0] != version:
            found = self._store.rows("SELECT kiosk, day, number, told FROM paper ORDER BY rowid")
            self._known = version, tuple(Paper(*row) for row in found)
        return self._known[1]

    async def forget(self, state: State) -> None:
        """The hub's timer: those that were refused before today."""
        if self._store.rows("SELECT 1 FROM paper WHERE told < ? LIMIT 1", state.day):
            await asyncio.to_thread(self._store.do, "DELETE FROM paper WHERE told < ?", state.day)
