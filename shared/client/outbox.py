"""Requests that must not be lost: written down before they are sent, kept until the hub has answered."""

import logging
import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import msgspec

from shared.database import open_database
from shared.protocol.answers import Answer, Problem
from shared.protocol.requests import Request

ANSWERS_KEPT = 1_000
JOINS_KEPT = 50_000
"""Longer than any day: they tell which numbers of a kiosk's block are gone."""
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
    """A file of requests in the order they were put. Nobody waits for the disk: a thread of its own writes in order.

    A damaged file is set aside beside the new one, never deleted. Use from one thread.
    """

    def __init__(self, path: Path) -> None:
        self._db = open_database(path, _SCHEMA)
        known = "SELECT (SELECT user_version FROM pragma_user_version) OR EXISTS (SELECT 1 FROM outbox)"
        self.fresh = not self._db.execute(known).fetchone()[0]
        """There was no such file, or it was damaged: what was asked before is not known here."""
        self._db.execute("PRAGMA user_version = 1")
        rows = self._db.execute("SELECT request_id, name, body FROM outbox WHERE NOT done ORDER BY n")
        self._waiting = {row[0]: Entry(*row) for row in rows}
        self._released = set(self._waiting)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="outbox")

    def put(self, request_id: str, name: str, request: Request) -> Future[None]:
        """Keep a request; done once it is on disk (one sync), and to be released then, or forgotten where that ends in
        an OSError. Putting the same one again changes nothing; another one under its id is a ``ValueError``.
        """
        entry = Entry(request_id, name, msgspec.json.encode(request))
        if self._waiting.setdefault(request_id, entry) != entry:
            raise ValueError(f"request id {request_id} already stands for another request")
        return self._disk.submit(self._put, entry)

    def release(self, request_id: str) -> None:
        """It may be brought to the hub from now on."""
        self._released.add(request_id)

    def forget(self, request_id: str) -> None:
        """It could not be kept, and is not to be brought to the hub."""
        self._released.discard(request_id)
        self._waiting.pop(request_id, None)

    def pending(self) -> list[Entry]:
        """What the hub has not answered yet, oldest first, as far as it is released; after a restart all of it."""
        return [entry for entry in [*self._waiting.values()] if entry.request_id in self._released]

    def bodies(self, name: str) -> list[bytes]:
        """Every request of this name that is kept, answered or not, oldest first. Waits for the disk."""
        query = "SELECT body FROM outbox WHERE name = ? ORDER BY n"
        rows = self._disk.submit(lambda: self._db.execute(query, (name,)).fetchall()).result()
        return [body for (body,) in rows]

    def __contains__(self, request_id: str) -> bool:
        """Whether the request still waits for the hub."""
        return request_id in self._waiting

    def done(self, request_id: str, outcome: Answer | Problem) -> None:
        """The hub's last word on a request; the first one stays."""
        self._released.discard(request_id)
        if self._waiting.pop(request_id, None) is not None:
            self._disk.submit(self._done, request_id, outcome)

    def outcome(self, request_id: str) -> Answer | Problem | None:
        """What the hub said; None while it waits, and for requests not known (any more). Waits for the disk."""
        query = "SELECT answer, problem FROM outbox WHERE request_id = ?"
        match self._disk.submit(lambda: self._db.execute(query, (request_id,)).fetchone()).result():
            case (bytes(answer), _):
                return msgspec.json.decode(answer, type=Answer)
            case (_, bytes(problem)):
                return msgspec.json.decode(problem, type=Problem)
            case _:
                return None

    def close(self) -> None:
        """Write what is to be written and close the file."""
        self._disk.shutdown()
        self._db.close()

    # on the disk's thread ----------------------------------------------------------------------------------------

    def _put(self, entry: Entry) -> None:
        try:
            known = self._db.execute(
                "SELECT name, body, done FROM outbox WHERE request_id = ?", (entry.request_id,)
            ).fetchone()
            if known is None:
                self._db.execute("INSERT INTO outbox (request_id, name, body) VALUES (?, ?, ?)", entry)
        except sqlite3.Error as error:
            raise OSError(f"the outbox cannot be written: {error}") from error
        if known is None:
            return
        if known[2]:
            self._waiting.pop(entry.request_id, None)
            if known[:2] != (entry.name, entry.body):
                raise ValueError(f"request id {entry.request_id} already stood for another request")

    def _done(self, request_id: str, outcome: Answer | Problem) -> None:
        column = "answer" if isinstance(outcome, Answer) else "problem"
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.execute(
                    f"UPDATE outbox SET done = 1, {column} = ? WHERE request_id = ?",
                    (msgspec.json.encode(outcome), request_id),
                )
                self._db.execute(
                    "DELETE FROM outbox WHERE done AND n <= (SELECT max(n) FROM outbox) - iif(name = 'join', ?, ?)",
                    (JOINS_KEPT, ANSWERS_KEPT),
                )
        except sqlite3.Error as error:
            _log.error("the outbox cannot be written: %s; after a restart %s is asked once more", error, request_id)
