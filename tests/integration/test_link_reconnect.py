"""A hub comes and goes; a terminal bears it."""

import asyncio
import time
from contextlib import closing
from functools import partial

import pytest

from shared.client.headless import HeadlessLink
from shared.client.outbox import Outbox
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState, Update
from shared.protocol.requests import IssueRequest
from tests.contract.link_houses import HeadlessHouse, QtHouse
from tests.integration.fakehub import HEARTBEAT_MS, Authority, FakeHub
from tests.unit.client.rows import group

PENSION = IssueRequest(service="a1")


@pytest.fixture(params=[QtHouse, HeadlessHouse])
def house(request, tmp_path, qapp):
    house = request.param(tmp_path)
    house.link.start()
    house.until(lambda: house.link.state == "live")
    yield house
    house.close()


def test_a_terminal_is_live_again_within_two_seconds_of_the_hubs_return(house):
    house.hub.stop()
    gone = time.monotonic()
    house.until(lambda: time.monotonic() - gone > 2.2)  # long enough for the rests to grow to their longest
    assert house.link.state == "away"
    house.hub.start()
    back = time.monotonic()
    house.until(lambda: house.link.state == "live")
    assert time.monotonic() - back < 2.0


def test_a_terminal_asks_only_for_what_it_missed(house):
    house.publish([group("a")], fresh=True)
    house.until(lambda: "a" in house.link.mirror.groups)
    house.hub_leaves()
    house.hub_returns()
    assert [hello.after for hello in house.hub.hellos] == [None, house.hub.seq]
    assert "a" in house.link.mirror.groups


def test_a_hub_that_falls_silent_is_noticed_though_its_connection_stands(house):
    house.hub.silent = True
    since = time.monotonic()
    house.until(lambda: house.link.state == "away")
    silence_s = time.monotonic() - since
    assert 2 * HEARTBEAT_MS / 1000 < silence_s < 3 * HEARTBEAT_MS / 1000 + 0.8
    house.hub.silent = False
    house.hub.stop()
    house.hub_returns()


@pytest.mark.parametrize(
    "frame", ["", "plain words", '{"m":"martian"}', '{"m":"update","seq":"x"}', b"\x00\xff", "[" * 5000]
)
def test_nonsense_on_the_wire_is_reported_and_the_hall_goes_on(house, frame, caplog):
    house.hub.say(frame)
    house.publish([group("a")], fresh=True)
    house.until(lambda: "a" in house.link.mirror.groups)
    assert house.link.state == "live"
    assert "ignored a frame that is no message" in caplog.text


def test_a_picture_with_a_hole_is_given_up_for_a_whole_one(house):
    house.publish([group("a", waiting=1)], fresh=True)
    house.until(lambda: "a" in house.link.mirror.groups)
    house.hub.say(Update(seq=0, rows=(group("a", waiting=9),)))
    house.until(lambda: len(house.hub.hellos) == 2 and house.link.state == "live")
    house.until(lambda: house.link.mirror.seq == house.hub.seq)
    assert house.hub.hellos[1].after is None
    assert house.link.mirror.groups["a"].waiting == 1


def test_a_hub_that_sends_everyone_away_is_not_run_down(house):
    house.hub.close_code = 1013
    house.hub_leaves()
    house.hub.start()
    since, before = time.monotonic(), house.hub.upgrades
    house.until(lambda: time.monotonic() - since > 1.5)
    assert 1 <= house.hub.upgrades - before <= 6
    house.hub.close_code = 0
    house.until(lambda: house.link.state == "live")


def test_an_outbox_is_brought_to_the_hub_in_order_and_once(tmp_path):
    """A kiosk died with three tickets asked for; the hub had already done the first."""
    hub = FakeHub(Authority(tmp_path))
    hub.start()
    hub.answer("request-0", Answer("request-0", 1, number="A900"))
    with closing(Outbox(tmp_path / "outbox.sqlite3")) as outbox:
        for n in range(3):
            outbox.put(f"request-{n}", "issue", PENSION)

    async def next_morning() -> list[tuple[str, str]]:
        delivered: list[tuple[str, str]] = []
        outbox = Outbox(tmp_path / "outbox.sqlite3")
        link = HeadlessLink(hub.authority.identity(hub.address), outbox=outbox)
        all_done = asyncio.Event()

        def hear(request_id: str, outcome: Answer | Problem) -> None:
            assert isinstance(outcome, Answer)
            delivered.append((request_id, outcome.number))
            if len(delivered) == 3:
                all_done.set()

        link.delivered.append(hear)
        await link.start()
        async with asyncio.timeout(5):
            await all_done.wait()
        await link.stop()
        assert outbox.pending() == []
        assert outbox.outcome("request-2") == Answer("request-2", 1, number="A002")
        outbox.close()
        return delivered

    assert asyncio.run(next_morning()) == [("request-0", "A900"), ("request-1", "A001"), ("request-2", "A002")]
    assert [command.id for command in hub.commands] == ["request-0", "request-1", "request-2"]
    hub.shut()


def test_the_hubs_own_trouble_is_not_an_answer_to_the_outbox(tmp_path, monkeypatch):
    """The hub's disk is full, then it is not: the ticket asked for is issued all the same."""
    monkeypatch.setattr("shared.client.base.PATIENCE_MS", 200)
    hub = FakeHub(Authority(tmp_path))
    hub.start()

    async def story() -> None:
        outbox = Outbox(tmp_path / "outbox.sqlite3")
        link = HeadlessLink(hub.authority.identity(hub.address), outbox=outbox)
        delivered = asyncio.Event()
        link.delivered.append(lambda request_id, outcome: delivered.set())
        await link.start()
        await link.live()
        outbox.put("request-1", "issue", PENSION).result(10)
        outbox.release("request-1")
        hub.fault = Problem("fault", 500, "The disk is full")
        assert await link.request("issue", PENSION, "request-1") == hub.fault
        assert "request-1" in outbox
        hub.fault = None
        async with asyncio.timeout(5):
            await delivered.wait()
        assert outbox.pending() == []
        await link.stop()
        outbox.close()

    asyncio.run(story())
    hub.shut()


def test_a_whole_hall_of_terminals_is_live_again_within_two_seconds(tmp_path):
    hub = FakeHub(Authority(tmp_path))
    hub.start()

    async def story() -> float:
        identity = hub.authority.identity(hub.address)
        links = [HeadlessLink(identity) for _ in range(60)]
        for link in links:
            await link.start()
        await asyncio.gather(*(link.live() for link in links))
        left: set[int] = set()
        all_left = asyncio.Event()

        def leaves(n: int, state: LinkState) -> None:
            left.add(n)
            if len(left) == len(links):
                all_left.set()

        for n, link in enumerate(links):
            link.state_changed.append(partial(leaves, n))
        await asyncio.to_thread(hub.stop)
        async with asyncio.timeout(5):
            await all_left.wait()
        await asyncio.to_thread(hub.start)
        back = time.monotonic()
        await asyncio.gather(*(link.live() for link in links))
        took = time.monotonic() - back
        answers = await asyncio.gather(*(link.request("issue", PENSION) for link in links))
        assert len({answer.number for answer in answers if isinstance(answer, Answer)}) == len(links)
        await asyncio.gather(*(link.stop() for link in links))
        return took

    assert asyncio.run(story()) < 2.0
    hub.shut()
