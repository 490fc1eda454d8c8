"""The citizen's ticket page and the tablet's keypad: one file each, no outside request, pushed changes."""

import functools
from importlib import resources

from aiohttp import web

from shared.hall.refusals import Refused
from shared.hub.http.body import hub_of

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@functools.cache
def _page(name: str) -> str:
    return (resources.files("shared.hub.web") / name).read_text(encoding="utf-8")


async def get_ticket_page(request: web.Request) -> web.Response:
    """``GET /t/{token}``; a token that is no ticket's gets a 404, like one of another day."""
    hub = hub_of(request)
    if hub.service.image.ticket(hub.ticket_tokens.ticket_of(request.match_info["token"]) or "") is None:
        raise Refused("unknown-ticket", ticket="")
    return _serve("ticket.html")


async def get_keypad_page(request: web.Request) -> web.Response:
    """``GET /keypad``: the same for everybody; its secret is in the fragment, which no server sees."""
    return _serve("keypad.html")


def _serve(name: str) -> web.Response:
    return web.Response(text=_page(name), content_type="text/html", headers={"Content-Security-Policy": POLICY})
