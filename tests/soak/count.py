"""What became of a week: the record against what the terminals were told, the backup, and the next start."""

import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import msgspec

from shared.journal.record import parse
from shared.journal.sqlite import SqliteJournal
from tests.bench.cost import FLAT
from tests.bench.hub import HubProcess
from tests.soak.week import Lived, fairhall

ROOM = 1.1
"""So much more memory than on the day it is compared with is growth."""
PASSING = 2
"""Files, threads: a look at the disk, a line that is just being answered."""


class Outcome(msgspec.Struct):
    """All counts but the first three should be 0."""

    records: int = 0
    acknowledged: int = 0
    days_opened: int = 0
    lost: int = 0
    doubled: int = 0
    redrawn: int = 0
    same_number: int = 0
    answered_otherwise: int = 0
    start_s: float = 0.0
    verified: list[str] = []
    grown: list[str] = []

    @property
    def bad(self) -> int:
        """Anything that is not as it was promised."""
        counts = self.lost + self.doubled + self.redrawn + self.same_number + self.answered_otherwise
        return counts + len(self.grown)


def count(folder: Path, lived: Lived) -> Outcome:
    """Everything, also what was backed up on the last day. Raises CalledProcessError where ``verify`` finds a fault."""
    outcome = Outcome(grown=_grown(lived))
    numbers = {ticket: number for day in lived.days for ticket, number in day.numbers.items()}
    outcome.acknowledged = len(numbers)
    outcome.answered_otherwise = sum(len(day.twice) for day in lived.days)
    _record(folder / "hub", numbers, outcome)
    outcome.verified.append(_sentence(fairhall("verify", folder / "hub")))
    fairhall("restore", lived.backup, "--data", folder / "restored")
    outcome.verified.append(_sentence(fairhall("verify", folder / "restored")))
    hub = HubProcess(folder / "hub")
    outcome.start_s = hub.up_s
    hub.stop()
    shutil.rmtree(folder / "restored")
    return outcome


def _sentence(said: str) -> str:
    return said.partition("\n")[0]


def _record(data: Path, numbers: dict[str, str], outcome: Outcome) -> None:
    issued: dict[str, str] = {}
    asked: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    with closing(SqliteJournal(data / "journal.db")) as journal:
        for seq, body in journal.read(0):
            record = parse(body)
            outcome.records = seq
            match record.type:
                case "ticket-issued":
                    outcome.doubled += record.data["ticket"] in issued
                    issued[record.data["ticket"]] = record.data["number"]
                case "draw-requested":
                    asked[record.data["ticket"]] += 1
                case "draw-resolved":
                    drawn[record.data["ticket"]] += 1
                case "day-opened":
                    outcome.days_opened += record.data["epoch"] == 1
    outcome.lost = sum(issued.get(ticket) != number for ticket, number in numbers.items())
    outcome.doubled += sum(ticket not in numbers for ticket in issued)
    outcome.redrawn = sum(drawn[ticket] != times for ticket, times in asked.items())
    days = Counter((ticket.partition("-")[0], number) for ticket, number in issued.items())
    outcome.same_number = sum(times > 1 for times in days.values())


def _grown(lived: Lived) -> list[str]:
    """What the last day cost more than the third: by then two days' people have been forgotten once."""
    if len(lived.samples) < 4:
        return []
    then, now = lived.samples[2], lived.samples[-1]
    costs = (
        ("memory", then.memory_mb, now.memory_mb, then.memory_mb * ROOM),
        ("processor a record", then.processor_us, now.processor_us, then.processor_us * FLAT),
        ("files", then.files, now.files, then.files + PASSING),
        ("threads", then.threads, now.threads, then.threads + PASSING),
    )
    return [
        f"{name}: {before:,.1f} on the third day, {after:,.1f} on the last"
        for name, before, after, most in costs
        if after > most
    ]
