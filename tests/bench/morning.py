"""A hall in this process: the hub's own service with the sample hall, without sockets and without a disk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from shared.clock import Clock
from shared.hall import commands as c
from shared.hall.config import HallConfig
from shared.hub.access.keys import secret
from shared.hub.access.tickets import TicketTokens
from shared.hub.feed.board import Board
from shared.hub.hallfile.load import load
from shared.hub.hallfile.sample import write_sample
from shared.hub.seeds import Seeds
from shared.hub.service import HallService
from shared.journal.memory import MemoryJournal, Store


@asynccontextmanager
async def morning(data: Path, clock: Clock, store: Store) -> AsyncIterator[tuple[HallService, HallConfig]]:
    """The service at work on ``store``, its keys in ``data``, every window of the hall open."""
    write_sample(data / "hall.toml")
    hall = load(data / "hall.toml")
    keys = data / "keys"
    tokens = TicketTokens(secret(keys, "tickets"), hall.id)
    service = HallService(
        MemoryJournal(store),
        clock,
        Seeds(keys),
        Board(""),
        token_of=tokens.token,
        publish=lambda seq, rows, fresh: None,
    )
    await service.start(hall)
    for counter in hall.counters:
        await service.execute(c.OpenCounter(counter=counter.id, clerk="0801"))
    try:
        yield service, hall
    finally:
        await service.close()
