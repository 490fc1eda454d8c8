"""A real hub on a machine of its own, and what its hall has on the others."""

import asyncio
import time
from functools import partial
from pathlib import Path

from shared.client.identity import Identity
from shared.hub.access.registry import Registry
from shared.hub.access.store import Store
from shared.hub.access.tls import ca_fingerprint, ca_pem
from shared.protocol.answers import Answer
from shared.protocol.pairing import parse_token
from shared.protocol.requests import IssueRequest
from shared.protocol.roles import Role
from tests.integration.hubs import HALL, records
from tests.integration.program import PORT, HubProgram
from tests.lan.machines import Machine
from tests.lan.terminal import Terminal, settle


class Hall:
    """One hall: its hub, and terminals that are settled in ``folder``. Used on the terminals' machine."""

    def __init__(self, folder: Path, machine: Machine, hall: str = "yunxi") -> None:
        self.folder, self.machine = folder, machine
        self.data = folder / "hub"
        self.data.mkdir(parents=True)
        (self.data / "hall.toml").write_text(HALL.replace('id = "yunxi"', f'id = "{hall}"'), encoding="utf-8")
        self.hub: HubProgram
        self.running: list[HubProgram] = []

    @property
    def address(self) -> str:
        return f"{self.machine.address}:{PORT}"

    async def start(self) -> float:
        """Have the hub up; when that was."""
        self.hub = HubProgram(self.data, machine=self.machine)
        self.running.append(self.hub)
        await self.hub.leads()
        return time.monotonic()

    def identity(self, role: Role, name: str, known: str = "") -> Identity:
        """A paired device that has met the hub at ``known``."""
        keys = self.data / "keys"
        store = Store(self.data)
        try:
            registry = Registry(store, ca_fingerprint(keys))
            counter = "1" if role == "counter" else ""
            key = registry.redeem(parse_token(registry.make_token(role, name, counter))[1])
        finally:
            store.close()
        return Identity(
            device_id=key.device_id,
            key=key.key,
            role=role,
            name=name,
            counter=counter,
            hub_address=known,
            ca_pem=ca_pem(keys),
        )

    def terminal(self, role: Role, name: str, known: str = "", listens: bool = True) -> Terminal:
        """A terminal of this hall, not started."""
        return Terminal(settle(self.identity(role, name, known), self.folder / name), listens=listens)

    def issued(self) -> list[str]:
        """The numbers of all tickets in the record, once the hub has ended."""
        return [
            each["data"]["number"] for each in records(self.hub.data / "journal.db") if each["type"] == "ticket-issued"
        ]

    def close(self) -> None:
        for hub in self.running:
            if hub.process.poll() is None:
                hub.kill()


async def take(kiosk: Terminal, name: str, number: int) -> list[float]:
    """So many tickets, one after the other; how long each took (s)."""
    spans = []
    for n in range(number):
        began = time.monotonic()
        request = partial(kiosk.link.request, "issue", IssueRequest(service="id-card"), f"{name}-{n:05d}")
        async with asyncio.timeout(60):
            while not isinstance(await request(), Answer):
                pass  # the link has waited for 5 s, and the same id gets the same ticket
        spans.append(time.monotonic() - began)
    return spans
