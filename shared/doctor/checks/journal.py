"""The end of the journal: the last thousand records hang together. ``fairhall verify`` checks all of them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from shared.clock import SystemClock
from shared.doctor.checks.user import is_ours, owner_of
from shared.doctor.finding import Finding, failed, passed, warned
from shared.doctor.machine import Machine
from shared.journal.errors import JournalError
from shared.journal.record import leaf, parse
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import Report, verify_chain

TAIL = 1000
AHEAD_MS = 60_000


class JournalTail:
    """Also beside a running hub."""

    name = "journal"

    def look(self, machine: Machine) -> Iterator[Finding]:
        """One line for the chain, one if the clock is behind the last record."""
        for home in machine.hubs:
            path = home.folder / "journal.db"
            if not path.exists():
                yield passed("none", file=str(path))
            elif not is_ours(home.folder):
                yield warned("other", file=str(path), owner=owner_of(home.folder))
            else:
                yield from _look(path)


def _look(path: Path) -> Iterator[Finding]:
    try:
        journal = SqliteJournal(path)
        try:
            head = journal.head()
            bodies = [body for _, body in journal.read(max(0, head.seq - TAIL - 1))]
        finally:
            journal.close()
        report = _tail(bodies, head.seq)
    except JournalError as error:
        yield failed("damaged", file=str(path), reason=str(error))
        return
    if report.fault:
        yield failed("broken", file=str(path), reason=report.fault)
        return
    yield passed("whole", file=str(path), seq=head.seq, checked=min(len(bodies), TAIL), leaf=report.leaf[:12])
    if bodies and (ahead_ms := parse(bodies[-1]).at_ms - SystemClock().now_ms()) > AHEAD_MS:
        last = datetime.fromtimestamp(parse(bodies[-1]).at_ms / 1000, UTC).astimezone().isoformat(" ", "seconds")
        yield failed("ahead", file=str(path), last=last, minutes=ahead_ms // 60_000)


def _tail(bodies: list[str], seq: int) -> Report:
    """The chain of the last records; the first of more than ``TAIL`` is only what the second hangs on."""
    if seq <= TAIL or not bodies:
        return verify_chain(bodies)
    first = parse(bodies[0])
    return verify_chain(bodies[1:], Report(first.seq, leaf(bodies[0]), first.term))
