"""The keypad on a counter's tablet: the clerk opens it by a link, the citizen rates on it, once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.clock import ManualClock
from shared.hub.http.routes import API
from shared.protocol import messages as m
from shared.protocol.rows import DeviceRow
from tests.hall import EIGHT
from tests.integration.hubs import House, house, patiently, records
from tests.integration.people import Person, counter, kiosk

DAY_MS = 86_400_000


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, ManualClock(EIGHT)) as there:
        yield there


async def link(hall: House, desk: Person, n: str = "1") -> str:
    """The secret that the clerk's F4 brings: what stands behind the # of the page's address."""
    who = await hall.pair("counter", f"F4-{n}", n)
    async with hall.socket(who) as socket:
        await socket.hello()
        early = await socket.ask("tablet", "tablet-request-1")
        assert isinstance(early, m.Refusal) and early.problem.code == "sign-in-first"
        await socket.sign_in("0801")
        reply = await socket.ask("tablet", "tablet-request-2")
        assert isinstance(reply, m.Reply)
    page, _, secret = reply.answer.url.partition("#")
    assert page == f"https://{hall.address}/keypad"
    return secret


async def finished(desk: Person, taker: Person, n: str = "1") -> dict[str, Any]:
    """A citizen is served to the end; the ticket."""
    _, taken = await taker.post("tickets", service="income")
    for verb in ("call-next", "serve", "finish"):
        assert (await desk.post(f"counters/{n}/{verb}"))[0] == 200
    return dict(taken)


def odd(hall: House) -> list[tuple[str, str, str, str]]:
    """The presses on record that count for nothing: by, source, ticket, why."""
    return [
        (each["by"], each["data"]["source"], each["data"]["ticket"], each["data"]["why"])
        for each in records(hall.journal)
        if each["type"] == "evaluation-rejected"
    ]


@asynccontextmanager
async def watching(hall: House, secret: str) -> AsyncIterator[list[dict[str, Any]]]:
    """What a tablet has been shown so far, newest last."""
    seen: list[dict[str, Any]] = []

    async def listen() -> None:
        async with hall.http.post(f"{API}/keypad/stream", json={"token": secret}) as stream:
            assert stream.content_type == "text/event-stream"
            async for row in stream.content:
                if row.startswith(b"data: "):
                    seen.append(msgspec.json.decode(row[6:]))

    task = asyncio.create_task(listen())
    try:
        await patiently(lambda: seen)
        yield seen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def press(secret: str, shown: dict[str, Any], grade: int, **more: object) -> dict[str, Any]:
    """What the page sends."""
    return {"keypad": secret, "ticket": shown["ticket"], "visit": shown["visit"], "grade": grade, **more}


async def test_the_tablet_lights_when_its_clerk_finishes_and_thanks_after_the_press(hall: House) -> None:
    one, taker, tablet = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        assert (seen[0]["state"], seen[0]["label"], seen[0]["number"]) == ("idle", "1", "")
        taken = await finished(one, taker)
        await patiently(lambda: seen[-1]["state"] == "ask")
        asked = seen[-1]
        assert (asked["number"], asked["seconds"], asked["given"]) == (taken["number"], 10.0, False)
        status, _ = await tablet.post("evaluations", "press-number-1", **press(secret, asked, 4))
        assert status == 201
        await patiently(lambda: seen[-1]["given"])
        assert seen[-1]["state"] == "idle"
        assert all("grade" not in each for each in seen), "what was pressed is shown nowhere"
        second = await tablet.post("evaluations", **press(secret, asked, 1, reasons=["other"]))
        assert (second[0], second[1]["rejected"]) == (201, "repeated")
        again = await tablet.post("evaluations", "press-number-1", **press(secret, asked, 4))
        assert again[0] == 201, "the same press, sent again, is answered the same"
    last = [each for each in records(hall.journal) if each["type"] == "service-evaluated"]
    assert [(each["by"], each["data"]["source"], each["data"]["grade"]) for each in last] == [
        ("counter:tablet-1", "screen", 4)
    ]
    assert odd(hall) == [("counter:tablet-1", "screen", taken["ticket"], "repeated")]


async def test_a_bad_grade_comes_with_its_reason(hall: House) -> None:
    one, taker, tablet = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        await finished(one, taker)
        await patiently(lambda: seen[-1]["state"] == "ask")
        asked = seen[-1]
    assert await tablet.refused("evaluations", **press(secret, asked, 2)) == (409, "reason-needed")
    hall.hub.clock.advance(25)  # type: ignore[attr-defined]
    status, _ = await tablet.post("evaluations", **press(secret, asked, 2, reasons=["attitude", "waiting"]))
    assert status == 201, "who looks for the reason may take longer than the press"
    visit = hall.hub.service.state.visits[f"{asked['ticket']}#{asked['visit']}"]
    assert (visit.grade, visit.reasoned) == (2, True)


async def test_only_whom_the_counter_asked_last_can_be_rated_and_not_for_long(hall: House) -> None:
    one, taker, tablet = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        for _ in range(2):
            await finished(one, taker)
        await patiently(lambda: len([each for each in seen if each["state"] == "ask"]) == 2)
        first, second = [each for each in seen if each["state"] == "ask"]
    two = await counter(hall, "2")
    other = await link(hall, two, "2")
    for token, shown in ((secret, first), (other, second)):
        status, answer = await tablet.post("evaluations", **press(token, shown, 5))
        assert (status, answer["rejected"]) == (201, "unsolicited")
    hall.hub.clock.advance(41)  # type: ignore[attr-defined]
    status, answer = await tablet.post("evaluations", "press-number-9", **press(secret, second, 5))
    assert (status, answer["rejected"]) == (201, "late")
    await tablet.post("evaluations", "press-number-9", **press(secret, second, 5))
    assert odd(hall) == [
        ("counter:tablet-1", "screen", "", "unsolicited"),
        ("counter:tablet-2", "screen", "", "unsolicited"),
        ("counter:tablet-1", "screen", second["ticket"], "late"),
    ]
    assert not [each for each in records(hall.journal) if each["type"] == "service-evaluated"]


async def test_a_page_out_of_hand_fills_no_record(hall: House) -> None:
    one, taker, tablet = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        await finished(one, taker)
        await patiently(lambda: seen[-1]["state"] == "ask")
        asked = seen[-1]
        said = [(await tablet.post("evaluations", **press(secret, asked, 5)))[0] for _ in range(20)]
        assert said == [201] * 4 + [409] * 16
        assert len(odd(hall)) == 3
        await finished(one, taker)
        await patiently(lambda: seen[-1]["state"] == "ask")
        assert (await tablet.post("evaluations", **press(secret, seen[-1], 5)))[1].get("rejected") is None


async def test_after_a_bad_grade_on_the_keypad_the_tablet_asks_for_the_reason(hall: House) -> None:
    one, taker, tablet = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        taken = await finished(one, taker)
        await patiently(lambda: seen[-1]["state"] == "ask")
        await one.post("evaluations", ticket=taken["ticket"], grade=2, visit=1, source="keypad")
        await patiently(lambda: seen[-1]["state"] == "reason")
        asked = seen[-1]
        assert (asked["grade"], asked["ticket"], asked["seconds"]) == (2, taken["ticket"], 40.0)
        status, answer = await tablet.post("evaluations", **press(secret, asked, 2, reasons=["not-told"]))
        assert (status, answer.get("rejected")) == (201, None)
    reasons = [each["data"]["reasons"] for each in records(hall.journal) if each["type"] == "evaluation-reasoned"]
    assert reasons == [["not-told"]]


@pytest.mark.parametrize("grade", [3, 4, 5])
async def test_after_a_good_grade_on_the_keypad_nobody_is_asked_why(hall: House, grade: int) -> None:
    one, taker = await counter(hall), await kiosk(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        taken = await finished(one, taker)
        await one.post("evaluations", ticket=taken["ticket"], grade=grade, visit=1, source="keypad")
        await patiently(lambda: seen[-1]["given"])
        assert seen[-1]["state"] == "idle"


async def test_the_clerk_is_told_that_the_tablet_is_there_and_when_it_has_gone(hall: House) -> None:
    one = await counter(hall)
    secret = await link(hall, one)
    who = await hall.pair("counter", "W1-screen", "1")
    async with hall.socket(who) as screen:
        await screen.hello()
        async with watching(hall, secret):
            told = await screen.hear()
            assert isinstance(told, m.Update)
            (row,) = [each for each in told.rows if isinstance(each, DeviceRow)]
            assert (row.device, row.counter, row.state) == ("tablet", "1", "ok")
        while not (
            isinstance(told, m.Update) and "off" in [row.state for row in told.rows if isinstance(row, DeviceRow)]
        ):
            told = await screen.hear()


async def test_a_link_that_is_not_of_today_opens_nothing(hall: House) -> None:
    one, taker, tablet = await counter(hall), await kiosk(hall), Person(hall)
    await one.post("counters/1/open")
    secret = await link(hall, one)
    async with watching(hall, secret) as seen:
        await finished(one, taker)
        await patiently(lambda: seen[-1]["state"] == "ask")
    asked = seen[-1]
    ended = (401, "tablet-link-ended")
    day, _, letters = secret.split(".")
    for wrong in (
        "",
        "x",
        "..",
        secret[:-1] + "1",
        f"{day}.2.{letters}",
        f"2099-01-01.1.{letters}",
        "公平.叫号.a",
    ):
        assert await tablet.refused("keypad/stream", token=wrong) == ended
    assert await tablet.refused("evaluations", **press(secret[:-1] + "1", asked, 5)) == ended
    hall.hub.clock.advance(DAY_MS / 1000)  # type: ignore[attr-defined]
    hall.hub.service.refresh()
    await patiently(lambda: hall.hub.service.state.day != day)
    assert await tablet.refused("keypad/stream", token=secret) == ended
    assert await tablet.refused("evaluations", **press(secret, asked, 5)) == ended


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"token": 7}', b'{"token": "a", "more": 1}', b"\xff\x00"])
async def test_nonsense_is_told_so(hall: House, data: bytes) -> None:
    for path in ("keypad/stream", "evaluations"):
        status, problem = await Person(hall).send(f"{API}/{path}", data)
        assert 400 <= status < 500 and problem.status == status


async def test_the_page_asks_nobody_else_and_its_secret_stays_in_the_browser(hall: House) -> None:
    async with hall.http.get("/keypad") as page:
        text = await page.text()
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
    for name in ("keypad.css", "page.js", "pushed.js", "faces.js", "keypad.js"):
        assert f'"/web/{name}"' in text
        async with hall.http.get(f"/web/{name}") as file:
            text += await file.text()
    assert len(text.encode()) < 30_000
    assert "//" not in text.replace("<!--", "").split('"use strict"')[0], "nothing is loaded from anywhere"
    for words in ("非常满意", "满意", "基本满意", "不满意", "非常不满意", "这次不评"):
        assert words in text
