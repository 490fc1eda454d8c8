"""What citizens see on their phones, and how they rate from there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import msgspec
import pytest

from shared.clock import ManualClock
from shared.hub.http.routes import API, PHONES, ROUTES
from tests.hall import EIGHT
from tests.integration.hubs import House, house, patiently
from tests.integration.people import Person, body, counter, kiosk, manager

CLOSED = ("no-such-route", "method-not-allowed")


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as there:
        yield there


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
    monkeypatch.setattr("shared.hub.http.streams.STILL_THERE_S", 0.05)
    taker = await kiosk(hall)
    _, taken = await taker.post("tickets", service="income")
    async with hall.http.get(f"{API}/tickets/{taken['token']}", headers={"Accept": "text/event-stream"}) as stream:
        await stream.content.readline()
        assert len(hall.hub.streams) == 1
        stream.close()
    await patiently(lambda: not hall.hub.streams)


async def test_too_many_phones_are_turned_away_and_may_still_look(hall: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hub.http.streams.STREAMS_AT_MOST", 1)
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


async def test_citizens_without_a_certificate_reach_their_own_pages_and_nothing_else(tmp_path: Path) -> None:
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall:
        taker = await kiosk(hall)
        _, taken = await taker.post("tickets", service="income")
        allowed = []
        async with aiohttp.ClientSession(f"http://127.0.0.1:{hall.hub.public_port}") as phone:
            for route in ROUTES:
                name = {
                    "id": "1",
                    "service": "income",
                    "day": "2026-01-05",
                    "name": "page.css",
                    "seq": "1",
                    "number": taken["number"],
                }
                path = route.path.format(token=taken["token"], **name)
                async with phone.request(route.method, path, headers=taker.headers) as response:
                    if response.status < 400 or (await body(response)).code not in CLOSED:
                        allowed.append(route.path)
            for path in (f"/t/{taken['token']}", "/draw"):
                async with phone.get(path) as page:
                    policy = page.headers["Content-Security-Policy"]
                    assert "default-src 'none'" in policy and "unsafe" not in policy
                    assert page.headers["X-Frame-Options"] == "DENY"
                    assert page.headers["Referrer-Policy"] == "no-referrer"
                    assert "Set-Cookie" not in page.headers
        assert set(allowed) == set(PHONES)
        _, picture = await taker.get(f"{API}/hall")
        assert picture["hall"]["public_url"].endswith(f":{hall.hub.public_port}")


async def test_no_key_and_no_keypad_counts_on_the_plain_door(tmp_path: Path) -> None:
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall:
        one, taker = await counter(hall), await kiosk(hall)
        await one.post("counters/1/open")
        _, taken = await taker.post("tickets", service="income")
        for verb in ("call-next", "serve", "finish"):
            await one.post(f"counters/1/{verb}")
        secret = hall.hub.tablet_tokens.token("1", hall.hub.service.state.day)
        path = f"http://127.0.0.1:{hall.hub.public_port}{API}/evaluations"
        async with aiohttp.ClientSession(headers=one.headers) as phone:
            for wish in ({"ticket": taken["ticket"]}, {"keypad": secret, "ticket": taken["ticket"], "visit": 1}):
                async with phone.post(path, json=wish | {"grade": 5, "source": "keypad"}) as response:
                    assert (response.status, (await body(response)).code) == (404, "unknown-ticket")
            async with phone.post(path, json={"token": taken["token"], "grade": 5}) as response:
                assert response.status == 201


async def test_yesterdays_ticket_has_its_page_until_the_day_is_over(tmp_path: Path) -> None:
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
        assert (await Person(hall).get(f"/t/{taken['token']}"))[0] == 200
        clock.advance(24 * 3600)
        await patiently(lambda: hall.hub.service.state.day == "2026-01-07")
        for path in (f"/t/{taken['token']}", f"{API}/tickets/{taken['token']}"):
            assert (await Person(hall).get(path))[0] == 404


async def test_where_there_is_no_page_a_person_reads_so_in_both_languages_and_a_program_gets_a_problem(
    tmp_path: Path,
) -> None:
    old, wrong = "/t/261122-1-YX4ZW3MHKAC4ZTW3JTXN", "/tickets"
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall, aiohttp.ClientSession() as phone:
        door = f"http://127.0.0.1:{hall.hub.public_port}"
        for path, said in ((old, "查不到这张号票"), (wrong, "没有这一页")):
            async with phone.get(door + path, headers={"Accept": "text/html,*/*;q=0.8"}) as shown:
                page = await shown.text()
                assert (shown.status, shown.content_type) == (404, "text/html")
                assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
                assert said in page
                assert hall.hub.hall.current().name.zh in page
                assert 'href="/status"' in page
            async with phone.get(door + path) as told:
                assert (told.status, told.content_type) == (404, "application/problem+json")
        api = f"{door}{API}/tickets/{old[3:]}"
        async with phone.get(api, headers={"Accept": "text/html"}) as told:
            assert (told.status, told.content_type) == (404, "application/problem+json")


async def test_who_knows_the_address_alone_finds_the_hall(tmp_path: Path) -> None:
    async with house(tmp_path, public=("127.0.0.1", 0)) as hall, aiohttp.ClientSession() as phone:
        door = f"http://127.0.0.1:{hall.hub.public_port}"
        async with phone.get(f"{door}/") as shown, phone.get(f"{door}/status") as status:
            assert shown.status == 200
            assert await shown.text() == await status.text()
