"""mDNS in a thread of its own, on the interfaces there are now: rounds that begin anew when they change."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

import ifaddr
from zeroconf import Error as ZeroconfError
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncZeroconf

CHECK_S = 2.0
"""How often the machine's addresses are looked at."""
CLOSING_S = 5.0
log = logging.getLogger("fairhall.discovery")


def lan_addresses() -> tuple[str, ...]:
    """The machine's IPv4 addresses; the loopback only where there is nothing else."""
    addresses = sorted({str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4})
    return tuple(a for a in addresses if not a.startswith("127.")) or tuple(addresses[:1])


def met_at(host: str, port: int, most: int = 1) -> tuple[str, ...]:
    """Where what listens on ``host`` is met, as "host:port": there, or on the first networks of the machine."""
    everywhere = host in ("0.0.0.0", "::")
    hosts = lan_addresses()[:most] if everywhere else (f"[{host}]" if ":" in host else host,)
    return tuple(f"{each}:{port}" for each in hosts)


class Radio(ABC):
    """A thread with a zeroconf of its own. ``interfaces`` (addresses) pins it to some; empty means all."""

    round_s: float | None = None
    """A round ends after this long, or never by itself."""

    def __init__(self, interfaces: Sequence[str] = ()) -> None:
        self._interfaces = tuple(interfaces)
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._on = True
        self._stopping = False

    def stop(self) -> None:
        """End, with a goodbye where something was announced; nothing is called back afterwards."""
        self._stopping = True
        if self._thread is not None:
            self._nudge()
            self._thread.join(CLOSING_S)
            self._thread = None

    def _start(self) -> None:
        self._stopping = False
        self._thread = Thread(target=asyncio.run, args=(self._rounds(),), name=type(self).__name__, daemon=True)
        self._thread.start()

    def _nudge(self) -> None:
        """Have the thread look at ``_on`` and ``_stopping`` now; from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has just ended
                self._loop.call_soon_threadsafe(self._wake.set)

    @abstractmethod
    async def _round(self, zeroconf: AsyncZeroconf, addresses: tuple[str, ...]) -> None:
        """Begin the work of one round; it goes on until its zeroconf is closed."""

    async def _rounds(self) -> None:
        self._loop = asyncio.get_running_loop()
        complained = False
        while not self._stopping:
            addresses = self._interfaces or lan_addresses()
            if not self._on or not addresses:
                await self._sleep(None if not self._on else CHECK_S)
                continue
            try:
                zeroconf = AsyncZeroconf(interfaces=list(addresses), ip_version=IPVersion.V4Only)
            except OSError as error:  # an interface went away in between, or may not do multicast
                (log.debug if complained else log.warning)("no mDNS on %s: %s", ", ".join(addresses), error)
                complained = True
                await self._sleep(CHECK_S)
                continue
            try:
                await self._round(zeroconf, addresses)
                await self._until_over(addresses)
            except (OSError, ZeroconfError) as error:
                (log.debug if complained else log.warning)("mDNS fails, trying again: %s", error)
                complained = True
                await self._sleep(CHECK_S)
            finally:
                await zeroconf.async_close()

    async def _until_over(self, addresses: tuple[str, ...]) -> None:
        """Wait until the round's time is over, the interfaces changed, or somebody nudged to an end."""
        now = asyncio.get_running_loop().time
        ends = None if self.round_s is None else now() + self.round_s
        while self._on and not self._stopping and (self._interfaces or lan_addresses()) == addresses:
            left = CHECK_S if ends is None else min(CHECK_S, ends - now())
            if left <= 0:
                return
            await self._sleep(left)

    async def _sleep(self, seconds: float | None) -> None:
        self._wake.clear()
        if self._stopping:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
