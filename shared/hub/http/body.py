"""Reading requests at the door."""

import asyncio
import re
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from shared.hub.errors import NotAllowed
from shared.protocol.codec import Malformed

if TYPE_CHECKING:
    from shared.hub.hub import Hub

HUB: "web.AppKey[Hub]" = web.AppKey("hub")
BODY_S = 20.0
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def hub_of(request: web.Request) -> "Hub":
    """The hub that serves this request."""
    return request.app[HUB]


async def read_bytes(request: web.Request) -> bytes:
    """The whole body. Raises NotAllowed ``too-slow``."""
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read() if request.can_read_body else b""
    except TimeoutError:
        raise NotAllowed("too-slow", status=408, detail=f"a body is here within {BODY_S:g} s") from None


async def read(request: web.Request, kind: type[msgspec.Struct], **given: str) -> msgspec.Struct:
    """The JSON body as ``kind``; ``given`` are fields that the path says. Raises Malformed."""
    raw = await read_bytes(request)
    try:
        value = msgspec.json.decode(raw or b"{}")
        if not isinstance(value, dict):
            raise Malformed("the body is a JSON object")
        for name in given:
            if name in value:
                raise Malformed(f"`{name}` is in the address, not in the body")
        return msgspec.convert({**value, **given}, kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None


def request_id(request: web.Request) -> str | None:
    """The ``Idempotency-Key`` header: the same key gets the same answer. Raises Malformed."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _ID.fullmatch(key):
        raise Malformed("Idempotency-Key is 8 to 64 letters, digits, - or _")
    return key


def number(request: web.Request, name: str, default: int, most: int) -> int:
    """A whole number of the query, 0 to ``most``. Raises Malformed."""
    text = request.query.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= most):
        raise Malformed(f"{name} is a whole number from 0 to {most}")
    return int(text)


def reply(value: object, status: int = 200) -> web.Response:
    """A JSON response."""
    return web.Response(status=status, body=msgspec.json.encode(value), content_type="application/json")
