"""``fairhall verify``: is the record whole? The chain of every record, from a published file or a hub's directory."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.journal.errors import JournalError
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall verify``."""
    parser.add_argument("what", type=Path, metavar="FILE|DIR", help="record.jsonl, journal.db, or a directory with one")


def run(args: argparse.Namespace) -> int:
    """0 the chain is whole; 1 it is not, or cannot be read, with one sentence on stderr."""
    try:
        with _lines(args.what) as lines:
            report = verify_chain(lines)
    except (JournalError, OSError, UnicodeDecodeError) as error:
        print(f"{args.what}: {error}", file=sys.stderr)
        return 1
    if report.fault:
        print(f"{args.what}: {report.fault}", file=sys.stderr)
        return 1
    print(f"{report.seq} records, chain whole, head {report.leaf}")
    return 0


@contextmanager
def _lines(what: Path) -> Iterator[Iterator[str]]:
    if what.is_dir():
        found = [what / name for name in ("record.jsonl", "journal.db") if (what / name).exists()]
        if not found:
            raise FileNotFoundError("no record.jsonl or journal.db in this directory")
        what = found[0]
    if what.suffix == ".db":
        journal = SqliteJournal(what)
        try:
            yield (body for _, body in journal.read(0))
        finally:
            journal.close()
    else:
        with what.open(encoding="utf-8") as file:
            yield (line.rstrip("\n") for line in file)
