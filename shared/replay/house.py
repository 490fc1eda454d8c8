"""A real hub in a folder of its own, and terminals paired with it over TLS."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from shared.client.headless import HeadlessLink
from shared.client.pairing import pair
from shared.client.witness.keeper import Keeper
from shared.client.witness.memory import MemoryStore
from shared.clock import Clock
from shared.hall.config import HallConfig
from shared.hall.sealing import SPARE
from shared.hub.access.keys import read_or_make
from shared.hub.hallfile.watch import HallFile
from shared.hub.hub import Hub, HubSettings
from shared.journal.sqlite import SqliteJournal
from shared.protocol.roles import WITNESSES, Role, witness_id
from shared.replay.people import PASSWORD, clerk_of

JOURNAL, KEYS = "journal.db", "keys"
SEEDED_DAYS = 7
"""So long may serving the day's people take and every lot still follow from the seed."""
EPOCHS = 3
"""The day is sealed anew with each of its two witnesses."""


class House:
    """The hub and what is connected to it, until the context of ``house`` ends."""

    def __init__(self, hub: Hub, stack: AsyncExitStack, seed: int) -> None:
        self.hub = hub
        self._stack = stack
        self._seed = seed

    async def terminal(self, role: Role, name: str, counter: str = "") -> HeadlessLink:
        """A live terminal; at a counter with its clerk signed in, else one whose chain is sealed."""
        token = self.hub.registry.make_token(role, name, counter)
        identity = await asyncio.to_thread(pair, f"127.0.0.1:{self.hub.port}", token, name)
        keeper = self._keeper(role, name) if role in WITNESSES else None
        link = HeadlessLink(identity, keeper=keeper)
        await link.start()
        self._stack.push_async_callback(link.stop)
        await link.live()
        if keeper is not None:
            await self._sealed(link, witness_id(role, name))
        if role == "counter":
            clerk = clerk_of(counter)
            await asyncio.to_thread(self.hub.clerks.add, clerk, f"Clerk {clerk}", PASSWORD)
            await link.sign_in(clerk, PASSWORD)
        return link

    def _keeper(self, role: Role, name: str) -> Keeper:
        """A witness for the length of the replay, whose secrets are made from the seed."""
        who = witness_id(role, name)
        return Keeper(who, MemoryStore, lambda epoch: sha256(f"{who} {epoch} {self._seed}".encode()).digest())

    async def _sealed(self, link: HeadlessLink, witness: str) -> None:
        """Wait until the day is sealed with this witness's chain; nobody has taken a ticket yet."""
        news = asyncio.Event()
        hear = partial(_ring, news)
        link.updated.append(hear)
        while witness not in self.hub.service.state.witnesses:
            await news.wait()
            news.clear()
        link.updated.remove(hear)


def _ring(bell: asyncio.Event, *_: object) -> None:
    bell.set()


@asynccontextmanager
async def house(folder: Path, config: HallConfig, clock: Clock, day: str, seed: int) -> AsyncIterator[House]:
    """Everything in ``folder``; the hub's secrets are made from ``seed``, so that a replay can be repeated."""
    for secret in ("heads", "persons"):
        read_or_make(folder / KEYS / f"{secret}.secret", sha256(f"{secret} {seed}".encode()).digest)
    for n in range(SEEDED_DAYS):
        for epoch in (*range(1, EPOCHS + 1), SPARE):
            name = f"seed-{date.fromisoformat(day) + timedelta(n)}-{epoch}"
            read_or_make(folder / KEYS / name, sha256(f"{name} {seed}".encode()).digest)
    hall_file = folder / "hall.toml"
    settings = HubSettings(data=folder, host="127.0.0.1", port=0, discovery=False)
    hub = Hub(settings, clock, lambda: SqliteJournal(folder / JOURNAL), HallFile(hall_file, config))
    await hub.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(hub.stop)
        yield House(hub, stack, seed)
