"""Two machines on a cable, as network namespaces; on one a hub that is announced, on the other a terminal that looks.

``python -m tests.integration.lan hub|terminal ...`` is what runs inside; it tells what happens line by line.
"""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

from shared.client.headless import HeadlessLink
from shared.discovery.advertiser import Advertiser
from shared.discovery.finder import Finder
from shared.discovery.records import HubRecord
from tests.integration.fakehub import Authority, FakeHub
from tests.lan.machines import ip

HUB_IP = "10.77.0.1"


class Running:
    """A process on a machine, and what it says."""

    def __init__(self, machine: str, *words: str) -> None:
        command = ["ip", "netns", "exec", machine, sys.executable, "-m", "tests.integration.lan", *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.said: list[str] = []
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def until(self, words: str, timeout_s: float) -> float:
        """Wait until it says so; how long that took."""
        since = time.monotonic()
        while words not in self.said:
            try:
                self.said.append(self._lines.get(timeout=max(0.0, since + timeout_s - time.monotonic())))
            except Empty:
                raise AssertionError(f"did not say {words!r} in {timeout_s} s, only {self.said}") from None
        self.said.clear()
        return time.monotonic() - since

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


class Lan:
    """Machine ``hub`` and machine ``terminal`` on one cable, or on two with a ``router`` that passes no multicast."""

    def __init__(self, routed: bool = False) -> None:
        self.hub, self.terminal, router = (f"fh{os.getpid()}{letter}" for letter in "htr")
        self._machines = [self.hub, self.terminal, *([router] if routed else [])]
        self._running: list[Running] = []
        for machine in self._machines:
            ip("netns", "add", machine)
            ip("-n", machine, "link", "set", "lo", "up")
        if not routed:
            lay_cable((self.hub, "lan", f"{HUB_IP}/24"), (self.terminal, "lan", "10.77.0.2/24"))
            return
        lay_cable((self.hub, "lan", f"{HUB_IP}/24"), (router, "east", "10.77.0.254/24"))
        lay_cable((self.terminal, "lan", "10.78.0.2/24"), (router, "west", "10.78.0.254/24"))
        ip("-n", self.hub, "route", "add", "default", "via", "10.77.0.254")
        ip("-n", self.terminal, "route", "add", "default", "via", "10.78.0.254")
        ip("netns", "exec", router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")

    def run_hub(self, hall: Path, port: int, name: str = "市民中心") -> Running:
        hub = self._run(self.hub, "hub", str(hall), str(port), name)
        hub.until("ready", 10)
        return hub

    def run_terminal(self, hall: Path, known: str = "", *configured: str, round_s: float = 20) -> Running:
        terminal = self._run(self.terminal, "terminal", str(hall), str(round_s), known, *configured)
        terminal.until("looking", 10)
        return terminal

    def plug(self, *, into: bool) -> None:
        ip("-n", self.hub, "link", "set", "lan", "up" if into else "down")

    def _run(self, machine: str, *words: str) -> Running:
        self._running.append(Running(machine, *words))
        return self._running[-1]

    def close(self) -> None:
        for running in self._running:
            running.kill()
        for machine in self._machines:
            ip("netns", "del", machine)


@contextmanager
def a_lan(routed: bool = False) -> Iterator[Lan]:
    lan = Lan(routed)
    try:
        yield lan
    finally:
        lan.close()


def lay_cable(*ends: tuple[str, str, str]) -> None:
    """A cable between two machines: (machine, interface, address) at each end."""
    (machine, name, _), (other, other_name, _) = ends
    ip("-n", machine, "link", "add", name, "type", "veth", "peer", "name", other_name, "netns", other)
    for machine, name, address in ends:
        ip("-n", machine, "addr", "add", address, "dev", name)
        ip("-n", machine, "link", "set", name, "up")


def run_hub(hall: str, port: str, name: str) -> None:
    """Serve and be announced until killed."""
    authority = Authority(Path(hall))
    hub = FakeHub(authority, "0.0.0.0", int(port))
    hub.start()
    record = HubRecord(name=name, hall="h1", ca=authority.fingerprint.hex(), port=hub.port)
    Advertiser(record).start()
    _say("ready")
    threading.Event().wait()


async def run_terminal(hall: str, round_s: str, known: str, *configured: str) -> None:
    """Look for the hub of a hall until killed."""
    authority = Authority(Path(hall))
    finder = Finder(authority.fingerprint.hex(), [known, *configured])
    finder.round_s = float(round_s)
    link = HeadlessLink(
        authority.identity(known),
        configured=configured,
        finder=finder,
        remember=lambda address, hubs: _say(f"at {address}"),
    )
    link.state_changed.append(_say)
    await link.start()
    _say("looking")
    await asyncio.Event().wait()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "hub":
        run_hub(*sys.argv[2:])
    else:
        asyncio.run(run_terminal(*sys.argv[2:]))
