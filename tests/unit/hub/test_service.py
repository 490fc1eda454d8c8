"""Durable before announced; asked twice, done once; a fault undoes nothing and loses nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from shared.hall import commands as c
from shared.hall.decide import decide
from shared.hall.refusals import Refused
from shared.hub.errors import Fault, NotAllowed
from shared.hub.seeds import Chain
from shared.journal.errors import Unknown
from shared.protocol.rows import CallRow, CounterRow, GroupRow
from tests.hall import config
from tests.unit.hub.office import Office, crashed, office

A = TypeVar("A")
B = TypeVar("B")


def shown(there: Office) -> int:
    """How many wait in group A, as everybody may see it."""
    row = there.board.rows["group", "a"]
    assert isinstance(row, GroupRow)
    return row.waiting


async def waiting(there: Office) -> int:
    """The same a tick later: how many wait may be told a moment after the ticket."""
    there.service.refresh()
    await asyncio.sleep(0)
    await there.service.look(lambda state: None)
    return shown(there)


async def test_nobody_hears_of_a_ticket_before_it_is_on_disk(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        told, durable = len(hall.told), hall.service.durable_seq
        hall.disk.hold()
        asked = asyncio.create_task(hall.issue())
        await hall.held()
        await asyncio.sleep(0)
        assert not asked.done()
        assert len(hall.told) == told
        assert hall.service.durable_seq == durable
        assert shown(hall) == 0
        hall.disk.let_go()
        answer = await asked
        assert (answer.number, answer.seq) == ("A001", len(hall.records()))
        assert await waiting(hall) == 1
        assert hall.told[-1][0] == answer.seq


async def test_the_screens_hear_before_the_one_who_asked(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1")
        await hall.call("1")
        answer = await hall.issue()
        assert answer.called == "1"
        rows = [row for seq, told, _ in hall.told if seq <= answer.seq for row in told]
        assert CallRow(id="1", number="A001", counter="1", label="1", nth=1, at_ms=hall.clock.now_ms()) in rows


async def test_a_refusal_waits_for_what_it_rests_on(tmp_path: Path) -> None:
    """Told at once, "you already hold A001" would speak of a ticket that a full disk may yet undo."""
    async with office(tmp_path) as hall:
        hall.disk.hold()
        first = asyncio.create_task(hall.issue(person="p"))
        await hall.held()
        second = asyncio.create_task(hall.issue(person="p"))
        await asyncio.sleep(0.01)
        assert not second.done()
        hall.disk.let_go()
        assert (await first).number == "A001"
        with pytest.raises(Refused, match=r"already-waiting.*A001"):
            await second


async def test_a_look_at_a_ticket_waits_until_it_is_durable(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        hall.disk.hold()
        asked = asyncio.create_task(hall.issue())
        await hall.held()
        looked = asyncio.create_task(hall.service.look(lambda state: list(state.tickets)))
        await asyncio.sleep(0.01)
        assert not looked.done()
        hall.disk.let_go()
        assert await looked == [(await asked).ticket]


async def test_a_look_never_shows_what_a_fault_undoes(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        hall.disk.hold()
        asked = asyncio.create_task(hall.issue())
        await hall.held()
        hall.disk.fail_next(Unknown("pulled out"))
        looked = asyncio.create_task(hall.service.look(lambda state: list(state.tickets)))
        await asyncio.sleep(0)
        hall.disk.let_go()
        with pytest.raises(Fault):
            await asked
        with pytest.raises(Fault):
            await looked
        assert await after_fault(hall.service.look, lambda state: list(state.tickets)) == []


async def test_a_double_tap_is_one_ticket(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2", "3")
        answers = await asyncio.gather(*(hall.issue("double-tap-1") for _ in range(5)))
        again = await hall.issue("double-tap-1")
        assert {answer.number for answer in (*answers, again)} == {"A001"}
        assert all(answer == again for answer in answers)
        assert again.drawn is not None
        assert again.main == again.drawn.main
        assert hall.types().count("ticket-issued") == 1


async def test_the_same_request_is_answered_the_same_after_a_restart(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2", "3")
        ready = await hall.call("2", "call-next-1")
        answer = await hall.issue("before-the-restart")
        await hall.issue("somebody-else")
    async with office(tmp_path, hall.disk.store) as again:
        assert await again.issue("before-the-restart") == answer
        assert await again.call("2", "call-next-1") == ready
        assert again.types().count("ticket-issued") == 2


async def test_an_answer_is_the_same_over_midnight_and_after_a_restart(tmp_path: Path) -> None:
    """The ticket has ended and the business day is another; its number is told again all the same."""
    async with office(tmp_path) as hall:
        await hall.open("1")
        await hall.issue()
        called = await hall.call("1", "late-call-1")
        for verb in (c.Serve, c.Finish):
            await hall.service.execute(verb(by="clerk:0801", counter="1"))
        hall.clock.advance(24 * 3600)
        hall.service.refresh()
        assert (await hall.issue()).number == "A001"
        assert called.number == "A001"
        assert await hall.call("1", "late-call-1") == called
    async with office(tmp_path, crashed(hall.disk.store), hall.clock) as again:
        assert await again.call("1", "late-call-1") == called


async def test_an_id_never_stands_for_another_request(tmp_path: Path) -> None:
    """Neither while the first is on its way, nor after it, nor after a restart."""
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        hall.disk.hold()
        first = asyncio.create_task(hall.issue("one-id-1.aaaa"))
        await hall.held()
        with pytest.raises(NotAllowed, match="another request"):
            await hall.call("1", "one-id-1.bbbb")
        hall.disk.let_go()
        answer = await first
        assert answer.request_id == "one-id-1"
        with pytest.raises(NotAllowed, match="another request"):
            await hall.issue("one-id-1.bbbb")
    async with office(tmp_path, crashed(hall.disk.store)) as again:
        assert await again.issue("one-id-1.aaaa") == answer
        with pytest.raises(NotAllowed, match="another request"):
            await again.call("1", "one-id-1.bbbb")
        assert again.types().count("ticket-issued") == 1


async def test_a_refused_request_may_be_asked_again(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        with pytest.raises(Refused, match="counter-closed"):
            await hall.call("1", "too-early-1")
        await hall.open("1")
        assert (await hall.call("1", "too-early-1")).counter == "1"


async def test_the_seal_on_a_repeated_answer_is_that_of_its_own_draw(tmp_path: Path) -> None:
    """The hall may have gone on to another epoch; a slip printed now must still verify."""
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        answer = await hall.issue("before-the-loss")
    (tmp_path / "seed-2026-01-05-1").unlink()
    async with office(tmp_path, hall.disk.store) as again:
        assert again.service.state.epoch == 2
        assert again.service.state.commitment != answer.commitment
        assert await again.issue("before-the-loss") == answer


async def test_everybody_waiting_hears_of_a_fault_and_nothing_was_done(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        first = await hall.issue("first-one")
        before = len(hall.records())
        hall.disk.hold()
        asked = [asyncio.create_task(hall.issue(f"crowd-{n:04d}")) for n in range(10)]
        await hall.held()
        asked += [asyncio.create_task(hall.issue(f"later-{n:04d}")) for n in range(10)]
        await asyncio.sleep(0)
        hall.disk.fail_next(Unknown("the disk failed: check it"))
        hall.disk.let_go()
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(outcome, Fault) for outcome in outcomes)
        assert {outcome.detail for outcome in outcomes if isinstance(outcome, Fault)} == {"the disk failed: check it"}
        assert "the journal could not be written" in caplog.text

        again = [await after_fault(hall.issue, f"crowd-{n:04d}") for n in range(10)]
        assert [answer.number for answer in again] == [f"A{n:03d}" for n in range(2, 12)]
        assert hall.service.faulted == ""
        assert "commands are taken again" in caplog.text
        assert hall.records()[before].term == 2
        assert await hall.issue("first-one") == first
        assert any(fresh for _, _, fresh in hall.told[-12:]), "the screens start anew"
        assert await waiting(hall) == 11


async def after_fault(ask: Callable[[A], Awaitable[B]], what: A) -> B:
    """What a terminal does: ask again the same."""
    for _ in range(200):
        try:
            return await ask(what)
        except Fault:
            await asyncio.sleep(0.005)
    raise AssertionError("the hall does not recover")


async def test_records_that_were_written_though_the_disk_said_no_are_answered_and_not_repeated(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2", "3")
        hall.disk.fail_next(Unknown("no answer from the disk"), written=True)
        with pytest.raises(Fault):
            await hall.issue("unknown-outcome")
        answer = await after_fault(hall.issue, "unknown-outcome")
        assert (answer.number, hall.types().count("ticket-issued")) == ("A001", 1)
        assert answer.main, "the draw that was open then is finished"
        assert hall.types().count("draw-resolved") == 1
        assert hall.records()[-1].request == "unknown-outcome"


@pytest.mark.parametrize("fault", ["before", "after"])
async def test_a_fault_between_a_draw_and_its_chance_never_draws_twice(tmp_path: Path, fault: str) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2", "3")
        hall.disk.hold()
        asked = asyncio.create_task(hall.issue("between-the-two"))
        await hall.held()
        hall.disk.busy.clear()
        if fault == "before":
            hall.disk.fail_next(Unknown("x"))
        hall.disk.free.set()
        if fault == "after":  # the request of the draw is durable; the append of its result fails
            hall.disk.fail_next(Unknown("x"))
        with pytest.raises(Fault):
            await asked
        answer = await after_fault(hall.issue, "between-the-two")
        assert [hall.types().count(it) for it in ("ticket-issued", "draw-requested", "draw-resolved")] == [1, 1, 1]
        assert answer.drawn is not None
        assert answer.drawn.i == 1


async def test_a_disk_that_stays_full_keeps_the_hall_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shared.hub.service.RETRY_S", 0.01)
    async with office(tmp_path) as hall:
        await hall.open("1")
        await hall.issue("while-there-is-room")
        assert await waiting(hall) == 1
        claim, full = hall.disk._claim, True

        def no_room(leader: str):  # type: ignore[no-untyped-def]
            if full:
                raise Unknown("the disk is full: free some space")
            return claim(leader)

        monkeypatch.setattr(hall.disk, "_claim", no_room)
        hall.disk.fail_next(Unknown("the disk is full: free some space"))
        with pytest.raises(Fault, match="free some space"):
            await hall.issue("no-room-left")
        for _ in range(3):
            with pytest.raises(Fault, match="free some space"):
                await hall.issue("no-room-left")
            assert len(await after_fault(hall.service.look, lambda state: list(state.tickets))) == 1
            assert shown(hall) == 1
            await asyncio.sleep(0.02)
        full = False
        assert (await after_fault(hall.issue, "no-room-left")).number == "A002"
    assert caplog.text.count("the journal could not be written") == 1


async def test_a_command_that_breaks_the_hub_is_answered_and_the_hall_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug of ours must not leave anybody waiting for ever, nor the state half changed."""
    async with office(tmp_path) as hall:

        def with_a_bug(state, command, facts):  # type: ignore[no-untyped-def]
            if isinstance(command, c.Cancel):
                state.tickets.clear()
                raise KeyError("boom")
            return decide(state, command, facts)

        await hall.issue("before-the-bug")
        monkeypatch.setattr("shared.hub.service.decide", with_a_bug)
        async with asyncio.timeout(5):
            with pytest.raises(Fault):
                await hall.service.execute(c.Cancel(ticket="x"), "the-bug-itself")
            assert (await after_fault(hall.issue, "after-the-bug")).number == "A002"
        assert len(hall.service.state.tickets) == 2
        assert "a command broke the hall" in caplog.text


async def test_a_snapshot_is_never_taken_of_a_hall_in_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with office(tmp_path) as hall:
        await hall.issue()
        monkeypatch.setattr("shared.hub.service.RETRY_S", 60)

        def never(leader: str):  # type: ignore[no-untyped-def]
            raise Unknown("the disk is full")

        monkeypatch.setattr(hall.disk, "_claim", never)
        hall.disk.fail_next(Unknown("the disk is full"), written=True)
        with pytest.raises(Fault):
            await hall.issue()
        await hall.service.snapshot()
        assert hall.disk.store.snapshots == {}


async def test_two_clerks_who_call_at_once_call_two_people(tmp_path: Path) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        for _ in range(4):
            await hall.issue(service="f1")
        answers = await asyncio.gather(hall.call("1"), hall.call("2"))
        assert sorted(answer.number for answer in answers) == ["F001", "F002"]
        row = hall.board.rows["counter", "1"]
        assert isinstance(row, CounterRow)
        assert row.number == answers[0].number


async def test_closing_loses_nothing_that_was_accepted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with office(tmp_path) as hall:
        await hall.open("1", "2")
        hall.disk.hold()
        asked = [asyncio.create_task(hall.issue(f"at-closing-{n}")) for n in range(3)]
        await hall.held()
        closing = asyncio.create_task(hall.service.close())
        await asyncio.sleep(0)
        hall.disk.let_go()
        await closing
        assert [answer.number for answer in await asyncio.gather(*asked)] == ["A001", "A002", "A003"]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_the_chance_of_a_draw_is_looked_at_only_when_its_request_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known earlier, a crash could be used to draw again until the result pleases."""
    link, looked = Chain.link, list[int]()
    async with office(tmp_path) as hall:

        def seen(chain: Chain, i: int) -> bytes:
            requested = [record.data["i"] for record in hall.records() if record.type == "draw-requested"]
            assert i in requested
            looked.append(i)
            return link(chain, i)

        monkeypatch.setattr(Chain, "link", seen)
        await hall.open("1", "2", "3")
        hall.disk.hold()
        asked = [asyncio.create_task(hall.issue(f"citizen-{n}")) for n in range(3)]
        await hall.held()
        hall.service.refresh()
        asked.append(asyncio.create_task(hall.issue("citizen-3")))
        await asyncio.sleep(0.02)
        assert looked == []
        hall.disk.let_go()
        assert {answer.number for answer in await asyncio.gather(*asked)} == {"A001", "A002", "A003", "A004"}
        assert looked == [1, 2, 3, 4]


async def test_sixty_windows_calling_at_once_are_all_answered_and_all_announced(tmp_path: Path) -> None:
    windows = [str(n) for n in range(1, 61)]
    async with office(tmp_path, configuration=config(60)) as hall:
        for _ in windows:
            await hall.issue(service="f1")
        await hall.open(*windows)
        answers = await asyncio.gather(*(hall.call(counter) for counter in windows))
        called = {answer.number for answer in answers}
        announced = [row.number for _, rows, _ in hall.told for row in rows if isinstance(row, CallRow)]
        assert len(called) == 60
        assert sorted(announced) == sorted(called)
