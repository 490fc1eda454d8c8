"""Server-sent events: what a page shows, pushed at every change."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import msgspec
from aiohttp import web

from shared.hall.refusals import Refused
from shared.hub.errors import HubError, NotAllowed
from shared.hub.http.body import hub_of

STREAMS_AT_MOST = 2000
STILL_THERE_S = 15.0
"""A stream with nothing to say says so this often."""
PHONES_PAUSE_S = 1.0
LOOK_S = 2.0
"""How often a stream looks whether its page has closed."""
GONE_S = 60
"""A page that takes nothing for so long, as after a dead battery, has gone."""

T = TypeVar("T", bound=msgspec.Struct)


async def stream(
    request: web.Request,
    peek: Callable[[], T | None],
    settle: Callable[[], Awaitable[T]],
    say: Callable[[T], msgspec.Struct] = lambda shown: shown,
    pause_s: float = 0.0,
) -> web.StreamResponse:
    """Push what ``settle`` gives, at first and whenever ``peek`` sees something else; ``say`` is how it is told.

    ``settle`` tells only what is durable. What it raises at first is the answer; later it ends the stream. Between two
    looks are ``pause_s`` at least: phones hear of a call in a quiet hall at once, not of a crowd's every step.
    """
    hub = hub_of(request)
    shown = await settle()
    if len(hub.streams) >= STREAMS_AT_MOST:
        raise NotAllowed("too-many-streams", status=503)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    _give_up_after(request, GONE_S)
    changed = asyncio.Event()
    hub.streams.add(changed)
    clock = asyncio.get_running_loop().time
    looked = 0.0
    try:
        await response.write(_event(say(shown)))
        written = clock()
        while not hub.stopping and request.transport is not None:
            changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), LOOK_S)
            if clock() - written > STILL_THERE_S:
                await response.write(b"event: still\ndata:\n\n")
                written = clock()
            await asyncio.sleep(looked + pause_s - clock())
            looked = clock()
            if peek() != shown:
                shown = await settle()
                await response.write(_event(say(shown)))
    except (ConnectionError, HubError, Refused):
        pass  # the page has gone, or asks again in some seconds
    finally:
        hub.streams.discard(changed)
    return response


def _give_up_after(request: web.Request, seconds: int) -> None:
    """The kernel ends a connection whose other end takes nothing for so long (Linux; elsewhere it takes its time)."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None and request.transport is not None:
        request.transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, option, seconds * 1000)


def _event(status: msgspec.Struct) -> bytes:
    return b"data: " + msgspec.json.encode(status) + b"\n\n"
