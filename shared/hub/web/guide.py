"""``GET /guide/{service}``: what to bring and know for a service, to take home on a phone. No script."""

import html
from importlib import resources
from itertools import groupby

from aiohttp import web

from shared.catalogue import worded
from shared.guide import Line, guide_lines, guide_path
from shared.hall.config import Guide, HallConfig, Language, Service
from shared.hub.errors import NotAllowed
from shared.hub.http.body import hub_of

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def get_guide(request: web.Request) -> web.Response:
    """In Chinese, with ``?lang=en`` in English, with ``?large=1`` in large type; a service without a guide: 404."""
    config = hub_of(request).hall.current()
    wanted = request.match_info["service"]
    service = next((each for each in config.services if each.id == wanted), None)
    if service is None or service.guide == Guide():
        raise NotAllowed("unknown-service", status=404, service=wanted)
    language: Language = "en" if request.query.get("lang") == "en" else "zh"
    body = _page(config, service, language, large="large" in request.query)
    return web.Response(text=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})


def _page(config: HallConfig, service: Service, language: Language, large: bool) -> str:
    words = worded(config.words)
    said = {
        "lang": "zh-CN" if language == "zh" else "en",
        "hall": config.name.pick(language),
        "service": service.name.pick(language),
        "other": guide_path(service.id, "zh" if language == "en" else "en", large),
        "size": "large" if large else "",
        "other-size": guide_path(service.id, language, not large),
        "size-words": words["phone.page.smaller" if large else "phone.page.larger"].pick(language),
        "other-words": words["phone.page.language"].pick(language),
        "status-words": words["phone.guide.status"].pick(language),
        "book-words": words["phone.guide.book"].pick(language),
    }
    page = (resources.files("shared.hub.web") / "guide.html").read_text(encoding="utf-8")
    for name, text in said.items():
        page = page.replace(f"{{{name}}}", html.escape(text).replace("{", "&#123;"))
    parts = _parts(guide_lines(service.guide, language, words))
    return page.replace("{hidden}", "" if service.appointments else "hidden").replace("{parts}", parts)


def _parts(lines: list[Line]) -> str:
    heads: list[str] = []
    for line in lines:
        heads.append(line.head or heads[-1])
    made = []
    for head, part in groupby(zip(heads, lines, strict=True), key=lambda pair: pair[0]):
        rows = "".join(_row(line) for _, line in part)
        made.append(f'<section class="card"><h2>{html.escape(head)}</h2>{rows}</section>')
    return "".join(made)


def _row(line: Line) -> str:
    mark, caption, text, note = (html.escape(each) for each in (line.mark, line.caption, line.text, line.note))
    sign = '<input type="checkbox">' if mark == "check" else f"<i>{mark}</i>" if mark else ""
    over = f'<span class="muted">{caption}</span>' if caption else ""
    under = f'<span class="muted">{note}</span>' if note else ""
    words = f"<b>{text}</b>" if mark == "check" else text
    row = "label" if mark == "check" else "div"
    return f'<{row} class="line">{sign}<p>{over}{words}{under}</p></{row}>'
