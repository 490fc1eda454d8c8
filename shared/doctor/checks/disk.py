"""Room in each data directory, and how long a write takes until it is safe."""

import errno
import os
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Home, Machine
from shared.hub.health import LEAST_MB, LITTLE_MB

SLOW_MS = 20
TRIES = 5
RECORD = bytes(4096)


class Disk:
    """A hub answers nothing that is not safe on its disk."""

    name = "disk"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line a directory."""
        for home in machine.homes:
            yield _look(home)


def _look(home: Home) -> Finding:
    folder = str(home.folder)
    if not home.folder.is_dir():
        return failed("none", folder=folder)
    free_mb = shutil.disk_usage(home.folder).free // 1_000_000
    try:
        sync_ms = _sync_ms(home.folder)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return failed("full", folder=folder)
        return failed("closed", folder=folder, reason=error.strerror or str(error))
    facts: dict[str, str | int] = {"folder": folder, "free": size(free_mb), "sync_ms": f"{sync_ms:.1f}"}
    if free_mb < LEAST_MB:
        return failed("full", folder=folder)
    if free_mb < LITTLE_MB:
        return warned("little", **facts)
    if home.kind == "hub" and sync_ms > SLOW_MS:
        return warned("slow", **facts)
    return passed("fine", **facts)


def size(megabytes: int) -> str:
    """As people read it."""
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes} MB"


def _sync_ms(folder: Path) -> float:
    """The usual time until 4 KiB are on the disk."""
    took = []
    with NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
        for _ in range(TRIES):
            began = time.perf_counter()
            file.write(RECORD)
            file.flush()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
