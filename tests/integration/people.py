"""Who deals with a hub over HTTP: kiosks, managers, counters with a clerk, and strangers."""

from typing import Any

import aiohttp
import msgspec

from shared.client.identity import Identity
from shared.hub.http.routes import API
from shared.protocol.answers import Problem
from tests.integration.hubs import PASSWORD, House


class Person:
    """Somebody with a device (or none) who sends requests."""

    def __init__(self, hall: House, who: Identity | None = None) -> None:
        self.hall = hall
        self.headers = {"Content-Type": "application/json"} | ({"Authorization": who.bearer} if who else {})

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
