"""What a browser shows where there is no page: the ticket of another day, a mistyped address. No script."""

import html
from importlib import resources

from aiohttp import web

from shared.catalogue import worded
from shared.hall.config import HallConfig
from shared.hub.http.body import hub_of
from shared.hub.http.problems import Handler
from shared.hub.web.guide import POLICY


@web.middleware
async def nothing(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A 404 that a person would read is a page in both languages; programs get the problem as it is."""
    response = await handler(request)
    reads = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    if response.status != web.HTTPNotFound.status_code or not reads or request.path.startswith("/api/"):
        return response
    body = _page(hub_of(request).hall.current(), "ticket" if request.path.startswith("/t/") else "page")
    headers = {"Content-Security-Policy": POLICY}
    return web.Response(status=response.status, text=body, content_type="text/html", headers=headers)


def _page(config: HallConfig, what: str) -> str:
    words = worded(config.words)
    title, line, status = (words[f"phone.nothing.{key}"] for key in (what, f"{what}-line", "status"))
    said = {
        "hall": config.name.zh,
        "title": title.zh,
        "line": line.zh,
        "title-en": title.en,
        "line-en": line.en,
        "status": f"{status.zh} · {status.en}",
    }
    page = (resources.files("shared.hub.web") / "nothing.html").read_text(encoding="utf-8")
    for name, text in said.items():
        page = page.replace(f"{{{name}}}", html.escape(text).replace("{", "&#123;"))
    return page
