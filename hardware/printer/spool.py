"""The slips of one kiosk on disk: what was to be printed, and what became of it, also after a crash."""

import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from shared.database import open_database

State = Literal["waiting", "sent", "printed", "not_printed", "unknown"]
KEPT = 1_000
FRESH_MS = 120_000
"""A slip that waited through a restart is printed only while its citizen may still stand there."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS slip (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    length_mm INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    detail TEXT NOT NULL DEFAULT '',
    data BLOB
);
CREATE TABLE IF NOT EXISTS roll (id INTEGER PRIMARY KEY CHECK (id = 1), used_mm INTEGER NOT NULL);
"""


@dataclass(frozen=True)
class SlipJob:
    """The bytes of one paper. `key` names it for ever: a ticket and which copy of its paper."""

    key: str
    number: str
    data: bytes
    length_mm: int = 0


@dataclass(frozen=True)
class Entry:
    """What is known of a job."""

    key: str
    number: str
    state: State
    detail: str

    @property
    def outcome(self) -> Outcome | None:
        """None while it waits or is under way."""
        match self.state:
            case "printed":
                return Printed(near_end=self.detail == "near_end", by_spooler=self.detail == "spooler")
            case "not_printed":
                return NotPrinted(Trouble(self.detail))
            case "unknown":
                return Unknown(Trouble(self.detail))
        return None


class Spool:
    """A file of slips, or `None` for one in memory; every call is on disk when it returns. Any thread.

    A damaged file is set aside. Raises sqlite3.Error where the disk fails.
    """

    def __init__(
        self, path: Path | None = None, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    ) -> None:
        self._now_ms = now_ms
        self._guard = threading.Lock()
        self._db = open_database(path, _SCHEMA)

    def put(self, job: SlipJob) -> Entry | None:
        """Keep a job as waiting: None. A key that is known already changes nothing and is returned as it stands."""
        with self._guard:
            row = self._db.execute("SELECT key, number, state, detail FROM slip WHERE key = ?", (job.key,)).fetchone()
            if row is not None:
                return Entry(*row)
            self._db.execute(
                "INSERT INTO slip (key, number, made_ms, length_mm, data) VALUES (?, ?, ?, ?, ?)",
                (job.key, job.number, self._now_ms(), job.length_mm, zlib.compress(job.data, 1)),
            )
        return None

    def sent(self, key: str) -> None:
        """The first byte is about to leave."""
        with self._guard:
            self._db.execute("UPDATE slip SET state = 'sent' WHERE key = ?", (key,))

    def ended(self, key: str, outcome: Outcome) -> None:
        """What became of it; old entries go."""
        state, detail = _words(outcome)
        with self._guard:
            self._end(key, state, detail)
            self._db.execute(
                "DELETE FROM slip WHERE state NOT IN ('waiting', 'sent') AND n <= (SELECT max(n) FROM slip) - ?",
                (KEPT,),
            )

    def recover(self) -> tuple[list[SlipJob], list[Entry]]:
        """After a start: what is still to be printed, oldest first, and what will never be known or is too late."""
        with self._guard:
            rows = self._db.execute(
                "SELECT key, number, state, made_ms, data, length_mm FROM slip "
                "WHERE state IN ('waiting', 'sent') ORDER BY n"
            ).fetchall()
            waiting, ended = [], []
            for key, number, state, made_ms, data, length_mm in rows:
                fresh = state == "waiting" and 0 <= self._now_ms() - made_ms < FRESH_MS
                if fresh and (whole := _whole(data)) is not None:
                    waiting.append(SlipJob(key, number, whole, length_mm))
                    continue
                outcome = NotPrinted(Trouble.LATE) if state == "waiting" else Unknown(Trouble.CRASHED)
                self._end(key, *_words(outcome))
                ended.append(Entry(key, number, *_words(outcome)))
        return waiting, ended

    def entries(self) -> list[Entry]:
        """Everything still known, oldest first."""
        with self._guard:
            rows = self._db.execute("SELECT key, number, state, detail FROM slip ORDER BY n").fetchall()
        return [Entry(*row) for row in rows]

    @property
    def used_mm(self) -> int:
        """How much of the roll has been printed."""
        with self._guard:
            row = self._db.execute("SELECT used_mm FROM roll").fetchone()
        return int(row[0]) if row else 0

    @used_mm.setter
    def used_mm(self, used_mm: int) -> None:
        with self._guard:
            self._db.execute("INSERT OR REPLACE INTO roll VALUES (1, ?)", (used_mm,))

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            self._db.close()

    def _end(self, key: str, state: State, detail: str) -> None:
        self._db.execute("UPDATE slip SET state = ?, detail = ?, data = NULL WHERE key = ?", (state, detail, key))


def _whole(data: bytes) -> bytes | None:
    try:
        return zlib.decompress(data)
    except zlib.error:  # SQLite sees no damage inside a value
        return None


def _words(outcome: Outcome) -> tuple[State, str]:
    match outcome:
        case Printed(near_end, by_spooler):
            return "printed", "near_end" if near_end else "spooler" if by_spooler else ""
        case NotPrinted(cause):
            return "not_printed", cause
        case Unknown(state):
            return "unknown", state
