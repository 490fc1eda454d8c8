"""Everything somebody could do who owns the hub, a window, or many friends: impossible, or visible to the auditor."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.config import Rules
from shared.hub.errors import Fault
from shared.journal.record import NO_LEAF
from shared.journal.record import leaf as leaf_of
from tests.hall import EIGHT, config
from tests.integration.cheat import Cheat
from tests.integration.steering import ATTEMPTS
from tests.integration.verify_edits import every_field, every_record, first_problem
from tests.unit.hub.office import Office, crashed, office
from tests.unit.hub.witnessed_days import witnessed_days
from tests.unit.verify.recorded import RecordedHall, day_chain, forged, records, renumbered, sealed, seq_of, verify
from tests.unit.verify.small_day import small_day

ALL = ("1", "2", "3", "4", "5", "6")
OF_WITNESSES = {"witness-struck", "witness-readmitted", "numbers-leased", "draw-abandoned", "seed-published"}
FROM_OUTSIDE = {
    *("at_ms", "by", "request", "term", "kind", "person", "language"),
    *("reason", "reasons", "grade", "services", "services.[]", "day", "hour", "key", "links"),
    "minutes",
}
"""What comes from people and clocks and leaves no trace but itself."""


def busy(hall: type[RecordedHall] = RecordedHall) -> Any:
    there = hall(config(rules=Rules(misses=9)))
    there.fill(*ALL)
    for _ in range(6):
        there.take()
    return there


def told(hall: RecordedHall) -> list[tuple[int, str]]:
    return [(problem.seq, problem.rule) for problem in hall.verify().problems]


# the owner of the hub


def test_another_seed_in_the_middle_of_a_day() -> None:
    hall = busy()
    hall.links = day_chain("sha256", "hall-001", hall.state.day, 1, b"\7" * 32)
    hall.take()
    seq = seq_of(hall.bodies, "draw-resolved", hall.state.draws)
    assert told(hall) == [(seq, "the link of hub does not lead back to the day's anchor")]


def test_a_new_epoch_opened_for_a_better_lot_is_in_the_report() -> None:
    hall = busy()
    hall.open_day(hall.state.day, epoch=2)
    hall.take()
    report = hall.verify()
    assert report.sound
    assert [(epoch.epoch, epoch.draws > 0) for epoch in report.audit.epochs] == [(1, True), (2, True)]


def test_another_window_than_the_lot_says() -> None:
    hall = busy(Cheat)

    def friend(event: e.AnyEvent) -> e.AnyEvent:
        if isinstance(event, e.DrawResolved) and "3" not in (event.main, *event.reserves):
            return msgspec.structs.replace(event, main="3")
        return event

    seqs = [hall.cheat(c.IssueTicket(service="a1"), friend) for _ in range(6)]
    assert [seq for seq, _ in told(hall)] == [seq for seq in seqs if seq]
    assert any(seqs)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: {"windows": tuple(w for w in r.windows if w[0] != "1")}, id="one window left out"),
        pytest.param(lambda r: {"windows": r.windows[:2], "most": 1}, id="two windows left"),
        pytest.param(lambda r: {"windows": tuple((w, -1) for w, _ in r.windows)}, id="all said to be idle"),
        pytest.param(lambda r: {"windows": r.windows[::-1]}, id="another order"),
        pytest.param(lambda r: {"stratum": 3, "most": 2}, id="another stratum"),
        pytest.param(lambda r: {"reason": "windows-closed"}, id="another reason"),
        pytest.param(lambda r: {"witnesses": ("nobody",)}, id="a witness who was not there"),
    ],
)
def test_a_narrowed_or_bent_set_of_windows(change: Callable[[e.DrawRequested], dict[str, Any]]) -> None:
    hall = busy(Cheat)

    def narrow(event: e.AnyEvent) -> e.AnyEvent:
        return msgspec.structs.replace(event, **change(event)) if isinstance(event, e.DrawRequested) else event

    seq = hall.cheat(c.IssueTicket(service="a1"), narrow)
    first = told(hall)[0]
    assert first == (seq, "a draw is over exactly the able windows with their loads")


def test_a_lot_that_is_not_held() -> None:
    """The ticket waits without a lot, and the next one gets its link."""
    hall = busy()
    hall.take()
    asked = seq_of(hall.bodies, "draw-requested", hall.state.draws)
    left = [record for record in records(hall.bodies) if record["seq"] not in (asked, asked + 1)]
    hall.take()
    after = records(hall.bodies)[asked + 1 :]
    problem = first_problem(renumbered([*left, *after]))
    assert problem is not None
    assert problem.startswith(f"record {asked}: what is due comes before anything else: expected draw-requested")


def test_a_result_that_is_withheld() -> None:
    hall = busy()
    hall.take()
    hall.take()
    result = seq_of(hall.bodies, "draw-resolved", hall.state.draws - 1)
    problem = first_problem(renumbered(record for record in records(hall.bodies) if record["seq"] != result))
    assert problem is not None
    assert problem.startswith(f"record {result}: the result of draw {hall.state.draws - 1} was withheld")


@pytest.mark.timeout(600)  # some ten seconds on a machine that has nothing else to do
def test_every_record_dropped_doubled_or_swapped() -> None:
    """With every number and hash made to fit: only presses and steps that nothing depends on, or the very end."""
    for edit in every_record(small_day().bodies):
        if edit.field == "doubled":
            assert edit.problem, edit
        if edit.type in ("ticket-issued", "draw-requested", "windows-inherited", "day-opened", "ticket-called"):
            assert edit.problem or edit.field == "swapped", edit


@pytest.mark.timeout(600)  # some ten seconds on a machine that has nothing else to do
def test_every_field_of_every_record_changed() -> None:
    """What replay does not see is what comes from outside, and it changes the head."""
    edits = list(every_field(small_day().bodies))
    only_head = [edit for edit in edits if edit.problem is None]
    assert len(edits) > 2500
    assert {edit.field for edit in only_head if edit.type not in ("hall-configured", "service-added")} <= FROM_OUTSIDE
    assert all(edit.head for edit in only_head)
    follows = ("draw-requested", "round-opened", "pairs-draw-requested", "windows-inherited", "ticket-expired")
    assert not [edit for edit in only_head if edit.type in follows]
    assert {edit.field for edit in only_head if edit.type == "draw-resolved"} <= {"at_ms", "term"}


@pytest.mark.timeout(600)  # some three seconds on a machine that has nothing else to do
def test_every_field_changed_of_what_witnesses_kiosks_and_managers_add_to_a_day(tmp_path: Path) -> None:
    """Strikes, readmissions, leased numbers, a draw given up, its seed: replay sees all but what comes from outside."""
    bodies = witnessed_days(tmp_path)
    assert {record["type"] for record in records(bodies)} >= OF_WITNESSES
    edits = list(every_field(bodies, but=("state-carried", "hall-configured")))
    only_head = [edit for edit in edits if edit.problem is None]
    assert len(edits) > 700
    assert {edit.type for edit in only_head} <= {"day-opened", "draw-resolved", "seed-published", "ticket-issued"}
    assert {edit.field for edit in only_head} <= {"at_ms", "term", "person", "key", "links"}
    assert all(edit.head for edit in only_head)


def test_what_only_the_head_shows_a_noted_head_shows() -> None:
    bodies = small_day().bodies
    seq = seq_of(bodies, "ticket-issued")
    rewritten = forged(bodies, seq, lambda record: record["data"].update(person="ab" * 32))
    assert verify(rewritten).sound
    assert not verify(rewritten, pins=[leaf_of(bodies[-1])]).sound


def test_a_clock_put_forward_for_a_quick_no_show_is_in_the_report_once_it_is_put_right() -> None:
    hall = busy()
    hall.give_up("1")
    hall.wait(-200)
    hall.free("2")
    report = hall.verify()
    assert report.sound
    assert (report.audit.clock_set_back, report.audit.clock_set_back_most_s) == (1, 200)


# a crash, by chance or not


async def morning(keys: Path) -> Office:
    clock = ManualClock(EIGHT)
    async with office(keys, clock=clock) as there:
        await there.open("1", "2", "3")
        for n in range(4):
            clock.advance(30)
            await there.issue(f"t{n}", source="K1")
        await there.call("1", "n1")
        await there.issue("t4", source="K1")
    return there


async def test_a_restart_at_any_moment_gives_the_same_winners(tmp_path: Path) -> None:
    first = await morning(tmp_path)
    winners = [record.data for record in first.records() if record.type == "draw-resolved"]
    for end in first.disk.ends:
        left = crashed(first.disk.store, end)
        async with office(tmp_path, left, ManualClock(EIGHT + 600_000)) as again:
            await again.issue("after", source="K1")
            lines = again.disk.store.bodies
        report = verify(lines)
        assert report.sound, report.problems
        drawn = [record.data for record in again.records() if record.type == "draw-resolved"]
        kept = sum(record.type == "draw-requested" for record in first.records()[:end])
        assert drawn[:kept] == winners[:kept], "an open draw ends as it would have ended"


async def test_a_restart_with_another_seed_cannot_finish_the_open_draw(tmp_path: Path) -> None:
    first = await morning(tmp_path)
    cut = seq_of(first.disk.store.bodies, "draw-requested", 3)
    (tmp_path / "seed-2026-01-05-1").write_bytes(b"\5" * 32)
    there = Office(tmp_path, crashed(first.disk.store, cut), ManualClock(EIGHT))
    await there.service.start(config())
    assert "the seed of 2026-01-05 is lost with draw 3 open" in there.service.faulted
    with pytest.raises(Fault):
        await there.issue("after", source="K1")
    await there.service.close()
    assert there.disk.store.bodies == crashed(first.disk.store, cut).bodies, "nothing was drawn"
    again = records(crashed(first.disk.store, cut).bodies)
    result = {**records(first.disk.store.bodies)[cut], "term": 2}
    result["data"] |= {"x": day_chain("sha256", "hall-001", "2026-01-05", 1, b"\5" * 32)[3].hex()}
    problem = verify(sealed([*again, result], NO_LEAF)).problems[0]
    assert problem.seq == cut + 1
    assert problem.rule == "the link of hub does not lead back to the day's anchor"


# citizens and clerks


def test_two_tickets_of_one_id_for_one_service() -> None:
    hall = busy(Cheat)
    hall.take(person="p1")
    hall.refuses(c.IssueTicket(service="a1", person="p1"))
    hall.take(person="p2")
    bodies = hall.bodies
    second = seq_of(bodies, "ticket-issued", len(hall.said(e.TicketIssued)))
    problem = verify(forged(bodies, second, lambda record: record["data"].update(person="p1"))).problems[0]
    assert (problem.seq, problem.rule) == (second, "the hall refuses this here")
    assert "already-waiting" in problem.expected


def test_a_second_ticket_of_one_id_with_a_lot_of_its_own() -> None:
    """A hub that draws where windows were to be kept."""
    hall = busy()
    hall.do(c.Cancel(ticket=hall.take(person="p1").id))
    hall.take(person="p2")
    bodies = hall.bodies
    second = seq_of(bodies, "ticket-issued", len(hall.said(e.TicketIssued)))
    problem = verify(forged(bodies, second, lambda record: record["data"].update(person="p1"))).problems[0]
    assert problem.seq == second + 1
    assert problem.expected.startswith("windows-inherited")


def test_a_no_show_reported_in_a_hurry() -> None:
    hall = busy()
    hall.give_up("1")
    missed = seq_of(hall.bodies, "ticket-missed")
    problem = verify(
        forged(hall.bodies, missed, lambda record: record.update(at_ms=record["at_ms"] - 120_000))
    ).problems[0]
    assert (problem.seq, problem.rule) == (missed, "the hall refuses this here")
    assert "no-show-too-soon" in problem.expected


def test_a_transfer_sent_to_a_friend() -> None:
    hall = busy(Cheat)
    hall.do(c.Serve(counter="1"))

    def to_friend(event: e.AnyEvent) -> e.AnyEvent:
        if isinstance(event, e.DrawResolved):
            return msgspec.structs.replace(event, main="3", reserves=())
        return event

    seq = hall.cheat(c.Transfer(counter="1", service="a2"), to_friend)
    problem = hall.verify().problems[0]
    assert (problem.seq, problem.rule.startswith("the smallest lot of draw")) == (seq, True)


def test_a_transferred_ticket_called_by_a_friend_it_was_not_drawn_for() -> None:
    hall = busy()
    hall.do(c.Serve(counter="1"))
    moved = hall.at("1")
    hall.do(c.Transfer(counter="1", service="a2"))
    assert moved is not None
    friend = next(name for name in ALL if name not in moved.named)
    hall.free(friend)
    hall.call(friend)
    call = seq_of(hall.bodies, "ticket-called", len(hall.said(e.TicketCalled)))
    problem = verify(forged(hall.bodies, call, lambda record: record["data"].update(ticket=moved.id))).problems[0]
    assert (problem.seq, problem.rule) == (call, "the hall says who is called next")


def test_a_pause_alone_changes_nothing_and_one_beyond_the_grace_is_told() -> None:
    hall = busy()
    before = hall.state.able_counters("a1")
    hall.free("2")
    hall.do(c.PauseCounter(counter="2"))
    assert hall.state.able_counters("a1") == before
    hall.wait(hall.configuration.rules.grace_s)
    hall.do(c.WithdrawCounter(counter="2"))
    hall.take()
    report = hall.verify()
    assert report.sound
    assert report.audit.overrides.counters_withdrawn == 1
    assert next(clerk for clerk in report.audit.clerks if clerk.clerk == "0802").withdrawn == 1


@pytest.mark.parametrize("name", [name for name in ATTEMPTS if name not in ("five IDs, five tickets",)])
def test_nobody_meets_a_friend_more_often_than_the_bound(name: str) -> None:
    """1/s with s = 2, and where other windows are withdrawn 1 ÷ the windows left; three standard errors allowed."""
    trial = ATTEMPTS[name]()
    report = trial.report()
    assert report.sound
    bound = 1.0 if name.startswith("all five") else 0.5
    assert trial.met / trial.tries <= bound + 3 * 0.5 / trial.tries**0.5
    if name.startswith("all five"):
        assert report.audit.single_candidate >= trial.tries, "and every such lot is in the report"


def test_many_borrowed_ids_are_not_prevented_and_are_seen() -> None:
    trial = ATTEMPTS["five IDs, five tickets"]()
    report = trial.report()
    assert trial.met / trial.tries > 0.9
    assert report.audit.types["ticket-cancelled"] > 4 * trial.tries
