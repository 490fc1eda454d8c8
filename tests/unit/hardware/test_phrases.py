"""Calls are spelled out: no engine may read A012 as it likes."""

import pytest

from hardware.voice.phrases import Wording, spell, window_words


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("A012", "诶零一二", "A zero one two"),
        ("D547", "迪五四七", "D five four seven"),
        ("AB100", "诶必一零零", "A B one zero zero"),
        ("a001", "诶零零一", "A zero zero one"),
    ],
)
def test_a_number_is_said_letter_by_letter_and_digit_by_digit(number: str, zh: str, en: str) -> None:
    assert spell(number, "zh") == zh
    assert spell(number, "en") == en


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("3", "三", "three"), ("10", "十", "ten"), ("12", "十二", "twelve"), ("20", "二十", "twenty"),
        ("47", "四十七", "forty seven"), ("05", "五", "five"), ("0", "零", "zero"), ("99", "九十九", "ninety nine"),
        ("101", "一零一", "one zero one"), ("B2", "必二", "B two"),
    ],
)  # fmt: skip
def test_a_window_is_said_as_people_say_it(label: str, zh: str, en: str) -> None:
    assert window_words(label, "zh") == zh
    assert window_words(label, "en") == en


def test_the_sentences_of_a_call() -> None:
    assert Wording(("zh", "en")).sentences("A012", "3") == [
        ("请诶零一二号，到三号窗口办理", "zh"),
        ("Number A zero one two, please proceed to counter three", "en"),
    ]
    hall = Wording(("en", "zh"), zh="{number}号请到{window}号", en="{number} now")
    assert hall.sentences("A012", "3") == [("A zero one two now", "en"), ("诶零一二号请到三号", "zh")]


def test_a_hall_may_say_yao_for_a_one_among_digits_but_window_one_stays_one() -> None:
    ((said, _),) = Wording(yao=True).sentences("A101", "11")
    assert said == "请诶幺零幺号，到十一号窗口办理"
    assert window_words("1", "zh", yao=True) == "一"
    assert window_words("110", "zh", yao=True) == "幺幺零"


def test_a_template_from_elsewhere_never_breaks_a_call() -> None:
    ((said, _),) = Wording(zh="{number!r}{0}{number}{").sentences("A1", "3")
    assert said == "{number!r}{0}诶一{"


def test_no_digit_is_left_for_the_engine_in_either_language() -> None:
    for n in range(1000):
        (zh, _), (en, _) = Wording(("zh", "en")).sentences(f"H{n:03}", str(n % 99 + 1))
        assert not any(char.isascii() for char in zh)
        assert not any(char.isdigit() for char in en)
