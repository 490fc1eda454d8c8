"""Announces a hub or a device on the LAN, for as long as it runs and wherever the machine is plugged in."""

import socket
from collections.abc import Sequence
from secrets import token_hex

from zeroconf import ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from shared.discovery.radio import Radio, log
from shared.discovery.records import SERVICE, DeviceRecord, HubRecord, instance_name, txt

DEVICE_PORT = 9
"""The discard port: a device takes no calls, but a record needs a port."""


class Advertiser(Radio):
    """Announces one record; where its name is taken it becomes "name-2". Announced anew when addresses change."""

    def __init__(self, record: HubRecord | DeviceRecord, interfaces: Sequence[str] = ()) -> None:
        super().__init__(interfaces)
        self._record = record
        self._server = f"fairhall-{token_hex(6)}.local."

    def start(self) -> None:
        """Announce; heard by others about a second later."""
        self._start()

    async def _round(self, zeroconf: AsyncZeroconf, addresses: tuple[str, ...]) -> None:
        name = f"{instance_name(self._record.name)}.{SERVICE}"
        info = ServiceInfo(
            SERVICE,
            name,
            port=self._record.port if isinstance(self._record, HubRecord) else DEVICE_PORT,
            properties=txt(self._record),
            server=self._server,
            addresses=[socket.inet_aton(address) for address in addresses],
        )
        announced = await zeroconf.async_register_service(info, allow_name_change=True)
        await announced
        log.info("announced as %s on %s", info.name, ", ".join(addresses))
