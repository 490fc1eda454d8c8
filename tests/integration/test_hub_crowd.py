"""A full hall on real terminals: every number once, nobody called twice, no call unseen."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.protocol.answers import Answer
from shared.protocol.requests import (
    CallNextRequest,
    FinishRequest,
    IssueRequest,
    OpenRequest,
    Request,
    ServeRequest,
)
from shared.protocol.rows import AnyRow, CallRow
from tests.integration.hubs import PASSWORD, House, house, patiently, records


@asynccontextmanager
async def link(who: Identity) -> AsyncIterator[HeadlessLink]:
    """A live terminal."""
    terminal = HeadlessLink(who)
    await terminal.start()
    try:
        await terminal.live()
        yield terminal
    finally:
        await terminal.stop()


async def done(terminal: HeadlessLink, name: str, request: Request, key: str | None = None) -> Answer:
    answer = await terminal.request(name, request, key)
    assert isinstance(answer, Answer), answer
    return answer


@asynccontextmanager
async def desk(hall: House, n: str) -> AsyncIterator[HeadlessLink]:
    """An open counter with its own clerk."""
    await hall.clerk(f"08{n:0>2}")
    async with link(await hall.pair("counter", f"W{n}", n)) as terminal:
        assert await terminal.sign_in(f"08{n:0>2}", PASSWORD) is None
        await done(terminal, "open", OpenRequest())
        yield terminal


async def take(kiosk: HeadlessLink, services: list[str]) -> list[str]:
    """Tickets one after the other, as fast as the kiosk goes."""
    return [(await done(kiosk, "issue", IssueRequest(service=service))).number for service in services]


def all_of(each: list[list[str]]) -> list[str]:
    return [number for numbers in each for number in numbers]


async def test_eight_kiosks_and_eight_clerks_give_each_number_once(tmp_path: Path) -> None:
    async with house(tmp_path) as hall:
        kiosks = [link(await hall.pair("kiosk", f"K{n}")) for n in range(8)]
        terminals = [await kiosk.__aenter__() for kiosk in kiosks]
        mixed = ["income", "id-card"] * 50
        numbers = all_of(await asyncio.gather(*(take(terminal, mixed) for terminal in terminals)))
        assert len(numbers) == len(set(numbers)) == 800
        assert set(numbers) == {f"{letter}{n:03d}" for letter in "AF" for n in range(1, 401)}

        async def work(n: int) -> list[str]:
            async with desk(hall, str(n)) as window:
                called = []
                for _ in range(25):
                    called.append((await done(window, "call-next", CallNextRequest())).number)
                    await done(window, "serve", ServeRequest())
                    await done(window, "finish", FinishRequest())
                return called

        calls = all_of(await asyncio.gather(*(work(n) for n in range(1, 9))))
        assert len(calls) == len(set(calls)) == 200
        assert set(calls) <= set(numbers)
        for kiosk in kiosks:
            await kiosk.__aexit__(None, None, None)
    told = records(tmp_path / "journal.db")
    called = Counter(record["data"]["ticket"] for record in told if record["type"] == "ticket-called")
    assert (len(called), set(called.values())) == (200, {1})
    assert sum(record["type"] == "service-finished" for record in told) == 200


async def test_two_clerks_call_at_the_same_moment(tmp_path: Path) -> None:
    async with house(tmp_path) as hall, desk(hall, "1") as one, desk(hall, "2") as two:
        async with link(await hall.pair("kiosk", "K1")) as kiosk:
            await take(kiosk, ["income"] * 40)
        for _ in range(20):
            first, second = await asyncio.gather(
                done(one, "call-next", CallNextRequest()), done(two, "call-next", CallNextRequest())
            )
            assert first.number != second.number
            for window in (one, two):
                await done(window, "serve", ServeRequest())
                await done(window, "finish", FinishRequest())


async def test_three_calls_within_a_moment_all_reach_the_display_in_order(tmp_path: Path) -> None:
    async with (
        house(tmp_path) as hall,
        desk(hall, "1") as one,
        desk(hall, "2") as two,
        desk(hall, "3") as three,
        link(await hall.pair("display", "D1")) as screen,
        link(await hall.pair("kiosk", "K1")) as kiosk,
    ):
        shown: list[tuple[str, str]] = []

        def hear(rows: tuple[AnyRow, ...], fresh: bool) -> None:
            shown.extend((row.number, row.label) for row in rows if isinstance(row, CallRow))

        screen.updated.append(hear)
        await take(kiosk, ["income"] * 9)
        called = []
        started = asyncio.get_running_loop().time()
        for window in (one, two, three):
            answer = await done(window, "call-next", CallNextRequest())
            called.append((answer.number, answer.counter))
        assert asyncio.get_running_loop().time() - started < 0.6
        await patiently(lambda: len(shown) == 3)
        assert shown == called == [("F001", "1"), ("F002", "2"), ("F003", "3")]
        for window in (one, two, three):
            await done(window, "serve", ServeRequest())
            await done(window, "finish", FinishRequest())
        together = await asyncio.gather(*(done(window, "call-next", CallNextRequest()) for window in (one, two, three)))
        await patiently(lambda: len(shown) == 6)
        assert shown[3:] == [(answer.number, answer.counter) for answer in sorted(together, key=lambda it: it.seq)]


async def test_a_kiosk_that_asks_again_after_the_hub_came_back_has_one_ticket(tmp_path: Path) -> None:
    async with house(tmp_path) as hall:
        who = await hall.pair("kiosk", "K1")
        async with link(who) as kiosk:
            first = await done(kiosk, "issue", IssueRequest(service="id-card"), "the-one-touch")
    async with house(tmp_path) as hall, link(msgspec.structs.replace(who, hub_address=hall.address)) as kiosk:
        assert await done(kiosk, "issue", IssueRequest(service="id-card"), "the-one-touch") == first
