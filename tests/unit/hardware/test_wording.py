"""The sentences on a slip."""

import ast
import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops

import kiosk.slips
import shared.doctor.checks.printer
from hardware.printer import canvas, lines, raster, sheet, sticks, textmode, wording
from hardware.printer.raster import render
from hardware.printer.slip import Slip
from hardware.printer.textmode import text_bytes
from shared.catalogue import blanks, catalogue
from shared.hub.hallfile.checks import columns_for
from tests.golden.hardware.test_slip_as_text import words_of
from tests.golden.hardware.test_slip_on_paper import SLIPS
from tests.unit.hardware.slips import DRAWN, ELDER, OFFLINE, slip

KEYS = [key for key in catalogue() if key.startswith("slip.") and not key.startswith(("slip.test.", "slip.issued"))]
"""Those that the paper itself says: its test's words and its time come to it whole."""
MAKERS = [
    *(Path(module.__file__) for module in (wording, raster, textmode, sheet, sticks, canvas, lines)),
    Path(kiosk.slips.__file__),
    Path(shared.doctor.checks.printer.__file__),
]
SENTENCE = re.compile(r"[^\W\d_A-Za-z]|\b[A-Z][a-z]+|[a-z]{2} [a-z]{2}")
"""Anything Chinese, a word with a capital, or words one after the other."""
CHANGES: list[dict[str, Any]] = [
    {}, {"draw": 0}, {"main_window": "", "draw": 0}, {"estimate_min": (0, 0)}, {"waiting_area": ""},
    {"sticks": DRAWN.sticks[:3]}, {"people_ahead": None}, {"estimate_at": ""}, {"halted": True},
]  # fmt: skip
EVERY = [slip(paper, **change) for paper, change in product(SLIPS.values(), CHANGES)]


def printed(paper: Slip) -> str:
    """What the paper says in text mode."""
    return words_of(text_bytes(paper, native_qr=True)).replace("\n", "")


def test_a_wait_is_a_range_and_nothing_when_nobody_is_ahead() -> None:
    assert ("预计等候", "约 9–14 分钟，9:50–9:55") in wording.facts(DRAWN)
    assert ("预计等候", "约 12 分钟") in wording.facts(slip(estimate_min=(12, 12), estimate_at=""))
    assert ("预计等候", "现在不用等") in wording.facts(slip(estimate_min=(0, 0), estimate_at=""))
    assert ("Your wait", "about 9–14 min, 9:50–9:55") in wording.facts(slip(language="en"))


def test_unknown_facts_are_left_out_and_never_shown_as_zero() -> None:
    labels = [label for label, _ in wording.facts(OFFLINE)]
    assert labels == ["办理事项", "种类", "等候区", "取号时间"]
    unknown = wording.facts(slip(width_mm=58, people_ahead=None, estimate_min=None))
    assert [label for label, _ in unknown] == ["事项", "等候区", "取号"]


def test_narrow_paper_says_the_wait_in_fewer_words() -> None:
    assert ("前面等候", "9 人") in wording.facts(slip(width_mm=58))
    assert ("预计", "9–14 分钟 9:50–9:55") in wording.facts(slip(width_mm=58))
    assert ("预计", "不用等") in wording.facts(slip(width_mm=58, estimate_min=(0, 0), estimate_at=""))


def test_a_paper_without_a_counter_says_why() -> None:
    assert wording.scan_lines(OFFLINE)[1][0] == "取号时网络断了，"
    assert wording.scan_lines(slip(OFFLINE, halted=True))[1][0] == "取号时抽签暂停，"
    assert wording.scan_lines(slip(OFFLINE, width_mm=58))[1][0] == "网络断了，"


def test_a_number_that_is_good_today_alone_says_so_where_there_is_room() -> None:
    assert ("取号时间", "11-25 9:41，当日有效") in wording.facts(DRAWN)
    assert ("取号时间", "11-25 9:41") in wording.facts(slip(today_only=False))
    assert ("取号", "11-25 9:41 普通") in wording.facts(slip(width_mm=58))


@pytest.mark.parametrize("width", [80, 58])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_elder_slip_names_its_seal_as_every_paper_does(width: int, language: str) -> None:
    paper = slip(ELDER, width_mm=width, language=language)
    assert f"{wording.draw_line(paper)}  {wording.said(paper, 'seal')} 7K3F 92QD" in printed(paper)
    assert "7K3F 92QD" not in wording.scan_lines(paper)[1]
    assert paper.notice[:9] not in printed(paper)


def test_the_word_for_drawing_stands_only_where_a_lot_was_drawn() -> None:
    assert wording.window_words(DRAWN) == ("抽到", "号窗口")
    assert wording.window_words(slip(draw=0)) == ("", "号窗口")
    assert wording.draw_line(slip(draw=0)) == ""


@pytest.mark.parametrize(
    ("width", "language", "title", "lines"),
    [
        (80, "zh", "扫码", ["看排队进度", "查窗口怎么抽的", "办完评价"]),
        (58, "zh", "扫码", ["看进度", "查抽签", "办完评价"]),
        (80, "en", "Scan", ["Your place in line", "How it was drawn", "Rate your visit"]),
        (58, "en", "Scan", ["Your place", "The draw", "Rate us"]),
    ],
)
def test_the_code_is_good_for_progress_the_draw_and_the_rating(
    width: int, language: str, title: str, lines: list[str]
) -> None:
    paper = slip(width_mm=width, language=language)
    assert wording.scan_lines(paper) == (title, lines)
    assert wording.scan_lines(replace(paper, draw=0)) == (title, [lines[0], lines[2]]), "no draw, none to check"
    said = printed(paper)
    at = [said.index(words) for words in (title, *lines)]
    assert at == sorted(at)


@pytest.mark.parametrize("width", [80, 58])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_in_text_mode_no_use_of_the_code_is_broken_over_two_rows(width: int, language: str) -> None:
    rows = words_of(text_bytes(slip(width_mm=width, language=language), native_qr=True)).split("\n")
    _, uses = wording.scan_lines(slip(width_mm=width, language=language))
    for use in uses:
        assert any(use in row for row in rows), use


def test_the_caption_counts_windows_and_the_trays_that_name_one() -> None:
    assert wording.sticks_caption(DRAWN) == "9 个窗口分 3 组，各取最短："
    assert wording.sticks_caption(slip(sticks=DRAWN.sticks[:3])) == "3 个窗口各一根签，最短的是您的："
    assert "9 counters in 3 groups" in wording.sticks_caption(slip(language="en"))


def test_the_sentence_of_main_window_and_reserves_reads_as_the_hall_says_it() -> None:
    before, after = wording.reserve_words(DRAWN)
    free = wording.said(DRAWN, "first-free")
    sentence = f"{DRAWN.main_window}号窗口；{before} {'、'.join(DRAWN.reserves)}{after}。{free}"
    assert sentence == "7号窗口；候补 3、12号。哪个先空，哪个叫您。"


@pytest.mark.parametrize("file", MAKERS, ids=lambda file: file.stem)
def test_whoever_makes_paper_has_no_words_of_its_own(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    quiet = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise | ast.Expr)  # what technicians read of an error, and docstrings
        for part in ast.walk(node)
        if isinstance(node, ast.Raise) or part is getattr(node, "value", None)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in quiet:
            assert node.value == lines.JOINING or not SENTENCE.search(node.value), node.value


def test_without_the_catalogues_words_the_paper_says_nothing_but_its_facts() -> None:
    for paper in (DRAWN, OFFLINE, ELDER, slip(language="en", reprint=True, width_mm=58)):
        bare = replace(paper, words=dict.fromkeys(KEYS, ""))
        said = printed(
            replace(bare, hall="", service_zh="", service_en="", kind="", waiting_area="", notice="", seal="")
        )
        assert not any(char.isalpha() for char in said.replace(paper.number, "")), said


def test_every_word_of_the_catalogue_is_on_some_paper() -> None:
    marks = {key: f"<{key[5:]}>" for key in KEYS}
    papers = [replace(paper, words=marks) for paper in EVERY]
    said = "".join(printed(paper) + wording.sticks_caption(paper) for paper in papers)
    assert not [key for key in KEYS if marks[key] not in said]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_longest_words_that_a_hall_may_use_stay_within_the_margins(language: str) -> None:
    def longest(usual: str) -> str:
        letters = {"zh": "说" * (columns_for(usual) // 2), "en": "WWWWW " * 99}[language][: columns_for(usual)].strip()
        return "".join(f"{{{name}}}" for name in sorted(blanks(usual))) + letters

    words = {key: longest(getattr(catalogue()[key], language)) for key in KEYS}
    for paper in EVERY:
        if paper.language == language:
            picture = render(replace(paper, words=words))
            left, _, right, _ = ImageChops.invert(picture.convert("L")).getbbox() or (0, 0, 999, 0)
            margin = {80: 24, 58: 12}[paper.width_mm]
            assert margin - 2 <= left
            assert right <= picture.width - margin + 2
            assert "D" in printed(replace(paper, words=words))
