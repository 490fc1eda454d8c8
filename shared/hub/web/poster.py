"""``GET /poster``: how the lot works and how anybody checks it, to be printed and hung in the hall. No script."""

import html
from importlib import resources

from aiohttp import web

from shared.catalogue import worded
from shared.hall.config import HallConfig, Language
from shared.hub.http.body import hub_of
from shared.hub.web import qr
from shared.hub.web.words import both

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LANGUAGES: tuple[Language, ...] = ("zh", "en")
STATUS = "/status"
"""Where the code on the poster leads: the hall for anyone."""


async def get_poster(request: web.Request) -> web.Response:
    """A sheet in Chinese and one in English; a hall that draws no lots has none (404)."""
    hub = hub_of(request)
    config = hub.hall.current()
    if all(group.policy == "fifo" for group in config.groups):
        raise web.HTTPNotFound
    sheets = "".join(_sheet(config, language, hub.board.public_url.rstrip("/")) for language in LANGUAGES)
    body = both(_file("poster.html"), worded(config.words)).replace("{sheets}", sheets)
    return web.Response(text=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})


def _sheet(config: HallConfig, language: Language, url: str) -> str:
    drawn = "issue" if any(group.policy == "issue" for group in config.groups) else "call"
    every = worded(config.words)
    words = {
        key.removeprefix("poster."): getattr(text, language) for key, text in every.items() if key.startswith("poster.")
    }
    between = getattr(every["phone.page.between"], language)
    said = {
        "hall": getattr(config.name, language) or config.name.zh,
        "draw-title": words[f"{drawn}-title"],
        "draw": words[drawn],
        "url": url.partition("//")[2] or url,
        "others": between.join(_others(config, drawn, language)),
    }
    sheet = _file("poster-sheet.html").replace("{qr}", qr.svg(url + STATUS).decode() if url else "")
    for name, text in (words | said).items():
        sheet = sheet.replace(f"{{{name}}}", html.escape(text).replace("{", "&#123;").replace("\n", "<br>"))
    return sheet.replace("{lang}", "zh-CN" if language == "zh" else "en").replace("{drawn}", drawn)


def _others(config: HallConfig, drawn: str, language: Language) -> list[str]:
    """What is not as the sheet says, by letter."""
    words, said = worded(config.words), []
    for policy in ("call", "fifo"):
        letters = [group.letter for group in config.groups if group.policy == policy]
        if letters and policy != drawn:
            text = getattr(words[f"poster.but-{policy}"], language)
            said.append(text.format(letters=getattr(words["common.and"], language).join(letters)))
    return said


def _file(name: str) -> str:
    return (resources.files("shared.hub.web") / name).read_text(encoding="utf-8")
