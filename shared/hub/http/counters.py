"""The clerk's verbs over HTTP, and signing in."""

import msgspec
from aiohttp import web

from shared.hub.asking import ask
from shared.hub.http.body import hub_of, read, read_bytes, reply, request_id
from shared.protocol.codec import Malformed


class SignInBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST session``."""

    clerk: str
    password: str


class Session(msgspec.Struct, frozen=True):
    """Send ``session`` as header ``Fairhall-Session`` with each verb."""

    session: str
    clerk: str


async def post_session(request: web.Request) -> web.Response:
    """``POST session``: a clerk signs in on a counter device."""
    hub = hub_of(request)
    body = await read(request, SignInBody)
    assert isinstance(body, SignInBody)
    actor = await hub.sign_in(hub.device(request), body.clerk, body.password)
    return reply(Session(hub.sessions.open(actor), body.clerk), 201)


async def post_verb(request: web.Request) -> web.Response:
    """``POST counters/{id}/{verb}``."""
    hub = hub_of(request)
    actor = hub.device(request)
    raw = await read_bytes(request)
    try:
        value = msgspec.json.decode(raw or b"{}")
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None
    if not isinstance(value, dict) or "counter" in value:
        raise Malformed("the body is a JSON object; the counter is in the address")
    body = msgspec.json.encode({**value, "counter": request.match_info["id"]})
    return reply(await ask(hub, actor, request.match_info["verb"], body, request_id(request)))
