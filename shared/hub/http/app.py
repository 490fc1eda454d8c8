"""The two applications: all routes behind TLS, and the citizens' pages alone without."""

from typing import TYPE_CHECKING

from aiohttp import web

from shared.hub.http.body import HUB
from shared.hub.http.door import door
from shared.hub.http.downloads import DOWNLOADS, Downloads
from shared.hub.http.openapi import openapi
from shared.hub.http.problems import problems
from shared.hub.http.routes import API, PHONES, ROUTES, Route
from shared.hub.web.nothing import nothing

if TYPE_CHECKING:
    from shared.hub.hub import Hub

BODY_BYTES = 64 * 1024


def make_app(hub: "Hub") -> web.Application:
    """Everything; serve it behind TLS."""
    app = _app(hub, ROUTES)
    app.router.add_get(f"{API}/openapi.json", openapi)
    return app


def make_public_app(hub: "Hub") -> web.Application:
    """Only what citizens need on their phones, without a certificate."""
    return _app(hub, [route for route in ROUTES if route.path in PHONES])


def _app(hub: "Hub", routes: "tuple[Route, ...] | list[Route]") -> web.Application:
    app = web.Application(client_max_size=BODY_BYTES, middlewares=[nothing, problems, door])
    app[HUB] = hub
    app[DOWNLOADS] = Downloads()
    for route in routes:
        app.router.add_route(route.method, _pattern(route), route.handler, name=None)
    app.on_response_prepare.append(_headers)
    return app


def _pattern(route: Route) -> str:
    """Fixed verbs of a path family share one handler, which reads the verb from the path."""
    head, _, verb = route.path.rpartition("/")
    return f"{head}/{{verb:{verb}}}" if head.endswith("{id}") else route.path


async def _headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Cache-Control", "no-store")
