"""A LAN of network namespaces. Needs root; ``why_not`` says what is missing."""

import asyncio
import ctypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tests.lan.switch import ANY, Change, Order, Plug, Weather

CLONE_NEWNET = 0x40000000
NET = "10.77.0"
T = TypeVar("T")
_lans = count()


def why_not() -> str:
    """Why there can be no LAN here; "" if there can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if shutil.which("ip") is None:
        return "needs the ip command (Debian package iproute2)"
    if not Path("/dev/net/tun").exists():
        return "needs /dev/net/tun"
    mine = f"fh-try-{os.getpid()}"  # each process that runs tests asks for itself
    if subprocess.run(["ip", "netns", "add", mine], capture_output=True, check=False).returncode:
        return "this machine allows no network namespaces"
    ip("netns", "del", mine)
    return ""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Machine:
    """One machine on the LAN: an address, programs, and a thread of this process that lives there."""

    def __init__(self, name: str, namespace: str, address: str) -> None:
        self.name, self.address = name, address
        self._namespace = namespace
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def command(self, *words: str) -> list[str]:
        """A command that runs there."""
        return ["ip", "netns", "exec", self._namespace, *words]

    def enter(self) -> None:
        """From here on this thread, and every thread that it starts, is there."""
        libc = ctypes.CDLL(None, use_errno=True)
        with Path(f"/run/netns/{self._namespace}").open() as door:
            if libc.setns(door.fileno(), CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), f"{self._namespace} cannot be entered")

    def run(self, work: Coroutine[Any, Any, T], within_s: float = 60) -> T:
        """Do ``work`` there, in an event loop of its own that stays until ``close``."""
        return self.begin(work).result(within_s)

    def begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """The same, without waiting for it."""
        if self._loop is None:
            started = threading.Event()
            self._thread = threading.Thread(target=self._live, args=(started,), name=self.name, daemon=True)
            self._thread.start()
            started.wait()
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _live(self, started: threading.Event) -> None:
        self.enter()
        with asyncio.Runner() as runner:
            self._loop = runner.get_loop()
            self._loop.call_soon(started.set)
            self._loop.run_forever()

    def move(self, address: str) -> None:
        """Another address, as from another DHCP server."""
        ip("-n", self._namespace, "addr", "flush", "dev", "lan")
        ip("-n", self._namespace, "addr", "add", f"{address}/24", "dev", "lan")
        self.address = address

    def close(self) -> None:
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()


class Lan:
    """Machines on one switch."""

    def __init__(self, seed: int = 0) -> None:
        self._id = f"fh{os.getpid()}x{next(_lans)}"
        self._machines: list[Machine] = []
        command = [sys.executable, "-m", "tests.lan.switch", str(seed)]
        self._switch = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def machine(self, name: str) -> Machine:
        """One more, at the next address."""
        number = len(self._machines) + 1
        namespace, device = f"{self._id}-{name}", f"{self._id}p{number}"
        machine = Machine(name, namespace, f"{NET}.{number}")
        ip("netns", "add", namespace)
        self._machines.append(machine)
        self._tell(Plug(name, device))
        ip("link", "set", device, "netns", namespace, "name", "lan")
        ip("-n", namespace, "addr", "add", f"{machine.address}/24", "dev", "lan")
        ip("-n", namespace, "link", "set", "lo", "up")
        ip("-n", namespace, "link", "set", "lan", "up")
        return machine

    def weather(self, weather: Weather, source: Machine | None = None, target: Machine | None = None) -> None:
        """Other weather on the way from ``source`` to ``target`` (None: any), that way alone."""
        self._tell(Change(source.name if source else ANY, target.name if target else ANY, weather))

    def between(self, weather: Weather, one: Machine, other: Machine | None = None) -> None:
        """Other weather both ways."""
        self.weather(weather, one, other)
        self.weather(weather, other, one)

    def _tell(self, order: Order) -> None:
        assert self._switch.stdin is not None and self._switch.stdout is not None
        self._switch.stdin.write(msgspec.json.encode(order) + b"\n")
        if self._switch.stdout.readline() != b"done\n":
            raise OSError("the switch has ended: see what it said")

    def close(self) -> None:
        for machine in self._machines:
            machine.close()
        assert self._switch.stdin is not None and self._switch.stdout is not None
        self._switch.stdin.close()
        self._switch.wait()
        self._switch.stdout.close()
        for machine in self._machines:
            ip("netns", "del", f"{self._id}-{machine.name}")


@contextmanager
def a_lan(seed: int = 0) -> Iterator[Lan]:
    lan = Lan(seed)
    try:
        yield lan
    finally:
        lan.close()
