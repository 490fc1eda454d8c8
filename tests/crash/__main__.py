"""``make crash``: rounds of load and failure, and the table of what was lost (nothing) and done twice (nothing)."""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import track

from tests.crash.faults import FAULTS, Place, possible
from tests.crash.storm import Tally, storm

CHUNK = 100
"""Rounds on one hall; then a new hall begins."""


def main() -> int:
    """0: as promised; 1: something was lost, done twice, drawn again or did not start."""
    parser = argparse.ArgumentParser(prog="make crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--faults", nargs="+", choices=sorted(FAULTS), default=list(FAULTS))
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    console = Console()
    faults = _faults(args.faults, console)
    chance = random.Random(args.seed)
    order = [chance.choice(faults) for _ in range(args.rounds)]
    total = Tally()
    for start in track(range(0, len(order), CHUNK), description=f"seed {args.seed}", console=console):
        with tempfile.TemporaryDirectory() as folder:
            part = asyncio.run(storm(Path(folder), order[start : start + CHUNK], args.seed + start))
        _add(total, part)
    _print(total, args.seed, console)
    return 1 if total.bad else 0


def _faults(wanted: list[str], console: Console) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), random.Random())
        missing = possible(place)
        place.remove()
    for fault in wanted:
        if fault in missing:
            console.print(f"left out: {fault} ({missing[fault]})")
    return [fault for fault in wanted if fault not in missing]


def _add(total: Tally, part: Tally) -> None:
    for name, count in part.rounds.items():
        total.rounds[name] = total.rounds.get(name, 0) + count
    for name in (
        "acknowledged",
        "asked",
        "faulted",
        "unsynced",
        "lost",
        "doubled",
        "redrawn",
        "same_number",
        "not_restarted",
    ):
        setattr(total, name, getattr(total, name) + getattr(part, name))
    total.wrong += part.wrong


def _print(total: Tally, seed: int, console: Console) -> None:
    rows = [
        *((FAULTS[name][0], count) for name, count in total.rounds.items()),
        ("power cuts and torn logs that met something unsynced", total.unsynced),
        ("tickets asked for", total.asked),
        ("answered *fault* meanwhile, asked again", total.faulted),
        ("tickets acknowledged", total.acknowledged),
        ("acknowledged and lost", total.lost),
        ("done twice", total.doubled),
        ("drawn again", total.redrawn),
        ("numbers given twice", total.same_number),
        ("failed restarts", total.not_restarted),
        ("other wrong answers", len(total.wrong)),
    ]
    console.print(f"\n| rounds: {sum(total.rounds.values())}, seed {seed} | |\n|---|---|", highlight=False)
    for name, count in rows:
        console.print(f"| {name} | {count:,} |", highlight=False)
    for wrong in total.wrong[:10]:
        console.print(wrong, markup=False)


if __name__ == "__main__":
    sys.exit(main())
