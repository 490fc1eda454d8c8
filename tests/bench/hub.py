"""A real hub as a child process, and what the system knows of it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from shared.client.identity import Identity
from shared.client.pairing import pair
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.access.tls import ca_fingerprint
from shared.protocol.roles import Role

STOP_S = 30.0


class HubError(Exception):
    """The hub did not come up; the message carries what it said."""


class HubProcess:
    """``fairhall hub`` on ``data``, with the sample hall where there is none. ``up_s``: from exec to its "is up"."""

    def __init__(self, data: Path, environment: Mapping[str, str] | None = None) -> None:
        self.data = data
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        command = [sys.executable, "-m", "shared.cli", "hub", "--data", str(data), "--no-discovery"]
        command += ["--listen", "127.0.0.1:0", "--public", "127.0.0.1:0"]
        around = os.environ | dict(environment or {})
        started = time.perf_counter()
        with (data / "hub.log").open("a") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=around)
        self.address = f"127.0.0.1:{self._port()}"
        self.up_s = time.perf_counter() - started

    def pair(self, role: Role, name: str, counter: str = "") -> Identity:
        """A paired device, over the wire as a technician does it."""
        store = Store(self.data)
        try:
            token = Registry(store, ca_fingerprint(self.data / "keys")).make_token(role, name, counter)
        finally:
            store.close()
        return pair(self.address, token)

    def rss_mb(self) -> float:
        """Resident memory, MB (10⁶ bytes)."""
        return self._status("VmRSS")

    def peak_mb(self) -> float:
        """The most that was ever resident, MB."""
        return self._status("VmHWM")

    def threads(self) -> int:
        """How many there are."""
        return sum(1 for _ in Path(f"/proc/{self._process.pid}/task").iterdir())

    def files(self) -> int:
        """Open files and sockets."""
        return sum(1 for _ in Path(f"/proc/{self._process.pid}/fd").iterdir())

    def cpu_s(self) -> float:
        """Seconds of processor so far, all threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it in good order. HubError unless it ends well."""
        self._process.terminate()
        if (code := self._wait()) != 0:
            raise HubError(f"the hub ended with {code}: {(self.data / 'hub.log').read_text()}")

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._wait()

    def _wait(self) -> int:
        code = self._process.wait(timeout=STOP_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def _port(self) -> int:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            _, found, rest = line.partition(" is up on port ")
            if found:
                return int(rest.partition(",")[0])
        self._wait()
        raise HubError(f"the hub did not start: {(self.data / 'hub.log').read_text()}")

    def _status(self, field: str) -> float:
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise HubError(f"the system says nothing of {field}")


@contextmanager
def running(data: Path, environment: Mapping[str, str] | None = None) -> Iterator[HubProcess]:
    """A hub for the length of a ``with``; killed if what is inside fails."""
    hub = HubProcess(data, environment)
    try:
        yield hub
    except BaseException:
        hub.kill()
        raise
    hub.stop()
