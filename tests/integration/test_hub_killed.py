"""The power fails again and again under a crowd: nothing acknowledged is lost, nothing is done twice."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import aiohttp
import msgspec

from shared.client.identity import Identity, trust
from shared.client.pairing import pair
from shared.hub.access.fingerprint import asked_as
from shared.protocol.answers import Answer
from tests.integration.hubs import HALL, Child, records, token

ROUNDS = 15
Acknowledged = dict[str, Answer]


async def take(hub: aiohttp.ClientSession, kiosk: Identity, request: str) -> Answer:
    headers = {"Authorization": kiosk.bearer, "Idempotency-Key": request}
    async with hub.post("/api/v1/tickets", json={"service": "id-card"}, headers=headers) as response:
        assert response.status == 201, await response.text()
        return msgspec.json.decode(await response.read(), type=Answer)


def session(hub: Child, who: Identity) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(ssl=trust(who.ca_pem), limit=0)
    return aiohttp.ClientSession(f"https://{hub.address}", connector=connector)


async def crowd(hub: Child, kiosk: Identity, name: str, open_requests: list[str], until: int) -> Acknowledged:
    """Eight people at a time press and press; the hub dies once ``until`` tickets are acknowledged."""
    heard: Acknowledged = {}

    async def press(who: int) -> None:
        for n in range(10_000):
            request = f"{name}-{who}-{n:05d}"
            open_requests.append(request)
            heard[request] = await take(there, kiosk, request)
            if len(heard) == until:
                hub.kill()

    async with session(hub, kiosk) as there:
        ends = await asyncio.gather(*(press(who) for who in range(8)), return_exceptions=True)
    assert all(isinstance(end, aiohttp.ClientError | OSError) for end in ends), ends
    return heard


async def morning(hub: Child, boss: Identity) -> None:
    async with session(hub, boss) as there:
        for counter in "123":
            async with there.post(
                f"/api/v1/counters/{counter}/open", headers={"Authorization": boss.bearer}
            ) as response:
                assert response.status == 200


async def test_nothing_acknowledged_is_lost_and_nothing_done_twice(tmp_path: Path) -> None:
    data, chance = tmp_path / "hub", random.Random()
    data.mkdir()
    (data / "hall.toml").write_text(HALL)
    acknowledged: Acknowledged = {}
    asked: list[str] = []
    hub = Child(data)
    kiosk = await asyncio.to_thread(pair, hub.address, token(data, "kiosk", "K1"))
    boss = await asyncio.to_thread(pair, hub.address, token(data, "manager", "M1"))
    await morning(hub, boss)
    for number in range(ROUNDS):
        acknowledged |= await crowd(hub, kiosk, f"round-{number:02d}", asked, chance.randrange(1, 25))
        hub = Child(data)
        async with session(hub, kiosk) as there:
            retried = chance.sample(sorted(acknowledged), min(len(acknowledged), 5))
            for request in retried:
                assert await take(there, kiosk, request) == acknowledged[request]
    async with session(hub, kiosk) as there:
        for request in asked:
            answer = await take(there, kiosk, request)
            assert acknowledged.setdefault(request, answer) == answer
    assert hub.end() == 0
    told = records(hub.journal)
    issued = [record for record in told if record["type"] == "ticket-issued"]
    assert len(issued) == len({record["data"]["number"] for record in issued}) == len(set(asked))
    assert sorted(record["data"]["number"] for record in issued) == sorted(a.number for a in acknowledged.values())
    assert len({asked_as(record["request"]) for record in issued}) == len(acknowledged)
    drawn = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-resolved")
    assert set(drawn.values()) == {1}, "nobody was drawn again"
    assert len(drawn) == len(issued)
    assert all(answer.drawn is not None for answer in acknowledged.values())
