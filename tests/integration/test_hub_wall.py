"""The manager's wall on a real hub: what it may see, what it may ask, and that a restart changes no figure."""

from pathlib import Path

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hub import timers
from shared.protocol import messages as m
from shared.protocol.rows import AnyRow, CallRow, CurveRow, DeskRow, DeviceRow, GroupRow, LotRow, TodayRow, WarningRow
from tests.integration.hubs import House, Socket, house
from tests.integration.people import counter, kiosk, manager

MORNING = 1_767_571_200_000
REPORT = msgspec.Raw(b'{"device": "board", "state": "ok"}')


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


async def test_a_bad_grade_is_told_to_managers_and_not_to_the_desk(tmp_path: Path) -> None:
    async with house(tmp_path, ManualClock(MORNING)) as hall:
        desk, taker, boss = await counter(hall), await kiosk(hall), await manager(hall)
        assert (await desk.post("counters/1/open"))[0] == 200
        _, ticket = await taker.post("tickets", service="income")
        for verb in ("call-next", "serve", "finish"):
            assert (await desk.post(f"counters/1/{verb}"))[0] == 200
        wall, seat = await hall.pair("wall", "W1"), await hall.pair("counter", "W1b", "1")
        async with hall.socket(wall) as at_wall, hall.socket(seat) as at_seat:
            await at_wall.hello()
            await at_seat.hello()
            wish = {"ticket": ticket["ticket"], "grade": 1, "source": "screen", "reasons": ["attitude"]}
            assert (await desk.post("evaluations", "", **wish))[0] == 201
            hall.hub.service.refresh()
            await hall.hub.service.look(lambda state: None)
            hall.hub.warn()
            found = await until(at_wall, WarningRow, lambda row: row.code == "bad-grade")
            assert isinstance(found, WarningRow)
            assert (found.level, found.value, found.name.zh) == ("yellow", 1, "税务")
            assert ticket["number"] not in str(found) and ticket["ticket"] not in str(found)
            assert "rated badly today" in (await boss.get("/operator"))[1]
            assert isinstance(await at_wall.ask("take-warning", "take-0001", warning=found.id), m.Reply)
            await at_seat.say(m.Command(id="report-1", name="report", body=REPORT))
            seen: list[AnyRow] = []
            while not isinstance(heard := await at_seat.hear(), m.Reply):
                seen += heard.rows if isinstance(heard, m.Update) else ()
            assert not [row for row in seen if isinstance(row, WarningRow | TodayRow)]


async def test_a_clerk_asks_for_the_manager_and_hears_that_somebody_goes(tmp_path: Path) -> None:
    async with house(tmp_path, ManualClock(MORNING)) as hall:
        wall, seat = await hall.pair("wall", "经理室"), await hall.pair("counter", "PC-0817", "3")
        async with hall.socket(wall) as at_wall, hall.socket(seat) as at_seat:
            await at_wall.hello()
            await at_seat.hello()
            call = {"device": "help", "state": "warn", "detail": "manager"}
            assert isinstance(await at_seat.ask("report", "report-1", **call), m.Reply)
            hall.hub.warn()
            found = await until(at_wall, WarningRow, lambda row: row.detail == "help/manager")
            assert isinstance(found, WarningRow)
            assert (found.level, found.subject) == ("yellow", "3"), "the counter's label, whatever its PC is called"
            assert isinstance(await at_wall.ask("take-warning", "take-0001", warning=found.id), m.Reply)
            told = await until(at_seat, DeviceRow, lambda row: row.device == "help" and row.detail == "coming")
            assert isinstance(told, DeviceRow) and (told.counter, told.state) == ("3", "warn")
            assert isinstance(await at_seat.ask("report", "report-2", device="help", state="ok"), m.Reply)
            hall.hub.warn()
            over = await until(at_wall, WarningRow, lambda row: row.id == found.id and not row.level)
            assert isinstance(over, WarningRow) and over.taken_by == "经理室"


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
