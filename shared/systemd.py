"""What systemd is told: ready, alive, how it goes. Silent where none listens (``NOTIFY_SOCKET``, ``WATCHDOG_USEC``)."""

import asyncio
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress

OFTEN_S = 5.0


class Systemd:
    """The datagrams of sd_notify(3). ``every_s`` is how often ``alive`` is due: well within the watchdog's time."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        mine = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        usec = environment.get("WATCHDOG_USEC", "") if mine else ""
        self.every_s = min(OFTEN_S, int(usec) / 3e6) if usec.isascii() and usec.isdigit() and int(usec) else OFTEN_S
        self._status = ""
        self._owed: tuple[str, ...] = ()
        """What systemd was too busy to hear: said again until it has."""

    def ready(self, status: str) -> None:
        """It works from now on."""
        self._owed = ("READY=1",)
        self.alive(status)

    def alive(self, status: str) -> None:
        """The event loop turns; ``status`` is told where it is new."""
        news = [] if status == self._status else [f"STATUS={status}"]
        if self._tell(*self._owed, *news, "WATCHDOG=1"):
            self._owed, self._status = (), status

    def stopping(self) -> None:
        """It ends in good order."""
        self._tell("STOPPING=1")

    def _tell(self, *lines: str) -> bool:
        """Whether it was taken."""
        if not self._address:
            return False
        path = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.setblocking(False)
            with suppress(OSError):  # systemd is busy or gone: the next one is soon
                line.sendto("\n".join(each.replace("\n", " ") for each in lines).encode(), path)
                return True
        return False


async def keep_telling(status: Callable[[], str]) -> None:
    """Ready now, and alive from this event loop until cancelled."""
    systemd = Systemd()
    systemd.ready(status())
    try:
        while True:
            systemd.alive(status())
            await asyncio.sleep(systemd.every_s)
    finally:
        systemd.stopping()
