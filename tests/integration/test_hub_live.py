"""The live connection: what a terminal hears, what it may not, and what happens to one that misbehaves."""

import asyncio
import socket as sockets
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import msgspec
import pytest

from shared.client.identity import trust
from shared.clock import ManualClock
from shared.hall import commands as c
from shared.hall.config import Text
from shared.protocol import messages as m
from shared.protocol.rows import CallRow, CounterRow, DeskRow, GroupRow, HallRow, ServiceRow, WordsRow
from tests.hall import EIGHT
from tests.integration.hubs import HALL, House, Socket, house, patiently


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


async def rename(hall: House, n: int) -> None:
    """A change that everybody gets a whole new picture of."""
    config = msgspec.structs.replace(hall.hub.hall.current(), notice=Text(f"通知 {n}", f"Notice {n}"))
    hall.hub.hall._current = config
    await hall.hub.configure()


def notice(message: m.FromHub) -> str:
    assert isinstance(message, m.Snapshot)
    return next(row.notice.en for row in message.rows if isinstance(row, HallRow))


async def signed_in(hall: House, n: str, socket: Socket, clerk: str = "0801") -> None:
    if hall.hub.clerks.clerk(clerk) is None:
        await hall.clerk(clerk)
    await socket.hello()
    assert isinstance(await socket.sign_in(clerk), m.SignedIn)
    assert isinstance(await socket.ask("open", f"open-{n}-{clerk}"), m.Reply)


async def test_a_display_is_welcomed_and_hears_each_call(hall: House) -> None:
    who = await hall.pair("display", "D1")
    boss = await hall.pair("manager", "M1")
    async with hall.socket(who) as screen, hall.socket(boss) as manager:
        welcome, picture = await screen.hello()
        assert (welcome.role, welcome.hall, welcome.device, welcome.heartbeat_ms) == (
            "display",
            "yunxi",
            who.device_id,
            1000,
        )
        assert isinstance(picture, m.Snapshot)
        assert {type(row) for row in picture.rows} == {HallRow, WordsRow, GroupRow, CounterRow}
        assert isinstance(await manager.ask("open", "open-at-3", counter="3"), m.Reply)
        await manager.ask("issue", "issue-one", service="income")
        called = await manager.ask("call-next", "call-at-3", counter="3")
        assert isinstance(called, m.Reply)
        seen: list[object] = []
        while not any(isinstance(row, CallRow) for row in seen):
            update = await screen.hear()
            assert isinstance(update, m.Update)
            seen += update.rows
        assert [(row.number, row.label) for row in seen if isinstance(row, CallRow)] == [("F001", "3")]
        assert not [row for row in seen if isinstance(row, ServiceRow | DeskRow)]
        assert isinstance(update, m.Update)
        assert update.seq == called.answer.seq


async def test_the_same_request_over_http_and_over_the_wire_is_one(hall: House) -> None:
    who = await hall.pair("kiosk", "K1")
    async with hall.socket(who) as kiosk:
        first = await kiosk.ask("issue", "one-and-the-same", service="income")
        second = await kiosk.ask("issue", "one-and-the-same", service="income")
        assert first == second
        headers = {"Authorization": who.bearer, "Idempotency-Key": "one-and-the-same"}
        async with hall.http.post("/api/v1/tickets", json={"service": "income"}, headers=headers) as response:
            assert (await response.json())["number"] == "F001"


async def test_who_comes_back_hears_what_was_missed_no_hole_nothing_twice(hall: House) -> None:
    who, boss = await hall.pair("display", "D1"), await hall.pair("manager", "M1")
    async with hall.socket(boss) as manager:
        await manager.ask("open", "open-at-1", counter="1")
        async with hall.socket(who) as screen:
            welcome, _ = await screen.hello()
        for n in "234":
            await manager.ask("open", f"open-at-{n}", counter=n)
        async with hall.socket(who) as screen:
            await screen.hello(after=welcome.seq)
            updates = [await screen.hear()]
            while isinstance(updates[-1], m.Update) and updates[-1].seq < welcome.seq + 3:
                updates.append(await screen.hear())
    missed = [update for update in updates if isinstance(update, m.Update)]
    assert len(missed) == len(updates), "no whole picture was needed"
    opened = [row.id for update in missed for row in update.rows if isinstance(row, CounterRow)]
    assert opened == ["1", "2", "3", "4"], "from its own seq on, which may have had more to it"


async def test_after_a_restart_over_closing_time_no_screen_says_open(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").write_text(HALL + '\n[hours]\nopen = "08:00"\nclose = "17:00"\n')
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        who = await hall.pair("display", "D1")
        async with hall.socket(who) as screen:
            welcome, picture = await screen.hello()
            assert isinstance(picture, m.Snapshot)
            assert [row.open for row in picture.rows if isinstance(row, HallRow)] == [True]
    clock.advance(10 * 3600)
    async with house(tmp_path, clock) as hall, hall.socket(who) as screen:
        again, _ = await screen.hello(after=welcome.seq)
        assert again.seq == welcome.seq, "nothing was recorded meanwhile"
        picture = await screen.hear()
        assert isinstance(picture, m.Snapshot)
        assert [row.open for row in picture.rows if isinstance(row, HallRow)] == [False]


async def test_a_counter_sees_its_own_desk_and_no_number_before_its_call(hall: House) -> None:
    who = await hall.pair("counter", "W1", "1")
    boss = await hall.pair("manager", "M1")
    async with hall.socket(who) as desk, hall.socket(boss) as manager:
        await signed_in(hall, "1", desk)
        await manager.ask("open", "open-at-2", counter="2")
        for n in range(3):
            await manager.ask("issue", f"citizen-{n}", service="income")
        await manager.ask("call-next", "call-at-2", counter="2")
        await desk.say(m.Ping(n=1))
        frames: list[bytes] = []
        async with asyncio.timeout(5):
            while b'"pong"' not in (frame := (await desk.raw.receive_str()).encode()):
                frames.append(frame)
        heard = b"".join(frames)
        assert b"F002" not in heard
        assert b"F003" not in heard
        assert heard.count(b'"F001"') == 1, "called at window 2, as all may see"
        reply = await desk.ask("call-next", "call-at-1")
        assert isinstance(reply, m.Reply)
        assert reply.answer.number == "F002"


@pytest.mark.parametrize(
    "junk", [b"\x00\xff\xfe", b"{}", b"[]", b"", "公平", '{"m": "hello"', '{"m": "cherrypick"}', "[" * 9999]
)
async def test_junk_is_answered_and_the_conversation_goes_on(hall: House, junk: bytes | str) -> None:
    async with hall.socket(await hall.pair("kiosk", "K1")) as kiosk:
        await (kiosk.raw.send_bytes(junk) if isinstance(junk, bytes) else kiosk.raw.send_str(junk))
        refusal = await kiosk.hear()
        assert isinstance(refusal, m.Refusal)
        assert (refusal.id, refusal.problem.code, refusal.problem.status) == ("", "malformed", 400)
        assert isinstance(await kiosk.ask("issue", "still-here", service="income"), m.Reply)


async def test_a_terminal_of_another_version_is_told(hall: House) -> None:
    async with hall.socket(await hall.pair("kiosk", "K1")) as kiosk:
        await kiosk.say(m.Hello(protocol=99))
        refusal = await kiosk.hear()
        assert isinstance(refusal, m.Refusal)
        assert (refusal.problem.code, refusal.problem.title) == ("other-version", "this hub speaks protocol 1, not 99")


@pytest.mark.parametrize("kind", ["text", "binary"])
async def test_an_oversized_frame_ends_only_its_own_connection(hall: House, kind: str) -> None:
    async with hall.socket(await hall.pair("kiosk", "K1")) as big, hall.socket(await hall.pair("kiosk", "K2")) as other:
        await other.hello()
        if kind == "text":
            await big.raw.send_str("x" * 70_000)
        else:
            await big.raw.send_bytes(b"x" * 70_000)
        async with asyncio.timeout(5):
            frame = await big.raw.receive()
        assert (frame.type, frame.data) == (aiohttp.WSMsgType.CLOSE, aiohttp.WSCloseCode.MESSAGE_TOO_BIG)
        assert isinstance(await other.ask("issue", "still-here", service="income"), m.Reply)


async def test_refusals_come_back_under_the_id_they_answer(hall: House) -> None:
    async with hall.socket(await hall.pair("kiosk", "K1")) as kiosk:
        for name, fields, code in (
            ("issue", {"service": "visas"}, "unknown-service"),
            ("issue", {"service": 5}, "malformed"),
            ("issue", {"service": "income", "exclude": ["3"]}, "malformed"),
            ("call-next", {}, "role-may-not"),
            ("cherrypick", {}, "malformed"),
        ):
            refusal = await kiosk.ask(name, f"refused-{code}", **fields)
            assert isinstance(refusal, m.Refusal)
            assert (refusal.problem.code, refusal.problem.request_id) == (code, f"refused-{code}")
        refusal = await kiosk.ask("issue", "short", service="income")
        assert isinstance(refusal, m.Refusal)
        assert refusal.problem.code == "malformed"
        assert hall.hub.service.state.issued == 0


async def test_a_silent_terminal_is_let_go_a_beating_one_stays(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hub.live.LOST_MS", 1000)
    async with (
        hall.socket(await hall.pair("kiosk", "K1")) as silent,
        hall.socket(await hall.pair("kiosk", "K2")) as busy,
    ):
        await silent.hello()
        await busy.hello()
        started = asyncio.get_running_loop().time()
        gone = asyncio.create_task(silent.raw.receive())
        while not gone.done():
            await busy.say(m.Ping(n=1))
            assert isinstance(await busy.hear(), m.Pong)
            await asyncio.wait([gone], timeout=0.05)
        assert asyncio.get_running_loop().time() - started > 0.9
        assert (await gone).type is aiohttp.WSMsgType.CLOSE
        assert isinstance(await busy.ask("issue", "still-here", service="income"), m.Reply)
        await patiently(lambda: len(hall.hub.connections) == len(hall.hub.subscribers) == 1)


async def slow_reader(hall: House) -> tuple[aiohttp.ClientSession, Socket]:
    """A terminal whose program hangs: small buffers on both ends, and nobody reads."""
    server = hall.hub.listeners[0].server
    assert server is not None
    for door in server.sockets:
        door.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, 8192)

    def tiny(address: tuple[object, ...]) -> sockets.socket:
        made = sockets.socket(sockets.AF_INET)
        made.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 8192)
        return made

    connector = aiohttp.TCPConnector(ssl=trust(hall.hub.ca_pem), socket_factory=tiny)
    session = aiohttp.ClientSession(f"https://{hall.address}", connector=connector)
    who = await hall.pair("manager", "M-slow")
    raw = await session.ws_connect("/api/v1/live", headers={"Authorization": who.bearer}, max_msg_size=0)
    slow = Socket(raw)
    await slow.hello()
    pipe(slow).pause_reading()
    return session, slow


def pipe(slow: Socket) -> asyncio.ReadTransport:
    """What the terminal's program no longer reads from."""
    assert slow.raw._response.connection is not None
    transport = slow.raw._response.connection.transport
    assert isinstance(transport, asyncio.ReadTransport)
    return transport


async def flood(hall: House, quick: Socket, slow: Socket) -> None:
    """So much news that no buffer holds it, heard in time by whoever reads."""
    for n in range(150):
        await rename(hall, n)
        async with asyncio.timeout(10):
            while notice(await quick.hear()) != f"Notice {n}":
                pass
        if n % 10 == 0:
            with suppress(aiohttp.ClientConnectionResetError):  # it may have been dropped by now
                await slow.say(m.Ping(n=n))


async def test_one_that_never_reads_slows_nobody_and_catches_up_when_it_does(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.hub.live.BEHIND_BYTES", 64 * 1024)
    async with hall.socket(await hall.pair("display", "D1")) as quick:
        await quick.hello()
        session, slow = await slow_reader(hall)
        await flood(hall, quick, slow)
        pipe(slow).resume_reading()
        heard: list[str] = []
        async with asyncio.timeout(10):
            while not heard or heard[-1] != "Notice 149":
                message = await slow.hear()
                if isinstance(message, m.Snapshot):
                    heard.append(notice(message))
        assert len(heard) < 150, "what it missed is in the last picture"
        await slow.raw.close()
        await session.close()


async def test_one_that_never_reads_is_dropped_in_the_end(
    hall: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shared.hub.live.BEHIND_BYTES", 64 * 1024)
    monkeypatch.setattr("shared.hub.live.DROP_AFTER_S", 0)
    async with hall.socket(await hall.pair("display", "D1")) as quick:
        await quick.hello()
        session, slow = await slow_reader(hall)
        await flood(hall, quick, slow)
        await patiently(lambda: len(hall.hub.connections) == 1)
        assert "M-slow has not read for 0 s; dropped" in caplog.text
        await rename(hall, 1000)
        assert notice(await quick.hear()) == "Notice 1000"
        await session.close()


async def test_the_hub_stops_though_a_terminal_does_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with house(tmp_path) as hall:
        async with hall.socket(await hall.pair("display", "D1")) as quick:
            await quick.hello()
            session, slow = await slow_reader(hall)
            await flood(hall, quick, slow)
        async with asyncio.timeout(5):
            await hall.hub.stop()
        await session.close()


async def test_a_revoked_device_is_refused_on_its_open_connection_and_at_the_door(hall: House) -> None:
    who = await hall.pair("kiosk", "K1")
    async with hall.socket(who) as kiosk:
        await kiosk.hello()
        hall.hub.registry.revoke(who.device_id)
        refusal = await kiosk.ask("issue", "after-the-theft", service="income")
        assert isinstance(refusal, m.Refusal)
        assert (refusal.problem.code, refusal.problem.status) == ("not-paired", 401)
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with hall.socket(who):
            pass
    assert refused.value.status == 401
    assert hall.hub.service.state.issued == 0


async def test_a_clerk_who_left_the_office_calls_nobody(hall: House) -> None:
    async with hall.socket(await hall.pair("counter", "W1", "1")) as desk:
        await signed_in(hall, "1", desk)
        hall.hub.clerks.disable("0801")
        refusal = await desk.ask("call-next", "after-the-leave")
        assert isinstance(refusal, m.Refusal)
        assert refusal.problem.code == "clerk-disabled"


async def test_after_signing_out_the_desk_is_nobodys(hall: House) -> None:
    async with hall.socket(await hall.pair("counter", "W1", "1")) as desk:
        await signed_in(hall, "1", desk)
        await desk.say(m.SignOut(id="sign-out"))
        assert await desk.hear() != m.Pong()
        refusal = await desk.ask("call-next", "after-the-sign-out")
        assert isinstance(refusal, m.Refusal)
        assert refusal.problem.code == "sign-in-first"


async def test_guessing_passwords_over_the_wire_is_slowed_down_too(hall: House) -> None:
    await hall.clerk("0801")
    async with hall.socket(await hall.pair("counter", "W1", "1")) as desk:
        codes = []
        for n in range(4):
            refusal = await desk.sign_in("0801", f"guess {n}")
            assert isinstance(refusal, m.Refusal)
            codes.append(refusal.problem.code)
        assert codes == ["wrong-password"] * 3 + ["too-many-tries"]
    async with hall.socket(await hall.pair("kiosk", "K1")) as kiosk:
        refusal = await kiosk.sign_in("0801")
        assert isinstance(refusal, m.Refusal)
        assert refusal.problem.code == "role-may-not"


async def test_a_flood_of_commands_is_answered_each_and_in_the_end(hall: House) -> None:
    async with hall.socket(await hall.pair("kiosk", "K1")) as kiosk:
        for n in range(300):
            body = msgspec.Raw(b'{"service":"income"}')
            await kiosk.say(m.Command(id=f"flood-{n:04d}", name="issue", body=body))
        replies = [await kiosk.hear() for _ in range(300)]
        assert {reply.id for reply in replies if isinstance(reply, m.Reply)} == {f"flood-{n:04d}" for n in range(300)}
        assert len({reply.answer.number for reply in replies if isinstance(reply, m.Reply)}) == 300


async def test_a_new_day_sends_everybody_a_new_picture(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall, hall.socket(await hall.pair("display", "D1")) as screen:
        await screen.hello()
        await hall.hub.service.execute(c.OpenCounter(counter="1", clerk="0801"))
        clock.advance(24 * 3600)
        while not isinstance(picture := await screen.hear(), m.Snapshot):
            await screen.say(m.Ping())
        assert [row.day for row in picture.rows if isinstance(row, HallRow)] == ["2026-01-06"]
