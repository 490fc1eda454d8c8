"""The hall's own words over the catalogue's, and what is wrong with them said by line."""

from pathlib import Path

import pytest

from shared.catalogue import catalogue, worded
from shared.hall.config import Text, Word
from tests.unit.hub.hallfile.small import SMALL, read, refused

LINE = SMALL.count("\n") + 1
GOOD = """[words."kiosk.home.title"]
zh = "您好！\\n办什么？"
en = "Hello!"
"""


def own(key: str, zh: str, en: str = "a") -> str:
    """A hall that says this one text in its own words."""
    return f'{SMALL}[words."{key}"]\nzh = "{zh}"\nen = "{en}"\n'


def test_a_text_in_the_halls_own_words(tmp_path: Path) -> None:
    config = read(tmp_path, SMALL + GOOD)
    assert config.words == (Word("kiosk.home.title", Text("您好！\n办什么？", "Hello!")),)
    said = worded(config.words)
    assert said["kiosk.home.title"].en == "Hello!"
    assert {key for key in said if said[key] != catalogue()[key]} == {"kiosk.home.title"}
    assert worded(()) == catalogue()


def test_blanks_of_the_text_may_be_used_or_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, own("refused.already-waiting", "{number} 已在排队", "You wait already")).words


@pytest.mark.parametrize(
    ("key", "zh"),
    [
        ("slip.drawn", "请到 {window} 号柜台"),
        ("slip.scan.alone", "号有效\\n看大屏"),
        ("counter.card.finished-in", "{number} 办了 {minutes} 分 {seconds} 秒"),
    ],
)
def test_a_blank_with_digits_may_be_plain_and_paper_may_say_as_much_as_it_has_room_for(
    tmp_path: Path, key: str, zh: str
) -> None:
    assert read(tmp_path, own(key, zh)).words[0].key == key


@pytest.mark.parametrize(
    ("key", "zh", "wrong"),
    [
        ("kiosk.home.titel", "您好", 'there is no text "kiosk.home.titel"; did you mean kiosk.home.title?'),
        ("doctor.clock.name", "钟", 'there is no text "doctor.clock.name"'),
        ("refused.already-waiting", "{name} 在", "cannot be '{name} 在'; use no blank but {number}"),
        ("refused.already-waiting", "{number.real}", "use no blank but {number}"),
        ("refused.already-waiting", "{number:02}", "use no blank but {number}"),
        ("refused.already-waiting", "{number!r}", "use no blank but {number}"),
        ("refused.already-waiting", "{number:>99999999}", "use no blank but {number}"),
        ("slip.fact.kind", "这张号票是哪一种", "too long for the paper; use at most 12 letters; a Chinese character"),
        ("slip.drawn", "请到{window}号窗口\\n办理", "slip.drawn has too many lines; use fewer line breaks"),
        ("kiosk.home.title", "{", "cannot be '{'; it has no blanks: use no brace"),
        ("kiosk.home.title", "字" * 401, "1 to 400 characters"),
        ("kiosk.home.title", "", "1 to 400 characters"),
        ("kiosk.home.title", "\\u202e", "1 to 400 characters"),
    ],
)
def test_words_that_cannot_be_said_are_named_with_a_remedy(tmp_path: Path, key: str, zh: str, wrong: str) -> None:
    (flaw,) = refused(tmp_path, own(key, zh))
    assert wrong in flaw
    assert flaw.partition(":")[0] in (str(LINE), str(LINE + 1))
