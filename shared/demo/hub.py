"""The demo's hub: a process of its own in a throw-away directory, and the terminals paired with it."""

import re
import subprocess
import sys
from pathlib import Path

from shared.client.identity import Identity
from shared.client.pairing import pair
from shared.hub.access.clerks import Clerks
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.access.tls import ca_fingerprint
from shared.hub.hallfile.sample import sample
from shared.protocol.roles import Role

PASSWORD = "demo-password"
CLERKS = {"0801": "王芳", "0802": "李强"}
MANAGER = "0900"
RULES = {"recall_interval_s": 2, "no_show_calls": 2, "no_show_after_s": 5}
"""A no-show takes three minutes in a hall; nobody watches a demo for that long."""
START_S = 20.0


class DemoHubError(Exception):
    """The hub did not come up; the message carries what it said."""


class DemoHub:
    """``fairhall hub`` as a child process. Constructor starts it and waits until it listens; ``stop`` ends it."""

    def __init__(self, data: Path, *, discovery: bool = False) -> None:
        self.data = data
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "hall.toml").write_text(_quick(sample()), encoding="utf-8")
        self._log = (data / "hub.log").open("w")
        command = [sys.executable, "-m", "shared.cli", "hub", "--data", str(data)]
        command += ["--listen", "127.0.0.1:0", "--public", "127.0.0.1:0"]
        command += [] if discovery else ["--no-discovery"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)
        self.address = f"127.0.0.1:{self._port()}"
        self._store = Store(data)
        clerks = Clerks(self._store)
        for clerk, name in CLERKS.items():
            clerks.add(clerk, name, PASSWORD)
        clerks.add(MANAGER, "张敏", PASSWORD)
        clerks.make_manager(MANAGER, True)

    def pair(self, role: Role, name: str, counter: str = "") -> Identity:
        """Pair a terminal the way a technician does: a token from the hub's machine, given to the terminal."""
        registry = Registry(self._store, ca_fingerprint(self.data / "keys"))
        return pair(self.address, registry.make_token(role, name, counter))

    def stop(self) -> int:
        """End it in good order; its exit code."""
        self._process.terminate()
        code = self._process.wait(timeout=START_S)
        self._store.close()
        self._log.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return code

    def _port(self) -> int:
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if found := re.search(r" is up on port (\d+)", line):
                return int(found[1])
        self._process.wait()
        self._log.flush()
        raise DemoHubError(f"the hub did not start: {said}{(self.data / 'hub.log').read_text()}")


def _quick(hall: str) -> str:
    """The sample hall with the demo's rules."""
    for name, value in RULES.items():
        hall, found = re.subn(rf"(?m)^#?\s*{name}\s*=.*$", f"{name} = {value}", hall)
        if not found:
            raise DemoHubError(f"the sample hall file does not show the rule {name}")
    return hall
