"""What time alone brings: estimates, hours, a new day, rounds of draws, the end of a pause's grace, a new hall file."""

import asyncio
import logging
from typing import TYPE_CHECKING

from shared.clock import Clock
from shared.hall import commands as c
from shared.hall.ready import next_wake
from shared.hall.refusals import Refused
from shared.hub.errors import Fault
from shared.hub.lost import LostDraw
from shared.hub.seals import publish_seeds, seal_tomorrow
from shared.hub.service import HallService
from shared.log import warn_once, well_again

if TYPE_CHECKING:
    from shared.hub.hub import Hub

log = logging.getLogger("fairhall.hub.timers")

TICK_S = 1.0
LEAST_S = 0.05


async def run(hub: "Hub") -> None:
    """Tick each second of the hub's clock until cancelled."""
    edited, reviewed, lost = _edited(hub), "", LostDraw(hub.settings.data, hub.witnesses)
    while True:
        await asyncio.sleep(max(LEAST_S, hub.clock.real_seconds(TICK_S)))
        try:
            hub.shut_out()
            lost.see_to(hub.service)
            hub.service.refresh()
            hub.warn()
            hub.subscribers.catch_up()
            await hub.notes.forget(hub.service.state)
            if hub.service.state.day != reviewed:
                reviewed = hub.service.state.day
                await hub.reviews.keep_up(hub.service.state)
            await hub.witnessed.renew(hub.service)
            await _withdraw(hub)
            await seal_tomorrow(hub.service)
            await publish_seeds(hub.service)
            await start_rounds(hub.service, hub.clock)
            if (now := _edited(hub)) != edited:
                edited = now
                await hub.reload()
            await hub.configure()
            well_again(log, "file", "the new hall file is in force")
        except Refused as refusal:
            warn_once(log, "file", "the hall file waits, for it takes away what people still need: %s", refusal)
        except Fault as fault:
            log.debug("tried again in a moment: %s", fault)
        except Exception:
            log.exception("our bug: the clock of the hub stumbled")


async def _withdraw(hub: "Hub") -> None:
    config = hub.service.state.config
    if config is None:
        return
    now_ms = hub.clock.now_ms()
    for desk in tuple(hub.service.state.desks.values()):
        if desk.status == "paused" and not desk.withdrawn and now_ms - desk.since_ms >= config.rules.grace_s * 1000:
            await hub.service.execute(c.WithdrawCounter(counter=desk.id))


async def start_rounds(service: HallService, clock: Clock) -> None:
    """Begin those that are due at this moment. Each makes windows busy, so that the next is another one."""
    while (wake := next_wake(service.state)) is not None and wake <= clock.now_ms():
        if not (await service.execute(c.StartRound())).seq:
            return


def _edited(hub: "Hub") -> int:
    try:
        return hub.hall.path.stat().st_mtime_ns
    except OSError:
        return 0
