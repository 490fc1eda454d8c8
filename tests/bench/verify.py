"""How long an auditor waits for a day of 20,000 tickets: ``.venv/bin/python -m tests.bench.verify [TICKETS]``.

The day is told in memory, by the hall's own rules: twenty windows, each citizen drawn, called, served.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.hall import config
from tests.unit.verify.recorded import RecordedHall

TICKETS, WINDOWS = 20_000, 20
AHEAD = 30
"""Who waits while somebody else is served."""


def day(tickets: int) -> list[str]:
    """Its records, one a line."""
    counters = [str(n) for n in range(1, WINDOWS + 1)]
    hall = RecordedHall(config(WINDOWS))
    hall.open(*counters)
    for n in range(tickets):
        hall.take("a1" if n % 3 else "a2", person=f"p{n}" if n % 2 else None)
        if n >= AHEAD:
            counter = counters[n % WINDOWS]
            hall.free(counter, seconds=1)
            if hall.at(counter) is None:
                hall.call(counter)
    return hall.bodies


def main(tickets: int) -> None:
    """Make it, verify it in a process of its own, say what it took."""
    bodies = day(tickets)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "day.jsonl"
        file.write_text("".join(f"{body}\n" for body in bodies), encoding="utf-8")
        size = file.stat().st_size
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "shared.cli", "verify", "--brief", str(file)], check=True)
        took = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(
        f"{tickets:,} tickets, {len(bodies):,} records, {size / 1e6:.0f} MB: {took:.1f} s,"
        f" of which {used.ru_utime + used.ru_stime:.1f} s of one processor\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS)
