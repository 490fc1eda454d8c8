"""Rounds of load and failure, and what is left of the hall afterwards."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from shared.client.pairing import pair
from tests.crash.crowd import Crowd
from tests.crash.faults import FAULTS, Place
from tests.integration.hubs import HALL, records, token


class Tally(msgspec.Struct):
    """What must be zero, and how much was tried."""

    rounds: dict[str, int] = {}
    acknowledged: int = 0
    asked: int = 0
    faulted: int = 0
    unsynced: int = 0
    lost: int = 0
    doubled: int = 0
    redrawn: int = 0
    same_number: int = 0
    not_restarted: int = 0
    wrong: list[str] = []

    @property
    def bad(self) -> int:
        """Anything that is not as it was promised."""
        return self.lost + self.doubled + self.redrawn + self.same_number + self.not_restarted + len(self.wrong)


async def storm(folder: Path, faults: list[str], seed: int, told: Callable[[int], None] = lambda done: None) -> Tally:
    """One round a fault, in this order, on one hall; what a round left open is asked again; then the record counts."""
    chance, tally = random.Random(seed), Tally()
    place = Place(folder, chance)
    try:
        (place.data / "hall.toml").write_text(HALL, encoding="utf-8")
        place.start()
        crowd = Crowd(
            await asyncio.to_thread(pair, place.hub.address, token(place.data, "kiosk", "K1")),
            await asyncio.to_thread(pair, place.hub.address, token(place.data, "manager", "M1")),
            chance,
        )
        await crowd.open(place.hub.address)
        for number, fault in enumerate(faults):
            _, strike = FAULTS[fault]
            name = f"round-{number:04d}"
            await crowd.press(place.hub.address, name, chance.randrange(1, 25), partial(strike, place))
            tally.rounds[fault] = tally.rounds.get(fault, 0) + 1
            if not await _restarted(place, tally):
                break
            await crowd.again(place.hub.address, name)
            told(number + 1)
        else:
            await asyncio.to_thread(place.hub.end)
        tally.unsynced = place.unsynced
        _count(place, crowd, tally)
    finally:
        if place.hub.process.poll() is None:
            place.hub.kill()
        place.remove()
    return tally


async def _restarted(place: Place, tally: Tally) -> bool:
    try:
        await asyncio.to_thread(place.start)
    except AssertionError as error:
        tally.not_restarted += 1
        tally.wrong.append(str(error)[-2000:])
        return False
    return True


def _count(place: Place, crowd: Crowd, tally: Tally) -> None:
    """Against the record itself, whose chain ``records`` has checked."""
    told = records(place.hub.journal)
    issued = [record for record in told if record["type"] == "ticket-issued"]
    number_of = {record["data"]["ticket"]: record["data"]["number"] for record in issued}
    heard = Counter(answer.ticket for answer in crowd.acknowledged.values())
    tally.asked, tally.acknowledged, tally.faulted = len(crowd.asked), len(crowd.acknowledged), crowd.faults
    tally.lost = sum(number_of.get(answer.ticket) != answer.number for answer in crowd.acknowledged.values())
    tally.doubled = sum(heard[ticket] != 1 for ticket in number_of)  # everybody has been answered by now
    tally.redrawn, tally.same_number = redrawn(told), same_number(told)
    tally.wrong += crowd.wrong


def redrawn(told: list[dict[str, Any]]) -> int:
    """Tickets with more or fewer results than draws were asked for."""
    drawn = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-resolved")
    reasons = Counter(record["data"]["ticket"] for record in told if record["type"] == "draw-requested")
    return sum(drawn[ticket] != asked for ticket, asked in reasons.items())


def same_number(told: list[dict[str, Any]]) -> int:
    """Numbers that two people of a day hold."""
    issued = [record["data"] for record in told if record["type"] == "ticket-issued"]
    days = Counter((data["ticket"][:6], data["number"]) for data in issued)
    return sum(count > 1 for count in days.values())
