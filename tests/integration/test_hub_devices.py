"""A kiosk's printer runs out of paper: the staff see it, citizens do not, and the hub writes nothing down."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.protocol import messages as m
from shared.protocol.rows import DeviceRow, HallRow, SlipRow
from tests.integration.hubs import House, house

OUT = {"device": "printer", "state": "trouble", "detail": "paper_out", "left": 0, "number": "A047"}


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


async def test_a_managers_screen_shows_it_at_once_and_after_a_reconnect(hall: House) -> None:
    kiosk, boss, screen = (
        await hall.pair("kiosk", "kiosk-1"),
        await hall.pair("manager", "M1"),
        await hall.pair("display", "D1"),
    )
    before = hall.hub.service.durable_seq
    async with hall.socket(kiosk) as at_kiosk, hall.socket(boss) as at_desk, hall.socket(screen) as at_hall:
        _, picture = await at_kiosk.hello()
        assert isinstance(picture, m.Snapshot)
        assert {row.id for row in picture.rows if isinstance(row, SlipRow)} == {"slip"}
        await at_desk.hello()
        _, seen = await at_hall.hello()
        assert isinstance(seen, m.Snapshot)
        assert not any(isinstance(row, SlipRow) for row in seen.rows)
        assert any(isinstance(row, HallRow) for row in seen.rows)
        reply = await at_kiosk.ask("report", "report-0001", **OUT)
        assert isinstance(reply, m.Reply)
        news = await at_desk.hear()
        assert isinstance(news, m.Update)
        (row,) = news.rows
        assert isinstance(row, DeviceRow)
        assert (row.name, row.device, row.state, row.detail, row.number) == (
            "kiosk-1", "printer", "trouble", "paper_out", "A047",
        )  # fmt: skip
        await at_hall.say(m.Ping(n=7))
        assert await at_hall.hears_pong(7)  # nothing came before it
        async with hall.socket(boss) as again:
            _, picture = await again.hello()
            assert isinstance(picture, m.Snapshot)
            assert [row for row in picture.rows if isinstance(row, DeviceRow)] == [row]
        assert 'fairhall_device_trouble{device="printer",terminal="kiosk-1"} 1.0' in hall.hub.metrics.text([]).decode()
    assert hall.hub.service.durable_seq == before


async def test_a_clerk_sees_it_too_and_it_goes_with_its_kiosk(hall: House) -> None:
    kiosk, desk = await hall.pair("kiosk", "kiosk-1"), await hall.pair("counter", "W8", "8")
    async with hall.socket(desk) as at_desk:
        await at_desk.hello()
        async with hall.socket(kiosk) as at_kiosk, hall.socket(kiosk) as again:
            await at_kiosk.hello()
            await again.hello()
            await at_kiosk.ask("report", "report-0001", **OUT)
            news = await at_desk.hear()
            assert isinstance(news, m.Update)
            assert [(row.state, row.detail) for row in news.rows if isinstance(row, DeviceRow)] == [
                ("trouble", "paper_out")
            ]
            await again.raw.close()
            await at_desk.say(m.Ping(n=8))
            assert await at_desk.hears_pong(8), "its other connection still stands"
        news = await at_desk.hear()
        assert isinstance(news, m.Update)
        assert [row.state for row in news.rows if isinstance(row, DeviceRow)] == ["off"]


async def test_nonsense_and_managers_are_refused(hall: House) -> None:
    kiosk, boss = await hall.pair("kiosk", "kiosk-1"), await hall.pair("manager", "M1")
    async with hall.socket(kiosk) as at_kiosk, hall.socket(boss) as at_desk:
        await at_kiosk.hello()
        await at_desk.hello()
        bad = await at_kiosk.ask("report", "report-0002", **(OUT | {"state": "burning"}))
        assert isinstance(bad, m.Refusal)
        assert bad.problem.status == 400
        mine = await at_desk.ask("report", "report-0003", **OUT)
        assert isinstance(mine, m.Refusal)
        assert mine.problem.code == "role-may-not"
    assert not hall.hub.devices.rows
