"""The day in figures: what the manager's wall shows is what the journal says, restart or not."""

import random
from math import ceil

import msgspec
import pytest

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.draw.issue import choose
from shared.hub.feed.today import FEW, NONE, RECENT_MS, STEP_MS, STEPS_KEPT, Today, chances
from shared.hub.feed.wall import curve_row, lot_row, today_row
from tests.hall import Hall


class Watched:
    """A hall and its day's figures."""

    def __init__(self) -> None:
        self.hall = Hall()
        self.today = Today()
        self.seen = 0
        self.catch_up()

    def catch_up(self) -> None:
        for event in self.hall.events[self.seen :]:
            self.today.take(self.hall.state, event, self.hall.state.at_ms)
        self.seen = len(self.hall.events)

    def do(self, act, *given):  # type: ignore[no-untyped-def]
        result = act(*given)
        self.catch_up()
        return result

    @property
    def now_ms(self) -> int:
        return self.hall.facts.at_ms


def draw(windows: tuple[tuple[str, int], ...], stratum: int) -> e.DrawRequested:
    return e.DrawRequested(i=1, pool="a", ticket="t", windows=windows, stratum=stratum, most=6, reason="issue")


@pytest.mark.parametrize(
    ("windows", "stratum", "expected"),
    [
        ((("1", -1), ("2", -1), ("3", 0)), 2, {"1": 0.5, "2": 0.5}),
        ((("1", 0), ("2", 1), ("3", 1), ("4", 9)), 2, {"1": 0.5, "2": 0.25, "3": 0.25}),
        ((("1", 3), ("2", 3), ("3", 3)), 3, {"1": 1 / 3, "2": 1 / 3, "3": 1 / 3}),
        ((("1", -1), ("2", 5)), 3, {"1": 0.5, "2": 0.5}),
    ],
)
def test_what_is_fair_is_known_from_the_loads(windows, stratum, expected) -> None:  # type: ignore[no-untyped-def]
    assert chances(draw(windows, stratum)) == pytest.approx(expected)


def test_the_expectation_is_what_the_lot_does_on_average() -> None:
    windows = (("1", 0), ("2", 1), ("3", 1), ("4", 1), ("5", 2))
    drawn = dict.fromkeys("12345", 0)
    for n in range(4000):
        drawn[choose("sha256", n.to_bytes(32, "big"), "t", windows, 2, 2).main] += 1
    expected = chances(draw(windows, 2))
    for window, times in drawn.items():
        assert times == pytest.approx(4000 * expected.get(window, 0), abs=4 * 32)


def test_people_are_counted_by_group_the_most_in_five_minutes() -> None:
    there = Watched()
    hall = there.hall
    for _ in range(3):
        there.do(hall.take, "f1")
    there.do(hall.open, "1")
    there.do(hall.call, "1")
    first = there.today.first(there.now_ms)
    hall.wait(STEP_MS // 1000)
    row = curve_row(there.today, "f", there.now_ms)
    assert (row.from_ms, row.step_s, row.most) == (first, 300, (3,))
    hall.wait(2 * STEP_MS // 1000)
    assert curve_row(there.today, "f", there.now_ms).most == (3, 2, 2), "nothing happened, time went by"
    there.do(hall.take, "f1")
    assert curve_row(there.today, "f", there.now_ms).most == (3, 2, 2)
    assert curve_row(there.today, "a", there.now_ms).most == (0, 0, 0)


def test_waits_are_a_median_and_a_ninth_tenth_of_those_called_lately() -> None:
    there = Watched()
    hall, chance = there.hall, random.Random(7)
    there.do(hall.open, "1")
    waited = []
    for _ in range(12):
        there.do(hall.take, "f1")
        seconds = chance.randrange(1, 90)
        hall.wait(seconds)
        waited.append(seconds)
        there.do(hall.call, "1")
        there.do(hall.serve, "1", 0)
    half, ninety = there.today.quantiles(there.now_ms)
    assert (half, ninety) == (sorted(waited)[5], sorted(waited)[ceil(0.9 * 12) - 1])
    hall.wait((RECENT_MS + STEP_MS) // 1000)
    assert there.today.quantiles(there.now_ms) == (NONE, NONE)
    assert today_row(hall.state, there.today, there.now_ms).half_s[-1] == NONE


def test_how_often_the_time_on_the_ticket_was_right_is_counted_by_those_who_were_told_one() -> None:
    there = Watched()
    hall, chance = there.hall, random.Random(7)
    there.do(hall.open, "1")
    there.do(hall.take, "f1")
    there.do(hall.call, "1")
    assert there.today.told == 0, "who is called at once was told no range"
    told = inside = 0
    for _ in range(24):
        assert there.today.as_told == (NONE if told < FEW else 5 * round(20 * inside / told))
        issued = next(
            each for each in there.do(hall.do, c.IssueTicket(service="f1")) if isinstance(each, e.TicketIssued)
        )
        seconds = chance.randrange(1, 900)
        hall.wait(seconds)
        there.do(hall.serve, "1", 0)
        there.do(hall.call, "1")
        if issued.spread_s > 1:
            told += 1
            inside += issued.low_s <= seconds <= issued.high_s
    gone = there.do(hall.take, "f1").id
    there.do(hall.do, c.Cancel(ticket=gone))
    assert (there.today.told, there.today.inside, there.today.promised) == (told, inside, {})
    assert 0 < inside < told


def test_ratings_are_counted_and_their_sum_kept() -> None:
    there = Watched()
    hall = there.hall
    there.do(hall.open, "1")
    for grade in (5, 4, 2):
        there.do(hall.take, "f1")
        there.do(hall.call, "1")
        there.do(hall.serve, "1", 60)
        ticket = there.hall.state.desks["1"].asked.partition("#")[0]
        there.do(hall.do, c.Evaluate(ticket=ticket, grade=grade, source="screen", reasons=("waiting",)))
    there.do(hall.take, "f1")
    there.do(hall.call, "1")
    there.do(hall.serve, "1", 60)
    row = today_row(hall.state, there.today, there.now_ms)
    assert (row.finished, row.rated, row.bad, row.points) == (4, 3, 1, 11)
    assert [(each.group, each.count) for each in row.graded_badly] == [("f", 1)]


def test_every_lot_is_counted_where_it_fell_and_expected_where_it_might_have() -> None:
    there = Watched()
    hall = there.hall
    for window in ("1", "2", "3"):
        there.do(hall.open, window)
    for _ in range(20):
        there.do(hall.take, "a1")
    rows = [lot_row(hall.state, there.today, window) for window in hall.state.counters]
    draws = [event for event in hall.events if isinstance(event, e.DrawResolved)]
    assert sum(row.drawn for row in rows) == len(draws) >= 20
    assert sum(row.expected for row in rows) == pytest.approx(len(draws), abs=0.05)
    assert all(row.deviation > 0 for row in rows[:3])


def test_a_restart_knows_the_day_from_the_snapshot_and_what_came_after() -> None:
    there = Watched()
    hall = there.hall
    there.do(hall.take, "f1")
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(there.today), type=Today)
    before = there.seen
    hall.wait(700)
    there.do(hall.take, "f1")
    for event in hall.events[before:]:
        kept.take(hall.state, event, hall.state.at_ms)
    assert kept == there.today


def test_a_clock_that_jumps_costs_no_more_than_a_day_and_loses_no_count() -> None:
    there = Watched()
    there.do(there.hall.take, "f1")
    today = there.today
    event = there.hall.events[-1]
    today.take(there.hall.state, event, there.now_ms + 400 * STEPS_KEPT * STEP_MS)
    row = curve_row(today, "f", there.now_ms + 400 * STEPS_KEPT * STEP_MS)
    assert len(row.most) <= STEPS_KEPT and row.most[-1] == 1
    today.take(there.hall.state, event, there.now_ms)
    assert len(curve_row(today, "f", there.now_ms).most) <= STEPS_KEPT


def test_a_new_day_begins_with_nothing() -> None:
    there = Watched()
    there.do(there.hall.take, "f1")
    there.hall.state.day = "2099-01-01"
    there.today.take(there.hall.state, there.hall.events[-1], there.now_ms)
    assert (there.today.day, there.today.finished, there.today.lots) == ("2099-01-01", 0, {})
    assert there.today.waiting["f"] == 1, "who still waits is still counted"
