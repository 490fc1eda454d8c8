"""The terminals of a measured hall: live links, open windows, and an answer or an error."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.client.headless import HeadlessLink
from shared.client.identity import Identity
from shared.client.witness.keeper import keeper_of
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
    links = [
        HeadlessLink(
            each,
            configured=[hub.address],
            keeper=keeper_of(each, hub.data.parent / each.device_id) if role == "witness" else None,
        )
        for each in await paired(hub, role, number)
    ]
    try:
        for link in links:
            await link.start()
        await asyncio.gather(*(link.live() for link in links))
        yield links
    finally:
        await asyncio.gather(*(link.stop() for link in links))


async def sealed(watching: list[HeadlessLink], within_s: float = 20.0) -> None:
    """Wait until the day is sealed with all of these witnesses."""
    news = asyncio.Event()
    for link in watching:
        link.updated.append(lambda rows, fresh: news.set())
    async with asyncio.timeout(within_s):
        while any(link.mirror.hall is None or link.mirror.hall.witnesses < len(watching) for link in watching):
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
