"""Two days with witnesses: one is struck and taken back, a ticket joins, a draw is given up and its seed comes back."""

import asyncio
from pathlib import Path

import pytest

from shared.files import replace
from shared.hall import commands as c
from shared.hub.seals import publish_seeds, seal_tomorrow
from tests.hall import EIGHT
from tests.integration.hubs import patiently
from tests.unit.hub.lost_house import HOUR_S, LATER, MONDAY, House, at_work, cut, few_and_quick, lose
from tests.unit.hub.machines import Machine


def witnessed_days(keys: Path) -> list[str]:
    """The journal's lines; every kind of record of the lot's is in them."""
    with pytest.MonkeyPatch.context() as patch:
        few_and_quick(patch)
        return asyncio.run(_days(keys))


async def _days(keys: Path) -> list[str]:
    machines = [Machine("K1"), Machine("K2")]
    async with at_work(keys, machines) as house:
        await patiently(lambda: len(house.service.state.witnesses) == 2)
        await house.there.open(*"12345")
        await _strikes(house, machines[1])
        await _joins(house)
        house.there.clock.advance(13 * HOUR_S)
        await seal_tomorrow(house.service)
        house.there.clock.advance(11 * HOUR_S)
        for n in (4, 5):
            await house.there.issue(f"citizen-{n}", source="K1")
        store = cut(house.there.disk.store)
    seeds = lose(keys)
    async with at_work(keys, machines, store, LATER) as house:
        await house.asked()
        house.signs()
        await house.taken_up()
        for path, seed in seeds.items():
            replace(path, seed)
        await publish_seeds(house.service)
        await house.there.issue("citizen-6", source="K1")
        house.verify()
        return house.there.disk.store.bodies


async def _strikes(house: House, silent: Machine) -> None:
    await house.there.issue("citizen-1", source="K1")
    silent.bend = lambda answer: None
    await house.there.issue("citizen-2", source="K1")
    silent.bend = lambda answer: answer
    await house.service.execute(c.ReadmitWitness(by="manager:M1", witness=silent.name))
    await house.there.issue("citizen-3", source="K1")


async def _joins(house: House) -> None:
    """The cable of a kiosk was out for a while."""
    leased = await house.service.execute(c.LeaseNumbers(by="kiosk:K1", kiosk="K1"))
    assert leased.block is not None
    join = c.JoinTicket(by="kiosk:K1", kiosk="K1", day=MONDAY, number="A500", taken_ms=EIGHT, service="a1")
    await house.service.execute(join, "joined-1")
