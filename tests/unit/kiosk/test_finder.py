"""What somebody types, and what they meant."""

import pytest
from msgspec.structs import replace

from kiosk.finder import find
from shared.hall.config import Text
from shared.protocol.rows import ServiceRow


def service(id: str, zh: str, en: str, pinyin: str = "") -> ServiceRow:
    return ServiceRow(
        id=id,
        group="g",
        name=Text(zh, en),
        short=Text(zh, en),
        pinyin=pinyin,
        waiting=0,
        low_min=0,
        high_min=0,
        counters_open=1,
        state="open",
    )


SERVICES = (
    service("renew", "居民身份证换领", "ID card renewal"),
    service("temporary", "临时身份证", "Temporary ID card"),
    service("bank", "银行贷款登记", "Bank loan (mortgage) registration"),
    service("grow", "成长档案查询", "Growth record"),
    service("house", "不动产转移登记（二手房过户）", "Property transfer", "esfgh"),
    service("a4", "A4 证明打印", "Printing"),
)


def found(typed: str, language: str = "zh") -> list[str]:
    return [hit.service.id for hit in find(SERVICES, typed, language)]  # type: ignore[arg-type]


def marked(typed: str, language: str = "zh") -> str:
    hit = find(SERVICES, typed, language)[0]  # type: ignore[arg-type]
    name = hit.service.name.en if language == "en" else hit.service.name.zh
    return name[hit.start : hit.end]


@pytest.mark.parametrize(
    ("typed", "ids", "part"),
    [
        ("sfz", ["renew", "temporary"], "身份证"),
        ("SFZ", ["renew", "temporary"], "身份证"),
        ("jmsf", ["renew"], "居民身份"),
        ("shenfen", ["renew", "temporary"], "身份"),
        ("shenfz", ["renew", "temporary"], "身份证"),
        ("shenf", ["renew", "temporary"], "身份"),
        ("身份", ["renew", "temporary"], "身份"),
        ("ls", ["temporary"], "临时"),
        ("esf", ["house"], "二手房"),
        ("a4", ["a4"], "A4"),
    ],
)
def test_by_letters_pinyin_or_characters(typed: str, ids: list[str], part: str) -> None:
    assert found(typed) == ids
    assert marked(typed) == part


def test_a_character_of_two_sounds_is_read_as_in_its_word() -> None:
    assert found("yhdk") == ["bank"]
    assert found("yx") == []
    assert found("chengzhang") == ["grow"]


def test_names_that_begin_so_come_first() -> None:
    assert found("d") == ["bank", "grow", "house", "a4"]
    assert found("l") == ["temporary", "renew", "bank"]


def test_english_by_the_beginning_of_any_word() -> None:
    assert found("card", "en") == ["renew", "temporary"]
    assert marked("card", "en") == "card"
    assert marked("mort", "en") == "mort"
    assert found("ard", "en") == []


def test_the_other_language_and_the_halls_own_letters_are_found_unmarked() -> None:
    assert found("trans") == ["house"]
    assert found("esfgh", "en") == ["house"]
    assert marked("esfgh", "en") == ""


def test_what_a_service_is_about_is_found_by_the_word_that_comes_to_mind() -> None:
    lost = replace(service("lost", "居民身份证补领", "New ID card"), about=Text("丢失、被盗", "Lost or stolen"))
    assert [hit.service.id for hit in find((*SERVICES, lost), "diushi", "zh")] == ["lost"]
    assert [hit.service.id for hit in find((*SERVICES, lost), "stolen", "en")] == ["lost"]


def test_nothing_typed_is_everything_and_nonsense_nothing() -> None:
    assert found("") == [each.id for each in SERVICES]
    assert found("zzzzzzzzzzzzzzzzzzzz") == []
    assert found("（") == ["house"]
    assert found("\n\t?") == []
