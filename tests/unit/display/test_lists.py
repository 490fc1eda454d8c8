"""The lists under the now band: earlier calls, and who waits."""

import pytest

from display.controllers.arrows import ARROWS, arrow
from display.controllers.lists import ago, is_called, page_of, recent, waiting
from shared.client.mirror import Mirror
from shared.ui.texts import Texts
from tests.unit.display.rows import GROUPS, MINUTE, NINE, call, counter, group, hall


def numbers(calls: list) -> list[str]:
    return [each.number for each in calls]


def test_the_last_four_calls_are_listed_newest_first() -> None:
    calls = [call(id, f"A{id:03}") for id in range(1, 13)]
    assert numbers(recent(calls, set(), hall(), 4)) == ["A012", "A011", "A010", "A009"]


def test_order_is_the_running_number_also_when_the_clock_was_put_back() -> None:
    calls = [call(9, "A001", at_ms=NINE + 5 * MINUTE), call(10, "A002", at_ms=NINE)]
    assert numbers(recent(calls, set(), hall(), 4)) == ["A002", "A001"]


def test_a_number_called_again_is_listed_once_where_it_was_called_last() -> None:
    calls = [call(1, "A001", "3"), call(2, "A002"), call(3, "A001", "5", nth=2)]
    assert [(each.number, each.label) for each in recent(calls, set(), hall(), 4)] == [("A001", "5"), ("A002", "8")]


def test_what_stands_in_the_band_or_waits_for_it_is_not_listed_below() -> None:
    assert numbers(recent([call(1, "A001"), call(2, "A002")], {"A002"}, hall(), 4)) == ["A001"]


def test_yesterdays_calls_are_gone_with_the_business_day() -> None:
    calls = [call(1, "Z009", at_ms=NINE - 15 * 60 * MINUTE), call(2, "A001")]
    assert numbers(recent(calls, set(), hall(), 4)) == ["A001"]
    assert recent(calls, set(), hall(day="2020-01-14"), 4) == []


@pytest.mark.parametrize(
    ("passed_ms", "said"),
    [(0, "刚才"), (59_999, "刚才"), (60_000, "1 分钟前"), (150_000, "2 分钟前"), (-5_000, "刚才")],
)
def test_how_long_ago_is_said_in_whole_minutes(passed_ms: int, said: str, texts: Texts) -> None:
    assert ago(NINE, NINE + passed_ms, texts) == said


@pytest.mark.parametrize(
    ("row", "minutes", "instead"),
    [
        (group("A", "企业开办", 3, 5, 9), "5–9", ""),
        (group("A", "企业开办", 3, 7, 7), "7", ""),
        (group("A", "企业开办", 0, 0, 0), "", "不用等"),
        (group("A", "企业开办", 0, 4, 9), "4–9", ""),
        (group("A", "企业开办", 2, 0, 0, counters_open=0), "", "窗口未开"),
        (group("A", "企业开办", 0, 0, 0, counters_open=0), "", "窗口未开"),
    ],
)
def test_waits_are_a_range_and_nothing_is_promised_without_a_counter(
    row: object, minutes: str, instead: str, texts: Texts
) -> None:
    shown = waiting(row, texts)  # type: ignore[arg-type]
    assert (shown.minutes, shown.instead) == (minutes, instead)


def test_seven_groups_take_turns_on_two_pages() -> None:
    pages = [page_of(list(GROUPS), turn, 5) for turn in range(3)]
    assert ["".join(each.letter for each in groups) for groups, _ in pages] == ["ABCDE", "FG", "ABCDE"]
    assert [name for _, name in pages] == ["1/2", "2/2", "1/2"]


def test_a_single_page_is_not_numbered() -> None:
    assert page_of(list(GROUPS[:5]), 7, 5) == (list(GROUPS[:5]), "")
    assert page_of([], 3, 5) == ([], "")


def test_a_call_is_now_as_long_as_its_counter_waits_for_it() -> None:
    mirror = Mirror()
    d047 = call(1, "D047")
    assert not is_called(mirror, d047)
    mirror.apply(1, [counter("8", "calling", "D047")])
    assert is_called(mirror, d047)
    mirror.apply(2, [counter("8", "serving", "D047")])
    assert not is_called(mirror, d047)
    mirror.apply(3, [counter("8", "calling", "D048")])
    assert not is_called(mirror, d047)


def test_a_direction_that_is_not_set_is_not_drawn() -> None:
    assert arrow({"8": "left"}, "8") == ARROWS["left"]
    assert arrow({"8": "left"}, "9") == ""
