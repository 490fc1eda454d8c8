"""A pair of hubs as processes on one real PostgreSQL, and a kiosk that never gives up."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

from tests.integration.hubs import HALL, ROOT
from tests.postgres import Postgres


class PairHub:
    """``fairhall hub`` of a pair: its lines are read as they come."""

    def __init__(self, data: Path, postgres: Postgres) -> None:
        self.data = data
        self.lines: list[str] = []
        self._heard = threading.Condition()
        self._log = data.with_suffix(".log")
        command = [sys.executable, "-m", "shared.cli", "hub", "--data", str(data), "--no-discovery"]
        command += ["--listen", "127.0.0.1:0", "--public", "127.0.0.1:0", "--journal", postgres.url]
        with self._log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._heard:
                self.lines.append(line)
                self._heard.notify_all()

    async def says(self, pattern: str, after: int = 0, within_s: float = 30) -> re.Match[str]:
        """The first line from ``after`` on that matches."""

        def wait() -> re.Match[str]:
            with self._heard:
                found: list[re.Match[str]] = []

                def there() -> bool:
                    found[:] = [match for line in self.lines[after:] if (match := re.search(pattern, line))]
                    return bool(found)

                assert self._heard.wait_for(there, within_s), f"{pattern}: {self.lines}\n{self.log}"
                return found[0]

        return await asyncio.to_thread(wait)

    async def leads(self, after: int = 0) -> str:
        """Its address once it leads."""
        return f"127.0.0.1:{(await self.says(r' is up on port ([0-9]+),', after))[1]}"

    @property
    def log(self) -> str:
        return self._log.read_text()

    def kill(self) -> None:
        self.process.kill()
        self.gone()

    def freeze(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def end(self) -> int:
        self.process.terminate()
        return self.gone()

    def gone(self) -> int:
        code = self.process.wait(20)
        self._reader.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


async def two_hubs(folder: Path, postgres: Postgres, hall: str = "yunxi") -> tuple[PairHub, PairHub, str]:
    """The first leads, the second stands by with a copy of its keys and hall file; the first's address."""
    first, second = folder / "a", folder / "b"
    first.mkdir(parents=True)
    (first / "hall.toml").write_text(HALL.replace('id = "yunxi"', f'id = "{hall}"'), encoding="utf-8")
    a = PairHub(first, postgres)
    address = await a.leads()
    second.mkdir()
    shutil.copytree(first / "keys", second / "keys", ignore=shutil.ignore_patterns("seed-*"))  # as before the first day
    shutil.copy(first / "hall.toml", second)
    b = PairHub(second, postgres)
    await b.says("Standing by")
    return a, b, address
