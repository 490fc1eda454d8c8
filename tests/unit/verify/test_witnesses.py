"""What somebody who owns the whole journal may try with the witnesses, every hash made to fit again."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from shared.hall import commands as c
from tests.unit.verify.recorded import RecordedHall, forged, records, renumbered, sealed, seq_of, verify

THREE = ("display:D1", "kiosk:K1", "witness:S1")
Records = list[dict[str, Any]]


@cache
def morning() -> RecordedHall:
    """Five lots with three witnesses: one is struck at the third, taken back before the fifth. Do not change it."""
    hall = RecordedHall(witnesses=THREE)
    hall.open("1", "2", "3", "4")
    hall.take()
    hall.take()
    hall.silent = {"kiosk:K1"}
    hall.take()
    hall.silent = set()
    hall.take()
    hall.do(c.ReadmitWitness(witness="kiosk:K1"))
    hall.take()
    return hall


def told(bodies: list[str]) -> list[tuple[int, str]]:
    return [(problem.seq, problem.rule) for problem in verify(bodies).problems]


def at(kind: str, nth: int = 1) -> int:
    return seq_of(morning().bodies, kind, nth)


def edited(kind: str, nth: int, change: Callable[[dict[str, Any]], object]) -> list[str]:
    return forged(morning().bodies, at(kind, nth), lambda record: change(record["data"]))


def rearranged(change: Callable[[Records], object]) -> list[str]:
    all_of_it = records(morning().bodies)
    change(all_of_it)
    return sealed(renumbered(all_of_it))


def test_the_morning_is_sound_and_its_strike_is_shown() -> None:
    report = morning().verify()
    assert report.problems == []
    audit = report.audit
    assert (audit.draws, audit.hub_only, audit.readmitted) == (5, 0, 1)
    assert [(strike.i, strike.witness, strike.why) for strike in audit.strikes] == [(3, "kiosk:K1", "silent")]
    assert [epoch.witnesses for epoch in audit.epochs] == [3]


def test_a_draw_whose_witnesses_are_all_struck_is_hub_only() -> None:
    hall = RecordedHall(witnesses=("kiosk:K1",))
    hall.open("1", "2")
    hall.silent = {"kiosk:K1"}
    hall.take()
    report = hall.verify()
    assert (report.problems, report.audit.draws, report.audit.hub_only) == ([], 1, 1)


def test_a_witness_dropped_from_the_mix_without_a_strike_is_named() -> None:
    found = told(edited("draw-resolved", 1, lambda data: data["ys"].pop(1)))
    rule = "the mix is over exactly the witnesses of the request, but those struck before the result"
    assert found[0] == (at("draw-resolved", 1), rule)


def test_membership_narrowed_in_the_request_is_named() -> None:
    found = told(edited("draw-requested", 2, lambda data: data["witnesses"].pop(1)))
    assert found[0] == (at("draw-requested", 2), "a draw is over exactly the able windows with their loads")


def test_membership_widened_by_one_who_is_out_is_named() -> None:
    found = told(edited("draw-requested", 4, lambda data: data["witnesses"].insert(1, "kiosk:K1")))
    assert found[0][0] == at("draw-requested", 4)


@pytest.mark.parametrize("who", ["kiosk:K9", "hub"])
def test_a_strike_of_one_who_is_not_asked_is_named(who: str) -> None:
    found = told(edited("witness-struck", 1, lambda data: data.update(witness=who)))
    assert found[0] == (at("witness-struck"), "only a witness of the draw is struck")


def test_a_strike_for_another_draw_is_named() -> None:
    found = told(edited("witness-struck", 1, lambda data: data.update(i=2)))
    assert found[0] == (at("witness-struck"), "a witness is struck while its draw is open")


def test_a_strike_after_the_result_is_named_twice() -> None:
    """The hub looks at the result first, and leaves a witness out when it does not please."""

    def later(all_of_it: Records) -> None:
        strike = all_of_it.pop(at("witness-struck") - 1)
        all_of_it.insert(at("witness-struck"), strike)

    found = told(rearranged(later))
    assert [seq for seq, _ in found[:2]] == [at("witness-struck"), at("witness-struck") + 1]


def test_a_strike_written_twice_is_named() -> None:
    def twice(all_of_it: Records) -> None:
        all_of_it.insert(at("witness-struck"), all_of_it[at("witness-struck") - 1])

    assert told(rearranged(twice))[0] == (at("witness-struck") + 1, "only a witness of the draw is struck")


def test_a_strike_dropped_is_named_at_the_result() -> None:
    found = told(rearranged(lambda all_of_it: all_of_it.pop(at("witness-struck") - 1)))
    assert found[0][0] == at("witness-struck")


def test_a_link_of_another_draw_or_machine_is_named() -> None:
    def swapped(data: dict[str, Any]) -> None:
        (one, link), (other, more) = data["ys"][:2]
        data["ys"][:2] = [[one, more], [other, link]]

    rule = "the link of display:D1 does not lead back to the day's anchor"
    assert told(edited("draw-resolved", 1, swapped))[0] == (at("draw-resolved", 1), rule)
    earlier = records(morning().bodies)[at("draw-resolved", 1) - 1]["data"]["ys"]
    found = told(edited("draw-resolved", 2, lambda data: data.update(ys=earlier)))
    assert found[0] == (at("draw-resolved", 2), rule)


def test_another_witness_under_the_same_seal_is_named() -> None:
    anchors = records(morning().bodies)[at("day-opened") - 1]["data"]["witnesses"]
    found = told(edited("day-opened", 1, lambda data: data.update(witnesses=anchors[1:])))
    assert (at("day-opened"), "the commitment is not that of these anchors") in found


def test_taking_back_one_who_is_not_out_is_named() -> None:
    found = told(edited("witness-readmitted", 1, lambda data: data.update(witness="display:D1")))
    assert found[0] == (at("witness-readmitted"), "the hall refuses this here")


def test_only_a_manager_takes_one_back() -> None:
    bodies = forged(morning().bodies, at("witness-readmitted"), lambda record: record.update(by="kiosk:K1"))
    assert told(bodies)[0] == (at("witness-readmitted"), "nobody of that role may ask for this")


def test_a_day_sealed_anew_with_more_witnesses_after_a_ticket_is_named() -> None:
    """Else the hub could look at its own links, and choose."""
    hall = RecordedHall()
    hall.open("1", "2")
    hall.take()
    hall.witnesses = ("kiosk:K1",)
    hall.open_day(hall.state.day, 2)
    seq = seq_of(hall.bodies, "day-opened", 2)
    bodies = forged(hall.bodies, seq, lambda record: record["data"].update(reason="witnesses"))
    assert {rule for at_seq, rule in told(bodies) if at_seq == seq} & {
        "the hall refuses this here",
        "more witnesses join before the first draw alone",
    }
