"""What an auditor finds, record by record."""

from pathlib import Path
from typing import Any

import pytest

from shared.verify.errors import Unreadable
from shared.verify.record import NO_LEAF
from shared.verify.report import SHOWN
from tests.unit.verify.recorded import RecordedHall, forged, records, renumbered, sealed, seq_of, verify
from tests.unit.verify.small_day import small_day


def first(bodies: list[str]) -> str:
    return str(verify(bodies).problems[0])


def edited(type: str, nth: int = 1, **data: Any) -> tuple[int, str]:
    """The record's seq and the first problem once its data say this, everything sealed again."""
    bodies = small_day().bodies
    seq = seq_of(bodies, type, nth)
    return seq, first(forged(bodies, seq, lambda record: record["data"].update(data)))


def test_an_honest_day_is_sound() -> None:
    report = small_day().verify()
    assert report.problems == []
    assert report.sound
    assert report.replayed == report.records == len(small_day().bodies)
    assert report.notes == []
    assert (report.begin.seq, report.begin.prev) == (1, NO_LEAF)
    assert report.head.leaf == small_day().image.prev


def test_nothing_at_all_is_no_record() -> None:
    with pytest.raises(Unreadable):
        verify([])


def test_a_changed_record_shows_at_the_next_link() -> None:
    bodies = list(small_day().bodies)
    seq = next(seq for seq, body in enumerate(bodies, 1) if "lunch" in body)
    bodies[seq - 1] = bodies[seq - 1].replace("lunch", "break")
    assert first(bodies).startswith(f"record {seq + 1}: it does not follow the record before")


def test_records_left_out_doubled_or_swapped_are_named() -> None:
    bodies = small_day().bodies
    assert first([*bodies[:4], *bodies[5:]]) == (
        "record 6: records are missing, doubled or out of order: expected seq 5, found seq 6"
    )
    gap = verify([*bodies[:4], *bodies[5:]])
    assert gap.notes == ["The rules were not followed beyond record 6: the hall's state is not known there."]
    assert gap.problem_count == 1
    assert "expected seq 6, found seq 5" in first([*bodies[:5], *bodies[4:]])
    assert "expected seq 5, found seq 6" in first([*bodies[:4], bodies[5], bodies[4], *bodies[6:]])


def test_a_term_never_falls() -> None:
    day = records(small_day().bodies)
    for record in day[:9]:
        record["term"] = 2
    assert first(sealed(day)) == "record 10: a term never falls: expected term 2 or higher, found term 1"


def test_something_before_record_one_is_wrong() -> None:
    assert first(sealed(records(small_day().bodies), prev="11" * 32)).startswith("record 1: nothing is before record 1")


def test_a_line_that_is_no_record_ends_the_replay_and_not_the_reading() -> None:
    bodies = list(small_day().bodies)
    bodies[9] = "{}"
    report = verify(bodies)
    assert str(report.problems[0]).startswith("record 10: not a record")
    assert report.records == len(bodies)
    assert report.head.seq == len(bodies)
    assert report.notes[0].startswith("The rules were not followed beyond record 10")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"type": "ticket-gilded"}, "an event type this verifier does not know"),
        ({"v": 2}, "a version this verifier does not know"),
        ({"data": {"ticket": "260105-1", "colour": "red"}}, "a field this verifier does not know"),
        ({"data": {"ticket": 7}}, "not such an event"),
    ],
)
def test_what_the_verifier_does_not_know_it_does_not_vouch_for(change: dict[str, Any], rule: str) -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, "ticket-cancelled")
    assert first(forged(bodies, seq, lambda record: record.update(change))).startswith(f"record {seq}: {rule}")


def test_at_most_twenty_problems_are_listed_and_all_are_counted() -> None:
    day = records(small_day().bodies)
    for record in day:
        record["v"] = 9
    report = verify(sealed(day))
    assert len(report.problems) == SHOWN
    assert report.problem_count == len(day)


def test_a_pin_must_be_there() -> None:
    bodies = small_day().bodies
    noted = small_day().image.prev
    assert verify(bodies, pins=[noted]).sound
    report = verify(forged(bodies, 4, lambda record: record["data"].update(person="ff" * 32)), pins=[noted])
    assert [problem.rule for problem in report.problems] == ["a leaf noted elsewhere must be here"]


def test_a_part_of_a_journal_is_pinned_by_its_first_prev_alone() -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "day-opened", 2)
    report = verify(bodies[second - 2 :], hall="hall-001")
    assert report.sound
    assert report.replayed == 0
    assert report.begin.seq == second - 1
    assert f"pinned by prev {report.begin.prev}" in report.notes[0]
    assert len(report.notes) == 1
    assert report.audit.draws == 1


def test_a_lot_in_a_part_of_a_journal_is_still_recomputed() -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "day-opened", 2)
    part = renumber_from(bodies[second - 1 :], second)
    place = next(n for n, record in enumerate(part) if record["type"] == "draw-resolved")
    part[place]["data"]["main"] = "1"
    report = verify(sealed(part, prev="22" * 32), hall="hall-001")
    assert [problem.seq for problem in report.problems] == [second + place]


def test_a_part_without_its_opening_says_that_links_were_not_walked_back() -> None:
    bodies = small_day().bodies
    begin = seq_of(bodies, "draw-resolved")
    report = verify(bodies[begin : seq_of(bodies, "draw-resolved", 9)])
    assert report.sound
    assert "8 draws stand under an opening record that is not here" in report.notes[1]


def test_a_draw_still_open_at_the_end_is_noted() -> None:
    hall = RecordedHall()
    hall.open("1", "2", "3")
    hall.take()
    bodies = hall.bodies[: seq_of(hall.bodies, "draw-requested")]
    assert verify(bodies).notes == ["Draw 1 is open: its result is still to come, or was withheld."]


def test_tickets_numbers_places_and_estimates_are_recomputed() -> None:
    for data in ({"number": "A999"}, {"ticket": "260105-99"}, {"order": 99}, {"ahead": 9}, {"estimate_s": 9999}):
        seq, problem = edited("ticket-issued", 3, **data)
        (name, value) = next(iter(data.items()))
        assert problem.startswith(f"record {seq}: a ticket's number, place and estimate follow from the hall: expected")
        assert problem.endswith(f"found {name} {value}")


def test_somebody_else_called_than_the_hall_says() -> None:
    bodies = small_day().bodies
    calls = [record for record in records(bodies) if record["type"] == "ticket-called"]
    other = calls[9]["data"]["ticket"]
    seq, problem = edited("ticket-called", 3, ticket=other)
    assert problem.startswith(f"record {seq}: ")
    assert problem.endswith(f"found ticket {other}")


def test_a_walk_in_passed_in_silence() -> None:
    hall = RecordedHall()
    hall.fill("1", service="f1")
    for kind in ("normal", "priority"):
        hall.take("f1", kind=kind)
    hall.drain("1")
    bodies = hall.bodies
    over = next(record for record in records(bodies) if record["data"].get("over"))
    problem = first(forged(bodies, over["seq"], lambda record: record["data"].update(over="")))
    assert problem.startswith(f"record {over['seq']}: ")
    assert problem.endswith('found over ""')


@pytest.mark.parametrize(
    ("type", "before_ms", "refusal"),
    [
        ("ticket-missed", 180_000, "no-show-too-soon"),
        ("ticket-recalled", 15_000, "recall-too-soon"),
        ("counter-withdrawn", 300_000, "this changes nothing here"),
    ],
)
def test_spans_that_the_rules_ask_for_hold_by_the_recorded_times(type: str, before_ms: int, refusal: str) -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, type)

    def hurry(record: dict[str, Any]) -> None:
        record["at_ms"] -= before_ms

    problem = first(forged(bodies, seq, hurry))
    assert problem.startswith(f"record {seq}: ")
    assert refusal in problem


def test_a_ticket_taken_at_night() -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, "ticket-issued", 3)
    problem = first(forged(bodies, seq, lambda record: record.update(at_ms=record["at_ms"] - 4 * 3_600_000)))
    assert "hall-closed" in problem


@pytest.mark.parametrize(
    ("type", "by", "rule"),
    [
        ("ticket-issued", "clerk:0801", "nobody of that role may ask for this"),
        ("ticket-issued", "kiosk:K9", "what a kiosk asked for names the kiosk"),
        ("service-finished", "kiosk:K1", "nobody of that role may ask for this"),
        ("service-finished", "counter:C1", "nobody of that role may ask for this"),
        ("counter-opened", "clerk:0899", "a counter is opened by its clerk"),
        ("hall-configured", "manager:M1", "nobody of that role may ask for this"),
        ("service-evaluated", "phone", "a phone evaluates as a phone"),
        ("ticket-cancelled", "", "nobody of that role may ask for this"),
    ],
)
def test_who_may_do_what(type: str, by: str, rule: str) -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, type)
    assert first(forged(bodies, seq, lambda record: record.update(by=by))).startswith(f"record {seq}: {rule}")


def test_a_request_is_done_once() -> None:
    bodies = small_day().bodies
    earlier, later = seq_of(bodies, "service-started"), seq_of(bodies, "service-started", 2)
    request = records(bodies)[earlier - 1]["request"]
    problem = first(forged(bodies, later, lambda record: record.update(request=request)))
    assert problem == f"record {later}: a request is done once: expected a new request, found {request}"


def test_what_comes_of_a_request_is_recorded_under_it_at_once() -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, "draw-requested", 4)
    for change in ({"by": "kiosk:K1"}, {"request": "other"}, {"at_ms": records(bodies)[seq - 1]["at_ms"] + 1}):
        assert first(forged(bodies, seq, lambda record, change=change: record.update(change))).startswith(
            f"record {seq}: what comes of a request"
        )


def test_a_day_opens_on_its_date_after_yesterdays_tickets_have_ended() -> None:
    bodies = small_day().bodies
    expired = seq_of(bodies, "ticket-expired")
    left_out = sealed(renumbered(r for r in records(bodies) if r["seq"] != expired))
    assert first(left_out).startswith(f"record {expired}: a day opens after yesterday's desks and tickets have ended")
    seq, problem = edited("day-opened", 1, day="2026-01-04")
    assert problem.startswith(f"record {seq}: ")
    early = RecordedHall(day="2026-01-07").verify().problems[0]
    assert str(early) == "record 2: a day opens on its date: expected day 2026-01-05, found day 2026-01-07"


def test_after_a_wrong_record_the_rest_is_still_judged() -> None:
    """Two tickets with a false estimate: both are named, and nothing else."""
    day = records(small_day().bodies)
    wrong = [seq_of(small_day().bodies, "ticket-issued", nth) for nth in (2, 6)]
    for seq in wrong:
        day[seq - 1]["data"]["low_s"] += 60
    assert [problem.seq for problem in verify(sealed(day)).problems] == wrong


def renumber_from(bodies: list[str], seq: int) -> list[dict[str, Any]]:
    return [{**record, "seq": seq + n} for n, record in enumerate(records(bodies))]


def test_a_day_stands_alone() -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "day-opened", 2)
    report = verify(bodies[second - 1 :])
    assert report.sound
    assert report.replayed == report.records == len(bodies) - second + 1
    assert "without the day before" in report.notes[0]


def test_what_a_day_says_was_carried_over_is_checked_where_the_day_before_is_there() -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "day-opened", 2)
    without = sealed(renumbered_from(second, [*records(bodies)[second - 1 : second], *records(bodies)[second + 1 :]]))
    assert verify(without).problems[0].rule == "a day begins with what was carried over"

    def longer(record: dict[str, Any]) -> None:
        record["data"]["state"]["learned"][0][1]["mean_s"] = "9999.0"

    changed = forged(bodies, second + 1, longer)
    assert verify(changed).problems[0].seq == second + 1
    assert verify(changed[second - 1 :]).sound  # the day alone cannot know; its prev pins the day before


def test_a_missing_day_is_named_and_the_next_is_replayed_again() -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "day-opened", 2)
    report = verify([*bodies[: second - 20], *bodies[second - 1 :]])
    assert [problem.rule for problem in report.problems] == ["records are missing, doubled or out of order"]
    assert report.replayed == report.records


def test_the_record_of_an_older_version_is_as_sound_as_it_was() -> None:
    lines = (Path(__file__).parents[2] / "golden" / "journal-of-0.1.jsonl").read_text().splitlines()
    report = verify(lines)
    assert report.sound
    assert report.replayed == report.records == 229


def test_rules_are_counted_ever_after() -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "day-opened", 2)
    old = forged(bodies, second, lambda record: record["data"].update(rules=0, hall=""))
    assert verify(old).problems[0].rule == "a day opens after yesterday's desks and tickets have ended"


@pytest.mark.parametrize(("field", "sound"), [("service", True), ("grade", False)])
def test_what_is_carried_lacks_only_what_an_older_version_had_no_words_for(field: str, sound: bool) -> None:
    bodies = small_day().bodies
    second = seq_of(bodies, "state-carried", 2)
    old = forged(bodies, second, lambda record: [visit.pop(field) for _, visit in record["data"]["state"]["visits"]])
    problems = verify(old).problems
    assert [problem.seq for problem in problems[:1]] == ([] if sound else [second])


def renumbered_from(seq: int, day: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**record, "seq": seq + n} for n, record in enumerate(day)]
