"""How a virtual printer is reached: a TCP port, or a device file that is a pseudo-terminal (USB and serial)."""

import contextlib
import os
import select
import socket
import tty
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol


class Client(Protocol):
    """One who is connected; a device file has one as long as it is plugged in."""

    def receive(self) -> bytes:
        """What came; b'' when the client, or the cable, is gone."""

    def send(self, data: bytes) -> None:
        """Answer; whoever has gone hears nothing."""

    def break_off(self) -> None:
        """The connection is reset, the cable pulled."""


class Door(Protocol):
    """Where clients come in, one at a time."""

    def open(self) -> None:
        """Be there."""

    def clients(self) -> Iterator[Client]:
        """Each client as it comes, until `close`."""

    def close(self) -> None:
        """Be gone, with the client there is; from any thread."""


class TcpDoor:
    """`host:port`; port 0 is replaced by a free one at the first `open`."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.host, self.port = host, port
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None

    def open(self) -> None:
        """Listen."""
        self._listener = socket.create_server((self.host, self.port))
        self.port = self._listener.getsockname()[1]

    def clients(self) -> Iterator[Client]:
        """One at a time; others wait in the listener's queue."""
        while listener := self._listener:
            try:
                self._client, _ = listener.accept()
            except OSError:
                return
            with self._client as client:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                yield _TcpClient(client)
            self._client = None

    def close(self) -> None:
        """Refuse connections and drop the one there is."""
        listener, self._listener = self._listener, None
        for sock in (listener, self._client):
            if sock:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        if listener:
            listener.close()


class _TcpClient:
    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def receive(self) -> bytes:
        try:
            return self._socket.recv(16_384)
        except OSError:
            return b""

    def send(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendall(data)

    def break_off(self) -> None:
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self._socket.close()


class DeviceDoor:
    """A device file at `link`: there while plugged in, gone when not. Pulled in mid-job, it is plugged in again."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._open = False
        self._wait = self._wake = -1
        self._fds: tuple[int, ...] = ()

    def open(self) -> None:
        """Plug in."""
        self._open = True
        self._wait, self._wake = os.pipe()
        self._plug()

    def clients(self) -> Iterator[Client]:
        """The host, anew each time the cable is pulled."""
        while self._open:
            yield _DeviceClient(self._fds[0], self._wait, self._plug)
        self.link.unlink(missing_ok=True)
        self._let_go()
        os.close(self._wait)

    def close(self) -> None:
        """Unplug; the thread in `clients` lets the files go."""
        if self._open:
            self._open = False
            os.close(self._wake)

    def _plug(self) -> None:
        """A new pair of files under the old name; who held the old one finds it hung up."""
        before, self._fds = (
            self._fds,
            os.openpty(),
        )  # the far end stays open, else the near one reads errors between jobs
        master, slave = self._fds
        tty.setraw(slave)
        os.set_blocking(master, False)
        fresh = self.link.with_name(self.link.name + "~")
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self.link)
        for fd in before:
            os.close(fd)

    def _let_go(self) -> None:
        for fd in self._fds:
            os.close(fd)
        self._fds = ()


class _DeviceClient:
    def __init__(self, master: int, stop: int, pull: Callable[[], None]) -> None:
        self._master, self._stop, self._pull = master, stop, pull

    def receive(self) -> bytes:
        ready, _, _ = select.select([self._master, self._stop], [], [])
        if self._stop in ready:
            return b""
        try:
            return os.read(self._master, 16_384)
        except OSError:
            return b""

    def send(self, data: bytes) -> None:
        with contextlib.suppress(OSError):  # nobody reads and the line is full
            os.write(self._master, data)

    def break_off(self) -> None:
        self._pull()
