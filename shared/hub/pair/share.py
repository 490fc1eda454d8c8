"""What both hubs of a pair hold, kept the same while they run. Whatever fails here is told once and tried again."""

import asyncio

from shared.clock import SystemClock
from shared.discovery.radio import met_at
from shared.hub.access.store import Store
from shared.hub.hallfile.load import load
from shared.hub.hub import Hub, HubSettings
from shared.hub.pair.cabinet import Cabinet
from shared.hub.pair.home import HALL_FILE
from shared.hub.pair.places import MOST, keep
from shared.hub.timers import each_second


async def share(settings: HubSettings, me: str, store: Store, cabinet: Cabinet, leading: list[Hub]) -> None:
    """Until cancelled, standing by or ``leading``: the other hub and the terminals know where we are met, we have what
    was changed beside the other hub, and it will have our good hall file.
    """
    clock = SystemClock()

    async def places() -> None:
        mine = met_at(settings.host, settings.port, MOST)
        hubs = await asyncio.to_thread(keep, cabinet, me, mine, clock.now_ms())
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
        for name, step in {
            "sharing addresses": places,
            "sharing devices and clerks": lambda: asyncio.to_thread(store.follow),
            "sharing the hall file": hall_file,
        }.items():
            running.create_task(each_second(clock, name, step))


def _give(cabinet: Cabinet, text: bytes) -> None:
    found = cabinet.get(HALL_FILE)
    if found is None or found[1] != text:
        cabinet.put(HALL_FILE, text, found[0] if found else 0)
