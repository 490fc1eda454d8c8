"""Requests that must not be lost: written down before they are sent, kept until the hub has answered."""

import logging
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

import msgspec

from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import Request

ANSWERS_KEPT = 1_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    answer BLOB,
    problem BLOB
)
"""
_log = logging.getLogger("fairhall.outbox")


class Entry(NamedTuple):
    """One request that still waits for its answer."""

    request_id: str
    name: str
    body: bytes


class Outbox:
    """A file of requests in the order they were put; every call is on disk when it returns (one sync).

    A damaged file is set aside beside the new one, never deleted. Use from one thread.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            aside = _set_aside(path)
            _log.error("outbox %s is damaged (%s): set aside as %s, starting a new one", path, error, aside.name)
            self._db = _open(path)
        rows = self._db.execute("SELECT request_id, name, body FROM outbox WHERE NOT done ORDER BY n")
        self._pending = {row[0]: Entry(*row) for row in rows}

    def put(self, request_id: str, name: str, request: Request) -> None:
        """Keep a request. Putting the same one again changes nothing; another one under its id is a ``ValueError``."""
        body = msgspec.json.encode(request)
        known = self._db.execute("SELECT name, body FROM outbox WHERE request_id = ?", (request_id,)).fetchone()
        if known is None:
            self._db.execute("INSERT INTO outbox (request_id, name, body) VALUES (?, ?, ?)", (request_id, name, body))
            self._pending[request_id] = Entry(request_id, name, body)
        elif known != (name, body):
            raise ValueError(f"request id {request_id} already stands for another request")

    def pending(self) -> list[Entry]:
        """What the hub has not answered yet, oldest first."""
        return [*self._pending.values()]

    def __contains__(self, request_id: str) -> bool:
        """Whether the request still waits for the hub."""
        return request_id in self._pending

    def done(self, request_id: str, outcome: Answer | Problem) -> None:
        """The hub's last word on a request; the first one stays."""
        if self._pending.pop(request_id, None) is None:
            return
        column = "answer" if isinstance(outcome, Answer) else "problem"
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                f"UPDATE outbox SET done = 1, {column} = ? WHERE request_id = ?",
                (msgspec.json.encode(outcome), request_id),
            )
            self._db.execute(
                "DELETE FROM outbox WHERE done AND n <= (SELECT max(n) FROM outbox) - ?",
                (ANSWERS_KEPT,),
            )

    def outcome(self, request_id: str) -> Answer | Problem | None:
        """What the hub said; None while it waits, and for requests not known (any more)."""
        row = self._db.execute("SELECT answer, problem FROM outbox WHERE request_id = ?", (request_id,)).fetchone()
        match row:
            case (bytes(answer), _):
                return msgspec.json.decode(answer, type=Answer)
            case (_, bytes(problem)):
                return msgspec.json.decode(problem, type=Problem)
            case _:
                return None

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute(_SCHEMA)
        with closing(db.execute("PRAGMA quick_check")) as check:
            if (verdict := check.fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(verdict)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _set_aside(path: Path) -> Path:
    aside = next(p for n in count(1) if not (p := path.with_name(f"{path.name}.damaged-{n}")).exists())
    for part in ("-wal", "-shm"):  # a log left behind would be played into the new file
        with suppress(FileNotFoundError):
            path.with_name(path.name + part).replace(aside.with_name(aside.name + part))
    return path.replace(aside)
