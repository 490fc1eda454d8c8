"""``fairhall hub`` as a process of its own whose lines are read as they come, here or on a machine of a LAN."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

from tests.integration.hubs import ROOT
from tests.lan.machines import Machine

PORT = 7443


class HubProgram:
    """A hub on ``data``; ``journal`` is that of a pair. Alone on a machine it is announced on the LAN."""

    def __init__(
        self,
        data: Path,
        journal: str = "",
        machine: Machine | None = None,
        entry: str = "shared.cli",
        port: int = 0,
    ) -> None:
        self.data = data
        self.machine, self.entry = machine, entry
        self.lines: list[str] = []
        self._heard = threading.Condition()
        self._log = data.with_suffix(".log")
        self._host = machine.address if machine else "127.0.0.1"
        command = [sys.executable, "-m", entry, "hub", "--data", str(data)]
        command += ["--listen", f"{self._host}:{PORT if machine else port}", "--public", f"{self._host}:0"]
        command += ["--journal", journal] if journal else []
        command += ["--no-discovery"] if journal or not machine else []
        command = machine.command(*command) if machine else command
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
        return f"{self._host}:{(await self.says(r' is up on port ([0-9]+),', after))[1]}"

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
