"""``make takeovers``: two hubs on one PostgreSQL under load, of which one falls again and again.

With ``--without-fencing`` the journal takes what any hub writes: the same falls must then show losses.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress

from shared.journal.postgres import PostgresJournal
from shared.journal.verify import verify_chain
from shared.protocol.roles import Role
from tests.crash.crowd import Crowd
from tests.crash.fall import FAULTS, HUNG, Pair, address_of
from tests.crash.spans import Spans
from tests.integration.pair import a_pair
from tests.integration.program import HubProgram
from tests.integration.test_pair import paired
from tests.lan.machines import Lan, Machine, a_lan, why_not
from tests.lan.terminal import Terminal, settle
from tests.postgres import Postgres

HALL = "takeovers"
ROLES: tuple[Role, ...] = ("kiosk", "counter", "display")
WRONG = "other wrong answers"
WAITED = "longest wait for a ticket, ms"
ZERO = ("acknowledged and lost", "done twice", "drawn again", "numbers given twice", "breaks in the chain", WRONG)
FENCED, UNFENCED = "shared.cli", "tests.crash.unfenced"
Told = Callable[[], None]


def run(
    folder: Path, faults: list[str], seed: int, entry: str = FENCED, told: Told = lambda: None
) -> tuple[dict[str, int], Spans]:
    """Counts that must be zero, how much was tried, and how long it took: one hall, one fault after the other."""
    with a_lan(seed) as lan:
        hubs, database, hall = (lan.machine("a"), lan.machine("b")), lan.machine("db"), lan.machine("hall")
        return hall.run(_run(folder, lan, hubs, database, faults, seed, entry, told), within_s=36_000)


async def _run(
    folder: Path,
    lan: Lan,
    machines: tuple[Machine, Machine],
    database: Machine,
    faults: list[str],
    seed: int,
    entry: str,
    told: Told,
) -> tuple[dict[str, int], Spans]:
    postgres = await asyncio.to_thread(Postgres, database)
    hubs: list[HubProgram] = []

    def start(machine: Machine, data: Path) -> HubProgram:
        hubs.append(HubProgram(data, postgres.url, machine, entry))
        return hubs[-1]

    def again(fallen: HubProgram) -> HubProgram:
        assert fallen.machine is not None
        return start(fallen.machine, fallen.data)

    try:
        one, other = (partial(start, machine) for machine in machines)
        first, second, address = await a_pair(folder, one, other, HALL)
        kiosk = await asyncio.to_thread(paired, address, first.data, "K1")
        manager = await asyncio.to_thread(paired, address, first.data, "M1", "manager")
        crowd = Crowd(kiosk, manager, random.Random(seed))
        await crowd.open(address)
        terminals = []
        for role in ROLES if entry == FENCED else ():  # without, they stay with whoever claims to lead
            who = await asyncio.to_thread(paired, address, first.data, f"T-{role}", role, "1" * (role == "counter"))
            terminals.append(Terminal(settle(who, folder / role), listens=False))
        pair = Pair(lan, postgres, database, (first, second), again, crowd, terminals, entry == FENCED)
        for terminal in terminals:
            await terminal.start()
            await terminal.until(partial(terminal.knows, address_of(second)))
        people = asyncio.ensure_future(pair.people())
        people.add_done_callback(pair.ended)
        for how in faults:
            await pair.fall(how)
            await pair.answers()
            told()
        pair.stopping = True
        await people
        for terminal in terminals:
            await terminal.stop()
        for hub in hubs:
            if hub.process.poll() is None:
                hub.kill()
        found = await asyncio.to_thread(_count, postgres, crowd)
        found[WAITED] = round(1000 * max(pair.waits, default=0))
        return found, pair.spans
    finally:
        for hub in hubs:
            if hub.process.poll() is None:
                hub.kill()
        await asyncio.to_thread(postgres.remove)


def _count(postgres: Postgres, crowd: Crowd) -> dict[str, int]:
    journal = PostgresJournal(postgres.url, HALL)
    bodies = [body for _, body in journal.read(0)]
    journal.close()
    told = [msgspec.json.decode(body) for body in bodies]
    issued = [record["data"] for record in told if record["type"] == "ticket-issued"]
    number_of = {data["ticket"]: data["number"] for data in issued}
    heard = {(answer.ticket, answer.number) for answer in crowd.acknowledged.values()}
    drawn = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-resolved")
    asked = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-requested")
    return {
        "records": len(bodies),
        "terms": told[-1]["term"],
        "tickets acknowledged": len(crowd.acknowledged),
        "acknowledged and lost": len(crowd.acknowledged) - len(heard & number_of.items()),  # or somebody else's, too
        "done twice": len(number_of.items() - heard),  # everybody has been answered: nobody's are for nothing
        "drawn again": sum(drawn[ticket] != count for ticket, count in asked.items()),
        "numbers given twice": len(issued) - len({data["number"] for data in issued}),
        "breaks in the chain": int(verify_chain(bodies).fault is not None),
        WRONG: len(crowd.wrong),
        **Counter(wrong.partition(": ")[2] for wrong in crowd.wrong),
    }


def main() -> int:
    """0: nothing was lost, done twice or drawn again; without fencing, that something was."""
    parser = argparse.ArgumentParser(prog="make takeovers", description=__doc__)
    parser.add_argument("--takeovers", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--faults", nargs="+", choices=FAULTS, help="these in this order, instead of as many by chance")
    parser.add_argument("--without-fencing", action="store_true", help="each take-over in a hall of its own")
    args = parser.parse_args()
    if missing := why_not():
        sys.stderr.write(f"take-overs cannot be tried here: {missing}\n")
        return 1
    console, chance = Console(), random.Random(args.seed)
    kinds = HUNG if args.without_fencing else FAULTS
    faults = args.faults or [chance.choice(kinds) for _ in range(args.takeovers)]
    runs = [[fault] for fault in faults] if args.without_fencing else [faults]
    entry = UNFENCED if args.without_fencing else FENCED
    with tempfile.TemporaryDirectory() as folder, Progress(console=console) as bar:
        task = bar.add_task(f"seed {args.seed}", total=len(faults))
        found, spans = _all(
            run(Path(folder) / str(n), each, args.seed + n, entry, partial(bar.advance, task))
            for n, each in enumerate(runs)
        )
    console.print(f"\n| take-overs: {len(faults)}, seed {args.seed} | |\n|---|---|", highlight=False)
    for name, count in [*Counter(faults).items(), *found.items()]:
        console.print(f"| {name} | {count:,} |", highlight=False)
    console.print("", *spans.table(), sep="\n", highlight=False, soft_wrap=True)
    bad = any(found[name] for name in ZERO)
    return int(bad != args.without_fencing)


def _all(founds: Iterable[tuple[dict[str, int], Spans]]) -> tuple[dict[str, int], Spans]:
    """Sums, and of times the longest."""
    total: dict[str, int] = {}
    all_spans = Spans()
    for found, spans in founds:
        for name, count in found.items():
            before = total.get(name, 0)
            total[name] = max(before, count) if name == WAITED else before + count
        all_spans.add(spans)
    return total, all_spans


if __name__ == "__main__":
    sys.exit(main())
