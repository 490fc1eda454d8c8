"""Rounds of draws through the hub: each draw durable before its chance, the clock's part, and power cuts between."""

import asyncio
from pathlib import Path

import msgspec

from shared.hall.config import HallConfig
from shared.hall.events import PairsDrawRequested
from shared.hall.ready import next_wake
from shared.hub.timers import start_rounds
from tests.hall import config
from tests.unit.hub.office import Office, crashed, office

ROUND = ["round-opened", "pairs-draw-requested", "draw-resolved", "ticket-called"]


def drawn_at_call() -> HallConfig:
    whole = config()
    return msgspec.structs.replace(
        whole, groups=tuple(msgspec.structs.replace(group, policy="call") for group in whole.groups)
    )


async def with_people(there: Office, people: int, *counters: str) -> None:
    for n in range(people):
        await there.issue(f"citizen-{n}")
    await there.open("1", "2", "3", "4", "5", "6")
    for counter in counters:
        await there.call(counter)


async def test_a_newcomer_is_told_the_window_that_was_drawn(tmp_path: Path) -> None:
    async with office(tmp_path, configuration=drawn_at_call()) as there:
        await with_people(there, 0, "1", "2", "3")
        answer = await there.issue("the-newcomer")
        assert answer.called in ("1", "2", "3")
        assert (answer.main, answer.drawn) == ("", None)
        assert there.types()[-4:] == ROUND
        assert await there.issue("the-newcomer") == answer


async def test_the_clerk_who_presses_hears_of_the_own_window_alone(tmp_path: Path) -> None:
    """The press at the third window lets both people be called; at most one of them there."""
    async with office(tmp_path, configuration=drawn_at_call()) as there:
        await with_people(there, 2, "1", "2")
        answer = await there.call("3", "press-at-three")
        desk = there.service.state.desks["3"]
        assert there.types().count("ticket-called") == 2
        assert answer.counter == "3"
        assert answer.ticket == desk.ticket


async def test_the_request_of_every_draw_is_durable_before_its_chance_is_known(tmp_path: Path) -> None:
    async with office(tmp_path, configuration=drawn_at_call()) as there:
        await with_people(there, 2, "1", "2")
        there.disk.hold()
        press = asyncio.create_task(there.call("3", "press-at-three"))
        await there.held()
        assert isinstance(there.service.state.open_draw, PairsDrawRequested)
        assert "ticket-called" not in there.types()
        there.disk.let_go()
        await press
    ends = there.disk.ends
    kinds = [record.type for record in there.records()]
    for seq, kind in enumerate(kinds, 1):
        if kind == "pairs-draw-requested":
            assert seq in ends, "a commit ends with the request"


async def test_a_power_cut_anywhere_in_a_round_gives_the_same_calls(tmp_path: Path) -> None:
    async with office(tmp_path, configuration=drawn_at_call()) as there:
        await with_people(there, 2, "1", "2")
        await there.call("3", "press-at-three")
        clock, records = there.clock, there.records()
    whole = [(record.data["ticket"], record.data["counter"]) for record in records if record.type == "ticket-called"]
    start = next(record.seq for record in records if record.type == "round-opened")
    cuts = [end for end in there.disk.ends if start <= end <= len(records)]
    assert len(cuts) == 3, "after each request and at the end"
    for kept in cuts:
        async with office(tmp_path, crashed(there.disk.store, kept), clock, drawn_at_call()) as again:
            await again.service.look(lambda state: None)
            answer = await again.call("3", "press-at-three")
            calls = [record.data for record in again.records() if record.type == "ticket-called"]
            assert [(call["ticket"], call["counter"]) for call in calls] == whole
            assert answer.counter == "3"


async def test_the_hubs_clock_begins_a_round_when_somebody_has_waited_long_enough(tmp_path: Path) -> None:
    async with office(tmp_path, configuration=drawn_at_call()) as there:
        await with_people(there, 1, "1")
        wake = next_wake(there.service.state)
        assert wake == there.clock.now_ms() + 120_000
        await start_rounds(there.service, there.clock)
        assert "round-opened" not in there.types()
        there.clock.advance(120)
        await start_rounds(there.service, there.clock)
        assert there.types()[-4:] == ROUND
        assert {record.by for record in there.records()[-4:]} == {"hub"}
        assert there.service.state.desks["1"].ticket
