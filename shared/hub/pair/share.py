"""What both hubs of a pair hold, kept the same while they run. Whatever fails here is told once and tried again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import msgspec

from shared.clock import SystemClock
from shared.discovery.addresses import met_at
from shared.hub.access.errors import AccessError
from shared.hub.access.store import Store
from shared.hub.hallfile.load import HallFileError, load
from shared.hub.hub import Hub, HubSettings
from shared.hub.pair.cabinet import Cabinet
from shared.hub.pair.home import HALL_FILE
from shared.hub.pair.places import MOST, keep
from shared.journal.errors import JournalError
from shared.log import warn_once, well_again

log = logging.getLogger("fairhall.hub.pair")

SHARE_S = 1.0
"""How often what both hubs hold is looked at."""


async def share(settings: HubSettings, me: str, store: Store, cabinet: Cabinet, leading: list[Hub]) -> None:
    """Until cancelled, standing by or ``leading``: the other hub and the terminals know where we are met, we have what
    was changed beside the other hub, and it will have our good hall file.
    """

    async def places() -> None:
        mine = met_at(settings.host, settings.port, MOST)
        hubs = await asyncio.to_thread(keep, cabinet, me, mine, SystemClock().now_ms())
        for hub in leading:
            hub.subscribers.meet_at(hubs)

    given = b""

    async def hall_file() -> None:
        nonlocal given
        for hub in leading:
            text = await asyncio.to_thread(hub.hall.path.read_bytes)
            if text != given and load(hub.hall.path) == hub.hall.current():
                await asyncio.to_thread(_give, cabinet, text)
                given = text

    async with asyncio.TaskGroup() as running:
        running.create_task(_each_second("addresses", places))
        running.create_task(_each_second("devices and clerks", lambda: asyncio.to_thread(store.follow)))
        running.create_task(_each_second("hall file", hall_file))


async def _each_second(what: str, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
            well_again(log, what, "%s: shared again", what)
        except (JournalError, AccessError, HallFileError, OSError, msgspec.DecodeError) as error:
            warn_once(log, what, "%s: not shared now, tried again each second: %s", what, error)
        except Exception:
            log.exception("our bug: %s cannot be shared", what)
        await asyncio.sleep(SHARE_S)


def _give(cabinet: Cabinet, text: bytes) -> None:
    found = cabinet.get(HALL_FILE)
    if found is None or found[1] != text:
        cabinet.put(HALL_FILE, text, found[0] if found else 0)
