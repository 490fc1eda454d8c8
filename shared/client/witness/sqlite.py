"""The witness's file: a few hundred bytes a day, one sync a draw, whole after a power cut."""

from pathlib import Path

from shared.client.database import open_database
from shared.client.witness.port import EPOCHS_KEPT, Epoch, Kept, Seen

FILE = "witness.sqlite3"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS chain (
    hall TEXT NOT NULL,
    day TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seed BLOB NOT NULL,
    i INTEGER NOT NULL DEFAULT 0,
    record TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (hall, day, epoch)
);
CREATE TABLE IF NOT EXISTS seen (
    hall TEXT PRIMARY KEY,
    term INTEGER NOT NULL,
    day TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    leaf TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS signing (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL);
"""


class SqliteStore:
    """``Store`` in one file. A damaged one is set aside: its chains are lost, and are not answered for any more."""

    def __init__(self, path: Path) -> None:
        self._db = open_database(path, _SCHEMA)

    def kept(self, epoch: Epoch) -> Kept | None:
        """As the port says."""
        found = self._db.execute(
            "SELECT seed, i, record FROM chain WHERE hall = ? AND day = ? AND epoch = ?", epoch
        ).fetchone()
        return None if found is None else Kept(*found)

    def seen(self, hall: str) -> Seen:
        """As the port says."""
        found = self._db.execute("SELECT term, day, epoch, seq, leaf FROM seen WHERE hall = ?", (hall,)).fetchone()
        return Seen() if found is None else Seen(*found)

    def make(self, epoch: Epoch, seed: bytes) -> None:
        """As the port says."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT INTO chain (hall, day, epoch, seed) VALUES (?, ?, ?, ?)", (*epoch, seed))
            self._db.execute(
                "DELETE FROM chain WHERE hall = ?1 AND (day, epoch) NOT IN"
                " (SELECT day, epoch FROM chain WHERE hall = ?1 ORDER BY day DESC, epoch DESC LIMIT ?2)",
                (epoch.hall, EPOCHS_KEPT),
            )

    def answer(self, epoch: Epoch, i: int, record: str, seen: Seen) -> None:
        """As the port says."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "UPDATE chain SET i = ?, record = ? WHERE hall = ? AND day = ? AND epoch = ?", (i, record, *epoch)
            )
            self._see(epoch.hall, seen)

    def see(self, hall: str, seen: Seen) -> None:
        """As the port says."""
        self._see(hall, seen)

    def key(self, fresh: bytes) -> bytes:
        """As the port says."""
        self._db.execute("INSERT OR IGNORE INTO signing VALUES (1, ?)", (fresh,))
        key: bytes = self._db.execute("SELECT key FROM signing").fetchone()[0]
        return key

    def _see(self, hall: str, seen: Seen) -> None:
        self._db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?)", (hall, *seen))

    def close(self) -> None:
        """Close the file."""
        self._db.close()
