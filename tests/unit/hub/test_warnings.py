"""What the manager is warned of, how it grows worse, who takes it, and that it ends."""

import pytest

from shared.clock import ManualClock
from shared.hall.config import Rules, Text
from shared.hall.refusals import Refused
from shared.hall.state import Witness
from shared.hub.actor import Actor
from shared.hub.feed.board import Board
from shared.hub.feed.rows import hall_row
from shared.hub.feed.today import Today
from shared.hub.feed.wall import today_row
from shared.hub.leads import Leads
from shared.hub.warnings import Warnings
from shared.protocol.rows import AnyRow, DeskRow, DeskTicket, DeviceRow, GroupRow, HallRow, TodayRow, WarningRow
from tests.hall import Hall

START = 1_578_877_200_000
MINUTE = 60_000
WALL = Actor(role="wall", device="d1", name="W1")


def group(waiting: int, oldest_min: float = 0, few: int = 0) -> GroupRow:
    return GroupRow(
        id="e",
        letter="E",
        name=Text("车辆驾驶证", "Driving"),
        policy="issue",
        area=Text("", ""),
        services=(),
        waiting=waiting,
        low_min=0,
        high_min=0,
        counters_open=2,
        oldest_ms=START - round(oldest_min * MINUTE) if oldest_min else 0,
        few=few,
    )


def desk(served_min: float) -> DeskRow:
    ticket = DeskTicket("t", "E001", "s", "normal", 0, 0, START - round(served_min * MINUTE), 1, 0, 0, 0, norm_s=600)
    return DeskRow(
        id="11",
        label="11",
        state="serving",
        clerk="0801",
        since_ms=0,
        services=(),
        ticket=ticket,
        missed=(),
        parked=(),
        asked=None,
        finished=0,
        mean_s=0,
    )


def device(state: str) -> DeviceRow:
    return DeviceRow(
        id="k2/printer",
        name="K2",
        device="printer",
        state=state,
        detail="paper_near_end",
        left=12,
        number="",
        since_ms=0,
    )


class Office:
    def __init__(self) -> None:
        self.clock = ManualClock(START)
        self.warnings = Warnings(self.clock)

    def look(self, *rows: AnyRow) -> tuple[WarningRow, ...]:
        return self.warnings.look(rows, Rules())


@pytest.mark.parametrize(
    ("row", "code", "level", "value"),
    [
        (group(10), "waiting", "yellow", 10),
        (group(20), "waiting", "red", 20),
        (group(1, oldest_min=15.5), "wait", "yellow", 15),
        (group(1, oldest_min=30), "wait", "red", 30),
        (group(0, few=1), "few", "yellow", 1),
        (desk(15), "serving", "yellow", 15),
        (desk(26), "serving", "red", 26),
        (device("warn"), "warn", "yellow", 12),
        (device("trouble"), "trouble", "red", 12),
    ],
)
def test_each_cause_is_yellow_and_then_red(row: AnyRow, code: str, level: str, value: int) -> None:
    (found,) = Office().look(row)
    assert (found.code, found.level, found.value, found.taken_by) == (code, level, value, "")


@pytest.mark.parametrize("row", [group(9), group(1, oldest_min=14.9), desk(14.9), device("ok"), device("off")])
def test_what_is_in_order_warns_nobody(row: AnyRow) -> None:
    assert Office().look(row) == ()


def test_it_is_told_once_and_its_end_too() -> None:
    office = Office()
    assert len(office.look(group(12))) == 1
    assert office.look(group(12)) == ()
    (over,) = office.look(group(3))
    assert over.level == ""
    assert office.look(group(3)) == ()
    office.clock.advance(60)
    (again,) = office.look(group(12))
    assert again.since_ms == START + MINUTE and again.level == "yellow"


def test_a_yellow_one_that_nobody_takes_grows_red_after_ten_minutes() -> None:
    office = Office()
    office.look(group(12))
    office.clock.advance(599)
    assert office.look(group(12)) == ()
    office.clock.advance(1)
    (worse,) = office.look(group(12))
    assert worse.level == "red" and worse.since_ms == START


def test_who_takes_it_is_named_and_it_does_not_grow_worse_by_itself() -> None:
    office = Office()
    (found,) = office.look(group(12))
    office.clock.advance(120)
    taken = office.warnings.take(found.id, WALL)
    assert (taken.taken_by, taken.taken_ms) == ("W1", START + 2 * MINUTE)
    assert office.warnings.take(found.id, Actor("manager", "m", "M1", clerk="0900")).taken_by == "W1", (
        "the first counts"
    )
    office.clock.advance(3600)
    assert office.look(group(12)) == ()
    (more,) = office.look(group(25))
    assert (more.level, more.taken_by) == ("red", "W1")
    office.look(group(1))
    (again,) = office.look(group(12))
    assert again.taken_by == "", "a new cause wants somebody anew"


def test_what_is_over_cannot_be_taken() -> None:
    office = Office()
    with pytest.raises(Refused, match="unknown-warning"):
        office.warnings.take("waiting/e", WALL)
    office.look(group(12))
    office.look(group(1))
    with pytest.raises(Refused, match="unknown-warning"):
        office.warnings.take("waiting/e", WALL)


def test_a_silent_witness_is_told_and_a_hub_that_draws_alone_is_red() -> None:
    office = Office()
    there = Witness(anchor="", link="")
    gone = Witness(anchor="", link="", out=True)
    assert office.warnings.look([], Rules(), {"kiosk:K1": there, "display:D1": there}) == ()
    (one,) = office.warnings.look([], Rules(), {"kiosk:K1": gone, "display:D1": there})
    assert (one.code, one.level, one.subject) == ("struck", "yellow", "K1")
    found = office.warnings.look([], Rules(), {"kiosk:K1": gone, "display:D1": gone})
    assert {(row.code, row.level, row.subject) for row in found} == {("struck", "yellow", "D1"), ("alone", "red", "")}
    over = office.warnings.look([], Rules(), {})
    assert {row.level for row in over} == {""}, "a new day has new witnesses, or none"


def test_a_lost_secret_of_the_lot_is_red_while_the_hall_waits_and_yellow_for_the_rest_of_the_day() -> None:
    office, board = Office(), Board("")
    there = Hall()
    row = hall_row(there.state, there.facts, "", halted=True)
    (waiting,) = office.warnings.look([row], Rules())
    assert (waiting.code, waiting.level) == ("seed", "red")
    for reason in ("lost", "abandoned"):
        there.state.opened_for = reason  # type: ignore[assignment]
        board.configured = True
        rows = board.take(there.state, there.facts, True, Today())
        told = office.warnings.look([row for row in rows if isinstance(row, HallRow)], Rules())
        assert (reason, "yellow") in {(row.code, row.level) for row in told}


def graded(count: int, last_ms: int = START) -> TodayRow:
    there, today = Hall(), Today()
    today.graded_badly = {"f": (count, last_ms)}
    return today_row(there.state, today, START)


def test_a_bad_grade_is_told_by_its_group_and_seen_to_within_the_hour() -> None:
    office = Office()
    assert office.look(graded(0, START - 60 * MINUTE)) == ()
    (found,) = office.look(graded(1))
    assert (found.code, found.level, found.value, found.name.zh) == ("bad-grade", "yellow", 1, "发证")
    assert (found.subject, found.detail) == ("", ""), "neither who rated nor whom"
    office.clock.advance(9 * 60)
    (second,) = office.look(graded(2, START + 9 * MINUTE))
    office.clock.advance(60)
    (red,) = office.look(graded(2, START + 9 * MINUTE))
    assert (second.level, red.level) == ("yellow", "red"), "the first has waited ten minutes for somebody"
    office.warnings.take(red.id, WALL)
    (third,) = office.look(graded(3, START + 10 * MINUTE))
    assert (third.value, third.level, third.taken_by) == (3, "yellow", ""), "nobody has gone for this one"
    office.clock.advance(60 * 60)
    (over,) = office.look(graded(3, START + 10 * MINUTE))
    assert over.level == ""


def test_the_log_keeps_when_a_warning_came_grew_worse_and_ended(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "fairhall.hub.warnings")
    clock = ManualClock(START)
    warnings = Warnings(clock)
    rules = Rules(warn_waiting=30, alarm_waiting=60, warn_untaken_min=600)
    for waiting in (31, 29, 31, 29, 70, 12):  # a line that wavers about its limit
        warnings.look([group(waiting)], rules)
    clock.advance(61)
    warnings.look([group(12), device("trouble")], rules)
    assert caplog.messages == [
        "yellow: waiting/e E 31",
        "red: waiting/e E 70",
        "over: waiting/e E 70",
        "red: device/k2/printer K2 printer/paper_near_end",
    ]


def test_hubs_that_begin_to_lead_too_often_are_told_for_as_long_as_it_is_within_the_hour() -> None:
    office, leads = Office(), Leads()
    for n in range(4):
        assert office.warnings.look((), Rules(), leads=leads) == ()
        leads.begin(START + n * MINUTE, drawing=False)
    (often,) = office.warnings.look((), Rules(), leads=leads)
    assert (often.code, often.level, often.value) == ("take-overs", "yellow", 4)
    office.clock.advance(60 * 60)
    (over,) = office.warnings.look((), Rules(), leads=leads)
    assert (over.code, over.level) == ("take-overs", "")


def test_a_hub_that_went_away_in_the_midst_of_a_draw_is_told_until_the_day_is_over() -> None:
    office, leads = Office(), Leads()
    leads.begin(START, drawing=True)
    (inside,) = office.warnings.look((), Rules(), leads=leads)
    assert (inside.code, inside.level, inside.value) == ("take-over-in-draw", "yellow", 1)
    office.clock.advance(3 * 60 * 60)
    office.warnings.take(inside.id, WALL)
    assert office.warnings.look((), Rules(), leads=leads) == ()
    assert office.warnings.rows[inside.id].taken_by == "W1"
