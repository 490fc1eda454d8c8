"""A hub of a pair as a program: stand by, lead, and begin anew once another leads."""

import asyncio
import logging
import socket
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from shared.clock import SystemClock
from shared.hub.access.errors import Unavailable
from shared.hub.access.store import Store
from shared.hub.errors import Fault
from shared.hub.hallfile.load import load
from shared.hub.http.listen import reserve
from shared.hub.hub import Hub, HubSettings
from shared.hub.pair.cabinet import Cabinet, Moved
from shared.hub.pair.follow import Follower
from shared.hub.pair.home import KEYS, Home, check_url, give_seeds, open_store, settle, take_hall_file
from shared.hub.pair.lead import BEAT_S, hold, stand_by
from shared.hub.pair.places import DOCUMENT
from shared.hub.pair.share import share
from shared.hub.seeds import Seeds
from shared.hub.serve import status, stop_signals, usable_hall, welcome
from shared.journal.errors import Corrupt, JournalError
from shared.journal.postgres import PostgresJournal
from shared.systemd import keep_telling

log = logging.getLogger("fairhall.hub.pair")

T = TypeVar("T")


async def paired(settings: HubSettings, url: str, hall_file: Path, say: Callable[[str], None]) -> bool:
    """Serve as one of a pair until a signal (False), or until another leads (True: begin anew)."""
    home = settle(settings.data, check_url(url), load(hall_file).id)
    with reserve(settings.host, settings.port, "--listen") as door:  # a port is known before anybody is let in
        settings = msgspec.structs.replace(settings, port=door.getsockname()[1])
        leading: list[Hub] = []
        waiting = f"standing by on port {settings.port}"
        telling = asyncio.ensure_future(keep_telling(lambda: status(leading[0]) if leading else waiting))
        try:
            return await _serve(settings, home, hall_file, say, leading)
        finally:
            telling.cancel()


async def _serve(
    settings: HubSettings, home: Home, hall_file: Path, say: Callable[[str], None], leading: list[Hub]
) -> bool:
    stopping: asyncio.Future[Any] = asyncio.ensure_future(stop_signals().wait())
    cabinet, store = home.cabinet(settings.data), home.store(settings.data)
    journal = await _first(stopping, _open(settings.data, home, cabinet, store, say))
    if journal is None:
        return False
    sharing = asyncio.ensure_future(share(settings, home.me, store, cabinet, leading))
    try:
        follower = Follower(journal)
        if not await _first(stopping, _stand_by(journal, follower, settings.port, say)):
            return False
        hub = await _lead(settings, home, hall_file, journal, follower)
        leading.append(hub)
        say(welcome(hub))
        hub.advise()
        lost = await _first(stopping, hold(hub.service.writer, journal))
        sharing.cancel()
        if lost is None:
            await hub.stop()
            return False
        log.error("this hub leads no more: %s", lost)
    except Corrupt:
        raise
    except (JournalError, Fault, Unavailable) as error:
        log.error("this hub took over and cannot lead: %s", error)
    finally:
        sharing.cancel()
    return True


async def _lead(
    settings: HubSettings, home: Home, hall_file: Path, journal: PostgresJournal, follower: Follower
) -> Hub:
    """A hub with what the pair shares, on the ``journal`` that is claimed. Raises JournalError, Fault, Unavailable."""
    cabinet = home.cabinet(settings.data)  # of its own, as the store: a line kept since before a fault may be broken
    if await asyncio.to_thread(take_hall_file, cabinet, hall_file):
        log.info("%s is the pair's now; what was here stays beside it", hall_file)
    store = await asyncio.to_thread(open_store, settings.data)
    hall = usable_hall(hall_file, lambda: PostgresJournal(home.url, home.hall))
    seeds = Seeds(settings.data / KEYS, cabinet)
    here, clock = socket.gethostname(), SystemClock()
    hub = Hub(settings, clock, lambda: journal, hall, store=store, seeds=seeds, leader=here, load=follower.load)
    await hub.start()
    return hub


async def _stand_by(journal: PostgresJournal, follower: Follower, port: int, say: Callable[[str], None]) -> bool:
    def told(leader: str) -> None:
        say(f"Standing by on port {port}: {leader} leads hall {journal.hall}.")

    await stand_by(journal, follower, socket.gethostname(), told)
    return True


async def _open(data: Path, home: Home, cabinet: Cabinet, store: Store, say: Callable[[str], None]) -> PostgresJournal:
    """The database may be away as long as it likes: this hub waits. What it alone has is the pair's before it may lead.

    Raises Damaged: other keys than the pair's.
    """
    told = False
    while True:
        try:
            await asyncio.to_thread(cabinet.get, DOCUMENT)
            await asyncio.to_thread(give_seeds, cabinet, data)
            await asyncio.to_thread(store.give)
            return await asyncio.to_thread(PostgresJournal, home.url, home.hall)
        except Corrupt:
            raise
        except (JournalError, Moved, Unavailable) as error:
            if not told:
                say(f"Waiting for the database: {error}")
            told = True
            await asyncio.sleep(BEAT_S)


async def _first(stopping: "asyncio.Future[Any]", work: Coroutine[None, None, T]) -> T | None:
    """What ``work`` gives; None if the program is to stop before."""
    task: asyncio.Future[Any] = asyncio.ensure_future(work)
    await asyncio.wait({stopping, task}, return_when=asyncio.FIRST_COMPLETED)
    if not task.done():
        task.cancel()
        return None
    found: T = task.result()
    return found
