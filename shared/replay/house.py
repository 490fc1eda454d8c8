"""A real hub in a folder of its own, and terminals paired with it over TLS."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from shared.client.headless import HeadlessLink
from shared.client.pairing import pair
from shared.clock import Clock
from shared.hall.config import HallConfig
from shared.hub.access.keys import read_or_make
from shared.hub.hallfile.watch import HallFile
from shared.hub.hub import Hub, HubSettings
from shared.journal.sqlite import SqliteJournal
from shared.protocol.roles import Role

JOURNAL, KEYS = "journal.db", "keys"
PASSWORD = "replayed-day"
SEEDED_DAYS = 7
"""So long may serving the day's people take and every lot still follow from the seed."""


class House:
    """The hub and what is connected to it, until the context of ``house`` ends."""

    def __init__(self, hub: Hub, stack: AsyncExitStack) -> None:
        self.hub = hub
        self._stack = stack

    async def terminal(self, role: Role, name: str, counter: str = "") -> HeadlessLink:
        """A live terminal; at a counter with its clerk signed in."""
        token = self.hub.registry.make_token(role, name, counter)
        identity = await asyncio.to_thread(pair, f"127.0.0.1:{self.hub.port}", token, name)
        link = HeadlessLink(identity)
        await link.start()
        self._stack.push_async_callback(link.stop)
        await link.live()
        if role == "counter":
            clerk = f"{int(counter):04d}"
            await asyncio.to_thread(self.hub.clerks.add, clerk, f"Clerk {clerk}", PASSWORD)
            await link.sign_in(clerk, PASSWORD)
        return link


@asynccontextmanager
async def house(folder: Path, config: HallConfig, clock: Clock, day: str, seed: int) -> AsyncIterator[House]:
    """Everything in ``folder``; the hub's secrets are made from ``seed``, so that a replay can be repeated."""
    for name in ("heads", "persons"):
        read_or_make(folder / KEYS / f"{name}.secret", sha256(f"{name} {seed}".encode()).digest)
    for n in range(SEEDED_DAYS):
        name = f"seed-{date.fromisoformat(day) + timedelta(n)}-1"
        read_or_make(folder / KEYS / name, sha256(f"{name} {seed}".encode()).digest)
    hall_file = folder / "hall.toml"
    settings = HubSettings(data=folder, host="127.0.0.1", port=0, discovery=False)
    hub = Hub(settings, clock, lambda: SqliteJournal(folder / JOURNAL), HallFile(hall_file, config))
    await hub.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(hub.stop)
        yield House(hub, stack)
