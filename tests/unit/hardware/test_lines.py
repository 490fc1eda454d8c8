"""Where lines of a slip end: between words, at marks, and evenly."""

import subprocess
import sys

import pytest

from hardware.printer.fonts import cjk
from hardware.printer.lines import wrap

NARROW, WIDE = 360, 528
"""Dots between the margins of 58 and 80 mm paper."""


@pytest.mark.parametrize(
    ("words", "size", "width", "lines"),
    [
        (
            "叫到 3 次没来算过号，到窗口说一声，等 3 位后再叫。去哪个窗口，以大屏为准。",
            24,
            NARROW,
            ["叫到 3 次没来算过号，", "到窗口说一声，等 3 位后再叫。", "去哪个窗口，以大屏为准。"],
        ),
        ("居民身份证申领、换领、补领", 36, NARROW, ["居民身份证申领、", "换领、补领"]),
        ("不动产首次登记与抵押权变更登记联合办理事项", 30, WIDE, ["不动产首次登记与抵押权", "变更登记联合办理事项"]),
        ("机动车驾驶证补换领", 44, NARROW, ["机动车", "驾驶证补换领"]),
        ("不动产转移登记（继承、受遗赠）", 44, WIDE, ["不动产转移登记", "（继承、受遗赠）"]),
        ("只办不动产登记和车辆驾驶证。", 50, WIDE, ["只办不动产登记", "和车辆驾驶证。"]),
    ],
    ids=["notice", "marks", "long service", "words", "bracket", "and"],
)
def test_chinese_breaks_between_words_and_rather_at_marks(words: str, size: int, width: int, lines: list[str]) -> None:
    assert wrap(words, cjk(size), width) == lines


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("一楼南厅 1–6、11 号窗口", ["一楼南厅 1–6、", "11 号窗口"]),
        ("工作日 9:00–17:00，午休不办", ["工作日 9:00–17:00，", "午休不办"]),
        ("请您到B区坐着等候叫号", ["请您到B区", "坐着等候叫号"]),
    ],
    ids=["window", "hours", "letter"],
)
def test_a_number_stays_with_its_unit_and_a_range_in_one(words: str, lines: list[str]) -> None:
    font = cjk(26)
    assert wrap(words, font, max(font.getlength(line) for line in lines) + 4) == lines


@pytest.mark.parametrize(
    ("words", "widest", "lines"),
    [
        ("首次免费，换领 20 元，补领 40 元", "20 元，补领 40 元", ["首次免费，", "换领 20 元，", "补领 40 元"]),
        ("本人到场；未满 16 岁由监护人陪同", "16 岁由监护人陪同", ["本人到场；", "未满 16 岁由", "监护人陪同"]),
        ("工作日 9:00–17:00", "9:00–17:00", ["工作日", "9:00–17:00"]),
    ],
    ids=["fee", "age", "nowhere else"],
)
def test_a_figure_stays_with_the_word_before_it_and_rather_takes_a_line_more(
    words: str, widest: str, lines: list[str]
) -> None:
    font = cjk(26)
    assert wrap(words, font, font.getlength(widest) + 4) == lines


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Yunxi Government Service Centre", ["Yunxi Government", "Service Centre"]),
        ("6 counters in 3 groups, shortest wins:", ["6 counters in 3 groups,", "shortest wins:"]),
    ],
)
def test_no_english_word_is_left_alone_on_the_last_line(words: str, lines: list[str]) -> None:
    assert wrap(words, cjk(26, bold=True), NARROW) == lines


@pytest.mark.parametrize(
    ("words", "widest", "lines"),
    [
        (
            "本人到场，照片在窗口拍；未满 16 岁的，由监护人陪同", "照片在窗口拍；未满",
            ["本人到场，", "照片在窗口拍；", "未满 16 岁的，", "由监护人陪同"],
        ),
        (
            "带身份证，交表，等叫号，办完评价，再见", "带身份证，交表，等",
            ["带身份证，", "交表，等叫号，", "办完评价，再见"],
        ),
        (
            "先看材料，再取号，请坐着等，叫到再去，办完评价，谢谢您来", "先看材料，再",
            ["先看材料，", "再取号，", "请坐着等，", "叫到再去，", "办完评价，", "谢谢您来"],
        ),
    ],
    ids=["a line more", "as many", "each"],
)  # fmt: skip
def test_a_line_ends_where_a_clause_does_if_that_costs_a_line_at_most(
    words: str, widest: str, lines: list[str]
) -> None:
    font = cjk(26)
    assert wrap(words, font, font.getlength(widest) + 4) == lines


def test_whole_clauses_never_cost_two_lines() -> None:
    font, words = cjk(26), "请带好身份证，请带好户口本，请带好旧证件，请带好照片来，请带好回执单，请带好缴费单。"
    room = font.getlength("请带好身份证，请带")
    assert wrap(words, font, room)[1] == "请带好户口本，", "6 lines for 5"
    assert len(wrap(words * 2, font, room)) < 12


def test_balance_costs_no_line() -> None:
    font, words = cjk(30), "窗口在取号时已抽好，叫号前谁也看不到。" * 9
    fewest = font.getlength(words) / WIDE
    assert len(wrap(words, font, WIDE)) <= fewest * 1.15 + 1


def test_lines_never_begin_with_a_closing_mark_and_latin_words_stay_whole() -> None:
    font = cjk(24)
    lines = wrap("叫到三次没来算过号，到窗口说一声。Please wait near counter twelve, thank you.", font, 210)
    assert all(line[0] not in "，。" for line in lines)
    assert all(font.getlength(line) <= 210 for line in lines)
    assert " ".join(lines).split()[-2:] == ["thank", "you."]


def test_only_a_word_longer_than_the_line_is_broken() -> None:
    font, address = cjk(24), "https://hall.example/" + "a" * 70
    lines = wrap(f"请看 {address}", font, NARROW)
    assert "".join(lines).replace(" ", "") == f"请看{address}"
    assert all(font.getlength(line) <= NARROW for line in lines)


def test_what_the_hall_broke_itself_stays_broken() -> None:
    assert wrap("您的号照样有效，\n去哪个窗口，\n\n叫号时公布。", cjk(24), NARROW) == [
        "您的号照样有效，",
        "去哪个窗口，",
        "",
        "叫号时公布。",
    ]


def test_the_dictionary_is_not_loaded_before_a_line_is_too_long() -> None:
    story = (
        "import sys; from hardware.printer.lines import wrap; from hardware.printer.fonts import cjk\n"
        "wrap('窗口', cjk(24), 360); assert 'rjieba' not in sys.modules\n"
        "wrap('窗口', cjk(24), 24); assert 'rjieba' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", story], check=True, timeout=50)


def test_it_can_be_loaded_before_it_is_needed() -> None:
    story = "import sys; from hardware.printer.lines import load_words; load_words(); assert 'rjieba' in sys.modules"
    subprocess.run([sys.executable, "-c", story], check=True, timeout=50)
