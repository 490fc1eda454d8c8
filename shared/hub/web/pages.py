"""The citizen's ticket page: one file, no outside request, pushed changes."""

import functools
from importlib import resources
from typing import TYPE_CHECKING

from aiohttp import web

from shared.hall.refusals import Refused

if TYPE_CHECKING:
    from shared.hub.hub import Hub

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@functools.cache
def _page() -> str:
    return (resources.files("shared.hub.web") / "ticket.html").read_text(encoding="utf-8")


async def get_ticket_page(request: web.Request) -> web.Response:
    """``GET /t/{token}``; a token that is no ticket's gets a 404, like one of another day."""
    hub: Hub = request.app["hub"]
    if hub.ticket_tokens.ticket_of(request.match_info["token"]) is None:
        raise Refused("unknown-ticket", ticket="")
    return web.Response(text=_page(), content_type="text/html", headers={"Content-Security-Policy": POLICY})
