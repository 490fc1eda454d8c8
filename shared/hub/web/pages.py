"""The citizens' pages and the tablet's keypad: static files, the words filled in, nothing from anywhere else."""

import functools
import gzip
from importlib import resources

import msgspec
from aiohttp import web

from shared.catalogue import worded
from shared.hall.config import Text, Word
from shared.hall.refusals import Refused
from shared.hub.http.body import hub_of
from shared.hub.web.words import both

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
WORDS = {
    "ticket.html": (
        *("phone.page.", "phone.ticket.", "phone.next.", "phone.guide.", "phone.rate."),
        *("grade.", "reason.", "kind.", "refused."),
    ),
    "draw.html": (
        *("phone.page.comma", "phone.page.date", "phone.page.language", "phone.page.larger", "phone.page.months"),
        *("phone.page.smaller", "phone.draw."),
    ),
    "status.html": ("phone.page.", "phone.status.", "phone.guide.book"),
    "book.html": ("phone.page.", "phone.book.", "phone.guide.", "refused."),
    "console.html": (
        *("phone.page.", "console.", "counter.state.", "counter.special.", "counter.pause.", "display.wall.warned-"),
        *("device.", "grade.", "reason.", "kind.", "refused."),
    ),
    "keypad.html": ("keypad.", "grade.", "reason.", "phone.page.window", "phone.rate."),
}
"""Which of the catalogue's texts a page speaks."""
HALL = "phone.page.hall"
"""The hall's own name, a word of every page."""
FILES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
BUILT = "hashes.js"
"""Made by packaging/web/build.sh; a hub set up without it says so on the page of the draw."""
FRESH_S = 300


async def get_ticket_page(request: web.Request) -> web.Response:
    """``GET /t/{token}``; a token that is no ticket's gets a 404, like one of another day."""
    hub = hub_of(request)
    if hub.service.image.ticket(hub.ticket_tokens.ticket_of(request.match_info["token"]) or "") is None:
        raise Refused("unknown-ticket", ticket="")
    return _serve(request, "ticket.html")


async def get_page(request: web.Request) -> web.Response:
    """``GET /draw``, ``/status`` (also ``/``), ``/book``, ``/keypad``, ``/console``: no secrets in the address."""
    return _serve(request, (request.path.strip("/") or "status") + ".html")


async def get_file(request: web.Request) -> web.Response:
    """``GET /web/{name}``: a page's script, style or picture."""
    name = request.match_info["name"]
    made = _file(name)
    if made is None:
        raise web.HTTPNotFound
    kind = FILES[name.rpartition(".")[2]]
    return _send(request, made, kind, {"Cache-Control": f"max-age={FRESH_S}"})


def _serve(request: web.Request, name: str) -> web.Response:
    config = hub_of(request).hall.current()
    made = _page(name, config.name, config.words)
    return _send(request, made, "text/html", {"Content-Security-Policy": POLICY})


def _send(request: web.Request, made: tuple[bytes, bytes], kind: str, headers: dict[str, str]) -> web.Response:
    plain, packed = made
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {**headers, "Vary": "Accept-Encoding", **({"Content-Encoding": "gzip"} if zipped else {})}
    return web.Response(body=packed if zipped else plain, content_type=kind, charset="utf-8", headers=headers)


@functools.lru_cache(maxsize=32)
def _page(name: str, hall: Text, own: tuple[Word, ...]) -> tuple[bytes, bytes]:
    """As served, plain and packed. Every page has one place for its words."""
    html = (resources.files("shared.hub.web") / name).read_text(encoding="utf-8")
    spoken = {key: (text.zh, text.en) for key, text in worded(own).items() if key.startswith(WORDS[name])}
    words = msgspec.json.encode({HALL: (hall.zh, hall.en), **spoken}).decode().replace("<", "\\u003c")
    body = both(html, worded(own)).replace("{words}", words).encode()
    return body, gzip.compress(body, mtime=0)


@functools.cache
def _file(name: str) -> tuple[bytes, bytes] | None:
    if name.rpartition(".")[2] not in FILES or "/" in name:
        return None
    folder = resources.files("shared.hub.web")
    file = folder / "built" / name if name == BUILT else folder / name
    if not file.is_file():
        return None
    body = file.read_bytes()
    return body, gzip.compress(body, mtime=0)
