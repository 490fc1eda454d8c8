"""What a clerk writes for the next one of a ticket sent on: never in the record, and gone with the visit (ADR 0008)."""

import asyncio
from collections.abc import Awaitable, Callable

from shared.hall.refusals import Refused
from shared.hall.state import LIVE, State
from shared.hub.access.store import Store
from shared.hub.errors import HubError
from shared.protocol.answers import Answer


class Notes:
    """Keeps ``texts`` (ticket → text) true and on disk."""

    def __init__(self, store: Store, texts: dict[str, str]) -> None:
        self._store = store
        self._texts = texts
        texts.update({row["ticket"]: row["text"] for row in store.rows("SELECT ticket, text FROM note")})

    async def sent_on(self, ticket: str, text: str, send: Callable[[], Awaitable[Answer]]) -> Answer:
        """Write the text, then send the ticket on: who calls it next has both. A ticket that stays keeps its own."""
        before = self._texts.get(ticket, "")
        await self._write(ticket, text)
        try:
            return await send()
        except (Refused, HubError):
            await self._write(ticket, before)
            raise

    async def forget(self, state: State) -> None:
        """Drop what was written of tickets that are nobody's errand any more."""
        for ticket in tuple(self._texts):
            found = state.tickets.get(ticket)
            if found is None or found.status not in LIVE:
                await self._write(ticket, "")

    async def _write(self, ticket: str, text: str) -> None:
        if text == self._texts.get(ticket, ""):
            return
        await asyncio.to_thread(self._save, ticket, text)
        if text:
            self._texts[ticket] = text
        else:
            self._texts.pop(ticket, None)

    def _save(self, ticket: str, text: str) -> None:
        with self._store.change() as connection:
            connection.execute("DELETE FROM note WHERE ticket = ?", (ticket,))
            if text:
                connection.execute("INSERT INTO note (ticket, text) VALUES (?, ?)", (ticket, text))
