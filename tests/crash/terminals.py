"""The second half of ``make crash``: the hub and its terminals are killed in a whole hall, and the table of it."""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import track

from tests.crash.floor import STRIKES
from tests.crash.tally import Tally, struck

CHUNK = 20
"""Rounds on one hall, which has 999 numbers of a letter; then a new hall begins."""


def main() -> int:
    """0: as promised; 1: something was lost, done twice, drawn again, printed twice or not there."""
    parser = argparse.ArgumentParser(prog="make crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--strikes", nargs="+", choices=sorted(STRIKES), default=list(STRIKES))
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    console, chance, total = Console(), random.Random(args.seed), Tally()
    order = [chance.choice(args.strikes) for _ in range(args.rounds)]
    for start in track(range(0, len(order), CHUNK), description=f"seed {args.seed}", console=console):
        with tempfile.TemporaryDirectory() as folder:
            total.add(asyncio.run(struck(Path(folder), order[start : start + CHUNK], args.seed + start)))
    console.print(f"\n| rounds: {sum(total.rounds.values())}, seed {args.seed} | |\n|---|---|", highlight=False)
    for name, count in _rows(total):
        console.print(f"| {name} | {count} |", highlight=False, soft_wrap=True)
    for wrong in total.wrong[:10]:
        console.print(wrong, markup=False)
    return int(bool(total.bad))


def _rows(total: Tally) -> Iterator[tuple[str, str]]:
    for name, count in total.rounds.items():
        yield STRIKES[name][0], f"{count:,}"
    counts = (
        ("tickets seen at the kiosks", total.shown),
        ("of the kiosks' own numbers", total.own),
        ("tickets acknowledged beside them", total.acknowledged),
        ("papers cut", total.papers),
        ("slips known as printed", total.printed),
        ("slips of which the kiosk says that it does not know", total.unknown),
        ("seen or kept, and lost", total.lost),
        ("done twice", total.doubled),
        ("drawn again", total.redrawn),
        ("numbers given twice", total.same_number),
        ("papers printed twice", total.papers_twice),
        ("other wrong answers", len(total.wrong)),
    )
    for name, number in counts:
        yield name, f"{number:,}"
    for name, took_s in total.took_s.items():
        yield f"{name} is of use again after, s: median; longest", f"{median(took_s):.1f}; {max(took_s):.1f}"


if __name__ == "__main__":
    sys.exit(main())
