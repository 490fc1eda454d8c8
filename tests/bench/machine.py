"""What the figures were measured on."""

import os
import platform
import sqlite3
import ssl
from importlib.metadata import version
from pathlib import Path


def machine(disk: Path) -> dict[str, str]:
    """Name → text; ``disk`` is the directory that is measured."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return {
        "cpu": f"{os.cpu_count()} × {_cpu()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "tls": ssl.OPENSSL_VERSION,
        "aiohttp": version("aiohttp"),
        "uvloop": version("uvloop"),
        "disk": _file_system(disk),
        "load before": f"{load:.2f}",
    }


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _file_system(path: Path) -> str:
    """The mount with the longest prefix of the path."""
    mounts = [line.split()[:3] for line in Path("/proc/mounts").read_text().splitlines()]
    whole = path.resolve()
    device, point, kind = max(
        (mount for mount in mounts if whole.is_relative_to(mount[1])), key=lambda mount: len(mount[1])
    )
    return f"{kind} on {device} at {point}"
