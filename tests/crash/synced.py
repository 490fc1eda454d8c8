"""``fairhall hub`` that keeps beside its journal what a power cut would leave of it: the files as of the last sync.

An append that has returned is on the disk, whole: then, before anybody hears of it, ``KEPT`` is made to name a copy.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from shared.cli import main
from shared.journal.port import Head
from shared.journal.sqlite import SqliteJournal

FILES = ("journal.db", "journal.db-wal")
KEPT, PLACE = "as-synced", "STORM_SYNCED"


def keep(data: Path, place: Path) -> None:
    """A copy of both files under a new name, then ``KEPT`` for it: at each moment one of them is whole."""
    now = place / KEPT
    before = now.resolve()
    copy = place / ("b" if before.name == "a" else "a")
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    whole, log = FILES
    if _same(data / whole, before / whole):
        os.link(before / whole, copy / whole)
    else:
        shutil.copy2(data / whole, copy / whole)
    shutil.copy2(data / log, copy / log)
    draft = place / "draft"
    draft.unlink(missing_ok=True)
    draft.symlink_to(copy)
    draft.replace(now)


def restore(data: Path, place: Path) -> None:
    """What the power cut has left."""
    for name in (*FILES, "journal.db-shm"):
        (data / name).unlink(missing_ok=True)
        if (place / KEPT / name).exists():
            shutil.copy2(place / KEPT / name, data / name)


def unsynced_from(data: Path, place: Path) -> int | None:
    """Where in the log begins what nobody has heard of; None where nothing is, or a checkpoint is under way."""
    whole, log = (data / name for name in FILES)
    kept_whole, kept_log = (place / KEPT / name for name in FILES)
    if not _same(whole, kept_whole):
        return None
    now, before = log.read_bytes(), kept_log.read_bytes() if kept_log.exists() else b""
    if now == before:
        return None
    return next((n for n, (a, b) in enumerate(zip(now, before, strict=False)) if a != b), min(len(now), len(before)))


def _same(one: Path, other: Path) -> bool:
    """Nothing was written to it since: a copy keeps the time."""
    if not (one.exists() and other.exists()):
        return False
    a, b = one.stat(), other.stat()
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns)


class Kept(SqliteJournal):
    """The hub's journal, and the copy."""

    def _append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        head = super()._append(term, expected_seq, bodies)
        keep(self.path.parent, Path(os.environ[PLACE]))
        return head


if __name__ == "__main__":
    from shared.hub import run

    run.SqliteJournal = Kept  # type: ignore[misc]
    sys.exit(main())
