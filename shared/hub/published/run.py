"""``fairhall publish``: days as files, from a hub's own directory, also while it runs."""

import argparse
import os
import sys
from pathlib import Path

from shared.hub.access.errors import AccessError
from shared.hub.access.signing import HeadSigner
from shared.hub.hallfile.load import HallFileError
from shared.hub.hallfile.watch import HallFile
from shared.hub.image import load
from shared.hub.published.day import Span, record_lines, spans, with_heads
from shared.hub.published.witnessed import witnessed_head
from shared.hub.run import DATA
from shared.hub.run import journal as journal_of
from shared.journal.errors import JournalError
from shared.journal.port import Journal
from shared.journal.postgres import PostgresJournal
from shared.journal.sqlite import SqliteJournal
from shared.protocol.heads import SignedHead


class NoSuchDay(Exception):
    """Of a day that is not in the journal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall publish``."""
    parser.add_argument("day", nargs="*", metavar="DAY", help="such as 2026-11-22; none: every day that is there")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the hub's directory (%(default)s)")
    parser.add_argument(
        "--journal", type=journal_of, metavar="URL", help="sqlite:FILE (DIR/journal.db) or postgresql://…"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("record"), metavar="DIR", help="a file DAY.jsonl for each (%(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """0 and the files' names; 1 with one sentence on stderr."""
    try:
        for file in publish(_journal(args), args.data, args.day, args.out):
            print(file)
    except (NoSuchDay, AccessError, HallFileError, JournalError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _journal(args: argparse.Namespace) -> Journal:
    there = args.journal or args.data / "journal.db"
    if not isinstance(there, Path):
        return PostgresJournal(there, HallFile(args.data / "hall.toml").current().id)
    if not there.exists():
        raise NoSuchDay(f"{there} is not there: name the hub's directory by --data")
    return SqliteJournal(there)


def publish(journal: Journal, data: Path, days: list[str], out: Path) -> list[Path]:
    """Write ``out``/DAY.jsonl for each of ``days`` (none: for all), whole or not at all; closes the journal.

    ``data`` is the hub's directory, with the key that signs.
    """
    try:
        signer = HeadSigner(data / "keys")
        image = load(journal)
        there = {span.day: span for span in spans(image, image.seq)}
        if missing := [day for day in days if day not in there]:
            had = f"it has {min(there)} to {max(there)}" if there else "no day was opened yet"
            raise NoSuchDay(f"the journal has no {missing[0]}: {had}")
        out.mkdir(parents=True, exist_ok=True)
        hall = image.state.config.id if image.state.config else ""
        return [_write(journal, hall, there[day], signer, witnessed_head(data, day), out) for day in days or there]
    finally:
        journal.close()


def _write(
    journal: Journal, hall: str, span: Span, signer: HeadSigner, witnessed: SignedHead | None, out: Path
) -> Path:
    file, draft = out / f"{span.day}.jsonl", out / f".{span.day}.jsonl.part"
    with draft.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(with_heads(hall, span, record_lines(journal, span), signer.sign, witnessed))
        lines.flush()
        os.fsync(lines.fileno())
    return draft.replace(file)
