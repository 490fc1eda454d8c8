"""``GET /operator``: what is wrong with this hub, for whoever runs it. No script: it works where little else does."""

import html
from datetime import datetime
from importlib import metadata, resources

from aiohttp import web

from shared.catalogue import catalogue
from shared.hall.config import Text
from shared.hub.errors import NotAllowed
from shared.hub.health import LEVELS, Finding, look
from shared.hub.http.body import hub_of
from shared.hub.http.door import OWN, asker

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


async def get_operator(request: web.Request) -> web.Response:
    """For managers, and for a browser on the hub's own machine, who could read its files anyway."""
    hub = hub_of(request)
    stranger = "Authorization" in request.headers or asker(request) not in OWN
    if stranger and hub.device(request).role != "manager":
        raise NotAllowed("role-may-not", detail="how the hub is, is for managers")
    findings = await look(hub)
    worst = max(findings, key=lambda each: LEVELS.index(each.level)).level
    words = {
        "title": _words("title", {"hall": hub.hall.current().name}, plain=True),
        "worst": worst,
        "summary": _words(f"summary.{worst}", {}),
        "findings": "\n".join(_row(each) for each in findings),
        "foot": _words("foot", {"version": metadata.version("fairhall"), "since": _when(hub.started_ms)}),
    }
    page = (resources.files("shared.hub.web") / "operator.html").read_text(encoding="utf-8")
    for name, text in words.items():
        page = page.replace(f"{{{name}}}", text)
    return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": POLICY})


def _row(found: Finding) -> str:
    what = _words(f"{found.check}.name", {})
    facts = found.facts
    if found.check == "devices" and found.code == "ill":
        words = catalogue()
        kind, detail = f"device.kind.{facts['device']}", f"device.what.{facts['detail']}"
        facts = facts | {"device": words[kind], "detail": words.get(detail, words["device.what.other"])}
    return f'<div><dt>{what}</dt><dd class="{found.level}">{_words(f"{found.check}.{found.code}", facts)}</dd></div>'


def _words(key: str, facts: dict[str, str | int | Text], plain: bool = False) -> str:
    """Chinese, and English below it."""
    text = catalogue()[f"operator.{key}"]
    zh = text.zh.format(**{name: value.zh if isinstance(value, Text) else value for name, value in facts.items()})
    en = text.en.format(**{name: value.en if isinstance(value, Text) else value for name, value in facts.items()})
    zh, en = html.escape(zh).replace("{", "&#123;"), html.escape(en).replace("{", "&#123;")
    return f"{zh} · {en}" if plain else f"{zh}<small>{en}</small>"


def _when(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
