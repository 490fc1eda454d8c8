"""The hub over HTTP and TLS: every route, through a real client."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.hub.http.app import make_app
from shared.hub.http.routes import API, ROUTES
from shared.journal.errors import Unknown
from shared.journal.verify import verify_chain
from shared.protocol.answers import Answer
from shared.protocol.rows import ServiceRow
from tests.integration.hubs import House, house, patiently
from tests.integration.people import Person, body, counter, kiosk, manager


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


async def test_a_ticket_from_the_kiosk_to_the_evaluation(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    assert await one.post("counters/1/open") == (200, {"request_id": "", "seq": 4, "counter": "1"})
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
    assert await one.refused("counters/1/pause", reason="tea with Mr Wang") == (409, "unknown-reason")
    assert (await one.post("counters/1/pause", reason="break"))[0] == 200
    assert (await one.post("counters/1/close"))[0] == 200
    _, picture = await boss.get(f"{API}/hall")
    assert {row["id"]: row["state"] for row in picture["counters"]}["1"] == "closed"

    def waiting() -> dict[str, int]:
        return {row.id: row.waiting for row in hall.hub.board.rows.values() if isinstance(row, ServiceRow)}

    await patiently(lambda: waiting() == {"id-card": 2, "residence": 1, "income": 0})


async def test_openapi_names_every_route_and_keeps_its_word(hall: House) -> None:
    status, document = await Person(hall).get(f"{API}/openapi.json")
    assert status == 200
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert described == {(route.method, route.path) for route in ROUTES}
    served = [route for route in make_app(hall.hub).router.routes() if route.method != "HEAD"]
    assert len(served) == len(described) + 1, "and openapi.json itself"
    pushed = document["paths"][f"{API}/console/stream"]["post"]["responses"]["200"]["content"]
    assert list(pushed) == ["text/event-stream"]
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


async def test_a_double_tap_is_one_ticket(hall: House) -> None:
    taker = await kiosk(hall)
    answers = await asyncio.gather(*(taker.post("tickets", "double-tap", service="id-card") for _ in range(5)))
    assert {msgspec.convert(answer, Answer).number for _, answer in answers} == {"A001"}
    assert (await taker.post("tickets", "another-tap", service="id-card"))[1]["number"] == "A002"
    for key in ("short", "with space", "x" * 65, "naïve-key"):
        headers = taker.headers | {"Idempotency-Key": key}
        async with hall.http.post(f"{API}/tickets", data=b'{"service":"id-card"}', headers=headers) as response:
            assert (response.status, (await body(response)).code) == (400, "malformed")


async def test_no_state_changes_by_a_link(hall: House) -> None:
    """A browser that looks ahead, or a picture in a page, calls nobody."""
    assert {route.path for route in ROUTES if route.method == "GET"}.isdisjoint(
        route.path for route in ROUTES if route.method == "POST"
    )
    boss, before = await manager(hall), hall.hub.service.durable_seq
    for route in ROUTES:
        if route.method == "GET" and not route.path.endswith("/live"):
            await boss.get(
                route.path.format(
                    token="x",
                    id="1",
                    service="id-card",
                    day="2026-01-05",
                    name="x.js",
                    seq="1",
                    code="x",
                    number="A001",
                )
            )
    assert hall.hub.service.durable_seq == before


async def test_the_journal_is_read_in_pages(hall: House) -> None:
    boss, taker = await manager(hall), await kiosk(hall)
    for _ in range(5):
        await taker.post("tickets", service="id-card")
    lines: list[str] = []
    while text := (await boss.get(f"{API}/journal?after={len(lines)}&limit=2"))[1]:
        assert len(text.splitlines()) <= 2
        lines += text.splitlines()
    assert verify_chain(lines).seq == hall.hub.service.durable_seq


async def test_the_keypad_rates_through_its_counter_without_a_clerk(hall: House) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    _, taken = await taker.post("tickets", service="income")
    for verb in ("call-next", "serve", "finish"):
        await one.post(f"counters/1/{verb}")
    del one.headers["Fairhall-Session"]
    status, answer = await one.post("evaluations", ticket=taken["ticket"], grade=2)
    assert (status, answer["request_id"]) == (201, "")


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
    assert await health.get("/healthz") == (200, {"status": "ok", "seq": 3, "detail": ""})
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


async def test_every_page_runs_its_own_scripts_alone_in_no_frame_and_without_a_cookie(hall: House) -> None:
    places = [route.path for route in ROUTES if route.method == "GET" and "{" not in route.path]
    pages = []
    for path in places:
        async with hall.http.get(path) as response:
            assert "Set-Cookie" not in response.headers, path
            assert "Access-Control-Allow-Origin" not in response.headers, path
            assert response.headers.get("X-Frame-Options") == "DENY", path
            if response.content_type == "text/html":
                pages.append(path)
                policy = dict(
                    rule.strip().split(" ", 1) for rule in response.headers["Content-Security-Policy"].split(";")
                )
                for rule in ("default-src", "frame-ancestors", "base-uri", "form-action"):
                    assert policy[rule] == "'none'", path
                assert policy.get("script-src", "'self'") == "'self'", path
    assert {"/", "/draw", "/status", "/book", "/console", "/keypad", "/poster", "/operator"} == set(pages)


async def test_answers_are_not_kept_framed_or_sniffed(hall: House) -> None:
    for path in ("/healthz", "/nowhere", f"{API}/openapi.json"):
        async with hall.http.get(path) as response:
            assert response.headers["X-Frame-Options"] == "DENY"
            assert response.headers["Cache-Control"] == "no-store"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
