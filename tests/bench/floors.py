"""What nothing on this machine can be faster than: a sync, a commit of SQLite, a round trip under TLS.

A disk that others use changes from one second to the next, so a measurement asks for its floor while it runs.
"""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import aiohttp

from shared.client.identity import trust
from shared.hub.access.tls import ca_pem, server_context
from tests.bench.figures import Section, spread

PAGE = os.urandom(4096)
BODY = "x" * 400
"""As long as a record."""
FRAME = "x" * 160
"""As long as a command on the wire."""


class Disk:
    """Single syncs on the disk of ``directory``, each in seconds. Blocks."""

    def __init__(self, directory: Path) -> None:
        self._file = (directory / "append").open("ab", buffering=0)
        self._db = sqlite3.connect(directory / "one-row.db", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("CREATE TABLE journal (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    def sync(self) -> float:
        """4 kB appended to a file."""
        started = time.perf_counter()
        self._file.write(PAGE)
        os.fsync(self._file.fileno())
        return time.perf_counter() - started

    def commit(self) -> float:
        """One row, as the journal commits: write-ahead log, fully synced."""
        started = time.perf_counter()
        self._db.execute("INSERT INTO journal (body) VALUES (?)", (BODY,))
        return time.perf_counter() - started

    def close(self) -> None:
        """Let go of the files."""
        self._file.close()
        self._db.close()


async def measure(directory: Path, disk: Disk, quick: bool) -> Section:
    """All floors, before everything else."""
    rounds = 100 if quick else 500
    figures = (
        *spread("sync of 4 kB appended", [disk.sync() for _ in range(rounds)]),
        *spread("SQLite commit of one row", [disk.commit() for _ in range(rounds)]),
        *spread("WebSocket echo under TLS", await _echoes(directory / "echo-keys", 4 * rounds)),
    )
    return Section("Floors", figures)


async def _echoes(keys: Path, rounds: int) -> list[float]:
    server_context(keys)  # makes the keys
    command = [sys.executable, "-m", "tests.bench.echo", str(keys)]
    child = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    try:
        port = int(await child.stdout.readline())
        took = []
        connector = aiohttp.TCPConnector(ssl=trust(ca_pem(keys)))
        async with (
            aiohttp.ClientSession(connector=connector) as http,
            http.ws_connect(f"wss://127.0.0.1:{port}/") as socket,
        ):
            for _ in range(rounds):
                started = time.perf_counter()
                await socket.send_str(FRAME)
                await socket.receive()
                took.append(time.perf_counter() - started)
        return took
    finally:
        child.stdin.close()
        await child.wait()
