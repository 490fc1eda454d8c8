"""Calls are spelled out: no engine may read A012 as it likes."""

import pytest

from hardware.voice.phrases import call_text, spell, window_words


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
        ("3", "三", "3"), ("10", "十", "10"), ("12", "十二", "12"), ("20", "二十", "20"), ("47", "四十七", "47"),
        ("05", "五", "5"), ("101", "一零一", "one zero one"), ("B2", "必二", "B two"),
    ],
)  # fmt: skip
def test_a_window_is_said_as_people_say_it(label: str, zh: str, en: str) -> None:
    assert window_words(label, "zh") == zh
    assert window_words(label, "en") == en


def test_the_sentences_of_a_call() -> None:
    assert call_text("A012", "3", "zh") == "请诶零一二号，到三号窗口办理"
    assert call_text("A012", "3", "en") == "Number A zero one two, please proceed to counter 3"
    assert call_text("A012", "3", "zh", template="{number}号请到{window}号") == "诶零一二号请到三号"


def test_no_digit_is_left_for_the_engine_in_chinese() -> None:
    for n in range(1000):
        assert not any(char.isascii() for char in call_text(f"H{n:03}", str(n % 99 + 1), "zh"))
