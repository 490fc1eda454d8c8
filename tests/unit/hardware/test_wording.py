"""The sentences on a slip."""

from hardware.printer import wording
from tests.unit.hardware.slips import DRAWN, OFFLINE, slip


def test_a_wait_is_a_range_and_nothing_when_nobody_is_ahead() -> None:
    assert ("预计等候", "约 9–14 分钟") in wording.facts(DRAWN)
    assert ("预计等候", "约 12 分钟") in wording.facts(slip(estimate_min=(12, 12)))
    assert ("预计等候", "现在不用等") in wording.facts(slip(estimate_min=(0, 0)))
    assert ("Estimated wait", "about 9–14 min") in wording.facts(slip(language="en"))


def test_unknown_facts_are_left_out_and_never_shown_as_zero() -> None:
    labels = [label for label, _ in wording.facts(OFFLINE)]
    assert labels == ["办理事项", "种类", "等候区", "取号时间"]
    assert ("前面", "") not in wording.facts(slip(width_mm=58, people_ahead=None, estimate_min=None))


def test_narrow_paper_says_people_and_wait_in_one_row() -> None:
    assert ("前面", "9 人，约 9–14 分钟") in wording.facts(slip(width_mm=58))


def test_the_word_for_drawing_stands_only_where_a_lot_was_drawn() -> None:
    assert wording.window_words(DRAWN) == ("抽到", "号窗口")
    assert wording.window_words(slip(draw=0)) == ("", "号窗口")
    assert wording.scan_lines(slip(draw=0))[1] == ("看排队进度", "看窗口和候补")
    assert wording.draw_line(slip(draw=0)) == ""


def test_the_caption_counts_windows_and_the_trays_that_name_one() -> None:
    assert wording.sticks_caption(DRAWN) == "9 个窗口分 3 组，各取最短："
    assert wording.sticks_caption(slip(sticks=DRAWN.sticks[:3])) == "3 个窗口各一根签，最短的是您的："
    assert "9 counters in 3 groups" in wording.sticks_caption(slip(language="en"))


def test_the_sentence_of_main_window_and_reserves_reads_as_the_hall_says_it() -> None:
    before, after = wording.RESERVE_LABEL["zh"]
    sentence = f"{DRAWN.main_window}号窗口；{before} {'、'.join(DRAWN.reserves)}{after}。{wording.FIRST_FREE['zh']}"
    assert sentence == "7号窗口；候补 3、12号。哪个先空，哪个叫您。"
