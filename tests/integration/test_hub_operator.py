"""Whoever runs the hub looks at it in the morning."""

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from shared.backup import archive
from shared.client.identity import trust
from shared.clock import ManualClock
from shared.hub import health
from tests.hall import EIGHT
from tests.integration.hubs import House, house
from tests.integration.people import kiosk, manager


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path / "hub") as there:
        yield there


async def page(hall: House) -> str:
    async with hall.http.get("/operator") as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "script" not in await response.text()
        return await response.text()


async def told(hall: House) -> dict[str, float]:
    """What monitoring is told, by check."""
    async with hall.http.get("/metrics") as response:
        lines = (await response.text()).splitlines()
    found = [line.split() for line in lines if line.startswith("fairhall_health{")]
    return {name.split('"')[1]: float(value) for name, value in found}


async def test_a_well_hub_says_so_and_what_is_missing(hall: House, tmp_path: Path) -> None:
    said = await page(hall)
    assert "还没有备份过" in said
    assert "There is none yet: run fairhall backup" in said
    assert "云溪市政务服务中心 · 主控状态" in said
    assert "All 0 connected" in said
    archive.make(hall.data, tmp_path / "a.backup", lambda done, total: None)
    assert "The last one is 0 days old" in await page(hall)
    nine_days_ago = time.time() - 9 * 86400
    os.utime(hall.data / health.BACKUP_STAMP, (nine_days_ago, nine_days_ago))
    assert "The last one is 9 days old" in await page(hall)
    assert await told(hall) == {
        **dict.fromkeys(("journal", "disk", "clock", "hall", "leads", "devices", "ratings", "terminals", "doors"), 0),
        **dict.fromkeys(("backup", "witnesses"), 1),
    }


async def test_what_is_wrong_is_named(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    taker = await hall.pair("kiosk", "K1 <b>")
    async with hall.socket(taker) as socket:
        await socket.hello()
        await socket.ask("report", "report-1", device="printer", state="trouble", detail="paper_out")
        await socket.ask("report", "report-2", device="voice", state="trouble", detail="never_heard_of")
        await socket.ask("report", "report-3", device="help", state="warn")
        hall.hall_file.write_text("id = ")
        await hall.hub.reload()
        monkeypatch.setattr(hall.hub.service, "faulted", "No space left on device")
        said = await page(hall)
        paper = ("K1 &lt;b&gt; 的打印机：没纸了", "K1 &lt;b&gt;, printer: out of paper, put in a new roll")
        for wanted in (*paper, "hall.toml:1", "No space left on device", "马上处理"):
            assert wanted in said, wanted
        assert "K1 &lt;b&gt;, voice: something is wrong, have a look" in said
        assert "<b>" not in said
        assert "help" not in said, "a person who asks for help is no device; the wall and the console tell of it"
        assert {check for check, level in (await told(hall)).items() if level} == {
            *("journal", "hall", "devices", "backup", "witnesses")
        }
    monkeypatch.undo()
    assert "away: K1 &lt;b&gt;" in await page(hall)


async def test_a_clock_set_back_is_noticed(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        assert (await told(hall))["clock"] == 0
        clock.set(EIGHT - 3_600_000)
        assert "3600 s behind the last record" in await page(hall)


async def test_a_full_disk_is_seen_coming(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LITTLE_MB", 10**9)
    assert "make room" in await page(hall)
    assert (await told(hall))["disk"] == 1


async def test_it_is_for_managers_and_for_the_machine_itself(hall: House) -> None:
    taker, boss = await kiosk(hall), await manager(hall)
    assert (await boss.get("/operator"))[0] == 200
    status, problem = await taker.get("/operator")
    assert (status, problem.code) == (403, "role-may-not")
    for address, headers in (("127.0.0.2", {}), ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"})):
        connector = aiohttp.TCPConnector(ssl=trust(hall.hub.ca_pem), local_addr=(address, 0))
        async with (
            aiohttp.ClientSession(connector=connector) as stranger,
            stranger.get(f"https://{hall.address}/operator", headers=headers) as response,
        ):
            assert response.status == 401
