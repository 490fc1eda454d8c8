"""The switch: carries frames between machines, and has the weather on every way from one of them to another.

``python -m tests.lan.switch`` is what runs; it takes ``Plug`` and ``Change`` on standard input, one JSON a line, and
answers each with a line. A machine's end is a TAP device, so that every frame passes through here, whole.
"""

import fcntl
import heapq
import os
import selectors
import struct
import sys
import time
from contextlib import suppress
from itertools import count
from random import Random

import msgspec

TUNSETIFF, TAP, NO_PREFIX = 0x400454CA, 0x0002, 0x1000
FRAME = 2048
QUEUE = 16 * 1024
"""Bytes that wait for a slow cable; what comes when they are there is lost, as at any router."""
ANY = "*"


class Weather(msgspec.Struct, frozen=True):
    """Of one way. ``loss``: the share of frames that never arrive; ``rate``: bytes a second, 0 for no limit."""

    loss: float = 0.0
    delay_ms: float = 0.0
    rate: int = 0
    multicast: bool = True


FINE = Weather()
CUT = Weather(loss=1.0)


class Plug(msgspec.Struct, tag="plug", frozen=True):
    """A new port: the TAP ``device`` appears, to be moved to its machine."""

    port: str
    device: str


class Change(msgspec.Struct, tag="change", frozen=True):
    """Other weather on every way from ``source`` to ``target`` (``*``: any port)."""

    source: str
    target: str
    weather: Weather


Order = Plug | Change


class Switch:
    """Learns who is where, as every switch does; a frame for nobody it knows goes everywhere."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._ports: dict[str, int] = {}
        self._where: dict[bytes, str] = {}
        self._weather: dict[tuple[str, str], Weather] = {}
        self._free_at: dict[tuple[str, str], float] = {}
        self._waiting: list[tuple[float, int, str, bytes]] = []
        self._count = count()
        self._ready = selectors.DefaultSelector()

    def run(self) -> None:
        """Until standard input ends."""
        orders, said = msgspec.json.Decoder(Order), open(0, "rb", buffering=0)  # noqa: SIM115
        self._ready.register(said, selectors.EVENT_READ)
        while True:
            rest = max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None
            for key, _ in self._ready.select(rest):
                if key.data is None:
                    if not (line := said.readline()):
                        return
                    self._obey(orders.decode(line))
                    sys.stdout.write("done\n")
                    sys.stdout.flush()
                else:
                    self._take(key.data, key.fd)
            self._deliver()

    def _obey(self, order: Order) -> None:
        match order:
            case Plug():
                end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
                fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", order.device.encode(), TAP | NO_PREFIX))
                self._ports[order.port] = end
                self._ready.register(end, selectors.EVENT_READ, order.port)
            case Change():
                for source in self._ports:
                    for target in self._ports:
                        if order.source in (ANY, source) and order.target in (ANY, target):
                            self._weather[source, target] = order.weather
                            self._free_at.pop((source, target), None)

    def _take(self, port: str, end: int) -> None:
        """All frames that a machine has sent."""
        with suppress(BlockingIOError):
            while True:
                frame = os.read(end, FRAME)
                to, sender = frame[:6], frame[6:12]
                self._where[sender] = port
                known = self._where.get(to)
                for other in [known] if known else self._ports:
                    if other != port:
                        self._send((port, other), frame)

    def _send(self, way: tuple[str, str], frame: bytes) -> None:
        weather = self._weather.get(way, FINE)
        if self._chance.random() < weather.loss or (not weather.multicast and _is_multicast(frame)):
            return
        now = at = time.monotonic()
        if weather.rate:
            free_at = max(now, self._free_at.get(way, 0.0))
            if (free_at - now) * weather.rate > QUEUE:
                return
            at = self._free_at[way] = free_at + len(frame) / weather.rate
        heapq.heappush(self._waiting, (at + weather.delay_ms / 1000, next(self._count), way[1], frame))

    def _deliver(self) -> None:
        now = time.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            _, _, port, frame = heapq.heappop(self._waiting)
            with suppress(OSError):  # its machine is down, or takes no more: lost, as on any cable
                os.write(self._ports[port], frame)


def _is_multicast(frame: bytes) -> bool:
    """Of IPv4 (RFC 1112, 6.4); broadcasts such as ARP's pass."""
    return frame[:3] == b"\x01\x00\x5e"


if __name__ == "__main__":
    Switch(Random(int(sys.argv[1]))).run()
