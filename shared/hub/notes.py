"""What clerks write of a ticket, for the next clerk or for managers: never in the record, gone with it (ADR 0008)."""

import asyncio
from collections.abc import Awaitable, Callable

from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.access.store import Store
from shared.hub.errors import HubError
from shared.protocol.answers import Answer
from shared.protocol.requests import REASON_CHARACTERS, AssignRequest, Request, SpecialCallRequest, TransferRequest

Send = Callable[[], Awaitable[Answer]]


class Notes:
    """Keeps ``texts`` (ticket → text for the next clerk) true and on disk, and why windows were named by hand."""

    def __init__(self, store: Store, texts: dict[str, str]) -> None:
        self._store = store
        self._texts = texts
        texts.update({row["ticket"]: row["text"] for row in store.rows("SELECT ticket, text FROM note")})
        self._explained = {row["ticket"] for row in store.rows("SELECT ticket FROM special")}

    async def asked(self, request: Request, at_desk: str, send: Send) -> Answer:
        """What was asked, with what is written beside it. ``at_desk``: the ticket that a transfer is about."""
        if isinstance(request, TransferRequest) and at_desk:
            return await self._sent_on(at_desk, " ".join(request.text.split()), send)
        if isinstance(request, SpecialCallRequest | AssignRequest):
            return await self._named(request.reason, " ".join(request.text.split()), send)
        return await send()

    def by_hand(self, ticket: str) -> list[tuple[int, str]]:
        """What was said each time a window was named by hand ("": nothing), by the last record of what was asked."""
        found = self._store.rows("SELECT seq, text FROM special WHERE ticket = ? ORDER BY seq", ticket)
        return [(row["seq"], row["text"]) for row in found]

    async def forget(self, state: State) -> None:
        """Drop what was written of tickets that are nobody's errand, and of those that are of another day."""
        for ticket in tuple(self._texts):
            if ticket not in state.tickets:
                await self._write(ticket, "")
        for ticket in self._explained - state.tickets.keys() - state.over.keys():
            await asyncio.to_thread(self._store.do, "DELETE FROM special WHERE ticket = ?", ticket)
            self._explained.discard(ticket)

    async def _sent_on(self, ticket: str, text: str, send: Send) -> Answer:
        """Write the text, then send the ticket on: who calls it next has both. A ticket that stays keeps its own."""
        before = self._texts.get(ticket, "")
        await self._write(ticket, text)
        try:
            return await send()
        except (Refused, HubError):
            await self._write(ticket, before)
            raise

    async def _named(self, reason: str, text: str, send: Send) -> Answer:
        """Answered when both are on disk; whoever asks again after a crash in between writes it then."""
        if reason == "other" and len(text) < REASON_CHARACTERS:
            raise Refused("say-why", characters=REASON_CHARACTERS)
        answer = await send()
        wanted = "INSERT OR REPLACE INTO special (seq, ticket, text) VALUES (?, ?, ?)"
        await asyncio.to_thread(self._store.do, wanted, answer.seq, answer.ticket, text)
        self._explained.add(answer.ticket)
        return answer

    async def _write(self, ticket: str, text: str) -> None:
        if text == self._texts.get(ticket, ""):
            return
        if text:
            wanted = "INSERT OR REPLACE INTO note (ticket, text) VALUES (?, ?)"
            await asyncio.to_thread(self._store.do, wanted, ticket, text)
            self._texts[ticket] = text
        else:
            await asyncio.to_thread(self._store.do, "DELETE FROM note WHERE ticket = ?", ticket)
            self._texts.pop(ticket, None)
