"""Figures of a record that is right: every exception to the lot is counted, every clerk's habits told."""

import pytest

from shared.hall import commands as c
from shared.hall import events as e
from shared.verify.audit import Audit
from shared.verify.clerks import Clerk
from tests.unit.verify.recorded import RecordedHall, records
from tests.unit.verify.small_day import small_day


def audit(hall: RecordedHall) -> Audit:
    report = hall.verify()
    assert report.sound
    return report.audit


def clerk(hall: RecordedHall, name: str) -> Clerk:
    return next(clerk for clerk in audit(hall).clerks if clerk.clerk == name)


def test_the_small_day_in_figures() -> None:
    hall = small_day()
    found = audit(hall)
    assert found.types == {
        kind: sum(type(event).__struct_config__.tag == kind for event in hall.events) for kind in found.types
    }
    assert sum(found.types.values()) == len(hall.events)
    draws = len(hall.said(e.DrawRequested)) + len(hall.said(e.PairsDrawRequested))
    assert found.draws == found.hub_only == draws
    alone = sum(len(event.windows) == 1 for event in hall.said(e.DrawRequested))
    assert found.single_candidate == alone + sum(len(event.pairs) == 1 for event in hall.said(e.PairsDrawRequested))
    assert {event.reason for event in hall.said(e.RoundOpened)} == {"enough", "waited"}
    assert [(epoch.day, epoch.epoch) for epoch in found.epochs] == [("2026-01-05", 1), ("2026-01-06", 1)]
    assert sum(epoch.draws for epoch in found.epochs) == found.draws
    assert found.policies == {"call": ["C"], "fifo": ["F"], "issue": ["A", "B"]}
    assert found.without_id == sum(event.person is None for event in hall.said(e.TicketIssued))
    overrides = found.overrides
    assert overrides.windows_inherited == len(hall.said(e.WindowsInherited)) == 1
    assert (overrides.requeued_to_the_same_window, overrides.requeued_to_a_draw) == (1, 0)
    assert (overrides.resumed_at_the_same_window, overrides.resumed_to_a_draw) == (1, 1)
    assert (overrides.transferred, overrides.counters_withdrawn, overrides.configurations) == (1, 1, 1)
    assert (overrides.services_added, overrides.recalled_after_a_miss) == (1, 1)
    assert [(hand.by.partition(":")[0], hand.way, hand.reason) for hand in found.by_hand] == [
        ("clerk", "special-call", "mobility"),
        ("manager", "assign", "recusal"),
    ]
    assert [hall.bodies[hand.seq - 1].count('"ticket-assigned"') for hand in found.by_hand] == [1, 1]
    reasons = [event.reason for event in hall.said(e.DrawRequested)]
    assert overrides.drawn_again == {
        reason: reasons.count(reason)  # type: ignore[arg-type]
        for reason in ("returned", "transfer", "windows-closed")
    }


def test_take_overs_are_counted_and_those_in_the_midst_of_a_draw_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = RecordedHall()
    hall.open("1", "2", "3")
    for minutes in (0, 10, 10, 20, 70):
        hall.wait(60 * minutes)
        hall.term += 1
        hall.take()
    finish = hall._finish_draw

    def taken_over(i: int) -> None:
        hall.term += 1
        finish(i)

    monkeypatch.setattr(hall, "_finish_draw", taken_over)
    hall.wait(4000)
    hall.take()
    leads = audit(hall).leads
    assert (leads.times, leads.most_an_hour) == (6, 4)
    assert leads.in_draw == 1
    often, inside = leads.odd
    assert (often.draw, often.nth) == (0, 4)
    assert (inside.seq, inside.draw > 0, inside.nth) == (len(hall.bodies), True, 1)
    assert records(hall.bodies)[-1]["type"] == "draw-resolved"


def test_the_wait_told_on_tickets_is_held_against_the_first_call() -> None:
    hall = RecordedHall()
    hall.open("1")
    hall.fill("1", service="f1")
    told = []
    for wait_s in (30, 300, 900):
        issued = next(event for event in hall.do(c.IssueTicket(service="f1")) if isinstance(event, e.TicketIssued))
        hall.wait(wait_s)
        hall.free("1", 0)
        hall.call("1")
        told.append((wait_s, issued))
    gone = hall.take("f1")
    hall.do(c.Cancel(ticket=gone.id))
    found = audit(hall).estimates
    off = [issued.estimate_s - wait_s for wait_s, issued in told]
    inside = sum(issued.low_s <= wait_s <= issued.high_s for wait_s, issued in told)
    assert 0 < inside < 3
    assert (found.told, found.inside) == (3, inside)
    assert (found.mean_error_s, found.bias_s) == (round(sum(map(abs, off)) / 3), round(sum(off) / 3))


def test_every_override_is_listed_with_its_record_and_who_asked_for_it() -> None:
    hall = small_day()
    found = audit(hall)
    bodies = records(hall.bodies)
    transferred = [each for each in found.listed if each.what == "transferred"]
    assert [each.seq for each in transferred] == [r["seq"] for r in bodies if r["type"] == "ticket-transferred"]
    assert all(each.by.startswith("clerk:") and each.ticket and each.counter for each in transferred)
    alone = [each.seq for each in found.listed if each.what == "single-candidate"]
    assert alone == [
        r["seq"] for r in bodies if len(r["data"].get("pairs", r["data"].get("windows", ()))) == 1 and "i" in r["data"]
    ]
    counted = {each.what for each in found.listed}
    assert {"requeued-to-the-same-window", "resumed-to-a-draw", "counters-withdrawn", "drawn-again"} <= counted
    assert [each.seq for each in found.listed] == sorted(each.seq for each in found.listed)


def test_a_ticket_dated_before_its_kiosk_gave_others_with_the_hub_stands_out() -> None:
    hall = RecordedHall()
    hall.do(c.LeaseNumbers(by="kiosk:K1", kiosk="K1"))

    def join(number: str, taken_ms: int) -> None:
        hall.do(
            c.JoinTicket(by="kiosk:K1", kiosk="K1", day=hall.state.day, number=number, taken_ms=taken_ms, service="a1")
        )

    hall.take("a1")
    away_ms = hall.at_ms + 1
    hall.wait(600)
    join("A500", away_ms)
    join("A501", hall.at_ms - 1)
    hall.take("a1")
    late_ms = hall.at_ms
    hall.wait(30)
    join("A502", late_ms - 1)  # its ways crossed with the one that the hub gave
    hall.wait(30)
    hall.do(c.IssueTicket(by="kiosk:K2", source="K2", service="a1"))
    join("A503", late_ms)
    assert audit(hall).overrides.taken_without_the_hub == 4
    assert audit(hall).overrides.taken_while_its_kiosk_had_the_hub == 0
    join("A504", late_ms - 1)
    found = audit(hall)
    assert found.overrides.taken_while_its_kiosk_had_the_hub == 1
    odd = [each for each in found.listed if each.what == "taken-while-its-kiosk-had-the-hub"]
    assert [(each.by, each.ticket.partition("-")[2]) for each in odd] == [("kiosk:K1", "A504")]


def test_an_epoch_opened_in_the_middle_of_a_day_is_listed() -> None:
    hall = RecordedHall()
    hall.open("1", "2", "3")
    hall.take()
    hall.open_day(hall.state.day, epoch=2)
    hall.take()
    hall.take()
    assert [(epoch.epoch, epoch.draws) for epoch in audit(hall).epochs] == [(1, 1), (2, 2)]


def test_how_long_a_clerk_holds_back_before_the_next_citizen() -> None:
    hall = RecordedHall()
    hall.fill("1", "2")
    for _ in range(8):
        hall.take()
    for seconds in (4, 4, 90):
        hall.free("1")
        hall.wait(seconds)
        hall.call("1")
    habits = clerk(hall, "0801")
    assert (habits.presses, habits.press_most_s) == (4, 90)
    assert habits.press_mean_s == 24.5
    assert habits.newcomers == 0


def test_a_call_of_somebody_who_has_only_just_come_after_holding_back() -> None:
    hall = RecordedHall()
    hall.open("1")
    hall.wait(120)
    hall.take()
    hall.wait(3)
    hall.call("1")
    assert clerk(hall, "0801").newcomers == 1
    hall.free("1")
    hall.wait(20)
    hall.take()
    hall.call("1")
    assert clerk(hall, "0801").newcomers == 1, "twenty seconds are no holding back"


def test_a_window_that_stood_ready_made_no_choice() -> None:
    hall = RecordedHall()
    hall.open("1")
    hall.call("1")
    hall.wait(300)
    hall.take()
    habits = clerk(hall, "0801")
    assert (habits.calls, habits.presses, habits.press_most_s, habits.newcomers) == (1, 1, 0, 0)


def test_no_shows_are_counted_for_the_clerk_who_reported_them() -> None:
    hall = RecordedHall()
    hall.open("1", "2")
    for _ in range(3):
        hall.take("f1")
        hall.call("2")
        hall.give_up("2")
    hall.take("f1")
    hall.call("1")
    assert (clerk(hall, "0802").calls, clerk(hall, "0802").no_shows, clerk(hall, "0802").ended) == (3, 3, 0)
    assert clerk(hall, "0801").no_shows == 0


def test_pauses_while_people_wait_and_beyond_the_grace() -> None:
    hall = RecordedHall()
    hall.fill("1", "2")
    hall.take()
    waited_for = []
    for counter in ("1", "2"):
        hall.free(counter)
        waited_for.append(hall.state.desks[counter].waiting > 0)
        hall.do(c.PauseCounter(counter=counter))
    hall.wait(300)
    hall.do(c.WithdrawCounter(counter="2"))
    both = [clerk(hall, name) for name in ("0801", "0802")]
    assert [habits.pauses for habits in both] == [1, 1]
    assert [habits.pauses_while_waited_for for habits in both] == waited_for
    assert any(waited_for)
    assert [habits.withdrawn for habits in both] == [0, 1]


def test_what_is_done_at_a_window_by_another_than_its_clerk() -> None:
    hall = RecordedHall()
    hall.fill("1", "2")
    hall.do(c.Serve(by="clerk:0802", counter="1"))
    hall.do(c.Finish(by="manager:M1", counter="1"))
    assert audit(hall).overrides.not_by_its_clerk == 2


def test_a_clock_set_back_is_counted() -> None:
    hall = RecordedHall()
    hall.take()
    hall.wait(-600)
    hall.take()
    hall.wait(-5)
    hall.take()
    found = audit(hall)
    assert (found.clock_set_back, found.clock_set_back_most_s) == (2, 600)
