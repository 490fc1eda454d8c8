"""``access.db``: devices, pairing tokens and clerks. The hub and the command line may have it open at once."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.hub.access.errors import Damaged

FILE = "access.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS device (
    id TEXT PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL, counter TEXT NOT NULL,
    key_hash BLOB NOT NULL, created_ms INTEGER NOT NULL, revoked_ms INTEGER,
    UNIQUE (role, name)
) STRICT;
CREATE TABLE IF NOT EXISTS token (
    hash BLOB PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL, counter TEXT NOT NULL,
    expires_ms INTEGER NOT NULL, used_ms INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS clerk (
    id TEXT PRIMARY KEY COLLATE NOCASE, name TEXT NOT NULL, hash TEXT NOT NULL, disabled_ms INTEGER
) STRICT;
"""


class Store:
    """One connection, safe from every thread; each change is one transaction, durable when it returns."""

    def __init__(self, data: Path) -> None:
        """Opens ``access.db`` in the data directory, and makes it at the first start. Raises Damaged."""
        data.mkdir(parents=True, exist_ok=True)
        path = data / FILE
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            with self.change() as connection:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    connection.execute(statement)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            busy = isinstance(error, sqlite3.OperationalError)
            remedy = "see that the disk has room and no other program holds it" if busy else "put it back from a backup"
            raise Damaged(f"{path} cannot be used ({error}): {remedy}") from None

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that alone may write, from its first read on."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def version(self) -> tuple[int, int]:
        """Differs after any change, by this process or another: what was read before may be old."""
        with self._lock:
            (others,) = self._connection.execute("PRAGMA data_version").fetchone()
            return others, self._connection.total_changes

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
