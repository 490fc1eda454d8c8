"""The now band as a citizen looks at it: who stands there, for how long, and who comes next."""

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from display.controllers.stage import BANDS, HOLD_MS, YOUNG_MS, Stage
from tests.unit.display.rows import NINE, call


def shown(stage: Stage) -> list[str]:
    return [each.call.number for each in stage.showing]


def test_a_call_appears_at_once_and_stays_while_nobody_else_is_called() -> None:
    stage = Stage()
    spoken = stage.take([call(1, "D047")], hall_ms=NINE, at_ms=0)
    assert [each.number for each in spoken] == ["D047"]
    stage.advance(10 * YOUNG_MS)
    assert shown(stage) == ["D047"]
    assert stage.next_ms(10 * YOUNG_MS) is None


def test_two_calls_share_the_band_and_the_next_one_after_their_time_has_it_alone() -> None:
    stage = Stage()
    stage.take([call(1, "D047")], NINE, 0)
    stage.take([call(2, "B032", "12")], NINE + 300, 300)
    assert shown(stage) == ["D047", "B032"]
    stage.take([call(3, "A001")], NINE + 7_000, 7_000)
    assert shown(stage) == ["A001"]


def test_a_third_call_within_a_breath_waits_until_the_first_stood_six_seconds() -> None:
    stage = Stage()
    for id, number in enumerate(("D047", "B032", "A012")):
        stage.take([call(id, number, str(id))], NINE + 300 * id, 300 * id)
    assert shown(stage) == ["D047", "B032"]
    assert [each.number for each in stage.waiting] == ["A012"]
    assert stage.next_ms(2_000) == HOLD_MS
    stage.advance(HOLD_MS - 1)
    assert shown(stage) == ["D047", "B032"]
    stage.advance(HOLD_MS)
    assert shown(stage) == ["A012", "B032"], "the second keeps its place, the third takes the free one"
    assert stage.next_ms(10_000) is None


def test_a_recall_of_a_call_that_still_waits_takes_its_turn_and_does_not_stand_twice() -> None:
    stage = Stage()
    stage.take([call(1, "D047"), call(2, "B032"), call(3, "A012"), call(4, "C001")], NINE, 0)
    spoken = stage.take([call(5, "A012", "9", nth=2)], NINE, 500)
    assert [(each.number, each.nth) for each in spoken] == [("A012", 2)]
    assert [(each.number, each.label) for each in stage.waiting] == [("A012", "9"), ("C001", "8")]


def test_a_recall_of_a_shown_call_starts_its_six_seconds_anew_in_its_place() -> None:
    stage = Stage()
    stage.take([call(1, "D047"), call(2, "B032")], NINE, 0)
    stage.take([call(3, "D047", nth=2)], NINE, 5_000)
    stage.take([call(4, "A012")], NINE, 6_500)
    assert shown(stage) == ["D047", "A012"]


def test_what_the_hub_tells_twice_is_shown_and_spoken_once() -> None:
    stage = Stage()
    stage.take([call(1, "D047")], NINE, 0)
    assert stage.take([call(1, "D047"), call(2, "B032")], NINE + 1_000, 1_000)[0].number == "B032"
    assert stage.take([call(1, "D047"), call(2, "B032")], NINE + 2_000, 2_000) == ()


def test_after_a_break_young_calls_are_shown_and_older_ones_only_listed() -> None:
    stage = Stage()
    back_at = NINE + 5 * 60_000
    rows = [call(1, "D047"), call(2, "B032", at_ms=back_at - YOUNG_MS - 1), call(3, "A012", at_ms=back_at - 20_000)]
    assert [each.number for each in stage.take(rows, back_at, 0)] == ["A012"]
    assert shown(stage) == ["A012"]


def test_a_hub_that_starts_its_numbers_again_is_still_heard() -> None:
    stage = Stage()
    stage.take([call(1, "D047")], NINE, 0)
    assert stage.take([call(1, "A001", at_ms=NINE + 9_000)], NINE + 9_000, 9_000)[0].number == "A001"


def test_a_hub_clock_that_jumps_does_not_stop_the_turns() -> None:
    stage = Stage()
    stage.take([call(1, "D047"), call(2, "B032"), call(3, "A012")], NINE, 0)
    stage.take([call(4, "C001", at_ms=NINE - 3_600_000)], NINE - 3_600_000, 1_000)
    stage.advance(HOLD_MS)
    assert shown(stage) == ["A012", "C001"]


def test_a_call_that_waited_a_whole_minute_is_left_to_the_list() -> None:
    stage = Stage()
    stage.take([call(n, f"A{n:03}") for n in range(1, 41)], NINE, 0)
    for at_ms in range(0, YOUNG_MS + 1, 500):
        stage.advance(at_ms)
    assert stage.waiting == ()
    assert stage.next_ms(2 * YOUNG_MS) is None


def test_a_new_day_begins_with_an_empty_band() -> None:
    stage = Stage()
    stage.take([call(1, "D047"), call(2, "B032"), call(3, "A012")], NINE, 0)
    stage.clear()
    assert stage.showing == () and stage.waiting == ()
    assert stage.take([call(1, "D047")], NINE, 10) == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 4_000), max_size=18))
def test_however_fast_windows_call_all_appear_in_order_for_six_seconds_each(gaps: list[int]) -> None:
    stage = Stage()
    coming = [(at_ms, call(id, f"A{id:03}", at_ms=NINE + at_ms)) for id, at_ms in enumerate(accumulate(gaps))]
    began: dict[str, int] = {}
    at_ms = 0
    while coming or stage.waiting:
        before = {each.call.id for each in stage.showing}
        steps = [stage.next_ms(at_ms), *(each[0] for each in coming[:1])]
        at_ms = min(step for step in steps if step is not None)
        stage.advance(at_ms)
        if coming and coming[0][0] == at_ms:
            stage.take([coming.pop(0)[1]], NINE + at_ms, at_ms)
        after = {each.call.id for each in stage.showing}
        assert len(after) <= BANDS
        assert all(at_ms - began[id] >= HOLD_MS for id in before - after)
        began |= dict.fromkeys(sorted(after - before, key=int), at_ms)
    assert list(began) == [str(id) for id in range(len(gaps))]


def test_a_new_call_blinks_twice_for_half_a_second_and_then_stands() -> None:
    stage = Stage()
    stage.take([call(1, "D047")], NINE, 100)
    looks, at_ms = [], 100
    while (next_ms := stage.next_ms(at_ms)) is not None:
        looks.append((at_ms - 100, stage.showing[0].swapped(at_ms)))
        at_ms = next_ms
    looks.append((at_ms - 100, stage.showing[0].swapped(at_ms)))
    assert looks == [(0, True), (500, False), (1_000, True), (1_500, False)]
