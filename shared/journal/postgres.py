"""The journal in PostgreSQL, for a pair of hubs: one row a hall holds the term, an append is one statement.

The statement moves the head only where hall, term and seq still match and inserts the records only if it did; the
row's lock makes an append of an old leader either counted in the next claim or nothing (ADR 0011). Plain SQL:
engines that speak PostgreSQL's protocol are near enough.
"""

import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any, LiteralString

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from shared.journal.errors import Conflict, Corrupt, Fenced, JournalError, Unknown
from shared.journal.port import Head, Journal
from shared.journal.record import NO_LEAF, leaf, seal

PAGE = 1000
DEADLINE_S = 4.0
"""No answer for so long is no answer: the line is cut. Longer than the server's own time-out for a statement."""
PULSE_S = 1.0
"""The same for a look at the head, which is quickly asked again: a line that was cut for a moment comes back late."""
SERVER = (
    "-c synchronous_commit=on -c statement_timeout=3000 -c idle_in_transaction_session_timeout=2000"
    " -c client_connection_check_interval=1000 -c timezone=UTC"
)
LINE = {
    "connect_timeout": 2,
    "keepalives": 1,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 3000,
}

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS fairhall_head (hall text PRIMARY KEY, term bigint NOT NULL, seq bigint NOT NULL,"
    " leader text NOT NULL, leaf text NOT NULL, beat bigint NOT NULL)",
    "CREATE TABLE IF NOT EXISTS fairhall_journal (hall text NOT NULL, seq bigint NOT NULL, term bigint NOT NULL,"
    " body text NOT NULL, PRIMARY KEY (hall, seq))",
    "CREATE TABLE IF NOT EXISTS fairhall_snapshot (hall text NOT NULL, version bigint NOT NULL, seq bigint NOT NULL,"
    " seal text NOT NULL, blob bytea NOT NULL, PRIMARY KEY (hall, version, seq))",
)
APPEND = """
WITH moved AS (
    UPDATE fairhall_head SET seq = %(last)s, leaf = %(leaf)s, beat = beat + 1
    WHERE hall = %(hall)s AND term = %(term)s AND seq = %(expected)s RETURNING term
)
INSERT INTO fairhall_journal (hall, seq, term, body)
SELECT %(hall)s, record.seq, moved.term, record.body
FROM moved, unnest(%(seqs)b::bigint[], %(bodies)b::text[]) AS record (seq, body)
"""


CLAIM = """
UPDATE fairhall_head SET term = term + 1, beat = beat + 1, leader = %(leader)s
WHERE hall = %(hall)s RETURNING term, seq, leader, leaf
"""
CLAIM_AGAIN = """
UPDATE fairhall_head SET term = term + 1, beat = beat + 1, leader = %(leader)s
WHERE hall = %(hall)s AND term = %(term)s RETURNING term, seq, leader, leaf
"""
CLAIM_UNCHANGED = """
UPDATE fairhall_head SET term = term + 1, beat = beat + 1, leader = %(leader)s
WHERE hall = %(hall)s AND term = %(term)s AND seq = %(seq)s AND beat = %(beat)s RETURNING term, seq, leader, leaf
"""

RESIGN = "UPDATE fairhall_head SET beat = 0 WHERE hall = %s AND term = %s"


class Pulse(msgspec.Struct, frozen=True):
    """What a candidate watches: while the leader lives, ``beat`` goes up; 0 once it has gone in good order."""

    term: int
    seq: int
    beat: int


MADE_AT_ONCE = (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateTable, psycopg.errors.DuplicateObject)
"""What the second of two hears that make the same table at the same moment: it is there."""


def connect(url: str) -> psycopg.Connection:
    """A connection whose every statement is its own transaction, with time-outs for a hall. Raises psycopg.Error."""
    given: dict[str, Any] = conninfo_to_dict(url)
    options = f"{given.get('options', '')} {SERVER}".strip()
    line = make_conninfo(**LINE | given | {"options": options, "application_name": "fairhall"})
    return psycopg.connect(line, autocommit=True)


def where(url: str) -> str:
    """The database for people, without the password."""
    at = conninfo_to_dict(url)
    return f"PostgreSQL {at.get('host', 'local')}:{at.get('port', 5432)}/{at.get('dbname', '')}"


@contextmanager
def told(url: str, kind: type[JournalError]) -> Iterator[None]:
    """Tell what the database at ``url`` met as ``kind``, never with the password."""
    try:
        yield
    except psycopg.Error as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise kind(f"{where(url)}: {why}: see that it runs and lets this hub in") from error


@contextmanager
def cut(db: psycopg.Connection, deadline_s: float = DEADLINE_S) -> Iterator[None]:
    """Shut the line then: a server that stands still would hold this thread for ever."""
    door = socket.socket(fileno=os.dup(db.fileno()))
    timer = Timer(deadline_s, door.shutdown, (socket.SHUT_RDWR,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        door.close()


class PostgresJournal(Journal):
    """A writer on the journal of ``hall`` in the database at ``url`` (postgresql://…), its tables made if missing.

    Raises JournalError where the database cannot be reached, Corrupt where its tail is not what the head names.
    """

    def __init__(self, url: str, hall: str) -> None:
        super().__init__()
        self.hall = hall
        self._url = url
        self._leader = ""
        self._term = 0
        self._claimed: Head | None = None
        """By ``take_over``: the next claim has it."""
        self._paired = False
        self._warned = ""
        with told(self._url, JournalError):
            self._db = connect(self._url)
            self._db.add_notice_handler(self._notice)
            try:
                self._prepare()
                self._check_tail()
            except BaseException:
                self._db.close()
                raise

    def read(self, after: int, limit: int | None = None) -> Iterator[tuple[int, str]]:
        """See Journal."""
        with told(self._url, JournalError), connect(self._url) as db:
            last = self._head(db).seq
            last = last if limit is None else min(last, after + limit)
            for start in range(after, last, PAGE):
                yield from self._ask(
                    db,
                    "SELECT seq, body FROM fairhall_journal WHERE hall = %s AND seq > %s AND seq <= %s ORDER BY seq",
                    (self.hall, start, min(start + PAGE, last)),
                ).fetchall()

    def head(self) -> Head:
        """See Journal."""
        with told(self._url, JournalError):
            return self._head(self._line())

    def pulse(self) -> Pulse:
        """The head's life sign, for a candidate: unchanged for long enough, nobody leads."""
        with told(self._url, JournalError):
            db = self._line()
            with cut(db, PULSE_S):
                query = "SELECT term, seq, beat FROM fairhall_head WHERE hall = %s"
                found = db.execute(query, (self.hall,)).fetchone()
        assert found is not None
        return Pulse(*found)

    def take_over(self, leader: str, seen: Pulse) -> None:
        """Claim where the head still is as ``seen``, or raise Fenced; the next ``claim`` is this one. Every claim after
        it succeeds only while nobody else has claimed: a leader whose line broke takes it up again, and never takes it
        back.
        """
        self._claimed = self._lead(leader, CLAIM_UNCHANGED, msgspec.structs.asdict(seen))
        self._paired = True

    def beat(self) -> None:
        """The leader lives. Raises Fenced once another leads, Unknown where the line broke."""
        with told(self._url, Unknown):
            moved = self._ask(
                self._line(),
                "UPDATE fairhall_head SET beat = beat + 1 WHERE hall = %s AND term = %s",
                (self.hall, self._term),
            ).rowcount
        if not moved:
            raise Fenced(f"term {self._term} is over: another hub leads")

    def save_snapshot(self, seq: int, version: int, blob: bytes) -> None:
        """See Journal. The last two of a version are kept."""
        with told(self._url, Unknown):
            db = self._line()
            head = self._head(db)
            if not 0 <= seq <= head.seq:
                raise ValueError(f"a snapshot at {seq}, and the head is at {head.seq}")
            at = (self.hall, version)
            with cut(db), db.transaction():
                db.execute(
                    "DELETE FROM fairhall_snapshot WHERE hall = %s AND version = %s AND (seq = %s OR seq NOT IN (SELECT"
                    " seq FROM fairhall_snapshot WHERE hall = %s AND version = %s ORDER BY seq DESC LIMIT 1))",
                    (*at, seq, *at),
                )
                db.execute(
                    "INSERT INTO fairhall_snapshot (hall, version, seq, seal, blob) VALUES (%s, %s, %s, %s, %b)",
                    (*at, seq, seal(self._leaf_at(db, seq), blob), blob),
                )

    def load_snapshot(self, version: int) -> tuple[int, bytes] | None:
        """See Journal."""
        with told(self._url, JournalError), connect(self._url) as db:
            rows = self._ask(
                db,
                "SELECT seq, seal, blob FROM fairhall_snapshot WHERE hall = %s AND version = %s AND seq <= %s"
                " ORDER BY seq DESC",
                (self.hall, version, self._head(db).seq),
            ).fetchall()
            return next(((seq, blob) for seq, kept, blob in rows if kept == seal(self._leaf_at(db, seq), blob)), None)

    def close(self) -> None:
        """See Journal. A leader's beat is taken back: the other need not wait until it has been still."""
        if self._paired and not self._db.closed:
            with suppress(psycopg.Error):
                self._ask(self._db, RESIGN, (self.hall, self._term))
        self._db.close()

    def _claim(self, leader: str) -> Head:
        claimed, self._claimed = self._claimed, None
        if claimed is not None:
            return claimed
        return self._lead(leader, CLAIM_AGAIN if self._paired else CLAIM, {"term": self._term})

    def _lead(self, leader: str, claim: LiteralString, seen: dict[str, int]) -> Head:
        with told(self._url, Unknown):
            found = self._ask(self._line(), claim, {"leader": leader, "hall": self.hall} | seen).fetchone()
        if found is None:
            raise Fenced("another hub was first, or the leader came back")
        head = Head(*found)
        self._leader, self._term = leader, head.term
        return head

    def _append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        new = Head(term, expected_seq + len(bodies), self._leader, leaf(bodies[-1]))
        values = {
            "hall": self.hall,
            "term": term,
            "expected": expected_seq,
            "last": new.seq,
            "leaf": new.leaf,
            "seqs": list(range(expected_seq + 1, new.seq + 1)),
            "bodies": list(bodies),
        }
        with told(self._url, Unknown):
            self._warned = ""
            db = self._line()
            written = self._ask(db, APPEND, values).rowcount
            if self._warned:  # such as a wait for the standby that was cancelled: the commit is local only
                raise Unknown(f"{where(self._url)}: the database warned ({self._warned}): look at its log")
            if written == len(bodies):
                return new
            head = self._head(db)
        if term != head.term:
            raise Fenced(f"term {term} is over: {head.leader} leads in term {head.term}")
        raise Conflict(f"the head is at {head.seq}, not at {expected_seq}")

    def _line(self) -> psycopg.Connection:
        """The writer's connection; a new one where it broke."""
        if self._db.closed:
            self._db = connect(self._url)
            self._db.add_notice_handler(self._notice)
        return self._db

    def _notice(self, told: psycopg.errors.Diagnostic) -> None:
        if told.severity_nonlocalized == "WARNING":
            self._warned = told.message_primary or "no reason given"

    def _prepare(self) -> None:
        for statement in SCHEMA:
            with suppress(*MADE_AT_ONCE):
                self._db.execute(statement)
        with suppress(psycopg.errors.UniqueViolation):
            self._db.execute(
                "INSERT INTO fairhall_head (hall, term, seq, leader, leaf, beat)"
                " SELECT %s, 0, 0, '', %s, 0 WHERE NOT EXISTS (SELECT 1 FROM fairhall_head WHERE hall = %s)",
                (self.hall, NO_LEAF, self.hall),
            )

    def _check_tail(self) -> None:
        head = self._head(self._db)
        if self._leaf_at(self._db, head.seq) != head.leaf:
            raise Corrupt(f"{where(self._url)}: the last record is not the one the head names: restore it from a copy")

    def _head(self, db: psycopg.Connection) -> Head:
        found = self._ask(
            db, "SELECT term, seq, leader, leaf FROM fairhall_head WHERE hall = %s", (self.hall,)
        ).fetchone()
        if found is None:
            raise Corrupt(f"{where(self._url)}: hall {self.hall} is gone: restore the database from a copy")
        return Head(*found)

    def _leaf_at(self, db: psycopg.Connection, seq: int) -> str:
        found = self._ask(
            db, "SELECT body FROM fairhall_journal WHERE hall = %s AND seq = %s", (self.hall, seq)
        ).fetchone()
        return leaf(found[0]) if found else NO_LEAF

    def _ask(self, db: psycopg.Connection, query: LiteralString, values: Any) -> psycopg.Cursor[TupleRow]:
        with cut(db):
            return db.execute(query, values)
