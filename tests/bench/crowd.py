"""The terminals of a measured hall: live links, open windows, and an answer or an error."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.client import identity as identities
from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.hall.config import HallConfig, Policy
from shared.hub.hallfile.load import load
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import CallNextRequest, IssueRequest, OpenRequest, Request
from shared.protocol.roles import Role
from tests.bench.hub import HubProcess


class Refused(Exception):
    """The hub did not do what a measurement needs."""


@asynccontextmanager
async def terminals(hub: HubProcess, role: Role, number: int) -> AsyncIterator[list[HeadlessLink]]:
    """So many paired devices of a role, all live."""
    links = [HeadlessLink(each, configured=[hub.address]) for each in await paired(hub, role, number)]
    try:
        for link in links:
            await link.start()
        await asyncio.gather(*(link.live() for link in links))
        yield links
    finally:
        await asyncio.gather(*(link.stop() for link in links))


@asynccontextmanager
async def witnesses(hub: HubProcess, number: int) -> AsyncIterator[None]:
    """So many machines that bear witness, each a process of its own; the day is sealed with all of them."""
    machines = []
    try:
        for each in await paired(hub, "witness", number):
            data = hub.data.parent / f"{hub.data.name}-{each.device_id}"
            identities.save(each, data)
            words = ("-m", "shared.cli", "witness", "--data", str(data), "--hub", hub.address)
            with (hub.data / "witness.log").open("a") as log:
                machines.append(await asyncio.create_subprocess_exec(sys.executable, *words, stderr=log))
        async with terminals(hub, "display", 1) as (display,):
            await _sealed(display, number)
        yield
    finally:
        for machine in machines:
            machine.terminate()
        await asyncio.gather(*(machine.wait() for machine in machines))


async def _sealed(watching: HeadlessLink, number: int, within_s: float = 30.0) -> None:
    """Wait until the day is sealed with so many witnesses."""
    news = asyncio.Event()
    watching.updated.append(lambda rows, fresh: news.set())
    async with asyncio.timeout(within_s):
        while watching.mirror.hall is None or watching.mirror.hall.witnesses < number:
            await news.wait()
            news.clear()


async def paired(hub: HubProcess, role: Role, number: int) -> list[Identity]:
    """So many new devices of a role; the n-th counter is that of window n."""
    return await asyncio.to_thread(
        lambda: [hub.pair(role, f"{role} {n}", str(n) if role == "counter" else "") for n in range(1, number + 1)]
    )


async def ask(link: HeadlessLink, name: str, request: Request) -> Answer:
    """Done, or Refused."""
    outcome = await link.request(name, request)
    if isinstance(outcome, Problem):
        raise Refused(f"{name}: {outcome.title} {outcome.detail}")
    return outcome


async def issue(link: HeadlessLink, service: str) -> Answer:
    """A ticket taken."""
    return await ask(link, "issue", IssueRequest(service=service))


async def open_windows(manager: HeadlessLink, hall: HallConfig) -> None:
    """Every window of the hall, one after the other."""
    for counter in hall.counters:
        await ask(manager, "open", OpenRequest(counter=counter.id))


async def call_next(manager: HeadlessLink, counter: str) -> Answer:
    """The next citizen at a window, called."""
    return await ask(manager, "call-next", CallNextRequest(counter=counter))


def hall_of(hub: HubProcess) -> HallConfig:
    """The hall the hub runs."""
    return load(hub.data / "hall.toml")


def services(hall: HallConfig, policy: Policy) -> list[str]:
    """The services whose windows are found by this policy."""
    groups = {group.id for group in hall.groups if group.policy == policy}
    return [service.id for service in hall.services if service.group in groups]
