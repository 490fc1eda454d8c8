"""A pair of hubs under load, and what befalls the one that leads."""

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import cycle

from shared.hub.pair.lead import BEAT_S, STEP_DOWN_S
from tests.crash.crowd import AWAY, Crowd
from tests.crash.spans import Spans
from tests.integration.program import PORT, HubProgram
from tests.lan.machines import Lan, Machine
from tests.lan.switch import CUT, FINE
from tests.lan.terminal import Terminal
from tests.postgres import Postgres

PEOPLE = 4
KILLED, FROZEN, RESTARTED = "kill -9", "SIGSTOP, woken later", "PostgreSQL restarted"
BOTH = "kill -9, and PostgreSQL restarted"
UNPLUGGED, UNPLUGGED_S = "the database's cable out for 3 s", 3.0
CUTS = ("cut from the database", "cut from the LAN", "cut: sends, and hears nothing", "cut: hears, and sends nothing")
FAULTS = (KILLED, FROZEN, RESTARTED, UNPLUGGED, BOTH, *CUTS)
HUNG = (FROZEN, *CUTS)
"""What a hub outlives: it comes back and believes that it leads."""


class Pair:
    """Who leads, who stands by, terminals that follow, and people who go to whoever answers."""

    def __init__(
        self,
        lan: Lan,
        postgres: Postgres,
        database: Machine,
        hubs: tuple[HubProgram, HubProgram],
        again: Callable[[HubProgram], HubProgram],
        crowd: Crowd,
        terminals: Sequence[Terminal],
        fenced: bool,
    ) -> None:
        self.leader, self.other = hubs
        self._again = again
        self.stopping = False
        self._asked = [*hubs]
        """Whom people ask, one after the other."""
        self._fenced = fenced
        self._failure: BaseException | None = None
        self.spans = Spans()
        self.waits: list[float] = []
        """Of each person, for a ticket."""
        self._lan, self._postgres, self._database = lan, postgres, database
        self._crowd, self._terminals = crowd, terminals

    async def people(self) -> None:
        """Take tickets without end; a request that was not answered is asked again, of the other hub."""

        async def person(who: int) -> None:
            n = 0
            while not self.stopping:
                n += 1
                request, asked = f"person-{who}-{n:06d}", time.monotonic()
                hubs = cycle(self._asked)
                while request not in self._crowd.acknowledged:
                    try:
                        hub = next(hubs)
                        async with self._crowd.session(address_of(hub)) as there:
                            await asyncio.wait_for(self._crowd.take(there, request, "id-card"), 3)
                    except AWAY:
                        await asyncio.sleep(0.1)  # as a terminal does between rounds of addresses
                self.waits.append(time.monotonic() - asked)

        await asyncio.gather(*(person(who) for who in range(PEOPLE)))

    def ended(self, people: "asyncio.Future[None]") -> None:
        """Nobody asks any more: by our will, or nothing is proven."""
        if not self.stopping:
            self._failure = people.exception()

    async def fall(self, how: str) -> None:
        """One fault; afterwards one leads, the other stands by, and every terminal is with the one that leads."""
        fallen, heir = self.leader, self.other
        mine, theirs = len(fallen.lines), len(heir.lines)
        began = time.monotonic()
        if how in (RESTARTED, UNPLUGGED):
            await (self._restart() if how == RESTARTED else self._unplug())
            began = time.monotonic()  # before, nobody can do anything
            await self.answers(1)
            self.spans.leads(how, time.monotonic() - began)
            await self._settled(how, began, mine)
            return
        if how in (KILLED, BOTH):
            fallen.kill()
            if how == BOTH:
                await self._restart()
        elif how == FROZEN:
            fallen.freeze()
        else:
            self._cut(how, fallen)
        await heir.leads(theirs)
        self.leader, self.other, self._asked = heir, fallen, [heir, fallen]
        self.spans.leads(how, time.monotonic() - began)
        for terminal in self._terminals:
            await terminal.live(address_of(heir))
            self.spans.live(how, terminal.met[-1][0] - began)
        await self.answers()
        if how in (KILLED, BOTH):
            self.other = self._again(fallen)
            mine = 0
        else:
            self._asked = [fallen, heir]  # who believes that it leads is also believed by others
            fallen.thaw()
            self._lan.weather(FINE)
        if self._fenced:
            await self.other.says("Standing by", mine)
        else:
            await self.answers(100)
            fallen.kill()
        self._asked = [heir, fallen]

    async def answers(self, more: int = PEOPLE + 1) -> None:
        """Wait for so many more tickets."""
        enough = len(self._crowd.acknowledged) + more
        while len(self._crowd.acknowledged) < enough:
            if self._failure is not None:
                raise self._failure
            await asyncio.sleep(0.05)

    def _cut(self, how: str, hub: HubProgram) -> None:
        database, lan, heard, said = CUTS
        if how == database:
            assert hub.machine is not None
            self._lan.between(CUT, hub.machine, self._database)
        if how in (lan, heard):
            self._lan.weather(CUT, None, hub.machine)
        if how in (lan, said):
            self._lan.weather(CUT, hub.machine, None)

    async def _restart(self) -> None:
        """The database loses its power, and has it back."""
        await asyncio.to_thread(self._postgres.stop)
        await asyncio.to_thread(self._postgres.start)

    async def _unplug(self) -> None:
        """Nobody reaches the database for a while."""
        self._lan.between(CUT, self._database)
        await asyncio.sleep(UNPLUGGED_S)
        self._lan.between(FINE, self._database)

    async def _settled(self, how: str, began: float, mine: int) -> None:
        """After a short absence of the database the leader may go on; after a longer one either of them leads."""
        hubs = {address_of(hub): hub for hub in (self.leader, self.other)}
        while True:
            await self.answers()
            for terminal in self._terminals:
                await terminal.live()
            met = [terminal.met[-1] for terminal in self._terminals]
            await asyncio.sleep(STEP_DOWN_S + BEAT_S)  # a leader that doubts has let them go by then
            if met == [terminal.met[-1] for terminal in self._terminals] and len({address for _, address in met}) == 1:
                break
        for at, _ in met:
            self.spans.live(how, max(0.0, at - began))
        if hubs[met[0][1]] is self.other:
            self.leader, self.other = self.other, self.leader
            await self.other.says("Standing by", mine)
        self._asked = [self.leader, self.other]


def address_of(hub: HubProgram) -> str:
    """Where a hub on a machine of its own is met."""
    assert hub.machine is not None
    return f"{hub.machine.address}:{PORT}"
