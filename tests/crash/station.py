"""A terminal as a process that can be killed, and every word it has said of what people see."""

import asyncio
import os
import sys
import time
from pathlib import Path

from shared.protocol.roles import Role
from tests.integration.hubs import ROOT

PATIENCE_S = 90.0
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
QUIET = "[voice]\non = false\n\n[sounds]\nvolume = 0\n"
"""This machine's settings, with which nobody is kept awake."""


class Station:
    """``played`` on the directory of a paired terminal. ``said``: the words of each line, of all its lives."""

    def __init__(self, role: Role, data: Path, address: str, settings: str = "") -> None:
        self.role, self.data, self.address = role, data, address
        self.said: list[list[str]] = []
        self._news = asyncio.Event()
        self._log = data.with_suffix(".log")
        (data / "terminal.toml").write_text(QUIET + settings, encoding="utf-8")
        self._process: asyncio.subprocess.Process
        self._reading: asyncio.Task[None]

    async def start(self) -> None:
        """Switch it on; its screen comes in its own time."""
        command = [sys.executable, "-m", "tests.crash.played", self.role, "--data", str(self.data)]
        command += ["--hub", self.address, "--no-fullscreen"]
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=asyncio.subprocess.PIPE, stderr=log, cwd=ROOT, env=os.environ | OFFSCREEN
            )
        self._reading = asyncio.ensure_future(self._read())

    async def kill(self) -> int:
        """Its power goes; how much it has said until then."""
        self._process.kill()
        return await self._gone()

    async def end(self) -> None:
        """As systemd does."""
        self._process.terminate()
        await self._gone()

    async def again(self, *words: str) -> tuple[list[str], float]:
        """On again after ``kill``: the first line that begins so, and after how many seconds it was said."""
        heard, began = len(self.said), time.monotonic()
        await self.start()
        line = await self.says(*words, after=heard)
        return line, time.monotonic() - began

    async def says(self, *words: str, after: int = 0) -> list[str]:
        """Wait for a line from ``after`` on that begins with these words, of the last one its beginning."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    for line in self.said[after:]:
                        if line[: len(words) - 1] == [*words[:-1]] and line[len(words) - 1].startswith(words[-1]):
                            return line
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(
                f"{self.data.name} did not say {' '.join(words)}: {self.said[-5:]}\n{self._log.read_text()[-3000:]}"
            ) from None

    @property
    def running(self) -> bool:
        """Whether it is switched on."""
        return hasattr(self, "_process") and self._process.returncode is None

    async def _gone(self) -> int:
        async with asyncio.timeout(PATIENCE_S):
            await self._process.wait()
            await self._reading
        return len(self.said)

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.said.append(line.decode().split())
            self._news.set()
