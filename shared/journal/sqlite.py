"""The journal in one SQLite file: WAL, every commit synced, one transaction an append."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from shared.journal.errors import Conflict, Corrupt, Fenced, JournalError, Unknown
from shared.journal.port import Head, Journal
from shared.journal.record import NO_LEAF, leaf, seal

APPLICATION = 0x46484A4C  # "FHJL" in the file's header
VERSION = 1
BUSY_S = 5.0
CACHE_KB = 256  # each record is written once and seldom read again
PAGE = 1000  # records a read holds at once: no long read transaction may keep the WAL from shrinking

SCHEMA = f"""
CREATE TABLE head (
    id INTEGER PRIMARY KEY CHECK (id = 1), term INTEGER NOT NULL, seq INTEGER NOT NULL,
    leader TEXT NOT NULL, leaf TEXT NOT NULL
);
CREATE TABLE journal (seq INTEGER PRIMARY KEY, term INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE snapshot (
    version INTEGER NOT NULL, seq INTEGER NOT NULL, seal TEXT NOT NULL, blob BLOB NOT NULL,
    PRIMARY KEY (version, seq)
);
INSERT INTO head VALUES (1, 0, 0, '', '{NO_LEAF}');
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""

REMEDY = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space",
    sqlite3.SQLITE_BUSY: "another program holds the file: close it",
    sqlite3.SQLITE_READONLY: "the file may not be written: give this user the right to",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened: check that its folder exists and this user may write there",
    sqlite3.SQLITE_IOERR: "the disk failed: check it and its space",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: restore it from a copy",
    sqlite3.SQLITE_ERROR: "a table is missing: restore the file from a copy",
    sqlite3.SQLITE_NOTADB: "the file is no journal: move it away, or restore it from a copy",
}
DAMAGE = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class SqliteJournal(Journal):
    """A writer on ``path``, created (mode 0600) if missing. Opening checks the tail only, so it does not age.

    Raises Corrupt for a file that is damaged or no journal, JournalError where it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        with self._told(JournalError):
            try:
                with path.open("ab"):
                    path.chmod(0o600)
            except OSError as error:
                raise JournalError(f"{path}: {error.strerror}: give this user a folder to write in") from error
            self._db = self._connect()
            try:
                self._prepare()
                self._check_tail()
            except BaseException:
                self._db.close()
                raise

    def read(self, after: int, limit: int | None = None) -> Iterator[tuple[int, str]]:
        """See Journal."""
        with self._told(JournalError), closing(self._connect()) as db:  # its own, which sees only what is durable
            (last,) = db.execute("SELECT seq FROM head").fetchone()
            last = last if limit is None else min(last, after + limit)
            for start in range(after, last, PAGE):
                rows = db.execute(
                    "SELECT seq, body FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq",
                    (start, min(start + PAGE, last)),
                ).fetchall()
                if any(type(body) is not str for _, body in rows):
                    raise self._damaged()
                yield from rows

    def head(self) -> Head:
        """See Journal."""
        with self._told(JournalError):
            return self._head()

    def save_snapshot(self, seq: int, version: int, blob: bytes) -> None:
        """See Journal. The last two of a version are kept, the older in case the newer is damaged."""
        # a connection that lives on would keep the blob in its statement
        with self._told(Unknown), closing(self._connect()) as db, self._transaction(db):
            if not 0 <= seq <= self._head().seq:
                raise ValueError(f"a snapshot at {seq}, and the head is at {self._head().seq}")
            row = (version, seq, self._seal(seq, blob), blob)
            db.execute("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?, ?)", row)
            db.execute(
                "DELETE FROM snapshot WHERE version = ? AND seq NOT IN"
                " (SELECT seq FROM snapshot WHERE version = ? ORDER BY seq DESC LIMIT 2)",
                (version, version),
            )

    def load_snapshot(self, version: int) -> tuple[int, bytes] | None:
        """See Journal."""
        with self._told(JournalError):
            rows = self._db.execute(
                "SELECT seq, seal, blob FROM snapshot WHERE version = ? AND seq <= ? ORDER BY seq DESC",
                (version, self._head().seq),
            )
            return next(((seq, blob) for seq, seal, blob in rows if seal == self._seal(seq, blob)), None)

    def close(self) -> None:
        """See Journal."""
        self._db.close()

    def _claim(self, leader: str) -> Head:
        with self._told(Unknown), self._transaction(self._db):
            self._db.execute("UPDATE head SET term = term + 1, leader = ?", (leader,))
            return self._head()

    def _append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        with self._told(Unknown), self._transaction(self._db):
            seq, last = expected_seq + len(bodies), leaf(bodies[-1])
            moved = self._db.execute(
                "UPDATE head SET seq = ?, leaf = ? WHERE term = ? AND seq = ? RETURNING leader",
                (seq, last, term, expected_seq),
            ).fetchall()
            if not moved:
                head = self._head()
                if term != head.term:
                    raise Fenced(f"term {term} is over: {head.leader} leads in term {head.term}")
                raise Conflict(f"the head is at {head.seq}, not at {expected_seq}")
            rows = ((n, term, body) for n, body in enumerate(bodies, expected_seq + 1))
            self._db.executemany("INSERT INTO journal VALUES (?, ?, ?)", rows)
        return Head(term, seq, moved[0][0], last)

    def _connect(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        db = sqlite3.connect(address, BUSY_S, isolation_level=None, check_same_thread=False, uri=True)
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        return db

    def _prepare(self) -> None:
        with self._transaction(self._db):
            (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not tables:
                for statement in SCHEMA.split(";"):
                    self._db.execute(statement)
            (application,) = self._db.execute("PRAGMA application_id").fetchone()
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION:
            raise Corrupt(f"{self.path} is another program's database: move it away")
        if version > VERSION:
            raise JournalError(f"{self.path} was written by a newer version: install that version")
        (mode,) = self._db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise JournalError(f"{self.path}: no write-ahead log on this file system: use a local disk")

    def _check_tail(self) -> None:
        head = self._head()
        last = self._db.execute("SELECT seq, body FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        if last and type(last[1]) is not str:
            raise self._damaged()
        seq, stored = (last[0], leaf(last[1])) if last else (0, NO_LEAF)
        if (seq, stored) != (head.seq, head.leaf):
            raise Corrupt(f"{self.path}: the last record is not the one the head names: restore it from a copy")

    def _head(self) -> Head:
        row = self._db.execute("SELECT term, seq, leader, leaf FROM head").fetchone()
        if row is None or [type(value) for value in row] != [int, int, str, str]:
            raise self._damaged()
        return Head(*row)

    def _damaged(self) -> Corrupt:
        return Corrupt(f"{self.path}: {REMEDY[sqlite3.SQLITE_CORRUPT]}")

    def _seal(self, seq: int, blob: bytes) -> str:
        row = self._db.execute("SELECT body FROM journal WHERE seq = ?", (seq,)).fetchone()
        return seal(leaf(row[0]) if row else NO_LEAF, blob)

    @contextmanager
    def _transaction(self, db: sqlite3.Connection) -> Iterator[None]:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self, kind: type[JournalError]) -> Iterator[None]:
        """Tell what SQLite met as ``kind``, with the remedy; damage met while reading is Corrupt."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # text that is not UTF-8, in a record or in a message about the schema, comes without a code
            undecodable = isinstance(error, sqlite3.OperationalError | UnicodeDecodeError)
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT if undecodable else 0) & 0xFF
            if code in DAMAGE and kind is JournalError:
                kind = Corrupt
            raise kind(f"{self.path}: {REMEDY.get(code, 'restart the hub')} ({error})") from error
