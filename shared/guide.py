"""The guide to a service (办事指南) line by line, as a kiosk, its paper and the page for phones show it. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.catalogue import catalogue
from shared.hall.config import Guide, Language, Text

FACTS = (
    "fees", "promised", "statutory", "conditions", "applicants", "result", "place", "hours", "phone", "complaints",
    "agency", "category", "basis",
)  # fmt: skip
"""The elements of one text, in the order people ask for them."""
PAGE = "/guide/"
"""Where a phone reads it, behind the hall's public address (docs/pages.md)."""
_UNIT = re.compile(r"(?<=\d) (?=[^\x00-\x7f])")


class Line(NamedTuple):
    """One line: ``head`` over it where a part begins, ``mark`` "check", the number of a step, or ""."""

    key: str
    head: str
    mark: str
    caption: str
    text: str
    note: str


def guide_lines(guide: Guide, language: Language) -> list[Line]:
    """What to bring first, then how it goes, then the rest that the hall has written."""
    return [*_materials(guide, language), *_steps(guide, language), *_facts(guide, language)]


def guide_url(public_url: str, service: str, language: Language) -> str:
    """Its page; "" where the hall has no public address."""
    base = public_url.rstrip("/")
    return f"{base}{PAGE}{service}{'?lang=en' if language == 'en' else ''}" if base else ""


def whole(text: str) -> str:
    """A number and its Chinese unit never on two lines."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)


def _materials(guide: Guide, language: Language) -> Iterator[Line]:
    for n, material in enumerate(guide.materials):
        text, _, note = _said(material, language).partition(" | ")
        yield Line(f"material-{n}", _word("materials", language) if n == 0 else "", "check", "", text, note)


def _steps(guide: Guide, language: Language) -> Iterator[Line]:
    for n, step in enumerate(guide.steps):
        head = _word("steps", language) if n == 0 else ""
        yield Line(f"step-{n}", head, str(n + 1), "", _said(step, language), "")


def _facts(guide: Guide, language: Language) -> Iterator[Line]:
    told = {name: _said(text, language) for name in FACTS if isinstance(text := getattr(guide, name), Text)}
    for n, (name, text) in enumerate((name, text) for name, text in told.items() if text):
        yield Line(name, _word("facts", language) if n == 0 else "", "", _word(name, language), text, "")


def _word(name: str, language: Language) -> str:
    return str(getattr(catalogue()[f"kiosk.guide.{name}"], language))


def _said(text: Text, language: Language) -> str:
    return whole(text.pick(language))
