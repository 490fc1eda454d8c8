"""The hub's listeners: a port taken early, a door behind it, an orderly end."""

import asyncio
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from shared.hub.http.door import Door, Guest, Limits

BACKLOG = 512
"""Terminals that may knock at once, as after a power cut."""
UNREAD_BYTES = 64 * 1024
"""What the system may hold for a reader that is slow (it takes twice as much): beyond it the hub sees that it is."""
GOODBYE_S = 5.0
"""How long a stopping hub waits for requests under way."""
HANDSHAKE_S = 10.0
IDLE_S = 75.0
"""A connection that asks nothing more is closed."""


def bind(host: str, port: int, option: str) -> socket.socket:
    """The port, taken. Raises OSError that names the option to choose another."""
    with _or_another(host, port, option):
        door = socket.create_server((host, port), family=_family(host), backlog=BACKLOG)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNREAD_BYTES)  # each connection has it from the door
    return door


def reserve(host: str, port: int, option: str) -> socket.socket:
    """The port, kept for our own ``bind`` later: until then whoever knocks is refused. Raises OSError, as ``bind``."""
    door = socket.socket(_family(host))
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with _or_another(host, port, option):
        door.bind((host, port))
    return door


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


@contextmanager
def _or_another(host: str, port: int, option: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror
        raise OSError(f"{host}:{port} cannot be had ({why}): choose another by {option}") from error


class Listener:
    """An application at a port."""

    def __init__(
        self,
        app: web.Application,
        limits: Limits,
        tls: ssl.SSLContext | None = None,
        free: tuple[str, ...] = (),
    ) -> None:
        self.door = Door(limits, free)
        self._tls = tls
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=GOODBYE_S)
        self.server: asyncio.Server | None = None

    async def start(self, taken: socket.socket) -> int:
        """Let people in; the number of the port."""
        await self._runner.setup()
        loop, manager = asyncio.get_running_loop(), self._runner.server
        assert manager is not None

        def guest() -> Guest:
            return Guest(self.door, manager, loop=loop, access_log=None, keepalive_timeout=IDLE_S)

        handshake = HANDSHAKE_S if self._tls else None
        self.server = await loop.create_server(
            guest, sock=taken, ssl=self._tls, ssl_handshake_timeout=handshake, backlog=BACKLOG
        )
        return int(taken.getsockname()[1])

    async def stop(self) -> None:
        """Nobody new; requests under way have some seconds."""
        if self.server is not None:
            self.server.close()
        await self._runner.cleanup()
