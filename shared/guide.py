"""The guide to a service (办事指南) line by line, as a kiosk, its paper and the page for phones show it. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from shared.hall.config import Guide, Language, Text

Say = Callable[[str], str]
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


def guide_lines(guide: Guide, language: Language, words: Mapping[str, Text], told: tuple[str, ...] = ()) -> list[Line]:
    """What to bring first, then how it goes, then the rest that the hall has written, without what is `told` beside."""

    def word(name: str) -> str:
        return str(getattr(words[f"kiosk.guide.{name}"], language))

    return [*_materials(guide, language, word), *_steps(guide, language, word), *_facts(guide, language, word, told)]


def guide_url(public_url: str, service: str, language: Language, large: bool = False) -> str:
    """Its page, in this language and size; "" where the hall has no public address."""
    base = public_url.rstrip("/")
    return base + guide_path(service, language, large) if base else ""


def guide_path(service: str, language: Language, large: bool) -> str:
    """The same within the hall's own pages."""
    asked = "&".join(["lang=en"] * (language == "en") + ["large=1"] * large)
    return f"{PAGE}{service}{'?' * bool(asked)}{asked}"


def whole(text: str) -> str:
    """A number and its Chinese unit never on two lines."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)


def _materials(guide: Guide, language: Language, word: Say) -> Iterator[Line]:
    for n, material in enumerate(guide.materials):
        text, _, note = _said(material, language).partition(" | ")
        yield Line(f"material-{n}", word("materials") if n == 0 else "", "check", "", text, note)


def _steps(guide: Guide, language: Language, word: Say) -> Iterator[Line]:
    for n, step in enumerate(guide.steps):
        head = word("steps") if n == 0 else ""
        yield Line(f"step-{n}", head, str(n + 1), "", _said(step, language), "")


def _facts(guide: Guide, language: Language, word: Say, told: tuple[str, ...]) -> Iterator[Line]:
    names = [name for name in FACTS if name not in told]
    facts = {name: _said(text, language) for name in names if isinstance(text := getattr(guide, name), Text)}
    for n, (name, text) in enumerate((name, text) for name, text in facts.items() if text):
        yield Line(name, word("facts") if n == 0 else "", "", word(name), text, "")


def _said(text: Text, language: Language) -> str:
    return whole(text.pick(language))
