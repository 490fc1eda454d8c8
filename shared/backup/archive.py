"""One file with all that makes a hub: its journal and devices as of one moment, its keys, its hall file."""

import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from shared.backup.copy import copy_journal
from shared.backup.errors import BackupError
from shared.hub.health import BACKUP_STAMP
from shared.hub.image import load
from shared.hub.pair.home import KEYS, fetch, home_of, leave, open_store
from shared.hub.seeds import set_aside
from shared.journal.errors import JournalError
from shared.journal.port import Head
from shared.journal.postgres import PostgresJournal
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain

JOURNAL, ACCESS, MANIFEST = "journal.db", "access.db", "backup.json"
RESTORED = "restored"
"""In a directory that was made from a backup."""
_UNSOUND = (
    *(OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError),
    *(msgspec.DecodeError, JournalError),
)
"""What damage of an archive and of what is in it makes of reading it."""
Told = Callable[[int, int], None]
"""Hears how many records of how many are done."""


def make(data: Path, out: Path, told: Told) -> Head:
    """Write ``out`` (mode 0600, whole or not at all) while the hub of ``data`` runs; the journal's head in it.

    Raises BackupError, JournalError, AccessError.
    """
    home = home_of(data)
    if home is None and not (data / JOURNAL).exists():
        raise BackupError(f"no hub has started in {data}: name its directory by --data")
    if out.exists():
        raise BackupError(f"{out} is there already: choose another name")
    if out.resolve().is_relative_to(data.resolve()):
        raise BackupError(f"{out} is inside what it is to save: choose a place outside of {data}")
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as name:
        copies, packed = Path(name) / "copies", Path(name) / "packed"
        copies.mkdir()
        if home is not None:
            source, target = PostgresJournal(home.url, home.hall), SqliteJournal(copies / JOURNAL)
            with closing(source), closing(target):
                copy_journal(source, target, told)
            with closing(open_store(data)), closing(home.cabinet(data)) as cabinet:
                fetch(cabinet, copies)
        else:
            _copy(data / JOURNAL, copies / JOURNAL)
        _copy(data / ACCESS, copies / ACCESS)
        with closing(SqliteJournal(copies / JOURNAL)) as journal:
            head = journal.head()
        (copies / MANIFEST).write_bytes(msgspec.json.encode(head))
        with os.fdopen(os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _pack(file, copies, data)
            file.flush()
            os.fsync(file.fileno())
        packed.replace(out)
    with suppress(OSError):
        (data / BACKUP_STAMP).touch()
    return head


def _pack(file: BinaryIO, copies: Path, data: Path) -> None:
    """The copies, and after them whatever else is there: the keys of a journal are never older than it."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for folder in (copies, data):
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder)
                ours = folder is copies or not (
                    name.name.startswith((JOURNAL, ACCESS, BACKUP_STAMP)) or (copies / name).exists()
                )
                if path.is_file() and ours:
                    pack.write(path, name)


def _unpack(archive: Path, into: Path) -> None:
    with zipfile.ZipFile(archive) as pack:
        pack.extractall(into)
    for path in into.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def restore(archive: Path, data: Path, told: Told) -> tuple[Head, bool]:
    """Make ``data`` (missing or empty) from a backup whose chain is sound; its head, and whether a draw is open there.
    Seeds that may have been drawn with since are set aside. Raises BackupError.
    """
    if data.exists() and any(data.iterdir()):
        raise BackupError(f"{data} is not empty: move it away first, so that nothing is overwritten")
    data.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=data.parent, prefix=".restore-"))
    try:
        try:
            _unpack(archive, draft)
            promised = msgspec.json.decode((draft / MANIFEST).read_bytes(), type=Head)
            with closing(SqliteJournal(draft / JOURNAL)) as journal:
                _check(journal, promised, told)
                state = load(journal).state
            set_aside(draft / KEYS, state)
        except _UNSOUND as error:
            raise BackupError(f"{archive} is no sound backup ({error}): take another one") from error
        (draft / MANIFEST).rename(draft / RESTORED)
        leave(draft)  # until its hub is started with --journal again
        draft.chmod(0o700)
        if data.exists():
            data.rmdir()
        draft.replace(data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return promised, state.open_draw is not None


def _check(journal: SqliteJournal, promised: Head, told: Told) -> None:
    if journal.head() != promised:
        raise JournalError("its journal does not end where it was taken")

    def bodies() -> Iterator[str]:
        for seq, body in journal.read(0):
            if seq % 1000 == 0 or seq == promised.seq:
                told(seq, promised.seq)
            yield body

    if (found := verify_chain(bodies())).fault is not None:
        raise JournalError(found.fault)


def _copy(source: Path, target: Path) -> None:
    """A database as of one moment, without stopping whoever writes it."""
    here, there = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True), sqlite3.connect(target)
    with closing(here), closing(there):
        here.backup(there)
    target.chmod(0o600)
