"""An office on Tuesday whose seed is gone with a draw open, and who may sign."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.clock import ManualClock
from shared.files import replace
from shared.hall.config import HallConfig
from shared.hub.lost import FILE, LostDraw, open_draw
from shared.hub.seals import seal_tomorrow
from shared.hub.witnesses import Witnesses
from shared.journal.memory import Store
from shared.protocol.answers import Answer
from shared.protocol.heads import SignedAbandonment, public_key, sign
from shared.verify.report import Report
from tests.hall import EIGHT, config
from tests.integration.hubs import patiently
from tests.unit.hub.machines import Machine, short_chains, short_patience
from tests.unit.hub.office import Office, crashed, office
from tests.unit.verify.recorded import records, verify

HOUR_S = 3600
MONDAY, TUESDAY = "2026-01-05", "2026-01-06"
MANAGER = Ed25519PrivateKey.from_private_bytes(b"m" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
HALL = msgspec.structs.replace(config(), managers=(("0900", public_key(MANAGER)),))
CITIZEN = "a-citizen-who-waits"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short chains and short patience, in whatever module has this by name."""
    few_and_quick(monkeypatch)


def few_and_quick(patch: pytest.MonkeyPatch) -> None:
    """Chains that are soon made, and witnesses that are soon given up."""
    short_chains(patch)
    short_patience(patch)
    for place in ("shared.hub.lot", "shared.hub.service"):
        patch.setattr(f"{place}.LINKS", 64)


class House:
    """An office on Tuesday, sealed the evening before, and what becomes of its lost draw."""

    def __init__(self, keys: Path, there: Office, witnesses: Witnesses) -> None:
        self.keys, self.there, self.service = keys, there, there.service
        self.lost = LostDraw(keys, witnesses)

    def signs(self, key: Ed25519PrivateKey = MANAGER, by: str = "manager:0900", **other: Any) -> None:
        """Somebody hands a signature to the hub."""
        given = msgspec.structs.replace(open_draw(self.service), **other)
        replace(self.keys / FILE, msgspec.json.encode(SignedAbandonment(given, sign(given, by, key))))

    async def taken_up(self) -> None:
        """The hub's timer, until the hall goes on."""
        async with asyncio.timeout(10):
            while self.service.faulted:
                await self.lost.see_to(self.service)
                await asyncio.sleep(0.005)
        await patiently(lambda: not self.service.state.open_draw)
        await self.service.look(lambda state: None)

    async def asked(self) -> None:
        """The draw's witnesses have come back and given their links, or are struck."""
        await patiently(lambda: self.service.lost is not None)

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [record.data for record in self.there.records() if record.type == kind]

    def verify(self) -> Report:
        report = verify(self.there.disk.store.bodies)
        assert not report.problems, report.problems
        return report


@asynccontextmanager
async def at_work(
    keys: Path, machines: list[Machine], store: Store | None = None, at_ms: int = EIGHT, hall: HallConfig = HALL
) -> AsyncIterator[House]:
    witnesses = Witnesses()
    async with office(keys, store, ManualClock(at_ms), hall, witnesses) as there:
        witnesses.listen()
        for machine in machines:
            machine.join(witnesses)
        yield House(keys, there, witnesses)


async def tuesday(keys: Path, machines: list[Machine], hall: HallConfig = HALL) -> tuple[Store, Answer]:
    """Sealed on Monday evening; on Tuesday five people take tickets. The journal, and the last one's answer."""
    async with at_work(keys, machines, hall=hall) as house:
        there = house.there
        await patiently(lambda: len(there.service.state.witnesses) == len(machines))
        there.clock.advance(13 * HOUR_S)
        await seal_tomorrow(there.service)
        there.clock.advance(11 * HOUR_S)
        await there.open(*"123456")
        for n in range(5):
            answer = await there.issue(CITIZEN if n == 4 else f"citizen-{n}", source="K1")
        return there.disk.store, answer


def cut(store: Store) -> Store:
    """The plug is pulled with the last draw open."""
    requests = [record["seq"] for record in records(store.bodies) if record["type"] == "draw-requested"]
    return crashed(store, requests[-1])


def lose(keys: Path, *epochs: int) -> dict[Path, bytes]:
    """The seeds of Tuesday are gone; what they were."""
    had = {path: path.read_bytes() for epoch in epochs or (1,) if (path := keys / f"seed-{TUESDAY}-{epoch}").exists()}
    for path in had:
        path.unlink()
    return had


async def lost_house(keys: Path, machines: list[Machine], hall: HallConfig = HALL) -> Store:
    store, _ = await tuesday(keys, machines, hall)
    lose(keys)
    return cut(store)


LATER = EIGHT + 25 * HOUR_S * 1000
