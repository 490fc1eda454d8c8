"""A pseudo-terminal with simulated devices at its far end, which can be pulled out and plugged in again."""

import contextlib
import os
import select
import threading
import tty
from collections.abc import Callable
from pathlib import Path


class Wire:
    """A line at `link`, a path that keeps its name over unplugging. Every device on it hears all that the host sends,
    as on an RS-485 bus; what one of them sends is not heard by the others."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._hearers: list[Callable[[bytes], None]] = []
        self._master = self._slave = self._wake = -1
        self._thread: threading.Thread | None = None

    @property
    def plugged(self) -> bool:
        """Whether it is there."""
        return self._thread is not None

    def join(self, hear: Callable[[bytes], None]) -> None:
        """Another device; `hear` is called on the wire's thread."""
        self._hearers.append(hear)

    def plug(self) -> None:
        """Appear at the link."""
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        wait, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._run, args=(self._master, wait), name="virtual-wire", daemon=True)
        self._thread.start()
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        """Vanish, in the middle of whatever happens."""
        if self._thread is None:
            return
        self.link.unlink(missing_ok=True)
        os.close(self._wake)
        self._thread.join()
        self._thread = None
        os.close(self._master)
        os.close(self._slave)

    def send(self, data: bytes) -> None:
        """Put raw bytes on the line, to the host."""
        os.write(self._master, data)

    def _run(self, master: int, wait: int) -> None:
        with contextlib.closing(os.fdopen(wait, "rb")):
            while True:
                ready, _, _ = select.select([master, wait], [], [])
                if wait in ready:
                    return
                data = os.read(master, 4096)
                for hear in self._hearers:
                    hear(data)
