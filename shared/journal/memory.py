"""A journal in memory: the contract without a disk, for tests and trials, with faults on demand."""

from collections.abc import Iterator, Sequence
from threading import Lock

from shared.journal.errors import Conflict, Fenced, JournalError
from shared.journal.port import Head, Journal
from shared.journal.record import leaf


class Store:
    """What several writers of one journal in memory share; it outlives them as a disk would."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.head = Head()
        self.bodies: list[str] = []
        self.snapshots: dict[int, tuple[int, bytes]] = {}


class MemoryJournal(Journal):
    """A writer on a store. Durable as long as the store lives."""

    def __init__(self, store: Store | None = None) -> None:
        super().__init__()
        self.store = store or Store()
        self._fault: tuple[JournalError, bool] | None = None

    def fail_next(self, error: JournalError, written: bool = False) -> None:
        """The next append raises ``error``; with ``written`` its records are there nevertheless."""
        self._fault = (error, written)

    def read(self, after: int, limit: int | None = None) -> Iterator[tuple[int, str]]:
        """See Journal."""
        with self.store.lock:
            bodies = self.store.bodies[after : None if limit is None else after + limit]
        yield from enumerate(bodies, after + 1)

    def head(self) -> Head:
        """See Journal."""
        return self.store.head

    def save_snapshot(self, seq: int, version: int, blob: bytes) -> None:
        """See Journal."""
        with self.store.lock:
            if not 0 <= seq <= self.store.head.seq:
                raise ValueError(f"a snapshot at {seq}, and the head is at {self.store.head.seq}")
            if seq >= self.store.snapshots.get(version, (0, b""))[0]:
                self.store.snapshots[version] = (seq, blob)

    def load_snapshot(self, version: int) -> tuple[int, bytes] | None:
        """See Journal."""
        return self.store.snapshots.get(version)

    def close(self) -> None:
        """See Journal."""

    def _claim(self, leader: str) -> Head:
        with self.store.lock:
            old = self.store.head
            self.store.head = Head(old.term + 1, old.seq, leader, old.leaf)
            return self.store.head

    def _append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        with self.store.lock:
            head = self.store.head
            if term != head.term:
                raise Fenced(f"term {term} is over: {head.leader} leads in term {head.term}")
            if expected_seq != head.seq:
                raise Conflict(f"the head is at {head.seq}, not at {expected_seq}")
            fault, self._fault = self._fault, None
            if fault is None or fault[1]:
                self.store.bodies.extend(bodies)
                self.store.head = Head(term, head.seq + len(bodies), head.leader, leaf(bodies[-1]))
            if fault is not None:
                raise fault[0]
            return self.store.head
