"""Witnesses of the lot over HTTP."""

from aiohttp import web

from shared.hub.asking import ask
from shared.hub.http.body import hub_of, read_bytes, reply, request_id


async def post_readmit(request: web.Request) -> web.Response:
    """``POST witnesses/readmit``: a manager takes a struck witness back."""
    hub = hub_of(request)
    return reply(await ask(hub, hub.device(request), "readmit", await read_bytes(request), request_id(request)))
