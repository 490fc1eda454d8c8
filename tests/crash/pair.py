"""``make takeovers``: two hubs on one PostgreSQL under load, of which one falls again and again."""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import track

from shared.journal.postgres import PostgresJournal
from shared.journal.verify import verify_chain
from tests.crash.crowd import AWAY, Crowd
from tests.integration.pair import PairHub, two_hubs
from tests.integration.test_pair import paired
from tests.postgres import Postgres

HALL = "takeovers"
PEOPLE = 4
FAULTS = ("kill -9", "SIGSTOP, woken later", "PostgreSQL restarted")


class Pair:
    """Who leads, who stands by, and people who go to whoever answers."""

    def __init__(self, postgres: Postgres, first: PairHub, second: PairHub, address: str, crowd: Crowd) -> None:
        self.postgres = postgres
        self.leader, self.other = first, second
        self.address = address
        self.crowd = crowd
        self.waits: list[float] = []
        self.stopping = False

    async def people(self) -> None:
        """Take tickets without end; a request that was not answered is asked again, of whoever leads then."""

        async def person(who: int) -> None:
            n = 0
            while not self.stopping:
                n += 1
                request, asked = f"person-{who}-{n:06d}", asyncio.get_running_loop().time()
                while request not in self.crowd.acknowledged:
                    try:
                        async with self.crowd.session(self.address) as there:
                            await asyncio.wait_for(self.crowd.take(there, request, "id-card"), 3)
                    except AWAY:
                        await asyncio.sleep(0.1)  # as a terminal does between rounds of addresses
                self.waits.append(asyncio.get_running_loop().time() - asked)

        await asyncio.gather(*(person(who) for who in range(PEOPLE)))

    async def fall(self, how: str) -> None:
        """One fault; afterwards one leads and the other stands by."""
        fallen, heir, said = self.leader, self.other, len(self.other.lines)
        mine = len(fallen.lines)
        if how == "PostgreSQL restarted":
            await asyncio.to_thread(self.postgres.stop)
            await asyncio.to_thread(self.postgres.start)
            await self._whoever({fallen: mine, heir: said})
            return
        if how == "kill -9":
            fallen.kill()
            self.address = await heir.leads(said)
            self.leader, self.other = heir, PairHub(fallen.data, self.postgres)
            await self.other.says("Standing by")
            return
        fallen.freeze()
        self.address = await heir.leads(said)
        fallen.thaw()
        await fallen.says("Standing by", mine)
        self.leader, self.other = heir, fallen

    async def _whoever(self, said: dict[PairHub, int]) -> None:
        """After a short absence of the database the leader may go on; after a longer one either of them leads."""
        leading = {asyncio.ensure_future(hub.leads(after)): hub for hub, after in said.items()}
        still = asyncio.ensure_future(self._answers())
        done, rest = await asyncio.wait({*leading, still}, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        task = done.pop()
        if task is not still and leading[task] is self.other:
            self.leader, self.other = self.other, self.leader
        if task is not still:
            self.address = task.result()

    async def _answers(self) -> str:
        before = len(self.crowd.acknowledged)
        while len(self.crowd.acknowledged) <= before + PEOPLE:  # noqa: ASYNC110 (of another task)
            await asyncio.sleep(0.05)
        return self.address


async def takeovers(folder: Path, faults: list[str], seed: int, console: Console) -> dict[str, int]:
    """Counts that must be zero, and how much was tried."""
    postgres = await asyncio.to_thread(Postgres)
    try:
        first, second, address = await two_hubs(folder, postgres, hall=HALL)
        kiosk = await asyncio.to_thread(paired, address, first.data, "K1")
        manager = await asyncio.to_thread(paired, address, first.data, "M1", "manager")
        crowd = Crowd(kiosk, manager, random.Random(seed))
        await crowd.open(address)
        pair = Pair(postgres, first, second, address, crowd)
        people = asyncio.ensure_future(pair.people())
        for how in track(faults, description=f"seed {seed}", console=console):
            await pair.fall(how)
            await pair._answers()
        pair.stopping = True
        await people
        for hub in (pair.leader, pair.other):
            hub.kill()
        found = await asyncio.to_thread(_count, postgres, crowd)
        return found | {"longest wait for a ticket, ms": round(1000 * max(pair.waits))}
    finally:
        await asyncio.to_thread(postgres.remove)


def _count(postgres: Postgres, crowd: Crowd) -> dict[str, int]:
    journal = PostgresJournal(postgres.url, HALL)
    bodies = [body for _, body in journal.read(0)]
    journal.close()
    told = [msgspec.json.decode(body) for body in bodies]
    issued = [record["data"] for record in told if record["type"] == "ticket-issued"]
    number_of = {data["ticket"]: data["number"] for data in issued}
    heard = Counter(answer.ticket for answer in crowd.acknowledged.values())
    drawn = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-resolved")
    asked = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-requested")
    return {
        "records": len(bodies),
        "terms": told[-1]["term"],
        "tickets acknowledged": len(crowd.acknowledged),
        "acknowledged and lost": sum(number_of.get(a.ticket) != a.number for a in crowd.acknowledged.values()),
        "done twice": sum(heard[ticket] != 1 for ticket in number_of),
        "drawn again": sum(drawn[ticket] != count for ticket, count in asked.items()),
        "numbers given twice": len(issued) - len({data["number"] for data in issued}),
        "breaks in the chain": int(verify_chain(bodies).fault is not None),
        "other wrong answers": len(crowd.wrong),
    }


ZERO = ("acknowledged and lost", "done twice", "drawn again", "numbers given twice", "breaks in the chain")


def main() -> int:
    """0: nothing was lost, done twice or drawn again."""
    parser = argparse.ArgumentParser(prog="make takeovers", description=__doc__)
    parser.add_argument("--takeovers", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    console, chance = Console(), random.Random(args.seed)
    faults = [chance.choice(FAULTS) for _ in range(args.takeovers)]
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(takeovers(Path(folder) / "hubs", faults, args.seed, console))
    console.print(f"\n| take-overs: {len(faults)}, seed {args.seed} | |\n|---|---|", highlight=False)
    for name, count in [*Counter(faults).items(), *found.items()]:
        console.print(f"| {name} | {count:,} |", highlight=False)
    return 1 if any(found[name] for name in ZERO) else 0


if __name__ == "__main__":
    sys.exit(main())
