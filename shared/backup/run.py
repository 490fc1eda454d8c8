"""``fairhall backup``, ``restore`` and ``move``."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from shared.backup import archive
from shared.backup.copy import copy_journal
from shared.backup.errors import BackupError
from shared.hub import image
from shared.hub.access.errors import AccessError
from shared.hub.hallfile.load import HallFileError, load
from shared.hub.pair.home import KEYS, fetch, home_of, leave, open_store
from shared.hub.run import DATA
from shared.hub.run import journal as journal_url
from shared.hub.seeds import set_aside
from shared.journal.errors import JournalError
from shared.journal.port import Head, Journal
from shared.journal.postgres import PostgresJournal
from shared.journal.sqlite import SqliteJournal

_SEEN = "The lot goes on under another seal: what this one drew since may have been seen."
_DRAWING = (
    "It ends within a draw, whose seed stays: once that draw has ended, stop the hub, move the newest keys/seed-… away"
    " and start it again, for what that seed drew since may have been seen."
)
COMMANDS = ("backup", "restore", "move")


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The three commands."""
    backup = subparsers.add_parser("backup", help="one file with all of a hub, while it runs")
    backup.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="the hub's data (%(default)s)")
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to make; it holds the hub's keys")
    backup.set_defaults(act=_backup)
    restore = subparsers.add_parser("restore", help="a hub's data from a backup, checked")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="missing or empty (%(default)s)")
    restore.set_defaults(act=_restore)
    move = subparsers.add_parser("move", help="a journal from SQLite to PostgreSQL, or back, while no hub runs")
    for end in ("from", "to"):
        move.add_argument(f"--{end}", dest=end, type=journal_url, required=True, metavar="URL")
    move.add_argument("--hall", type=Path, default=DATA / "hall.toml", metavar="FILE", help="whose (%(default)s)")
    move.set_defaults(act=_move)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 with one sentence on stderr and nothing changed."""
    act: Callable[[argparse.Namespace], str] = args.act
    try:
        sys.stdout.write(act(args) + "\n")
    except (BackupError, JournalError, AccessError, HallFileError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _backup(args: argparse.Namespace) -> str:
    with _progress("copying") as told:
        head = archive.make(args.data, args.file, told)
    return f"{args.file} holds everything up to record {_of(head)}. It holds the hub's keys: lock it away."


def _restore(args: argparse.Namespace) -> str:
    with _progress("checking") as told:
        head, drawing = archive.restore(args.file, args.data, told)
    seeds = _DRAWING if drawing else _SEEN
    return f"{args.data} is as it was at record {_of(head)}; its chain is sound. What came later is not in it. {seeds}"


def _move(args: argparse.Namespace) -> str:
    hall = load(args.hall).id
    from_ = getattr(args, "from")
    source, target = _open(from_, hall), _open(args.to, hall)
    with closing(source), closing(target), _progress("moving") as told:
        head = copy_journal(source, target, told)
        if isinstance(from_, Path) and _restored_for(from_.parent, args.hall.parent):
            set_aside(args.hall.parent / KEYS, image.load(source).state)
        if isinstance(args.to, Path):
            _part(args.to.parent)
    return f"Moved, up to record {_of(head)}. Start the hub with --journal {args.to}"


def _restored_for(there: Path, here: Path) -> bool:
    """Whether ``there`` was made from a backup, for the hub of ``here``, which may know seeds of later draws."""
    return (there / archive.RESTORED).exists() and there.resolve() != here.resolve()


def _part(data: Path) -> None:
    """A hub whose journal is its own again has all that the pair shared, and shares it no more."""
    if (home := home_of(data)) is not None:
        with closing(open_store(data)), closing(home.cabinet(data)) as cabinet:
            fetch(cabinet, data)
        leave(data)


def _open(where: Path | str, hall: str) -> Journal:
    return SqliteJournal(where) if isinstance(where, Path) else PostgresJournal(where, hall)


def _of(head: Head) -> str:
    return f"{head.seq} (leaf {head.leaf[:16]}…)"


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
