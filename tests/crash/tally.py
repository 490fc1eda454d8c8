"""What is left of a struck hall: held against the record, the kiosks' disks and the paper that came out."""

import asyncio
import random
from collections import Counter
from contextlib import closing
from pathlib import Path

import msgspec

from hardware.printer.spool import Spool
from hardware.simulated.printer import VirtualPrinter
from shared.client.block import OWN
from shared.hub.access.fingerprint import asked_as
from shared.protocol.answers import Answer
from shared.protocol.requests import JoinRequest
from tests.crash.floor import STRIKES, Floor
from tests.crash.station import Station
from tests.crash.storm import redrawn, same_number
from tests.integration.hubs import records
from tests.lan.terminal import Terminal


class Tally(msgspec.Struct):
    """What must be zero, and how much was tried."""

    rounds: dict[str, int] = {}
    took_s: dict[str, list[float]] = {}
    shown: int = 0
    own: int = 0
    acknowledged: int = 0
    papers: int = 0
    printed: int = 0
    unknown: int = 0
    lost: int = 0
    doubled: int = 0
    redrawn: int = 0
    same_number: int = 0
    papers_twice: int = 0
    wrong: list[str] = []

    @property
    def bad(self) -> int:
        """Anything that is not as it was promised."""
        return sum((self.lost, self.doubled, self.redrawn, self.same_number, self.papers_twice, len(self.wrong)))

    def add(self, other: "Tally") -> None:
        """Those of another hall."""
        for name in ("rounds", "took_s"):
            mine = getattr(self, name)
            for key, value in getattr(other, name).items():
                mine[key] = mine[key] + value if key in mine else value
        for name in self.__struct_fields__[2:]:
            setattr(self, name, getattr(self, name) + getattr(other, name))


async def struck(folder: Path, strikes: list[str], seed: int) -> Tally:
    """One strike a round, in this order and each at a random moment, on one hall under load; then the count."""
    floor, tally = Floor(folder, random.Random(seed)), Tally()
    try:
        await floor.open()
        for name in strikes:
            await asyncio.sleep(floor.chance.random() * 2)
            await STRIKES[name][1](floor)
            tally.rounds[name] = tally.rounds.get(name, 0) + 1
        await floor.close()
        for kiosk, head in zip(floor.kiosks, floor.heads, strict=True):
            await _bring(kiosk)
            _papers(kiosk, head, tally)
        await asyncio.to_thread(floor.hub.end)
        _numbers(floor, tally)
        tally.wrong += floor.crowd.wrong
    except (AssertionError, TimeoutError) as error:
        tally.wrong.append(repr(error))
    finally:
        await floor.close()
        floor.remove()
    tally.took_s = floor.took_s
    tally.wrong += floor.wrong
    return tally


async def _bring(kiosk: Station) -> None:
    """What the kiosk still keeps reaches the hub."""
    terminal = Terminal(kiosk.data, [kiosk.address], listens=False)
    assert terminal.outbox is not None
    await terminal.start()
    await terminal.live()
    await terminal.until(lambda: terminal.outbox is None or not terminal.outbox.pending(), 60)
    await terminal.stop()


def _papers(kiosk: Station, head: VirtualPrinter, tally: Tally) -> None:
    """Each slip came out at most once, and where it is not known the kiosk says so, as it did to its citizen."""
    with closing(Spool(kiosk.data / "slips.sqlite3")) as spool:
        entries = spool.entries()
    states = Counter(entry.state for entry in entries)
    papers = [slip.tobytes() for slip in head.slips]
    surplus = len(papers) - states["printed"] - states["unknown"]
    tally.papers_twice += max(0, surplus, len(papers) - len(set(papers)))
    tally.papers += len(papers)
    tally.printed += states["printed"]
    tally.unknown += states["unknown"]
    printed = {entry.number for entry in entries if entry.state == "printed"}
    said = {words[1] for words in kiosk.said if words[0] == "paper" and words[2] == "printed"}
    if len(papers) < states["printed"] or not said <= printed:
        tally.wrong.append(f"{kiosk.data.name}: {len(papers)} papers, {states}, said of {said - printed}")


def _numbers(floor: Floor, tally: Tally) -> None:
    """Whatever anybody saw, or holds a paper of, is in the record once."""
    told = records(floor.data / "journal.db")
    issued = [record for record in told if record["type"] == "ticket-issued"]
    times = Counter(record["data"]["number"] for record in issued)
    seen: list[str] = []
    for kiosk in floor.kiosks:
        shown = {tuple(words[1:3]) for words in kiosk.said if words[0] == "shown"}
        terminal = Terminal(kiosk.data, listens=False)
        assert terminal.outbox is not None
        joins = [msgspec.json.decode(body, type=JoinRequest).number for body in terminal.outbox.bodies("join")]
        for request, number in shown:
            outcome = terminal.outbox.outcome(request)
            if not isinstance(outcome, Answer) or outcome.number != number:
                tally.wrong.append(f"{kiosk.data.name} showed {number}, the hub said {outcome} to {request}")
        terminal.outbox.close()
        own = {number for request, number in shown if request.startswith(OWN)}
        seen += joins + [number for _, number in shown if number not in own]
        if not own <= set(joins):
            tally.wrong.append(f"{kiosk.data.name} showed {own - set(joins)} and did not keep them")
        tally.shown += len(shown)
        tally.own += len(joins)
    seen += [answer.number for answer in floor.crowd.acknowledged.values()]
    tally.acknowledged = len(floor.crowd.acknowledged)
    tally.lost = sum(times[number] == 0 for number in seen)
    tally.doubled = len(seen) - len(set(seen))
    asked = Counter(asked_as(record["request"]) for record in issued)
    tally.doubled += sum(count > 1 for count in asked.values())
    tally.redrawn, tally.same_number = redrawn(told), same_number(told)
