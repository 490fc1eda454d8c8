"""Crowds at the doors of a hub: each address has its share, and a hall's own terminals get in whatever stands there."""

import asyncio
import resource
import socket
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

import aiohttp
import msgspec
import pytest

from shared.client.identity import trust
from shared.clock import ManualClock
from shared.hub.actor import Actor
from shared.hub.asking import ask
from shared.hub.http import body as body_module
from shared.hub.http import downloads as downloads_module
from shared.hub.http import records as records_module
from shared.hub.http.door import Limits
from shared.hub.http.downloads import EACH
from shared.hub.hub import Hub
from shared.hub.live import MOST_PENDING
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import Command, Ping, Reply
from tests.hall import EIGHT
from tests.integration.hubs import Child, House, Socket, house, patiently

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def knock(hall: House, address: str, *, public: bool = False) -> Stream:
    """A connection from another address of this machine, with TLS unless to the public door."""
    tls: ssl.SSLContext | None = None if public else trust(hall.hub.ca_pem)
    port = hall.hub.public_port if public else hall.hub.port
    return await asyncio.open_connection("127.0.0.1", port, ssl=tls, local_addr=(address, 0))


async def health(stream: Stream) -> bytes:
    """The head of the answer, or what came before the end."""
    reader, writer = stream
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: hub\r\n\r\n")
    async with asyncio.timeout(10):
        try:
            return (await reader.readuntil(b"\r\n")).rstrip()
        except asyncio.IncompleteReadError as cut:
            return cut.partial


async def ended(stream: Stream) -> bytes:
    """What is still said until the hub closes."""
    async with asyncio.timeout(10):
        try:
            return await stream[0].read()
        except ConnectionError:
            return b""
        finally:
            stream[1].close()


@asynccontextmanager
async def terminal(hall: House, address: str, bearer: str) -> AsyncIterator[Socket]:
    connector = aiohttp.TCPConnector(ssl=trust(hall.hub.ca_pem), local_addr=(address, 0))
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.ws_connect(
            f"wss://{hall.address}/api/v1/live", headers={"Authorization": bearer}, max_msg_size=0
        ) as raw,
    ):
        yield Socket(raw)


async def test_one_address_has_so_many_connections_and_no_more(tmp_path: Path) -> None:
    async with house(tmp_path, limits=Limits(connections=3), public=("127.0.0.1", 0)) as hall:
        for public in (False, True):
            inside = [await knock(hall, "127.0.0.2", public=public) for _ in range(3)]
            said = await ended(await knock(hall, "127.0.0.2", public=public))
            assert said.startswith(b"HTTP/1.1 503 ")
            head, _, text = said.partition(b"\r\n\r\n")
            assert b"Retry-After: 5" in head
            assert msgspec.json.decode(text, type=Problem).code == "too-many-connections"
            other = await knock(hall, "127.0.0.3", public=public)
            assert b" 200 " in await health(other) or public
            inside[0][1].close()
            door = hall.hub.listeners[public].door
            await patiently(lambda door=door: door._count["127.0.0.2"] == 2)
            again = await knock(hall, "127.0.0.2", public=public)
            assert b"HTTP/1.1 " in await health(again)
            for _, writer in (*inside, other, again):
                writer.close()


async def test_a_crowd_of_strangers_makes_room_for_whoever_comes_and_pushes_out_no_terminal(tmp_path: Path) -> None:
    async with house(tmp_path, limits=Limits(strangers=5)) as hall:
        who, late = await hall.pair("kiosk", "K1"), await hall.pair("display", "D1")
        async with terminal(hall, "127.0.0.2", who.bearer) as kiosk:
            await kiosk.hello()
            strangers = [await knock(hall, f"127.0.1.{n}") for n in range(1, 20)]
            assert len(hall.hub.listeners[0].door._strangers) == 5
            assert await ended(strangers[0]) == b"", "who has stood there longest goes"
            async with terminal(hall, "127.0.0.3", late.bearer) as display:
                welcome, _ = await display.hello()
                assert welcome.role == "display"
                strangers += [await knock(hall, f"127.0.2.{n}") for n in range(1, 20)]
                for each in (kiosk, display):
                    await each.say(Ping(n=9))
                    assert await each.hears_pong(9)
            for _, writer in strangers:
                writer.close()


async def test_three_hundred_terminals_come_back_at_once_through_a_crowd(tmp_path: Path) -> None:
    async with house(tmp_path, limits=Limits(strangers=200)) as hall:
        who = await hall.pair("display", "D1")
        strangers = [await knock(hall, f"127.0.3.{n}") for n in range(1, 200)]

        async def comes(n: int) -> str:
            async with terminal(hall, f"127.1.{n >> 8}.{n & 255}", who.bearer) as display:
                welcome, _ = await display.hello()
                await both.wait()
                return welcome.role

        both = asyncio.Event()
        coming = [asyncio.ensure_future(comes(n)) for n in range(1, 301)]
        await patiently(lambda: len(hall.hub.subscribers) == 300, 50)
        both.set()
        assert await asyncio.gather(*coming) == ["display"] * 300
        for _, writer in strangers:
            writer.close()


def test_the_hub_may_have_as_many_connections_open_as_its_doors_let_in(tmp_path: Path) -> None:
    """Started with Debian's usual soft limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, hard), hard))
    try:
        hub = Child(tmp_path / "hub")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    limits = Path(f"/proc/{hub.process.pid}/limits").read_text()
    (allowed,) = [line.split()[3] for line in limits.splitlines() if line.startswith("Max open files")]
    assert int(allowed) >= min(hard, 2 * Limits().strangers + 2000)
    assert hub.end() == 0


async def test_who_asks_too_fast_is_told_how_long_to_wait_and_nobody_else_is(tmp_path: Path) -> None:
    limits = Limits(burst=5, per_s=0.01)
    async with house(tmp_path, limits=limits, public=("127.0.0.1", 0), proxies=("127.0.0.9",)) as hall:

        async def ask(address: str, times: int, named: str = "") -> list[tuple[int, str]]:
            headers = {"X-Forwarded-For": named} if named else {}
            connector = aiohttp.TCPConnector(local_addr=(address, 0))
            async with aiohttp.ClientSession(connector=connector) as phone:
                answers = []
                for _ in range(times):
                    async with phone.get(f"http://127.0.0.1:{hall.hub.public_port}/draw", headers=headers) as response:
                        answers.append((response.status, response.headers.get("Retry-After", "")))
                return answers

        fast = await ask("127.0.0.2", 8)
        assert fast[:5] == [(200, "")] * 5
        assert [status for status, _ in fast[5:]] == [429] * 3
        assert all(int(wait) > 0 for _, wait in fast[5:])
        assert await ask("127.0.0.3", 2) == [(200, "")] * 2
        assert await ask("127.0.0.9", 20) == [(200, "")] * 20, "a proxy speaks for many"
        named = [(await ask("127.0.0.9", 8, f"198.51.100.1, 203.0.113.{n}"))[-1][0] for n in (1, 2)]
        assert named == [429, 429], "each of them is held to it"
        assert (await ask("127.0.0.4", 8, "203.0.113.3"))[-1][0] == 429, "nobody else may speak for others"
        assert (await ask("127.0.0.9", 1, "203.0.113.3"))[-1][0] == 200


async def test_a_connection_that_says_nothing_whole_is_closed(tmp_path: Path) -> None:
    async with house(tmp_path, limits=Limits(speak_s=0.3)) as hall:
        silent, drip = await knock(hall, "127.0.0.2"), await knock(hall, "127.0.0.2")
        drip[1].write(b"GET /healthz HT")
        assert await ended(silent) == b""
        assert await ended(drip) == b""
        await patiently(lambda: hall.hub.listeners[0].door._count["127.0.0.2"] == 0)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"GET / HTTP/1.1\r\nHost: hub\r\nX: \0\r\n\r\n",
        b"\x16\x03\x01 hello\r\n\r\n",
        b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\n",
    ],
)
async def test_what_is_no_http_is_refused_and_fills_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, nonsense: bytes
) -> None:
    async with house(tmp_path) as hall:
        stream = await knock(hall, "127.0.0.2")
        stream[1].write(nonsense)
        assert (await ended(stream)).partition(b"\r\n")[0].endswith(b" 400 Bad Request")
        assert not caplog.text


PARTLY = "POST /api/v1/{} HTTP/1.1\r\nHost: hub\r\n{}Content-Length: 50\r\n\r\n{{"


async def test_a_body_that_does_not_come_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_module, "BODY_S", 0.2)
    async with house(tmp_path) as hall:
        key = f"Authorization: {(await hall.pair('counter', 'W1', '1')).bearer}\r\n"
        asks = ("pair", ""), ("session", key), ("counters/1/open", key), ("tickets", key), ("appointments", key)
        for path, header in (*asks, ("evaluations", key), ("warnings/take", key), ("witnesses/readmit", key)):
            stream = await knock(hall, "127.0.0.2")
            stream[1].write(PARTLY.format(path, header).encode())
            async with asyncio.timeout(10):
                assert b" 408 " in await stream[0].readuntil(b"\r\n"), path
            stream[1].close()


async def test_who_shows_no_key_is_refused_before_the_body(tmp_path: Path) -> None:
    async with house(tmp_path) as hall:
        stream = await knock(hall, "127.0.0.2")
        stream[1].write(PARTLY.format("counters/1/open", "").encode())
        async with asyncio.timeout(10):
            assert b" 401 " in await stream[0].readuntil(b"\r\n")
        stream[1].close()


async def test_who_hangs_up_in_the_middle_fills_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall:
        for path in ("session", "bookings"):
            stream = await knock(hall, "127.0.0.2", public=True)
            stream[1].write(PARTLY.format(path, "").encode())
            await stream[1].drain()
            stream[1].get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            stream[1].close()
        await patiently(lambda: not hall.hub.listeners[1].door._count)
        assert not caplog.text


GET_RECORD = b"GET /record/2026-01-05.jsonl HTTP/1.1\r\nHost: hub\r\n\r\n"


def endless_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than all buffers on the way hold."""
    real = records_module.record_lines
    monkeypatch.setattr(records_module, "record_lines", lambda *day: cycle(list(real(*day))))


async def test_whoever_reads_the_record_slowly_holds_a_place_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless_record(monkeypatch)
    async with house(tmp_path, ManualClock(EIGHT), public=("127.0.0.1", 0)) as hall:
        manager, kiosk = await hall.pair("manager", "M1"), await hall.pair("kiosk", "K1")
        slow = [await knock(hall, "127.0.0.2", public=True) for _ in range(EACH)]
        for reader, writer in slow:
            writer.write(GET_RECORD)
            assert b" 200 " in await reader.readuntil(b"\r\n")
        more = await knock(hall, "127.0.0.2", public=True)
        more[1].write(GET_RECORD)
        assert b" 429 " in await more[0].readuntil(b"\r\n")
        ticket = {"Authorization": kiosk.bearer}
        async with hall.http.post("/api/v1/tickets", json={"service": "id-card"}, headers=ticket) as answer:
            number = (await answer.json())["number"]
        async with hall.http.get(
            f"/api/v1/console/tickets/{number}", headers={"Authorization": manager.bearer}
        ) as story:
            assert story.status == 200, "the console does not wait for them"
        other = await knock(hall, "127.0.0.3", public=True)
        other[1].write(GET_RECORD)
        assert b" 200 " in await other[0].readuntil(b"\r\n"), "nor does anybody else"
        for _, writer in slow:
            writer.close()
        await patiently(lambda: hall.hub.listeners[1].door._count["127.0.0.2"] == 1)
        again = await knock(hall, "127.0.0.2", public=True)
        again[1].write(GET_RECORD)
        assert b" 200 " in await again[0].readuntil(b"\r\n"), "whoever leaves makes room"
        for _, writer in (more, other, again):
            writer.close()


async def test_whoever_does_not_read_on_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads_module, "PART_S", 0.3)
    endless_record(monkeypatch)
    async with house(tmp_path, ManualClock(EIGHT), public=("127.0.0.1", 0)) as hall:
        reader, writer = await knock(hall, "127.0.0.2", public=True)
        writer.write(GET_RECORD)
        assert b" 200 " in await reader.readuntil(b"\r\n")
        await patiently(lambda: not hall.hub.listeners[1].door._count)
        writer.close()


async def test_only_so_many_commands_of_one_terminal_are_on_their_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk stands still: what a terminal goes on sending waits in its socket, and others are heard."""
    asked: list[str] = []
    goes_on = asyncio.Event()
    async with house(tmp_path) as hall:

        async def slowly(hub: Hub, actor: Actor, name: str, body: bytes | msgspec.Raw, id: str | None) -> Answer:
            asked.append(str(id))
            await goes_on.wait()
            return await ask(hub, actor, name, body, id)

        monkeypatch.setattr("shared.hub.live.ask", slowly)
        pushy, other = await hall.pair("kiosk", "K1"), await hall.pair("kiosk", "K2")
        async with hall.socket(pushy) as kiosk, hall.socket(other) as beside:
            for n in range(200):
                await kiosk.say(Command(id=f"pushy-{n:04d}", name="issue", body=msgspec.Raw(b'{"service":"income"}')))
            await patiently(lambda: len(asked) >= MOST_PENDING)
            for n in range(20):
                await beside.say(Ping(n=n))
                assert await beside.hears_pong(n)
            assert len(asked) == MOST_PENDING
            goes_on.set()
            replies = [await kiosk.hear() for _ in range(200)]
            assert {reply.id for reply in replies if isinstance(reply, Reply)} == set(asked)
            assert len(asked) == 200
