"""Who downloads the record at the moment: whoever reads slowly holds a place of its own and nobody else's."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from aiohttp import web

from shared.hub.errors import NotAllowed
from shared.hub.http.door import asker

DOWNLOADS: "web.AppKey[Downloads]" = web.AppKey("downloads")
EACH, ALL = 4, 32
"""At once: of one peer, of all at this door."""
PART_S = 30.0
"""A part that is not taken within this time is the last: some 6 kB a second are enough."""
AGAIN_S = 30


class Downloads:
    """Those of one door."""

    def __init__(self) -> None:
        self._of: Counter[str] = Counter()

    @contextmanager
    def place(self, peer: str) -> Iterator[None]:
        """A place of this peer's. Raises NotAllowed ``too-many-requests`` where it has its share, or all are taken."""
        if self._of[peer] >= EACH or self._of.total() >= ALL:
            raise NotAllowed("too-many-requests", status=429, seconds=AGAIN_S)
        self._of[peer] += 1
        try:
            yield
        finally:
            self._of[peer] -= 1
            if not self._of[peer]:
                del self._of[peer]


async def download(request: web.Request, kind: str, parts: AsyncIterator[bytes]) -> web.StreamResponse:
    """``parts`` one after the other, no faster than they are taken. Raises NotAllowed before the first."""
    response = web.StreamResponse(headers={"Content-Type": kind})
    with request.app[DOWNLOADS].place(asker(request)):
        await response.prepare(request)
        try:
            async for part in parts:
                async with asyncio.timeout(PART_S):
                    await response.write(part)
            await response.write_eof()
        except TimeoutError:
            if request.transport is not None:
                request.transport.abort()
    return response
