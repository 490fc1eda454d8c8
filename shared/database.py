"""A terminal's small SQLite files: every commit is on disk when it returns; a damaged file is kept, not deleted."""

import logging
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

_log = logging.getLogger("fairhall.database")


COLUMNS = (
    "SELECT made.name, had.name FROM sqlite_master made, pragma_table_info(made.name) had WHERE made.type = 'table'"
)


def open_database(path: Path | None, schema: str, alone: bool = False) -> sqlite3.Connection:
    """The file, made with ``schema`` if there is none, or without ``path`` one in memory; a damaged one is set aside
    beside a new one. Its connection may be used from any thread, from one at a time. Raises sqlite3.Error, OSError.

    ``alone``: no other process can open it until this one has closed it.
    """
    if path is None:
        return _open(":memory:", schema, alone)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path, schema, alone)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)  # Python's own, of text that is none, have none
        if isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR:
            raise  # the disk is full, locked, read-only: nothing is wrong with the file
        aside = _set_aside(path)
        _log.error("%s is damaged (%s): set aside as %s, starting a new one", path, error, aside.name)
        return _open(path, schema, alone)


def _open(path: Path | str, schema: str, alone: bool) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        if alone:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.executescript(schema)
        with closing(db.execute("PRAGMA integrity_check")) as check:
            if (verdict := check.fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(verdict)
        with closing(sqlite3.connect(":memory:")) as whole:
            whole.executescript(schema)
            if lacks := set(whole.execute(COLUMNS)) - set(db.execute(COLUMNS)):
                raise sqlite3.DatabaseError(f"no column {'.'.join(min(lacks))}")
    except (sqlite3.Error, UnicodeDecodeError):  # the latter of an error's own text
        db.close()
        raise
    return db


def _set_aside(path: Path) -> Path:
    aside = next(p for n in count(1) if not (p := path.with_name(f"{path.name}.damaged-{n}")).exists())
    for part in ("-wal", "-shm"):  # a log left behind would be played into the new file
        with suppress(FileNotFoundError):
            path.with_name(path.name + part).replace(aside.with_name(aside.name + part))
    return path.replace(aside)
