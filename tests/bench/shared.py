"""What a change costs a pair as more bad grades are kept, for it is shared as one document (ADR 0012):
``.venv/bin/python -m tests.bench.shared``, on a PostgreSQL of its own.
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from shared.hub.access.store import FILE, Store
from shared.hub.pair.cabinet import Cabinet
from tests.postgres import Postgres

KEPT = (100, 1_000, 3_000, 10_000)
DEVICES, CLERKS, CHANGES = 150, 100, 15
WORDS = "排了一小时，材料又说不全。" * 10
REVIEW = ("2026-01-05", "2026-01-12", "A001", "居民身份证换领", "ID card renewal", "1", 2, 1, "not-told", WORDS)


def changes(server: Postgres, data: Path, reviews: int) -> tuple[int, list[float], float]:
    """Bytes of the document, seconds of each change, seconds until the other hub has all of it."""
    one = Store(data / "a", Cabinet(server.url, data.name, bytes(32)))
    other = Store(data / "b", Cabinet(server.url, data.name, bytes(32)))
    with closing(one), closing(other), closing(Cabinet(server.url, data.name, bytes(32))) as cabinet:
        with one.change() as db:
            devices = ((f"d{n}", f"K{n}", bytes(32)) for n in range(DEVICES))
            db.executemany("INSERT INTO device VALUES (?, 'kiosk', ?, '', ?, 1, NULL)", devices)
            db.executemany("INSERT INTO clerk VALUES (?, '王芳', ?, NULL)", ((f"{n}", "x" * 97) for n in range(CLERKS)))
            rows = ((f"260105-{n}#0", *REVIEW) for n in range(reviews))
            db.executemany(f"INSERT INTO review VALUES ({', '.join('?' * 11)}, '', '', '', 0, '')", rows)
        took = []
        for n in range(CHANGES):
            began = perf_counter()
            with one.change() as db:
                db.execute("UPDATE review SET done = ? WHERE rowid = 1", (str(n),))
            took.append(perf_counter() - began)
        began = perf_counter()
        other.follow()
        follows = perf_counter() - began
        found = cabinet.get(FILE)
        assert found is not None
        return len(found[1]), took, follows


def main() -> None:
    """A line for each size."""
    server = Postgres()
    try:
        for reviews in KEPT:
            with tempfile.TemporaryDirectory() as folder:
                size, took, follows = changes(server, Path(folder), reviews)
            sys.stdout.write(
                f"{reviews:>6,} bad grades: {size / 1024:,.0f} KiB; a change {1000 * median(took):.0f} ms (median),"
                f" {1000 * max(took):.0f} ms at most; the other hub has it after {1000 * follows:.0f} ms\n"
            )
    finally:
        server.remove()


if __name__ == "__main__":
    main()
