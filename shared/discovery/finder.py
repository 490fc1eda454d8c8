"""Finds the addresses of one hall's hub on the LAN. It may only speed things up: a known address works without it."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import AddressValueError, IPv4Address

from zeroconf import IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from shared.discovery.radio import Radio, log
from shared.discovery.records import SERVICE, is_hub_of

ASK_MS = 3_000


class Finder(Radio):
    """Browses for hubs whose authority has ``ca_fingerprint``, until told that one is found.

    Every 20 s, and when the machine's addresses change, it starts anew: a browser that missed an announcement
    otherwise never hears of it. ``candidates`` ("host:port") are also asked by unicast, for networks that drop
    multicast. All methods return at once, from any thread.
    """

    round_s = 20.0

    def __init__(self, ca_fingerprint: str, candidates: Sequence[str] = (), interfaces: Sequence[str] = ()) -> None:
        super().__init__(interfaces)
        self._fingerprint = ca_fingerprint
        self._hosts = [host for host in dict.fromkeys(map(_host, candidates)) if host]
        self._asking: set[asyncio.Task[None]] = set()
        self._heard: Callable[[str], None] = lambda address: None

    def start(self, heard: Callable[[str], None]) -> None:
        """Look; ``heard`` gets each address ("host:port") in the finder's own thread, maybe more than once."""
        self._heard = heard
        self._start()

    def look(self) -> None:
        """The hub is lost: look for it."""
        self._on = True
        self._nudge()

    def rest(self) -> None:
        """The hub is found: be silent."""
        self._on = False
        self._nudge()

    async def _round(self, zeroconf: AsyncZeroconf, addresses: tuple[str, ...]) -> None:
        for host in (None, *self._hosts):
            AsyncServiceBrowser(zeroconf.zeroconf, SERVICE, handlers=[partial(self._seen, host)], addr=host)

    def _seen(
        self, host: str | None, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        if state_change is not ServiceStateChange.Removed:
            task = asyncio.ensure_future(self._ask(zeroconf, name, host))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _ask(self, zeroconf: Zeroconf, name: str, host: str | None) -> None:
        info = AsyncServiceInfo(SERVICE, name)
        if not await info.async_request(zeroconf, ASK_MS, addr=host):
            log.debug("%s was announced but says no more", name)
        elif is_hub_of(info.properties, self._fingerprint) and info.port:
            for address in info.parsed_addresses(IPVersion.V4Only):
                if self._on and not self._stopping:
                    self._heard(f"{address}:{info.port}")
        else:
            log.debug("%s is not of this hall", name)


def _host(address: str) -> str | None:
    try:
        return str(IPv4Address(address.rpartition(":")[0]))
    except AddressValueError:
        return None
