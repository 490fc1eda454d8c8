"""What time alone brings: estimates, hours, a new day, rounds of draws, the end of a pause's grace, a new hall file."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec

from shared.clock import Clock
from shared.hall import commands as c
from shared.hall.ready import next_wake
from shared.hall.refusals import Refused
from shared.hub.access.errors import AccessError
from shared.hub.errors import Fault
from shared.hub.hallfile.load import HallFileError
from shared.hub.lost import LostDraw
from shared.hub.seals import publish_seeds, seal_tomorrow
from shared.hub.service import HallService
from shared.journal.errors import JournalError
from shared.log import warn_once, well_again

if TYPE_CHECKING:
    from shared.hub.hub import Hub

log = logging.getLogger("fairhall.hub.timers")

TICK_S = 1.0
LEAST_S = 0.05


async def run(hub: "Hub") -> None:
    """Do each of these every second of the hub's clock until cancelled, each on its own: one that fails, or waits for a
    disk, holds up no other.
    """
    lost, file = LostDraw(hub.settings.data, hub.witnesses), _Edits(hub)
    async with asyncio.TaskGroup() as running:
        for name, step in {
            "revoked": hub.shut_out,
            "lost": lambda: lost.see_to(hub.service),
            "estimates": hub.service.refresh,
            "warnings": hub.warn,
            "feed": hub.subscribers.catch_up,
            "notes": lambda: hub.notes.forget(hub.service.state),
            "reviews": lambda: hub.reviews.keep_up(hub.service.state),
            "papers": lambda: hub.papers.forget(hub.service.state),
            "heads": lambda: hub.witnessed.renew(hub.service),
            "pauses": lambda: _withdraw(hub),
            "tomorrow": lambda: seal_tomorrow(hub.service),
            "seeds": lambda: publish_seeds(hub.service),
            "rounds": lambda: start_rounds(hub.service, hub.clock),
            "file": file.follow,
        }.items():
            running.create_task(each_second(hub.clock, name, step))


async def each_second(clock: Clock, name: str, step: Callable[[], Awaitable[None] | None]) -> None:
    """Do it until cancelled. What fails is told once, and tried again."""
    while True:
        await asyncio.sleep(max(LEAST_S, clock.real_seconds(TICK_S)))
        try:
            if (work := step()) is not None:
                await work
            well_again(log, name, "%s: goes on", name)
        except (Fault, Refused) as refused:
            log.debug("%s: tried again in a moment: %s", name, refused)
        except (AccessError, JournalError, HallFileError, OSError, msgspec.DecodeError) as error:
            warn_once(log, name, "%s: tried again each second: %s", name, error)
        except Exception:
            log.exception("our bug: %s of the hub stumbled", name)


class _Edits:
    """The hall file as it was when it was read last."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._read = self._written()

    async def follow(self) -> None:
        """Read the file again once it was written, and put the last good one in force as soon as people allow it."""
        if (written := self._written()) != self._read:
            self._read = written
            await self._hub.reload()
        try:
            await self._hub.configure()
            well_again(log, "hall", "the new hall file is in force")
        except Refused as refusal:
            warn_once(log, "hall", "the hall file waits, for it takes away what people still need: %s", refusal)

    def _written(self) -> int:
        try:
            return self._hub.hall.path.stat().st_mtime_ns
        except OSError:
            return 0


async def _withdraw(hub: "Hub") -> None:
    config = hub.service.state.config
    if config is None:
        return
    now = hub.clock.facts(config.timezone)
    for desk in tuple(hub.service.state.desks.values()):
        over = desk.status == "paused" and not now.left_ms(desk.since_ms, config.rules.grace_s * 1000)
        if over and not desk.withdrawn:
            await hub.service.execute(c.WithdrawCounter(counter=desk.id))


async def start_rounds(service: HallService, clock: Clock) -> None:
    """Begin those that are due at this moment. Each makes windows busy, so that the next is another one."""
    while (wake := next_wake(service.state)) is not None and wake <= clock.now_ms():
        if not (await service.execute(c.StartRound())).seq:
            return
