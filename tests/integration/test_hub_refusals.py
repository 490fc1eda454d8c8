"""Whoever asks wrongly over HTTP is told what is wrong, and the hall goes on."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.client.errors import TokenRefused
from shared.client.identity import trust
from shared.client.pairing import pair
from shared.clock import ManualClock
from shared.hub.http.routes import API
from shared.protocol.answers import Problem
from tests.hall import EIGHT
from tests.integration.hubs import HALL, PASSWORD, House, house, token
from tests.integration.people import Person, counter, kiosk, manager


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


NONSENSE = [
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"service": "\\ud800"}',
    b"[" * 50_000,
    b'{"service": 1}',
    b'{"service": "id-card", "cherrypick": true}',
    b'{"service": "id-card", "kind": "vip"}',
    b'{"service": null}',
    b"{}",
    b'{"service": "id-card"} trailing',
    b"9" * 5000,
]


@pytest.mark.parametrize("data", NONSENSE, ids=lambda data: repr(data[:30]))
async def test_what_is_no_request_is_told_what_is_wrong(hall: House, data: bytes) -> None:
    taker = await kiosk(hall)
    status, problem = await taker.send(f"{API}/tickets", data)
    assert isinstance(problem, Problem)
    assert (status, problem.code) == (400, "malformed")
    assert problem.detail
    assert (await taker.post("tickets", service="id-card"))[1]["number"] == "A001", "the hall goes on"


async def test_a_mistake_is_named_with_its_place(hall: House) -> None:
    taker, one = await kiosk(hall), await counter(hall)
    for person, path, fields, said in (
        (taker, "tickets", {"service": 5}, "Expected `str`, got `int` - at `$.service`"),
        (taker, "tickets", {"servise": "id-card"}, "unknown field `servise`"),
        (one, "counters/1/open", {"counter": "1"}, "the counter is in the address"),
        (one, "counters/1/transfer", {}, "missing required field `service`"),
    ):
        status, problem = await person.post(path, **fields)
        assert status == 400
        assert said in problem.detail


async def test_nobody_without_a_key_of_this_hub_gets_in(hall: House) -> None:
    for authorization in ("", "Bearer ", "Bearer kiosk-1.nothing", "Basic abc", "Bearer é.ü", "bearer x"):
        stranger = Person(hall)
        stranger.headers = {"Authorization": authorization}
        for path in ("tickets", "counters/1/open", "session"):
            status, problem = await stranger.post(path, service="id-card", clerk="x", password="x")
            assert (status, problem.code) in ((401, "not-paired"), (400, "malformed"))
        for path in ("hall", "journal", "live"):
            assert (await stranger.get(f"{API}/{path}"))[0] == 401


async def test_each_role_may_do_only_what_is_its_own(hall: House) -> None:
    taker, one, boss = await kiosk(hall), await counter(hall), await manager(hall)
    screen = Person(hall, await hall.pair("display", "D1"))
    assert await taker.refused("counters/1/open") == (403, "role-may-not")
    assert await screen.refused("tickets", service="id-card") == (403, "role-may-not")
    assert await one.refused("tickets", service="id-card") == (403, "role-may-not")
    assert await one.refused("tickets/260105-1/cancel") == (403, "role-may-not")
    assert await taker.refused("session", clerk="0801", password=PASSWORD) == (403, "role-may-not")
    assert await one.refused("counters/2/open") == (403, "not-your-counter")
    for person in (taker, one, screen):
        assert (await person.get(f"{API}/journal"))[0] == 403
    assert (await boss.post("counters/2/open"))[0] == 200


async def test_a_clerk_signs_in_before_working(hall: House) -> None:
    one = await counter(hall)
    two = Person(hall, await hall.pair("counter", "W2", "2"))
    assert await two.refused("counters/2/open") == (401, "sign-in-first")
    two.headers["Fairhall-Session"] = one.headers["Fairhall-Session"]
    assert await two.refused("counters/2/open") == (401, "sign-in-again"), "a session is of its own device"
    two.headers["Fairhall-Session"] = "fhs_made-up"
    assert await two.refused("counters/2/open") == (401, "sign-in-again")


async def test_guessing_a_password_is_slowed_down(hall: House) -> None:
    await hall.clerk("0801")
    one = Person(hall, await hall.pair("counter", "W1", "1"))
    codes = [await one.refused("session", clerk="0801", password=f"guess {n}") for n in range(4)]
    assert codes == [(401, "wrong-password")] * 3 + [(429, "too-many-tries")]
    _, problem = await one.post("session", clerk="0801", password=PASSWORD)
    assert (problem.code, problem.params["seconds"]) == ("too-many-tries", 2)


async def test_a_pairing_token_works_once_and_not_for_ever(hall: House) -> None:
    text = token(hall.data, "kiosk", "K1")
    status, paired = await Person(hall).post("pair", token=text)
    assert (status, paired["role"], paired["name"]) == (201, "kiosk", "K1")
    for again, code in (
        (text, "token-used"),
        (token(hall.data, "kiosk", "K2", ttl_s=-1), "token-expired"),
        (text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB"), "token-unknown"),
        ("FH-nonsense", "token-unknown"),
        ("", "token-unknown"),
    ):
        assert await Person(hall).refused("pair", token=again) == (403, code)
    with pytest.raises(TokenRefused):
        await asyncio.to_thread(pair, hall.address, text)


async def test_ten_devices_with_one_token_are_one_device(hall: House) -> None:
    text = token(hall.data, "kiosk", "K1")
    outcomes = await asyncio.gather(*(Person(hall).post("pair", token=text) for _ in range(10)))
    assert sorted(status for status, _ in outcomes) == [201] + [403] * 9


async def test_the_hall_says_why_not(hall: House) -> None:
    taker, one, boss = await kiosk(hall), await counter(hall), await manager(hall)
    assert await taker.refused("tickets", service="visas") == (404, "unknown-service")
    assert await one.refused("counters/1/call-next") == (409, "counter-closed")
    assert await boss.refused("counters/99/open") == (404, "unknown-counter")
    assert await one.refused("tickets/260105-77/requeue") == (404, "unknown-ticket")
    await one.post("counters/1/open")
    for verb, code in (
        ("open", "counter-already-open"),
        ("serve", "nobody-called"),
        ("recall", "nobody-called"),
        ("no-show", "nobody-called"),
        ("finish", "nobody-served"),
        ("park", "nobody-served"),
    ):
        assert await one.refused(f"counters/1/{verb}") == (409, code)
    await taker.post("tickets", service="id-card")
    await one.post("counters/1/call-next")
    assert await one.refused("counters/1/call-next") == (409, "counter-busy")
    assert await one.refused("counters/1/close") == (409, "counter-busy")
    assert await one.refused("counters/1/recall") == (409, "recall-too-soon")
    await one.post("counters/1/serve")
    assert await one.refused("counters/1/transfer", service="id-card") == (409, "same-service")


async def test_outside_its_hours_the_hall_gives_no_tickets(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").write_text(HALL + '\n[hours]\nopen = "09:00"\nclose = "17:00"\n')
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        taker = await kiosk(hall)
        status, problem = await taker.post("tickets", service="id-card")
        assert (status, problem.code, problem.params) == (409, "hall-closed", {"opens": "9:00"})
        clock.advance(3600)
        assert (await taker.post("tickets", service="id-card"))[0] == 201


async def test_too_much_is_refused_before_it_is_read(hall: House) -> None:
    taker = await kiosk(hall)
    for path in ("tickets", "counters/1/open", "evaluations", "pair", "session"):
        status, problem = await taker.send(f"{API}/{path}", b" " * 70_000)
        assert (status, problem.code) == (413, "too-large")
    assert (await taker.post("tickets", service="id-card"))[0] == 201


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/admin", 404, "no-such-route"),
        ("GET", "/api/v1", 404, "no-such-route"),
        ("GET", "/api/v1/tickets", 405, "method-not-allowed"),
        ("PUT", "/api/v1/tickets/260105-1", 405, "method-not-allowed"),
        ("DELETE", "/api/v1/hall", 405, "method-not-allowed"),
        ("GET", "/api/v1/counters/1/call-next", 405, "method-not-allowed"),
        ("POST", "/api/v1/counters/1/cherrypick", 404, "no-such-route"),
        ("POST", "/api/v1/counters/1", 404, "no-such-route"),
        ("POST", "/api/v1/counters/1/open/now", 404, "no-such-route"),
        ("POST", "/healthz", 405, "method-not-allowed"),
        ("GET", "/t/../../etc/passwd", 404, "no-such-route"),
        ("GET", "/t/%2e%2e%2fkeys", 404, "unknown-ticket"),
        ("GET", "/t/260105-1-AAAAAAAAAAAAAAAAAAAA", 404, "unknown-ticket"),
        ("GET", "/api/v1/tickets/%ff%00", 404, "unknown-ticket"),
        ("GET", "/api/v1/tickets/公平", 404, "unknown-ticket"),
    ],
)
async def test_a_wrong_address_is_told_so(hall: House, method: str, path: str, status: int, code: str) -> None:
    heard, problem = await Person(hall).send(path, b"", method=method)
    assert isinstance(problem, Problem)
    assert (heard, problem.status, problem.code) == (status, status, code)


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1.5", "after=99999999999999999999", "limit=1001", "after="]
)
async def test_a_nonsense_page_of_the_journal(hall: House, query: str) -> None:
    status, problem = await (await manager(hall)).get(f"{API}/journal?{query}")
    assert (status, problem.code) == (400, "malformed")


async def test_a_terminal_that_leaves_in_the_middle_of_a_word_is_nobodys_bug(
    hall: House, caplog: pytest.LogCaptureFixture
) -> None:
    who = await hall.pair("kiosk", "K1")
    host, _, port = hall.address.rpartition(":")
    start = f"POST {API}/tickets HTTP/1.1\r\nHost: hub\r\nAuthorization: {who.bearer}\r\n"
    for head in (
        f"{start}Content-Length: 100\r\n\r\n{{",
        f"{start}Transfer-Encoding: chunked\r\n\r\nZZ",
        "GARBAGE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\x16\x03",
    ):
        _, writer = await asyncio.open_connection(host, int(port), ssl=trust(hall.hub.ca_pem))
        writer.write(head.encode())
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.transport.abort()
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n")
    assert await reader.read() == b"", "no word without TLS"
    writer.close()
    await asyncio.sleep(0.05)
    assert (await Person(hall, who).post("tickets", service="income"))[1]["number"] == "F001"
    assert "unexpected error" not in caplog.text
