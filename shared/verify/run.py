"""``fairhall verify``: is the record whole, was every lot due and right, and is everything else as the rules say?"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from shared.protocol.paper import BadPaper, Paper, paper_of
from shared.verify.errors import Unreadable
from shared.verify.report import Report
from shared.verify.sources import Source, open_source
from shared.verify.table import show, verdict
from shared.verify.verify import Verification

STEP = 2000
"""Lines between two looks of the progress bar."""

PAGE = 120
"""Columns where there is no terminal to fit."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``fairhall verify``."""
    parser.add_argument(
        "what",
        metavar="FILE|DIR|URL",
        help="2026-11-22.jsonl, a directory of days, a hub's directory, or the address of a hub or of a published day",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the whole report there")
    parser.add_argument("--brief", action="store_true", help="the verdict alone")
    pin = "a record's leaf noted elsewhere, such as an earlier head: it must be there (may be repeated)"
    parser.add_argument("--pin", action="append", default=[], metavar="LEAF", help=pin)
    parser.add_argument(
        "--ticket", type=_paper, metavar="TEXT", help="of a ticket's QR code: is the paper as recorded?"
    )
    parser.add_argument("--hall", default="", metavar="ID", help="the hall's id, for records that begin mid-journal")
    parser.add_argument(
        "--ca", type=Path, metavar="FILE", help="the hall's own authority (ca.pem), for a hub's address"
    )


def run(args: argparse.Namespace) -> int:
    """0 nothing is wrong; 1 something is, or there is nothing to read, said on stderr."""
    try:
        source = open_source(args.what, args.ca)
        report = _verify(source, args)
        if args.json is not None:
            args.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    except (Unreadable, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for problem in report.problems:
        print(f"{args.what}: {problem}", file=sys.stderr)
    print(verdict(report), file=sys.stdout if report.sound else sys.stderr)
    if args.ticket is not None and args.brief:
        print(*report.notes, sep="\n")
    if not args.brief:
        show(Console(width=None if sys.stdout.isatty() else PAGE), report)
    return 0 if report.sound else 1


def _paper(text: str) -> Paper:
    try:
        return paper_of(text)
    except BadPaper as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _verify(source: Source, args: argparse.Namespace) -> Report:
    verification = Verification(source.name, args.hall, args.pin, args.ticket)
    for line in _watched(source):
        verification.see(line)
    return verification.report()


def _watched(source: Source) -> Iterator[bytes]:
    """The lines, with a bar on a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from source.lines
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Verifying", total=source.size or None)
        seen = 0
        for n, line in enumerate(source.lines, 1):
            seen += 1 if source.by_lines else len(line) + 1
            if n % STEP == 0:
                bar.update(task, completed=seen, description=f"Verifying, {n:,} records")
            yield line
