"""Read tables for reports, folded from the journal. Never repaired: deleted and rebuilt."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database, Migrations

from shared.journal.errors import Corrupt, JournalError
from shared.journal.port import Journal
from shared.journal.record import Record, parse
from shared.journal.upcast import Upcasters

migrations = Migrations("fairhall-views")


@migrations()
def ticket_visits(db: Database) -> None:
    """One row a visit (a ticket sent on to another service has several), and the last seq that is in."""
    times = ("issued_at_ms", "first_called_at_ms", "served_at_ms", "finished_at_ms")
    names = ("number", "service", "kind", "counter", "clerk", "outcome")
    columns = {"ticket": str, "visit": int, "grade": int} | dict.fromkeys(names, str) | dict.fromkeys(times, int)
    db.table("ticket").create(columns, pk=("ticket", "visit"))
    db.table("ticket").create_index(["issued_at_ms"])
    db.table("progress").create({"id": int, "seq": int}, pk="id")
    db.table("progress").insert({"id": 1, "seq": 0})


HERE = "WHERE ticket = :ticket AND visit = (SELECT max(visit) FROM ticket WHERE ticket = :ticket)"
OF_VISIT = "WHERE ticket = :ticket AND visit = :visit"

EFFECTS: dict[str, tuple[str, ...]] = {
    "ticket-issued": (
        "INSERT INTO ticket (ticket, visit, number, service, kind, issued_at_ms)"
        " VALUES (:ticket, 1, :number, :service, :kind, :at_ms)",
    ),
    "ticket-called": (
        "UPDATE ticket SET first_called_at_ms = coalesce(first_called_at_ms, :at_ms),"
        f" counter = :counter, clerk = :clerk {HERE}",
    ),
    "service-started": (f"UPDATE ticket SET served_at_ms = coalesce(served_at_ms, :at_ms), counter = :counter {HERE}",),
    "service-finished": (
        "UPDATE ticket SET finished_at_ms = :at_ms, outcome = 'finished', counter = :counter, clerk = :clerk"
        f" {OF_VISIT}",
    ),
    "ticket-transferred": (
        f"UPDATE ticket SET finished_at_ms = :at_ms, outcome = 'transferred', counter = :counter {OF_VISIT}",
        "INSERT INTO ticket (ticket, visit, number, service, kind, issued_at_ms)"
        f" SELECT ticket, visit + 1, number, :service, kind, :at_ms FROM ticket {OF_VISIT}",
    ),
    "service-added": (
        "UPDATE ticket SET finished_at_ms = :at_ms, outcome = 'finished', counter = :counter, clerk = :clerk"
        f" {OF_VISIT}",
        "INSERT INTO ticket (ticket, visit, number, service, kind, issued_at_ms, first_called_at_ms, served_at_ms,"
        " counter, clerk)"
        " SELECT ticket, visit + 1, number, :service, kind, :at_ms, :at_ms, :at_ms, :counter, :clerk FROM ticket"
        f" {OF_VISIT}",
    ),
    "ticket-missed": (f"UPDATE ticket SET outcome = 'no-show' {HERE} AND :ended",),
    "ticket-cancelled": (f"UPDATE ticket SET outcome = 'cancelled' {HERE}",),
    "ticket-expired": (f"UPDATE ticket SET outcome = 'expired' {HERE}",),
    "service-evaluated": (f"UPDATE ticket SET grade = :grade {OF_VISIT}",),
}
"""What each event type does to the tables; the others do nothing."""


class Views:
    """The tables in the file ``path``, created if missing. One thread at a time.

    ``outcome`` is finished, transferred, no-show, cancelled, expired, or null while the visit lasts.
    """

    def __init__(self, path: Path, upcasters: Upcasters | None = None) -> None:
        self.path = path
        self._upcasters = upcasters or Upcasters()
        try:
            self._db = Database(sqlite3.connect(path, check_same_thread=False), execute_plugins=False)
            self._db.enable_wal()
            migrations.apply(self._db)
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def seq(self) -> int:
        """The last record that is in the tables."""
        return int(self._db.execute("SELECT seq FROM progress").fetchone()[0])

    def apply(self, records: Iterable[Record]) -> int:
        """Add ``records``, all or none, passing over those that are in already; the last seq.

        ValueError on a gap and on data that lack what the tables need; Corrupt or JournalError by the world's fault.
        """
        try:
            with self._db.atomic():
                return self._apply(records)
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def rebuild(self, journal: Journal) -> int:
        """Empty the tables and fold the whole journal, all or nothing; the last seq."""
        try:
            with self._db.atomic():
                self._db.execute("DELETE FROM ticket")
                self._db.execute("UPDATE progress SET seq = 0")
                return self._apply(parse(body) for _, body in journal.read(0))
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _apply(self, records: Iterable[Record]) -> int:
        seq = self.seq()
        for record in records:
            if record.seq <= seq:
                continue
            if record.seq != seq + 1:
                raise ValueError(f"record {record.seq} after {seq}: apply what is between, or rebuild")
            today = self._upcasters.upcast(record)
            try:
                for effect in EFFECTS.get(today.type, ()):
                    self._db.execute(effect, {**today.data, "at_ms": today.at_ms})
            except sqlite3.ProgrammingError as error:
                raise ValueError(
                    f"record {record.seq}, {today.type} v{today.v}: {error}: it needs an upcaster"
                ) from error
            seq = record.seq
        self._db.execute("UPDATE progress SET seq = ?", [seq])
        return seq

    def _trouble(self, error: sqlite3.Error) -> JournalError:
        if isinstance(error, sqlite3.OperationalError):
            return JournalError(f"{self.path}: {error}: check the folder, its rights and the space on its disk")
        return Corrupt(f"{self.path}: {error}: delete the file, it is rebuilt from the journal")
