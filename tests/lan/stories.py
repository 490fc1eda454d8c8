"""What befalls a hall's LAN, with a real hub and the client's half of real terminals. Each story tells its figures."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.protocol.answers import Answer
from shared.protocol.roles import Role
from tests.integration.hubs import patiently
from tests.lan.hall import Hall, take
from tests.lan.machines import Lan
from tests.lan.switch import CUT, FINE, Weather
from tests.lan.terminal import Terminal

ROLES: tuple[Role, ...] = ("kiosk", "counter", "display")
Figures = dict[str, float]


class Broken(AssertionError):
    """The hall did not keep what it promises."""


def hold(kept: object, promise: str) -> None:
    """Raises Broken."""
    if not kept:
        raise Broken(promise)


@asynccontextmanager
async def terminals(hall: Hall, known: str = "", listens: bool = True) -> AsyncIterator[list[Terminal]]:
    """A kiosk, a counter and a display, live."""
    there = [hall.terminal(role, f"{role}-{time.monotonic_ns()}", known, listens) for role in ROLES]
    try:
        for each in there:
            await each.start()
        for each in there:
            await each.live(hall.address)
        yield there
    finally:
        for each in there:
            await each.stop()


async def found(hall: Hall) -> Figures:
    """Terminals that know no address are plugged in."""
    began = time.monotonic()
    async with terminals(hall) as there:
        return {"found after, s": max(each.met[-1][0] for each in there) - began}


async def link_down(lan: Lan, hall: Hall, seconds: float) -> Figures:
    """The hub's cable is out for a while; people at the kiosk go on."""
    async with terminals(hall) as there:
        kiosk, *_ = there
        cut_ms, cut = kiosk.link.now_ms(), time.monotonic()
        lan.between(CUT, hall.machine)
        for each in there:
            await each.until(lambda each=each: each.link.state == "away")  # type: ignore[misc]
        noticed = time.monotonic() - cut
        since = [each.link.away_since_ms - cut_ms for each in there]
        hold(all(-1000 <= ms <= 5000 for ms in since), f"screens say since when the hub is away, not {since} ms off")
        wanted = [f"down-{time.monotonic_ns()}-{n:02d}" for n in range(20)]
        for request in wanted:
            await kiosk.issue(request, "id-card")
        await asyncio.sleep(max(0.0, seconds - (time.monotonic() - cut)))
        hold(not kiosk.answers, "nobody answers through a cut cable")
        lan.between(FINE, hall.machine)
        again = time.monotonic()
        for each in there:
            await each.live(hall.address)
        back = time.monotonic() - again
        await kiosk.until(lambda: len(kiosk.answers) == len(wanted))
        numbers = [answer.number for answer in kiosk.answers.values() if isinstance(answer, Answer)]
        hold(list(kiosk.answers) == wanted, "the outbox is brought in its order")
        hold(len(set(numbers)) == len(wanted), f"each has a number of its own: {numbers}")
        return {"noticed after, s": noticed, "back after, s": back, "tickets of the outbox": len(numbers)}


async def moved(hall: Hall, stranger: Hall) -> Figures:
    """The hub gets another address, and another hall's hub the one it had."""
    async with terminals(hall) as there:
        before, number = hall.machine.address, int(hall.machine.address.rpartition(".")[2])
        hall.hub.kill()
        hall.machine.move(f"{before.rpartition('.')[0]}.{number + 100}")
        stranger.hub.kill()
        stranger.machine.move(before)
        await stranger.start()
        up = await hall.start()
        for each in there:
            await each.live(hall.address)
        hold(
            not any(address == stranger.address for each in there for _, address in each.met[1:]),
            "no terminal believes a hub with another authority",
        )
        return {"found again after, s": max(each.met[-1][0] for each in there) - up}


async def two_halls(hall: Hall, other: Hall) -> Figures:
    """Two hubs of the same name on one LAN; terminals of both know no address."""
    began = time.monotonic()
    async with terminals(hall) as ours, terminals(other) as theirs:
        took = max(each.met[-1][0] for each in [*ours, *theirs]) - began
        for each, home in [*((each, hall) for each in ours), *((each, other) for each in theirs)]:
            hold({address for _, address in each.met} == {home.address}, f"each with its own hub: {each.met}")
    await patiently(lambda: all("announced as" in each.hub.log for each in (hall, other)), 30)
    names = [line for each in (hall, other) for line in each.hub.log.splitlines() if "announced as" in line]
    hold(any("-2." in line for line in names), f"the second of a name is called otherwise: {names}")
    return {"found after, s": took}


async def no_multicast(lan: Lan, hall: Hall) -> Figures:
    """Nothing is announced; terminals know where the hub was."""
    lan.weather(Weather(multicast=False))
    began = time.monotonic()
    async with terminals(hall, hall.address) as there:
        took = max(each.met[-1][0] for each in there) - began
    lan.weather(FINE)
    return {"live after, s": took}


async def bad_weather(lan: Lan, hall: Hall, weather: Weather, number: int) -> Figures:
    """Tickets are taken, one after the other, and the display has every change."""
    async with terminals(hall) as (kiosk, counter, display):
        lan.between(weather, hall.machine)
        spans = await take(kiosk, f"weather-{time.monotonic_ns()}", number)
        await display.until(lambda: (display.link.mirror.seq or 0) >= (kiosk.link.mirror.seq or 0))
        lan.between(FINE, hall.machine)
        again = sum(len(each.met) - 1 for each in (kiosk, counter, display))
        for each in (kiosk, counter, display):
            await each.live(hall.address)
    spans.sort()
    return {
        "a ticket, p50, s": statistics.median(spans),
        "a ticket, longest, s": spans[-1],
        "connections made again": again,
    }
