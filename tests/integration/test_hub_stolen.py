"""A terminal is carried away, a clerk goes home without signing out."""

import asyncio
import sys
from pathlib import Path

import aiohttp
import pytest

from shared.clock import ManualClock
from shared.protocol import messages as m
from tests.hall import EIGHT
from tests.integration.hubs import ROOT, House, Socket, house
from tests.integration.people import counter

BEAT_S = 0.2


async def revoke(hall: House, device: str) -> None:
    """As the administrator does, beside the running hub."""
    command = [sys.executable, "-m", "shared.cli", "device", "revoke", device, "--data", str(hall.data)]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 0


async def cut(socket: Socket) -> None:
    """Until the hub ends it; meanwhile it beats as terminals do, so that silence is not what ends it."""
    while True:
        try:
            await socket.say(m.Ping(n=1))
            frame = await socket.raw.receive(timeout=BEAT_S)
        except TimeoutError:
            continue
        except ConnectionError:
            return
        if frame.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSE):
            return


async def test_a_stolen_kiosk_is_cut_off_at_the_next_tick_and_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path) as hall:
        stolen, other = await hall.pair("kiosk", "K1"), await hall.pair("display", "D1")
        async with hall.socket(stolen) as kiosk, hall.socket(other) as display:
            await kiosk.hello()
            await display.hello()
            beating, robbed = asyncio.ensure_future(cut(display)), asyncio.ensure_future(cut(kiosk))
            await revoke(hall, stolen.device_id)
            async with asyncio.timeout(20):
                await robbed
            assert "K1 is shut out" in caplog.text
            assert not beating.done()
            beating.cancel()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with hall.socket(stolen):
                pass
        assert refused.value.status == 401


async def test_a_kiosk_that_is_paired_again_leaves_its_old_key_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path) as hall, hall.socket(await hall.pair("kiosk", "K1")) as old:
        await old.hello()
        new = await hall.pair("kiosk", "K1")
        asked = await old.ask("issue", "request-1", service="id-card")
        assert isinstance(asked, m.Refusal) and asked.problem.code == "not-paired", asked
        async with asyncio.timeout(20):
            await cut(old)
        assert "K1 is shut out" in caplog.text
        async with hall.socket(new) as kiosk:
            await kiosk.hello()
            assert isinstance(await kiosk.ask("issue", "request-2", service="id-card"), m.Reply)


async def test_a_desk_left_signed_in_overnight_calls_nobody_in_the_morning(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        await hall.clerk("0801")
        async with hall.socket(await hall.pair("counter", "W1", "1")) as desk:
            await desk.hello()
            assert isinstance(await desk.sign_in("0801"), m.SignedIn)
            assert isinstance(await desk.ask("open", "morning-1"), m.Reply)
            clock.advance(11 * 3600)
            assert isinstance(await desk.ask("pause", "evening-1"), m.Reply), "a long day is one session"
            clock.advance(12 * 3600)
            refusal = await desk.ask("open", "morning-2")
            assert isinstance(refusal, m.Refusal)
            assert (refusal.problem.code, refusal.problem.status) == ("sign-in-first", 401)
            assert isinstance(await desk.sign_in("0801"), m.SignedIn)
            assert isinstance(await desk.ask("open", "morning-3"), m.Reply)


async def test_a_session_over_http_ends_as_well(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        one = await counter(hall)
        assert (await one.post("counters/1/open"))[0] == 200
        clock.advance(12 * 3600)
        assert await one.refused("counters/1/pause") == (401, "sign-in-again")
