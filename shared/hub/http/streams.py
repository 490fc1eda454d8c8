"""Server-sent events: what a page shows, pushed at every change."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from aiohttp import web

from shared.hall.refusals import Refused
from shared.hub.errors import HubError, NotAllowed
from shared.hub.http.body import hub_of

STREAMS_AT_MOST = 2000
STILL_THERE_S = 15.0
"""A stream with nothing to say says so this often, and so learns that its page has gone."""

T = TypeVar("T", bound=msgspec.Struct)


async def stream(
    request: web.Request,
    peek: Callable[[], T | None],
    settle: Callable[[], Awaitable[T]],
    say: Callable[[T], msgspec.Struct] = lambda shown: shown,
) -> web.StreamResponse:
    """Push what ``settle`` gives, at first and whenever ``peek`` sees something else; ``say`` is how it is told.

    ``settle`` tells only what is durable. What it raises at first is the answer; later it ends the stream.
    """
    hub = hub_of(request)
    shown = await settle()
    if len(hub.streams) >= STREAMS_AT_MOST:
        raise NotAllowed("too-many-streams", status=503)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    changed = asyncio.Event()
    hub.streams.add(changed)
    try:
        await response.write(_event(say(shown)))
        while not hub.stopping:
            changed.clear()
            try:
                await asyncio.wait_for(changed.wait(), STILL_THERE_S)
            except TimeoutError:
                await response.write(b":\n\n")
            if peek() != shown:
                shown = await settle()
                await response.write(_event(say(shown)))
    except (ConnectionError, HubError, Refused):
        pass  # the page has gone, or asks again in some seconds
    finally:
        hub.streams.discard(changed)
    return response


def _event(status: msgspec.Struct) -> bytes:
    return b"data: " + msgspec.json.encode(status) + b"\n\n"
