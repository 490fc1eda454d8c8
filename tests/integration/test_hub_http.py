"""The hub over HTTP and TLS: every route, every refusal, through a real client."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.client.errors import TokenRefused
from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.clock import ManualClock
from shared.hub.http.app import make_app
from shared.hub.http.routes import API, ROUTES
from shared.journal.errors import Unknown
from shared.journal.verify import verify_chain
from shared.protocol.answers import Answer, Problem
from tests.hall import EIGHT
from tests.integration.hubs import HALL, PASSWORD, House, house, patiently, token


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


class Person:
    """Somebody with a device (or none) who sends requests."""

    def __init__(self, hall: House, who: Identity | None = None) -> None:
        self.hall = hall
        self.headers = {"Authorization": who.bearer} if who else {}

    async def get(self, path: str, **headers: str) -> tuple[int, Any]:
        async with self.hall.http.get(path, headers=self.headers | headers) as response:
            return response.status, await body(response)

    async def post(self, path: str, key: str = "", **fields: object) -> tuple[int, Any]:
        return await self.send(f"{API}/{path}", msgspec.json.encode(fields), key)

    async def send(self, path: str, data: bytes, key: str = "", method: str = "POST") -> tuple[int, Any]:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        async with self.hall.http.request(method, path, data=data, headers=headers) as response:
            return response.status, await body(response)

    async def refused(self, path: str, **fields: object) -> tuple[int, str]:
        """Status and code of the problem."""
        status, problem = await self.post(path, "", **fields)
        assert isinstance(problem, Problem), problem
        assert status == problem.status
        return status, problem.code


async def body(response: aiohttp.ClientResponse) -> Any:
    """The answer's JSON, a Problem for problem+json, else its text."""
    if response.content_type == "application/problem+json":
        return msgspec.json.decode(await response.read(), type=Problem)
    if response.content_type == "application/json":
        return msgspec.json.decode(await response.read())
    return await response.text()


async def kiosk(hall: House) -> Person:
    return Person(hall, await hall.pair("kiosk", "K1"))


async def manager(hall: House) -> Person:
    return Person(hall, await hall.pair("manager", "M1"))


async def counter(hall: House, n: str = "1", clerk: str = "0801") -> Person:
    """A counter device with a clerk signed in."""
    if hall.hub.clerks.clerk(clerk) is None:
        await hall.clerk(clerk)
    desk = Person(hall, await hall.pair("counter", f"W{n}", n))
    status, session = await desk.post("session", clerk=clerk, password=PASSWORD)
    assert status == 201
    desk.headers["Fairhall-Session"] = session["session"]
    return desk


async def test_a_ticket_from_the_kiosk_to_the_evaluation(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    assert await one.post("counters/1/open") == (200, {"request_id": "", "seq": 3, "counter": "1"})
    status, taken = await taker.post("tickets", service="id-card")
    assert (status, taken["number"], taken["main"]) == (201, "A001", "1")
    for verb, expected in (("call-next", "called"), ("recall", "called"), ("serve", "serving"), ("finish", "finished")):
        if verb == "recall":
            await asyncio.sleep(1.01)  # the rules' own interval
        status, answer = await one.post(f"counters/1/{verb}")
        assert (status, answer["number"]) == (200, "A001"), verb
        _, seen = await Person(hall).get(f"{API}/tickets/{taken['token']}")
        assert (seen["status"], seen["window"]) == (expected, "1")
    assert (await Person(hall).post("evaluations", token=taken["token"], grade=5))[0] == 201
    assert await Person(hall).refused("evaluations", token=taken["token"], grade=5) == (409, "already-evaluated")
    status, text = await (await manager(hall)).get(f"{API}/journal?after=0")
    assert (status, verify_chain(text.splitlines()).fault) == (200, None)
    assert [msgspec.json.decode(line)["type"] for line in text.splitlines()][-1] == "service-evaluated"


async def test_every_other_way_a_ticket_can_go(hall: House) -> None:
    one, taker, boss = await counter(hall), await kiosk(hall), await manager(hall)
    await one.post("counters/1/open", services=["id-card", "residence"])
    tickets = [(await taker.post("tickets", service="id-card"))[1]["ticket"] for _ in range(4)]
    await one.post("counters/1/call-next")
    assert (await one.post("counters/1/no-show"))[0] == 200
    assert (await one.post(f"tickets/{tickets[0]}/requeue"))[0] == 200
    await one.post("counters/1/call-next")
    await one.post("counters/1/serve")
    assert (await one.post("counters/1/park", kind="same"))[0] == 200
    assert (await one.post(f"tickets/{tickets[1]}/resume"))[0] == 200
    await one.post("counters/1/call-next")
    await one.post("counters/1/serve")
    assert (await one.post("counters/1/transfer", service="residence"))[0] == 200
    assert (await boss.post(f"tickets/{tickets[3]}/cancel"))[0] == 200
    assert (await one.post("counters/1/pause", reason="tea"))[0] == 200
    assert (await one.post("counters/1/close"))[0] == 200
    _, picture = await boss.get(f"{API}/hall")
    assert {row["id"]: row["state"] for row in picture["counters"]}["1"] == "closed"
    assert {row["id"]: row["waiting"] for row in picture["services"]} == {"id-card": 2, "residence": 1, "income": 0}


async def test_openapi_names_every_route_and_keeps_its_word(hall: House) -> None:
    status, document = await Person(hall).get(f"{API}/openapi.json")
    assert status == 200
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert described == {(route.method, route.path) for route in ROUTES}
    served = [route for route in make_app(hall.hub).router.routes() if route.method != "HEAD"]
    assert len(served) == len(described) + 1, "and openapi.json itself"
    schemas = document["components"]["schemas"]
    assert {reference.removeprefix("#/components/schemas/") for reference in _references(document)} <= set(schemas)
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    _, taken = await taker.post("tickets", service="income")
    for person, path, name in (
        (Person(hall), f"{API}/tickets/{taken['token']}", "TicketStatus"),
        (taker, f"{API}/hall", "HallPicture"),
        (Person(hall), "/healthz", "Health"),
    ):
        _, answer = await person.get(path)
        schema = schemas[name]
        assert set(answer) <= set(schema["properties"])
        assert set(schema.get("required", [])) <= set(answer)
    schema = schemas["Answer"]
    assert set(schema["required"]) <= set(taken) <= set(schema["properties"])


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        here = [node["$ref"]] if "$ref" in node else []
        return here + [found for value in node.values() for found in _references(value)]
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []


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


async def test_a_double_tap_is_one_ticket(hall: House) -> None:
    taker = await kiosk(hall)
    answers = await asyncio.gather(*(taker.post("tickets", "double-tap", service="id-card") for _ in range(5)))
    assert {msgspec.convert(answer, Answer).number for _, answer in answers} == {"A001"}
    assert (await taker.post("tickets", "another-tap", service="id-card"))[1]["number"] == "A002"
    for key in ("short", "with space", "x" * 65, "naïve-key"):
        headers = taker.headers | {"Idempotency-Key": key}
        async with hall.http.post(f"{API}/tickets", data=b'{"service":"id-card"}', headers=headers) as response:
            assert (response.status, (await body(response)).code) == (400, "malformed")


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
        ("GET", "/", 404, "no-such-route"),
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


async def test_no_state_changes_by_a_link(hall: House) -> None:
    """A browser that looks ahead, or a picture in a page, calls nobody."""
    assert {route.path for route in ROUTES if route.method == "GET"}.isdisjoint(
        route.path for route in ROUTES if route.method == "POST"
    )
    boss, before = await manager(hall), hall.hub.service.durable_seq
    for route in ROUTES:
        if route.method == "GET" and not route.path.endswith("/live"):
            await boss.get(route.path.format(token="x", id="1"))
    assert hall.hub.service.durable_seq == before


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1.5", "after=99999999999999999999", "limit=1001", "after="]
)
async def test_a_nonsense_page_of_the_journal(hall: House, query: str) -> None:
    status, problem = await (await manager(hall)).get(f"{API}/journal?{query}")
    assert (status, problem.code) == (400, "malformed")


async def test_the_journal_is_read_in_pages(hall: House) -> None:
    boss, taker = await manager(hall), await kiosk(hall)
    for _ in range(5):
        await taker.post("tickets", service="id-card")
    lines: list[str] = []
    while text := (await boss.get(f"{API}/journal?after={len(lines)}&limit=2"))[1]:
        assert len(text.splitlines()) <= 2
        lines += text.splitlines()
    assert verify_chain(lines).seq == hall.hub.service.durable_seq


async def test_only_the_holder_of_the_paper_can_rate_from_a_phone(hall: House) -> None:
    one, taker, phone = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    _, taken = await taker.post("tickets", service="income")
    assert await phone.refused("evaluations", token=taken["token"], grade=5) == (409, "nothing-to-evaluate")
    for verb in ("call-next", "serve", "finish"):
        await one.post(f"counters/1/{verb}")
    assert await phone.refused("evaluations", ticket=taken["ticket"], grade=5) == (404, "unknown-ticket")
    assert await phone.refused("evaluations", token=taken["token"][:-1] + "1", grade=5) == (404, "unknown-ticket")
    assert await phone.refused("evaluations", token=taken["token"], grade=6) == (409, "bad-grade")
    assert await phone.refused("evaluations", token=taken["token"], grade=1) == (409, "reason-needed")
    status, _ = await phone.post("evaluations", token=taken["token"], grade=1, reasons=["waiting"], source="keypad")
    assert status == 201
    last = hall.hub.service.image
    assert last.state.visits[f"{taken['ticket']}#1"].grade == 1
    _, text = await (await manager(hall)).get(f"{API}/journal")
    record = msgspec.json.decode(text.splitlines()[-1])
    assert (record["by"], record["data"]["source"], record["data"]["clerk"]) == ("phone", "phone", "0801")


async def test_the_keypad_rates_through_its_counter_without_a_clerk(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    _, taken = await taker.post("tickets", service="income")
    for verb in ("call-next", "serve", "finish"):
        await one.post(f"counters/1/{verb}")
    del one.headers["Fairhall-Session"]
    status, answer = await one.post("evaluations", ticket=taken["ticket"], grade=2)
    assert (status, answer["request_id"]) == (201, "")


async def test_a_phone_sees_its_ticket_change_as_it_happens(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    _, first = await taker.post("tickets", service="income")
    _, second = await taker.post("tickets", service="income")
    seen: list[tuple[str, int]] = []

    async def watch() -> None:
        headers = {"Accept": "text/event-stream"}
        async with hall.http.get(f"{API}/tickets/{second['token']}", headers=headers) as stream:
            assert stream.content_type == "text/event-stream"
            async for line in stream.content:
                if line.startswith(b"data: "):
                    status = msgspec.json.decode(line[6:])
                    seen.append((status["status"], status["ahead"]))

    watching = asyncio.create_task(watch())
    await patiently(lambda: seen == [("waiting", 1)])
    await one.post("counters/1/call-next")
    await patiently(lambda: seen[-1] == ("waiting", 0))
    assert first["number"] == "F001"
    for verb in ("serve", "finish", "call-next"):
        await one.post(f"counters/1/{verb}")
    await patiently(lambda: seen[-1] == ("called", 0))
    assert len(seen) == 3, "only changes are sent"
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)


async def test_a_phone_that_went_away_is_forgotten(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hub.http.tickets.STILL_THERE_S", 0.05)
    taker = await kiosk(hall)
    _, taken = await taker.post("tickets", service="income")
    async with hall.http.get(f"{API}/tickets/{taken['token']}", headers={"Accept": "text/event-stream"}) as stream:
        await stream.content.readline()
        assert len(hall.hub.streams) == 1
        stream.close()
    await patiently(lambda: not hall.hub.streams)


async def test_too_many_phones_are_turned_away_and_may_still_look(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hub.http.tickets.STREAMS_AT_MOST", 1)
    taker = await kiosk(hall)
    _, taken = await taker.post("tickets", service="income")
    path = f"{API}/tickets/{taken['token']}"
    async with hall.http.get(path, headers={"Accept": "text/event-stream"}) as stream:
        await stream.content.readline()
        status, problem = await Person(hall).get(path, Accept="text/event-stream")
        assert (status, problem.code) == (503, "too-many-streams")
        assert (await Person(hall).get(path))[0] == 200
        stream.close()


async def test_stopping_does_not_wait_for_phones_and_frozen_terminals(tmp_path: Path) -> None:
    async with house(tmp_path) as hall:
        taker = await kiosk(hall)
        _, taken = await taker.post("tickets", service="income")
        stream = await hall.http.get(f"{API}/tickets/{taken['token']}", headers={"Accept": "text/event-stream"})
        await stream.content.readline()
        frozen = [
            await hall.http.ws_connect(f"{API}/live", headers={"Authorization": who.bearer})
            for who in [await hall.pair("display", f"D{n}") for n in range(3)]
        ]
        await patiently(lambda: len(hall.hub.connections) == 3)
        async with asyncio.timeout(4):
            await hall.hub.service.look(lambda state: state.day)
            stopping = asyncio.create_task(hall.hub.stop())
            await stopping
        for each in frozen:
            await each.close()
        stream.close()


async def test_citizens_without_a_certificate_see_their_ticket_and_nothing_else(tmp_path: Path) -> None:
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall:
        taker = await kiosk(hall)
        _, taken = await taker.post("tickets", service="income")
        allowed = []
        async with aiohttp.ClientSession(f"http://127.0.0.1:{hall.hub.public_port}") as phone:
            for route in ROUTES:
                path = route.path.format(token=taken["token"], id="1")
                async with phone.request(route.method, path, headers=taker.headers) as response:
                    if response.status < 400:
                        allowed.append(route.path)
                    else:
                        assert (await body(response)).code in ("no-such-route", "method-not-allowed")
            async with phone.get(f"/t/{taken['token']}") as page:
                policy = page.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "new EventSource" in await page.text()
        assert allowed == [f"{API}/tickets/{{token}}", "/t/{token}"]
        _, picture = await taker.get(f"{API}/hall")
        assert picture["hall"]["public_url"].endswith(f":{hall.hub.public_port}")


async def test_yesterdays_ticket_has_no_page(tmp_path: Path) -> None:
    clock = ManualClock(EIGHT)
    async with house(tmp_path, clock) as hall:
        one, taker = await counter(hall), await kiosk(hall)
        await one.post("counters/1/open")
        _, taken = await taker.post("tickets", service="income")
        for verb in ("call-next", "serve", "finish"):
            await one.post(f"counters/1/{verb}")
        assert (await Person(hall).get(f"/t/{taken['token']}"))[0] == 200
        clock.advance(24 * 3600)
        await patiently(lambda: hall.hub.service.state.day == "2026-01-06")
        for path in (f"/t/{taken['token']}", f"{API}/tickets/{taken['token']}"):
            assert (await Person(hall).get(path))[0] == 404


async def test_the_hub_shows_only_its_own_certificate(hall: House) -> None:
    status, pem = await Person(hall).get(f"{API}/ca.pem")
    assert (status, pem) == (200, hall.hub.ca_pem)
    assert "PRIVATE" not in pem
    async with aiohttp.ClientSession() as stranger:
        with pytest.raises(aiohttp.ClientConnectorCertificateError):
            await stranger.get(f"https://{hall.address}/healthz", ssl=ssl.create_default_context())


async def test_metrics_can_be_read_by_prometheus(hall: House) -> None:
    taker = await kiosk(hall)
    await taker.post("tickets", service="income")
    await taker.post("tickets", service="visas")
    await taker.post("tickets", service=5)
    await taker.send(f"{API}/tickets", b'{"service": "x", "label-bomb": 1}')
    _, text = await Person(hall).get("/metrics")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["fairhall_requests_total", "issue", "done"] == 1
    assert samples["fairhall_requests_total", "issue", "refused"] == 1
    assert samples["fairhall_requests_total", "any", "error"] == 2
    assert samples["fairhall_waiting",] == 1
    assert samples["fairhall_fault",] == 0
    assert samples["fairhall_journal_seq",] == hall.hub.service.durable_seq
    assert "F001" not in text


async def test_watchdogs_hear_of_a_fault(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    taker, health = await kiosk(hall), Person(hall)
    assert await health.get("/healthz") == (200, {"status": "ok", "seq": 2, "detail": ""})
    monkeypatch.setattr("shared.hub.service.RETRY_S", 0.02)
    journal = hall.hub.service.writer._journal
    claim = journal._claim

    def broken(*given: object) -> Any:
        raise Unknown("journal.db: the disk is full: free some space")

    monkeypatch.setattr(journal, "_append", broken)
    monkeypatch.setattr(journal, "_claim", broken)
    status, problem = await taker.post("tickets", service="income")
    assert (status, problem.code, problem.detail) == (503, "fault", "journal.db: the disk is full: free some space")
    status, said = await health.get("/healthz")
    assert (status, said["status"], said["detail"]) == (503, "fault", "journal.db: the disk is full: free some space")
    assert (await taker.get(f"{API}/hall"))[1]["services"][2]["waiting"] == 0, "reads go on, and tell the truth"
    monkeypatch.undo()
    assert journal._claim == claim
    await patiently(lambda: not hall.hub.service.faulted)
    assert (await taker.post("tickets", service="income"))[1]["number"] == "F001"
    assert (await health.get("/healthz"))[0] == 200


async def test_answers_are_not_kept_framed_or_sniffed(hall: House) -> None:
    for path in ("/healthz", "/nowhere", f"{API}/openapi.json"):
        async with hall.http.get(path) as response:
            assert response.headers["X-Frame-Options"] == "DENY"
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["X-Content-Type-Options"] == "nosniff"


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
