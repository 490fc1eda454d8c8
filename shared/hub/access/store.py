"""``access.db``: devices, pairing tokens, clerks, notes, bad grades. The hub and commands may have it open at once."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import msgspec

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
CREATE TABLE IF NOT EXISTS manager (clerk TEXT PRIMARY KEY COLLATE NOCASE) STRICT;
CREATE TABLE IF NOT EXISTS note (ticket TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS special (seq INTEGER PRIMARY KEY, ticket TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS review (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, due TEXT NOT NULL, number TEXT NOT NULL, service TEXT NOT NULL,
    service_en TEXT NOT NULL, counter TEXT NOT NULL, grade INTEGER NOT NULL, rated_ms INTEGER NOT NULL,
    reasons TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '', done TEXT NOT NULL DEFAULT '',
    settled_ms INTEGER NOT NULL DEFAULT 0, settled_by TEXT NOT NULL DEFAULT ''
) STRICT;
"""


TABLES = ("device", "token", "clerk", "manager", "review")


class Twin(Protocol):
    """Where a pair of hubs keeps the same rows; shared.hub.pair.cabinet.Cabinet is one."""

    def version(self, name: str) -> int:
        """The latest version; 0: none."""

    def get(self, name: str) -> tuple[int, bytes] | None:
        """The latest version and its document."""

    def put(self, name: str, document: bytes, after: int) -> int:
        """The version after ``after``. Raises if there is another already."""

    def close(self) -> None:
        """Let go of it."""


class Store:
    """One connection, safe from every thread; each change is one transaction, durable when it returns."""

    def __init__(self, data: Path, twin: Twin | None = None) -> None:
        """Opens ``access.db`` in the data directory, and makes it at the first start. Raises Damaged.

        With a ``twin`` every change is there before it counts here, and ``follow`` takes over what changed there.
        """
        self._twin = twin
        data.mkdir(parents=True, exist_ok=True)
        path = data / FILE
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            with self._transaction():
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    self._connection.execute(statement)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            busy = isinstance(error, sqlite3.OperationalError)
            remedy = "see that the disk has room and no other program holds it" if busy else "put it back from a backup"
            raise Damaged(f"{path} cannot be used ({error}): {remedy}") from None

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that alone may write, from its first read on."""
        self.follow()
        with self._lock, self._transaction():
            yield self._connection
            if self._twin is not None:
                self._number(self._twin.put(FILE, self._dump(), self._numbered()))

    def follow(self) -> None:
        """Have what the other hub of a pair, or a command beside it, has changed."""
        if self._twin is None:
            return
        version = self._twin.version(FILE)
        with self._lock:
            known = self._numbered()
        if version == known or (found := self._twin.get(FILE)) is None:
            return
        with self._lock, self._transaction():
            for table, rows in msgspec.msgpack.decode(found[1], type=dict[str, list[list[Any]]]).items():
                self._connection.execute(f"DELETE FROM {table}")
                for row in rows:
                    self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            self._number(found[0])

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def version(self) -> tuple[int, int]:
        """Differs after any change, by this process or another: what was read before may be old."""
        with self._lock:
            (others,) = self._connection.execute("PRAGMA data_version").fetchone()
            return others, self._connection.total_changes

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _dump(self) -> bytes:
        found = {table: self._connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        return msgspec.msgpack.encode({table: [tuple(row) for row in rows] for table, rows in found.items()})

    def _numbered(self) -> int:
        """The twin's version that this file holds."""
        (found,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(found)

    def _number(self, version: int) -> None:
        self._connection.execute(f"PRAGMA user_version = {version:d}")

    def close(self) -> None:
        """Let go of the file, and of its twin."""
        with self._lock:
            self._connection.close()
        if self._twin is not None:
            self._twin.close()
