"""A hall with windows open, people taking tickets, and its pages on a plain address as phones see them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from shared.client.headless import HeadlessLink
from shared.client.witness.keeper import Keeper, new_seed
from shared.client.witness.port import Epoch
from shared.client.witness.sqlite import FILE, SqliteStore
from shared.clock import Clock
from shared.protocol.roles import Role, witness_id
from tests.integration.hubs import HALL, House, house, patiently
from tests.integration.people import Person, counter, kiosk

SPECIAL = HALL.replace("no_show_after_s = 0", "no_show_after_s = 180").replace(
    'letter = "A"\n', 'letter = "A"\narea = "南等候区"\narea_en = "South Area"\n'
)
"""Group A by lot, with a waiting area; F first come first served."""

WITNESSES: tuple[tuple[Role, str], ...] = (("kiosk", "K7"), ("display", "D1"))


class Hall:
    """Windows 1 to ``n`` are open, each with its clerk."""

    def __init__(self, there: House, taker: Person, desks: dict[str, Person]) -> None:
        self.house = there
        self.taker = taker
        self.desks = desks
        self.base = f"http://127.0.0.1:{there.hub.public_port}"

    async def take(self, service: str = "id-card") -> dict[str, Any]:
        """A ticket from the kiosk."""
        status, answer = await self.taker.post("tickets", service=service)
        assert status == 201
        return dict(answer)

    async def at(self, desk: str, *verbs: str) -> None:
        for verb in verbs:
            status, answer = await self.desks[desk].post(f"counters/{desk}/{verb}")
            assert status == 200, answer

    async def crowd(self, people: int = 14) -> list[dict[str, Any]]:
        """So many take tickets, every window serves whom it can; those who still wait, in order."""
        taken = [await self.take() for _ in range(people)]
        state = self.house.hub.service.state
        for desk in self.desks:
            await self.at(desk, "call-next")
            if state.desks[desk].ticket:
                await self.at(desk, "serve")
        return [each for each in taken if state.tickets[each["ticket"]].status == "waiting"]

    async def leave(self, *desks: str) -> None:
        """These windows finish and close."""
        for desk in desks:
            if self.house.hub.service.state.desks[desk].ticket:
                await self.at(desk, "finish")
            await self.at(desk, "close")

    async def until_called(self, ticket: str) -> str:
        """Serve whoever comes first, in turn, until this ticket is called; where."""
        for _ in range(40):
            for desk in self.desks:
                state = self.house.hub.service.state
                if state.tickets[ticket].status == "called":
                    return state.tickets[ticket].counter
                if at_desk := state.desks[desk].ticket:
                    called = state.tickets[at_desk].status == "called"
                    await self.at(desk, *(("serve", "finish") if called else ("finish",)))
                await self.at(desk, "call-next")
        raise AssertionError("never called")


@asynccontextmanager
async def witnessed(place: Hall, data: Path, seed: Callable[[Epoch], bytes] = new_seed) -> AsyncIterator[None]:
    """A kiosk and a display bear witness to the lots meanwhile."""
    links = []
    for role, name in WITNESSES:
        who = await place.house.pair(role, name)
        links.append(
            HeadlessLink(who, keeper=Keeper(witness_id(role, name), partial(SqliteStore, data / name / FILE), seed))
        )
        await links[-1].start()
    await patiently(lambda: len(place.house.hub.service.state.witnesses) == len(WITNESSES))
    yield
    for link in links:
        await link.stop()


@asynccontextmanager
async def hall(data: Path, file: str = SPECIAL, windows: int = 6, clock: Clock | None = None) -> AsyncIterator[Hall]:
    """Open it; at its end every browser has hung up."""
    (data / "hall.toml").write_text(file, encoding="utf-8")
    async with house(data, clock, public=("127.0.0.1", 0)) as there:
        desks = {str(n): await counter(there, str(n), f"080{n}") for n in range(1, windows + 1)}
        place = Hall(there, await kiosk(there), desks)
        for desk in desks:
            await place.at(desk, "open")
        yield place
    doors = [listener.server for listener in there.hub.listeners if listener.server is not None]
    await patiently(lambda: not any(door._active_count for door in doors))  # type: ignore[attr-defined]
