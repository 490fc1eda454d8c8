"""The witness's file: a few hundred bytes a day, one sync a draw, whole after a power cut."""

from pathlib import Path

from shared.client.witness.memory import MemoryStore
from shared.client.witness.port import EPOCHS_KEPT, Epoch, Kept, Seen
from shared.database import open_database

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
_SEE = (
    "INSERT INTO seen VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT DO UPDATE SET term = ?2, day = ?3, epoch = ?4, seq = ?5, leaf = ?6"
)


class SqliteStore(MemoryStore):
    """``Store`` in one file of this process alone, all of it at hand in memory. A damaged one is set aside: its chains
    are lost, and are not answered for any more.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._db = open_database(path, _SCHEMA, alone=True)
        try:
            for *epoch, seed, i, record in self._db.execute("SELECT hall, day, epoch, seed, i, record FROM chain"):
                self._kept[Epoch(*epoch)] = Kept(seed, i, record)
            for hall, *seen in self._db.execute("SELECT hall, term, day, epoch, seq, leaf FROM seen"):
                self._seen[hall] = Seen(*seen)
        except BaseException:
            self._db.close()
            raise

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
        super().make(epoch, seed)

    def answer(self, epoch: Epoch, i: int, record: str, seen: Seen) -> None:
        """As the port says."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "UPDATE chain SET i = ?, record = ? WHERE hall = ? AND day = ? AND epoch = ?", (i, record, *epoch)
            )
            self._db.execute(_SEE, (epoch.hall, *seen))
        super().answer(epoch, i, record, seen)

    def see(self, hall: str, seen: Seen) -> None:
        """As the port says."""
        self._db.execute(_SEE, (hall, *seen))
        super().see(hall, seen)

    def key(self, fresh: bytes) -> bytes:
        """As the port says."""
        self._db.execute("INSERT OR IGNORE INTO signing VALUES (1, ?)", (fresh,))
        key: bytes = self._db.execute("SELECT key FROM signing").fetchone()[0]
        return key

    def close(self) -> None:
        """Close the file."""
        self._db.close()
