"""The manager's wall on a real hub: what it may see, what it may ask, and that a restart changes no figure."""

from pathlib import Path

import pytest

from shared.clock import ManualClock
from shared.hub import timers
from shared.protocol import messages as m
from shared.protocol.rows import AnyRow, CallRow, CurveRow, DeskRow, DeviceRow, GroupRow, LotRow, TodayRow, WarningRow
from tests.integration.hubs import House, Socket, house

MORNING = 1_767_571_200_000


async def until(socket: Socket, kind: type[AnyRow], wanted) -> AnyRow:  # type: ignore[no-untyped-def]
    """The first row of this kind that is as wanted, from now on."""
    while True:
        heard = await socket.hear()
        if isinstance(heard, m.Snapshot | m.Update):
            for row in heard.rows:
                if isinstance(row, kind) and wanted(row):
                    return row


async def crowd(hall: House, people: int) -> None:
    kiosk = await hall.pair("kiosk", "kiosk-1")
    async with hall.socket(kiosk) as at_kiosk:
        await at_kiosk.hello()
        for n in range(people):
            assert isinstance(await at_kiosk.ask("issue", f"issue-{n:04}", service="income"), m.Reply)


async def test_a_wall_sees_the_day_in_figures_and_takes_a_warning(tmp_path: Path) -> None:
    async with house(tmp_path, ManualClock(MORNING)) as hall:
        wall, boss = await hall.pair("wall", "经理室"), await hall.pair("manager", "M1")
        async with hall.socket(wall) as at_wall, hall.socket(boss) as at_desk:
            _, picture = await at_wall.hello()
            assert isinstance(picture, m.Snapshot)
            kinds = {type(row) for row in picture.rows}
            assert {CurveRow, TodayRow, LotRow, GroupRow} <= kinds
            assert not kinds & {CallRow, DeskRow, DeviceRow}
            await at_desk.hello()
            await crowd(hall, 10)
            hall.hub.service.refresh()
            await hall.hub.service.look(lambda state: None)
            hall.hub.warn()
            found = await until(at_wall, WarningRow, lambda row: row.code == "waiting")
            assert isinstance(found, WarningRow)
            assert (found.level, found.value, found.taken_by) == ("yellow", 10, "")
            assert isinstance(await at_wall.ask("take-warning", "take-0001", warning=found.id), m.Reply)
            taken = await until(at_desk, WarningRow, lambda row: bool(row.taken_by))
            assert isinstance(taken, WarningRow) and taken.taken_by == "经理室"
            gone = await at_wall.ask("take-warning", "take-0002", warning="waiting/none")
            assert isinstance(gone, m.Refusal) and gone.problem.code == "unknown-warning"


@pytest.mark.parametrize("name", ["issue", "call-next", "cancel", "report"])
async def test_a_wall_may_ask_for_nothing_else(tmp_path: Path, name: str) -> None:
    body = {"issue": {"service": "income"}, "cancel": {"ticket": "t"}, "call-next": {"counter": "1"}}
    report = {"device": "printer", "state": "ok"}
    async with house(tmp_path) as hall, hall.socket(await hall.pair("wall", "W1")) as at_wall:
        await at_wall.hello()
        answer = await at_wall.ask(name, "request-1", **body.get(name, report))
        assert isinstance(answer, m.Refusal) and answer.problem.code == "role-may-not"


async def test_a_display_may_not_take_a_warning_nor_see_one(tmp_path: Path) -> None:
    async with house(tmp_path) as hall, hall.socket(await hall.pair("display", "D1")) as screen:
        _, picture = await screen.hello()
        assert isinstance(picture, m.Snapshot)
        assert not any(isinstance(row, CurveRow | TodayRow | LotRow | WarningRow) for row in picture.rows)
        answer = await screen.ask("take-warning", "take-0001", warning="waiting/tax")
        assert isinstance(answer, m.Refusal) and answer.problem.code == "role-may-not"


async def test_a_restart_of_the_hub_changes_no_figure(tmp_path: Path) -> None:
    clock = ManualClock(MORNING)
    async with house(tmp_path, clock) as hall:
        await crowd(hall, 7)
        clock.advance(timers.TICK_S * 400)
        hall.hub.service.refresh()
        before = await hall.hub.service.look(lambda state: hall.hub.service.image.today)
        waiting = dict(before.waiting)
    async with house(tmp_path, clock) as hall, hall.socket(await hall.pair("wall", "W2")) as at_wall:
        _, picture = await at_wall.hello()
        assert isinstance(picture, m.Snapshot)
        curves = {row.id: row.most for row in picture.rows if isinstance(row, CurveRow)}
        assert waiting["tax"] == 7 and curves["tax"][-1] == 7
