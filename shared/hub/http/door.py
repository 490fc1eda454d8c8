"""Who may be at a door of the hub and how much each may ask: memory stays bounded, paired terminals always get in."""

import asyncio
import ipaddress
import logging
import math
from collections import Counter, OrderedDict
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.http import HttpProcessingError

from shared.hub.errors import NotAllowed
from shared.hub.http.problems import Handler

log = logging.getLogger("fairhall.hub.door")

OWN = ("127.0.0.1", "::1")
"""Programs on the hub's own machine, such as a reverse proxy."""
PEERS_KEPT = 10_000
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 5\r\n"
    b"Connection: close\r\n\r\n"
    b'{"code":"too-many-connections","status":503,"title":"too many connections","detail":"from this address"}'
)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Of one door. A peer is an IPv4 address or an IPv6 /64; it may ask ``burst`` at once and ``per_s`` on and on."""

    connections: int = 256
    strangers: int = 3000
    """Connections that have shown no device's key: one more, and the oldest of them makes room."""
    burst: int = 400
    per_s: float = 50.0
    speak_s: float = 20.0
    """How long a connection may take to its first whole request."""


class Door:
    """One listener's guests. ``free`` are proxies: their connections are many people's, each named in its requests."""

    def __init__(self, limits: Limits, free: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self.refused = 0
        """Connections and requests turned away since the start."""
        self.free = {*OWN, *free}
        self._strangers: OrderedDict[Guest, None] = OrderedDict()
        self._count: Counter[str] = Counter()
        self._asked: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """Peer → what is left of its burst, as of when."""

    def enter(self, guest: "Guest") -> bool:
        """A guest has come; False: there are too many from there, and it must go."""
        if guest.peer not in self.free and self._count[guest.peer] >= self.limits.connections:
            self.refused += 1
            return False
        self._count[guest.peer] += 1
        self._strangers[guest] = None
        if len(self._strangers) > self.limits.strangers:
            self.refused += 1
            oldest, _ = self._strangers.popitem(last=False)
            oldest.abort()
        return True

    def know(self, guest: "Guest") -> None:
        """This one has shown a device's key: strangers no longer push it out."""
        self._strangers.pop(guest, None)

    def leave(self, guest: "Guest") -> None:
        """One that had entered is gone."""
        self._strangers.pop(guest, None)
        self._count[guest.peer] -= 1
        if self._count[guest.peer] <= 0:
            del self._count[guest.peer]

    def ask(self, peer: str, now: float) -> None:
        """One more request. Raises NotAllowed ``too-many-requests`` with the ``seconds`` to wait."""
        if peer in self.free:
            return
        left, at = self._asked.pop(peer, (float(self.limits.burst), now))
        left = min(self.limits.burst, left + (now - at) * self.limits.per_s)
        self._asked[peer] = (left - 1 if left >= 1 else left, now)
        if len(self._asked) > PEERS_KEPT:
            self._asked.popitem(last=False)
        if left < 1:
            self.refused += 1
            seconds = math.ceil((1 - left) / self.limits.per_s)
            raise NotAllowed("too-many-requests", status=429, seconds=seconds)


class Guest(web.RequestHandler):
    """One connection at a door."""

    __slots__ = ("_bored", "_inside", "door", "peer")

    def __init__(self, door: Door, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.door = door
        self.peer = ""
        self._inside = False
        self._bored: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in, or say why not."""
        super().connection_made(transport)
        address = transport.get_extra_info("peername")
        self.peer = peer_of(address[0] if address else "")
        self._inside = self.door.enter(self)
        if not self._inside:
            assert isinstance(transport, asyncio.Transport)
            transport.write(FULL)
            transport.close()
            return
        self._bored = asyncio.get_running_loop().call_later(self.door.limits.speak_s, self.abort)

    def connection_lost(self, exc: BaseException | None) -> None:
        """It has gone."""
        self.spoken()
        if self._inside:
            self._inside = False
            self.door.leave(self)
        super().connection_lost(exc)

    def log_exception(self, *args: Any, **kw: Any) -> None:
        """A stranger's nonsense and those who hang up: an operator's log is not filled with them."""
        if isinstance(kw.get("exc_info"), HttpProcessingError | ConnectionError):
            log.debug(*args)
        else:
            super().log_exception(*args, **kw)

    def spoken(self) -> None:
        """Its first request is here."""
        if self._bored is not None:
            self._bored.cancel()
            self._bored = None

    def abort(self) -> None:
        """Out, at once."""
        if self.transport is not None:
            self.transport.abort()


@web.middleware
async def door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every request passes here first."""
    guest = request.protocol
    assert isinstance(guest, Guest)
    guest.spoken()
    guest.door.ask(asker(request), asyncio.get_running_loop().time())
    return await handler(request)


def asker(request: web.Request) -> str:
    """The peer who asks; behind a proxy whom it names last in ``X-Forwarded-For``."""
    guest = request.protocol
    assert isinstance(guest, Guest)
    named = request.headers.get("X-Forwarded-For", "") if guest.peer in guest.door.free else ""
    return peer_of(named.rpartition(",")[2].strip()) or guest.peer


def peer_of(address: str) -> str:
    """The address, of IPv6 its /64: one machine has as many as it likes there."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        if not found.is_loopback:
            return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
