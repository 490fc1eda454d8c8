"""How long a hall waits for its hub in the morning: new, with a year behind it, and after a power cut."""

import asyncio
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from shared.clock import SystemClock
from shared.hub.hallfile.watch import HallFile
from shared.hub.hub import Hub, HubSettings
from shared.hub.service import SNAPSHOT_EVERY
from shared.journal.sqlite import SqliteJournal
from tests.bench.figures import Figure, Section
from tests.bench.hub import HubProcess
from tests.bench.year import TICKETS, build

MOST_S = 1.0
IMPORTS = "import shared.cli, shared.hub.run"


async def measure(directory: Path, quick: bool) -> Section:
    """Medians of several starts."""
    days, times = (25, 3) if quick else (250, 7)
    new = [await asyncio.to_thread(_clean, directory / f"new-{n}") for n in range(times)]
    data = directory / "year"
    records = await build(data, days)
    size = (data / "journal.db").stat().st_size / 1e6
    HubProcess(data).kill()  # makes the keys of TLS
    cut = [await asyncio.to_thread(_cut, data) for _ in range(times)]
    await asyncio.to_thread(_clean, data)
    imports = [await _imports() for _ in range(times)]
    clean = [await asyncio.to_thread(_clean, data) for _ in range(times)]
    inside = [await _inside(data) for _ in range(times)]
    behind = f"{days} days × {TICKETS:,} tickets: {records:,} records, {size:,.0f} MB"
    return Section(
        "Start, from exec to “is up”",
        (
            Figure(name="first start, nothing there", value=median(new), unit="s", note="makes keys and hall.toml"),
            Figure(name="a year behind it, stopped well", value=median(clean), unit="s", most=MOST_S, note=behind),
            Figure(
                name="a year behind it, power cut",
                value=median(cut),
                unit="s",
                most=MOST_S,
                note=f"{SNAPSHOT_EVERY - 1:,} records to fold",
            ),
            Figure(name="of these: interpreter and imports", value=median(imports), unit="s"),
            Figure(name="a year behind it, in a warm process", value=median(inside), unit="s", note="stopped well"),
        ),
    )


def _clean(data: Path) -> float:
    hub = HubProcess(data)
    hub.stop()
    return hub.up_s


def _cut(data: Path) -> float:
    """The hub keeps a snapshot of what it has folded: without it, the next start folds the same again."""
    with closing(sqlite3.connect(data / "journal.db")) as db, db:
        db.execute("DELETE FROM snapshot WHERE seq = (SELECT seq FROM head)")
    hub = HubProcess(data)
    hub.kill()
    return hub.up_s


async def _imports() -> float:
    started = time.perf_counter()
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", IMPORTS)
    await child.wait()
    return time.perf_counter() - started


async def _inside(data: Path) -> float:
    """What ``fairhall hub`` does once it is loaded."""
    path = data / "hall.toml"
    started = time.perf_counter()
    settings = HubSettings(data=data, host="127.0.0.1", port=0, discovery=False)
    hub = Hub(settings, SystemClock(), lambda: SqliteJournal(data / "journal.db"), HallFile(path))
    await hub.start()
    took_s = time.perf_counter() - started
    await hub.stop()
    return took_s
