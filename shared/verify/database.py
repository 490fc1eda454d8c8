"""A hub's journal file, read and never written, also while the hub runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from shared.verify.errors import Unreadable

PAGE = 1000
"""Records a read takes at once: a long read transaction would keep the hub's log from shrinking."""


def length(path: Path) -> int:
    """Records in it now. Raises ``Unreadable``."""
    try:
        with closing(_open(path)) as db:
            return int(db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def lines(path: Path) -> Iterator[bytes]:
    """Every record's line in order, up to the last at the start of reading. Raises ``Unreadable``."""
    last = length(path)
    try:
        with closing(_open(path)) as db:
            for after in range(0, last, PAGE):
                rows = db.execute(
                    "SELECT body FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq", (after, min(after + PAGE, last))
                ).fetchall()
                yield from (body if isinstance(body, bytes) else b"" for (body,) in rows)  # damaged: named as such
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    db.text_factory = bytes
    return db


def _unreadable(path: Path, error: Exception) -> Unreadable:
    return Unreadable(f"{path}: {error}: it is no journal, is damaged, or this user may not read it")
