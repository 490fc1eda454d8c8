"""A pair of hubs as processes on one real PostgreSQL."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.integration.hubs import HALL
from tests.integration.program import HubProgram
from tests.postgres import Postgres

Start = Callable[[Path], HubProgram]


async def two_hubs(folder: Path, postgres: Postgres, hall: str = "yunxi") -> tuple[HubProgram, HubProgram, str]:
    """The first leads, the second stands by with a copy of its keys and hall file; the first's address."""

    def start(data: Path) -> HubProgram:
        return HubProgram(data, postgres.url)

    return await a_pair(folder, start, start, hall)


async def a_pair(folder: Path, first: Start, second: Start, hall: str) -> tuple[HubProgram, HubProgram, str]:
    """The same, each started in its own way."""
    one, other = folder / "a", folder / "b"
    one.mkdir(parents=True)
    (one / "hall.toml").write_text(HALL.replace('id = "yunxi"', f'id = "{hall}"'), encoding="utf-8")
    a = first(one)
    address = await a.leads()
    other.mkdir()
    shutil.copytree(one / "keys", other / "keys", ignore=shutil.ignore_patterns("seed-*"))  # as before the first day
    shutil.copy(one / "hall.toml", other)
    b = second(other)
    await b.says("Standing by")
    return a, b, address
