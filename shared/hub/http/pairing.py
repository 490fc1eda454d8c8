"""How a device comes to be known: the hub's CA, then one token for one key."""

import msgspec
from aiohttp import web

from shared.hub.http.body import hub_of, read, reply


class PairBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST pair``."""

    token: str
    name: str = ""


class Paired(msgspec.Struct, frozen=True):
    """The device's own key; the hub keeps only its hash."""

    device: str
    key: str
    role: str
    name: str
    counter: str
    hall: str


async def get_ca(request: web.Request) -> web.Response:
    """``GET ca.pem``: public, so that a terminal can hold it against its token's fingerprint."""
    hub = hub_of(request)
    return web.Response(text=hub.ca_pem, content_type="application/x-pem-file")


async def post_pair(request: web.Request) -> web.Response:
    """``POST pair``: a token, once."""
    hub = hub_of(request)
    body = await read(request, PairBody)
    assert isinstance(body, PairBody)
    key, actor = await hub.pair(body.token)
    return reply(Paired(key.device_id, key.key, actor.role, actor.name, actor.counter, hub.hall_id), 201)
