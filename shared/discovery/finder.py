"""Finds the addresses of one hall's hub on the LAN. It may only speed things up: a known address works without it."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from ipaddress import AddressValueError, IPv4Address

from zeroconf import DNSOutgoing, DNSQuestion, IPVersion, ServiceStateChange, Zeroconf  # type: ignore[attr-defined]
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from shared.discovery.radio import Radio, log
from shared.discovery.records import SERVICE, is_hub_of

ASK_MS = 3_000
_PTR, _IN, _QUERY = 12, 1, 0
"""DNS type, class and flags (RFC 1035, 3.2)."""


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
        AsyncServiceBrowser(zeroconf.zeroconf, SERVICE, handlers=[self._seen])
        if self._hosts:
            self._spawn(self._ask_hosts(zeroconf.zeroconf))

    async def _ask_hosts(self, zeroconf: Zeroconf) -> None:
        """Ask each candidate for its services; the browser hears the answer, which brings port and TXT along.

        A hub that has been quiet answers its first question by multicast all the same (RFC 6762, 5.4).
        """
        question = DNSQuestion(SERVICE, _PTR, _IN)
        question.unicast = True
        asking = DNSOutgoing(_QUERY)
        asking.add_question(question)
        for pause_s in (0, 0.5, 2):
            await asyncio.sleep(pause_s)
            for host in self._hosts:
                zeroconf.async_send(asking, addr=host)

    def _seen(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is not ServiceStateChange.Removed:
            self._spawn(self._ask(zeroconf, name))

    async def _ask(self, zeroconf: Zeroconf, name: str) -> None:
        info = AsyncServiceInfo(SERVICE, name)
        if not await info.async_request(zeroconf, ASK_MS):
            log.debug("%s was announced but says no more", name)
        elif is_hub_of(info.properties, self._fingerprint) and info.port:
            for address in info.parsed_addresses(IPVersion.V4Only):
                if self._on and not self._stopping:
                    self._heard(f"{address}:{info.port}")
        else:
            log.debug("%s is not of this hall", name)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)


def _host(address: str) -> str | None:
    try:
        return str(IPv4Address(address.rpartition(":")[0]))
    except AddressValueError:
        return None
