"""What the hub's pages say stands in the catalogue, and nowhere else."""

import re
from pathlib import Path

import pytest

from shared.catalogue import catalogue
from shared.hub.web import pages
from shared.hub.web.words import PLACE, both

WEB = Path(pages.__file__).parent
HTML, JS = sorted(WEB.glob("*.html")), sorted(WEB.glob("*.js"))
PAGES = [WEB / name for name in sorted(pages.WORDS)]
HELD = re.compile(r"\{[a-z.-]+\}(/[a-z]+)?")
"""A place for words, or for an address."""
LETTERS = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"[A-Z][a-z]+[ ,.!?…]|[^\x00-\x7f\W]|[，。？！：；、“”…]")
"""Words for people in a script: a capital and what follows a word, or anything Chinese."""


def said_by(file: Path) -> list[str]:
    """The texts of a page, and of those attributes that are read aloud or shown."""
    page = re.sub(r"<!doctype[^>]*>|<(script)\b.*?</\1>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    shown = re.findall(r'\b(?:alt|title|placeholder|aria-label|value)="([^"]*)"', page)
    return [*re.sub(r"<[^>]*>", "\n", page).split("\n"), *shown]


@pytest.mark.parametrize("file", HTML, ids=lambda file: file.name)
def test_a_page_holds_no_sentence_of_its_own(file: Path) -> None:
    for text in said_by(file):
        assert not LETTERS.search(HELD.sub("", text)), text


@pytest.mark.parametrize("file", JS, ids=lambda file: file.name)
def test_a_script_holds_no_sentence_of_its_own(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    code = "\n".join(re.sub(r"(?:^|\s)//.*|/\*.*?\*/", "", line) for line in lines)
    for text in re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`', code):
        assert not SENTENCE.search("".join(text)), text


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_every_word_that_a_page_asks_for_is_served_with_it(file: Path) -> None:
    page = file.read_text(encoding="utf-8")
    scripts = [WEB / name for name in re.findall(r'src="/web/([a-z-]+\.js)"', page) if (WEB / name).exists()]
    assert scripts
    asked = set(re.findall(r'data-(?:t|both)="([^"]+)"', page))
    for script in scripts[1:]:  # the first, page.js, has words for what a page may not do
        asked |= set(re.findall(r'"((?:phone|console|keypad|grade|reason)\.[a-z.-]+[a-z])"[,)\s]', script.read_text()))
    for key in asked - {pages.HALL}:  # the hall file has that one
        assert key in catalogue(), key
        assert key.startswith(pages.WORDS[file.name]), key
    for key in PLACE.findall(page):
        assert key in catalogue(), key


def test_every_word_of_the_keypad_is_said() -> None:
    page = "".join((WEB / name).read_text(encoding="utf-8") for name in ("keypad.html", "keypad.js"))
    for key in catalogue():
        assert not key.startswith("keypad.") or key in page, key


def test_without_a_script_both_languages_are_said() -> None:
    assert both("<title>{phone.ticket.title}</title>{words}", catalogue()) == "<title>我的号 · My ticket</title>{words}"
    assert both("{console.title}", catalogue()) == "经理台 · Manager&#x27;s console"
    with pytest.raises(KeyError):
        both("{phone.nowhere.title}", catalogue())
