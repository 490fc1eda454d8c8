"""Seeds before and after their day: tomorrow is sealed, and what was lost and came back is published."""

import asyncio

from shared.hub.service import HallService


async def seal_tomorrow(service: HallService) -> None:
    """From the evening on: tomorrow and its spare epoch are committed to, once. Raises ``Fault``."""
    config = service.state.config
    for command in service.lot.tomorrow(service.state, service.facts(config)) if config is not None else ():
        await service.execute(command)


async def publish_seeds(service: HallService) -> None:
    """Seeds of draws that were given up are secret no more once they are in the keys again. Raises ``Fault``."""
    if service.state.given_up:
        state = service.state
        for command in await asyncio.to_thread(lambda: list(service.lot.found(state))):
            await service.execute(command)
