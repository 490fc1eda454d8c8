"""``access.db``: devices, pairing tokens, clerks, notes of tickets. Hub and commands may have it open at once."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import msgspec

from shared.files import create
from shared.hub.access.errors import Damaged, Unavailable

log = logging.getLogger("fairhall.hub.access")

FILE = "access.db"
CHANGE_S = 5.0
"""How long a change waits for another program's."""
READ_S = 0.1
"""Reading waits for nobody, but for a program that opens the file at this moment."""
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
CREATE INDEX IF NOT EXISTS review_due ON review (due) WHERE outcome = '';
CREATE TABLE IF NOT EXISTS paper (
    kiosk TEXT NOT NULL, day TEXT NOT NULL, number TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (kiosk, day, number)
) STRICT;
"""


TABLES = ("device", "token", "clerk", "manager", "note", "special", "review", "paper")
"""What both hubs of a pair hold."""


class Twin(Protocol):
    """Where a pair of hubs keeps the same rows; shared.hub.pair.cabinet.Cabinet is one."""

    def version(self, name: str) -> int:
        """The latest version; 0: none."""

    def get(self, name: str) -> tuple[int, bytes] | None:
        """The latest version and its document."""

    def put(self, name: str, document: bytes, after: int) -> int:
        """The version that follows ``after`` (0: there is none yet). Raises if there is another already."""

    def close(self) -> None:
        """Let go of it."""


class Store:
    """Safe from every thread. Changes wait for one another and, of a pair, for its database; each is one transaction,
    durable when it returns. Reading waits for none of that: the event loop may. Both raise Unavailable and Damaged.
    """

    def __init__(self, data: Path, twin: Twin | None = None) -> None:
        """Opens ``access.db`` in the data directory, and makes it at the first start.

        With a ``twin`` every change is there before it counts here, and ``follow`` takes over what changed there.
        """
        self._twin = twin
        data.mkdir(parents=True, exist_ok=True)
        self._path = _private(data / FILE)
        self._lock, self._reading = threading.Lock(), threading.Lock()
        self._connection = _connect(self._path, CHANGE_S)
        self._reader = _connect(self._path, READ_S)
        try:
            with self._told():
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
                with self._transaction():
                    for statement in filter(str.strip, _SCHEMA.split(";")):
                        self._connection.execute(statement)
        except BaseException:
            self._reader.close()
            self._connection.close()
            raise

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that alone may write, from its first read on."""
        self.follow()
        with self._told(), self._lock, self._transaction():
            before = self._shared()
            yield self._connection
            self._put(before)

    def do(self, statement: str, *values: object) -> int:
        """A change of one statement; how many rows it changed."""
        with self.change() as connection:
            return connection.execute(statement, values).rowcount

    def follow(self) -> None:
        """Have what the other hub of a pair, or a command beside it, has changed."""
        if self._twin is None:
            return
        (known,) = self.rows("PRAGMA user_version")[0]
        if self._twin.version(FILE) == known:
            return
        found = self._twin.get(FILE)
        with self._told(), self._lock:
            if found is not None and not known and self._used():
                self._set_aside()
            with self._transaction():
                if known == self._numbered():  # and no change of ours came between
                    self._take(found)

    def give(self) -> None:
        """Where the pair shares nothing yet, what this hub has is shared from now on, if it has anything."""
        self.follow()
        with self._told(), self._lock, self._transaction():
            if not self._numbered() and self._used():
                self._put(b"")

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._told(), self._reading:
            return self._reader.execute(sql, values).fetchall()

    def version(self) -> int:
        """Differs after any change, by this process or another: what was read before may be old."""
        (version,) = self.rows("PRAGMA data_version")[0]
        return int(version)

    def close(self) -> None:
        """Let go of the file, and of its twin."""
        with self._lock, self._reading:
            self._reader.close()
            self._connection.close()
        if self._twin is not None:
            self._twin.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            remedy = "see that the disk has room and no other program holds it"
            raise Unavailable(f"{self._path} cannot be used now ({error}): {remedy}") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise  # such as a second clerk of the same id
            raise Damaged(f"{self._path} cannot be used ({error}): put it back from a backup") from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # what a full disk stops is over already
                self._connection.execute("ROLLBACK")
            raise

    def _put(self, before: bytes) -> None:
        """Share what is here, if it differs from ``before``."""
        if self._twin is not None and (now := self._shared()) != before:
            self._number(self._twin.put(FILE, now, self._numbered()))

    def _take(self, found: tuple[int, bytes] | None) -> None:
        """Have this document; none where the database we knew was lost: then what is here is to be shared anew."""
        tables = msgspec.msgpack.decode(found[1], type=dict[str, list[list[Any]]]) if found else {}
        for table, rows in tables.items():
            self._connection.execute(f"DELETE FROM {table}")
            for row in rows:
                self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        self._number(found[0] if found else 0)

    def _set_aside(self) -> None:
        before = _private(self._path.with_name(f"{FILE}.before"))
        with closing(sqlite3.connect(before)) as kept:
            self._connection.backup(kept)
        log.warning("the devices and clerks are the pair's now; those that were known here alone stay in %s", before)

    def _used(self) -> bool:
        return bool(self._connection.execute("SELECT id FROM device UNION ALL SELECT id FROM clerk").fetchall())

    def _shared(self) -> bytes:
        if self._twin is None:
            return b""
        found = {table: self._connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        return msgspec.msgpack.encode({table: [tuple(row) for row in rows] for table, rows in found.items()})

    def _numbered(self) -> int:
        """The twin's version that this file holds; 0 for none."""
        (found,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(found)

    def _number(self, version: int) -> None:
        self._connection.execute(f"PRAGMA user_version = {version:d}")


def _private(path: Path) -> Path:
    """Readable for its owner alone. One that is there is not touched: to open and close it would end the locks that
    SQLite holds on it for this process.
    """
    if not path.exists():
        with suppress(FileExistsError):
            create(path, b"")
    return path


def _connect(path: Path, wait_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection
