"""People and clerks who never give up, and who remember every word the hub gave them."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import msgspec

from shared.client.identity import Identity, trust
from shared.protocol.answers import Answer

PEOPLE, CLERKS = 6, ("1", "2", "3")
VERBS = ("call-next", "serve", "finish", "call-next", "recall", "no-show")
AWAY = (aiohttp.ClientError, OSError, asyncio.TimeoutError)


class Crowd:
    """``acknowledged``: request → answer, of every ticket; ``asked``: every request, answered or not."""

    def __init__(self, kiosk: Identity, manager: Identity, chance: random.Random) -> None:
        self.kiosk, self.manager = kiosk, manager
        self.acknowledged: dict[str, Answer] = {}
        self.asked: dict[str, str] = {}
        self.wrong: list[str] = []
        self.faults = 0
        self._chance = chance

    async def open(self, address: str) -> None:
        """Three windows."""
        async with self.session(address) as there:
            for counter in CLERKS:
                await self.step(there, counter, "open", f"open-counter-{counter}")

    async def press(self, address: str, name: str, enough: int, then: Callable[[], Awaitable[None]]) -> None:
        """Take, call, serve and finish until the hub is gone; ``then`` happens once ``enough`` were acknowledged."""
        heard = 0
        happened = asyncio.Event()

        async def person(who: int) -> None:
            nonlocal heard
            for n in range(10_000):
                await self.take(there, f"{name}-{who}-{n:05d}", self._chance.choice(("id-card", "residence", "income")))
                heard += 1
                if heard >= enough and not happened.is_set():
                    happened.set()
                    await then()

        async def clerk(counter: str) -> None:
            for n in range(10_000):
                await self.step(there, counter, VERBS[n % len(VERBS)], f"{name}-c{counter}-{n:05d}")

        async with self.session(address) as there:
            tasks = [asyncio.ensure_future(person(who)) for who in range(PEOPLE)]
            tasks += [asyncio.ensure_future(clerk(counter)) for counter in CLERKS]
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        self.wrong += [repr(end) for end in ends if end is not None and not isinstance(end, AWAY)]

    async def again(self, address: str, name: str) -> None:
        """Ask once more for what round ``name`` left open, and for some that were acknowledged: the same answers."""
        mine = sorted(request for request in self.asked if request.startswith(name))
        known = [request for request in mine if request in self.acknowledged]
        some = self._chance.sample(known, min(5, len(known)))
        async with self.session(address) as there:
            for request in [*some, *(request for request in mine if request not in self.acknowledged)]:
                before = self.acknowledged.get(request)
                await self.take(there, request, self.asked[request])
                if before is not None and before != self.acknowledged[request]:
                    self.wrong.append(f"{request}: answered {before}, then {self.acknowledged[request]}")

    async def step(self, there: aiohttp.ClientSession, counter: str, verb: str, request: str) -> None:
        """One key of a window; a refusal is as good as an answer."""
        await self._post(there, self.manager, f"/api/v1/counters/{counter}/{verb}", request, {})

    async def take(self, there: aiohttp.ClientSession, request: str, service: str) -> None:
        """A ticket; a hub in trouble (503) or in haste (429) is asked again under the same id, for nothing was done."""
        self.asked[request] = service
        while True:
            status, body = await self._post(there, self.kiosk, "/api/v1/tickets", request, {"service": service})
            if status == 201:
                self.acknowledged[request] = msgspec.json.decode(body, type=Answer)
                return
            if status not in (429, 503):
                self.wrong.append(f"{request}: {status} {body[:200]!r}")
                return
            self.faults += 1
            await asyncio.sleep(0.05)  # as a kiosk that is told to ask again

    def session(self, address: str) -> aiohttp.ClientSession:
        """Connections to the hub of the moment."""
        connector = aiohttp.TCPConnector(ssl=trust(self.kiosk.ca_pem), limit=0)
        timeout = aiohttp.ClientTimeout(total=30)
        return aiohttp.ClientSession(f"https://{address}", connector=connector, timeout=timeout)

    async def _post(
        self, there: aiohttp.ClientSession, who: Identity, path: str, request: str, body: dict[str, Any]
    ) -> tuple[int, bytes]:
        headers = {"Authorization": who.bearer, "Idempotency-Key": request}
        async with there.post(path, json=body, headers=headers) as answer:
            return answer.status, await answer.read()
