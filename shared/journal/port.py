"""The journal's contract, the same for every engine (tests/contract/test_journal.py)."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import msgspec

from shared.journal.errors import Fenced, JournalError
from shared.journal.record import NO_LEAF


class Head(msgspec.Struct, frozen=True):
    """Where the journal stands: the highest term and who claimed it, the last seq and that record's leaf."""

    term: int = 0
    seq: int = 0
    leader: str = ""
    leaf: str = NO_LEAF


class Journal(ABC):
    """An append-only journal with one writer at a time. Every method blocks; ``read`` may run on any thread.

    Bodies are lines of shared.journal.record, stored as they are. Snapshots are a cache: one that is damaged,
    of another version, or not of this journal's history is passed over.
    """

    def __init__(self) -> None:
        self._barred: JournalError | None = Fenced("nothing claimed yet")

    def claim(self, leader: str) -> Head:
        """Lead with a new, higher term; every writer before is fenced from here on. Durable on return."""
        head = self._claim(leader)
        self._barred = None
        return head

    def append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        """Write ``bodies`` as seq ``expected_seq`` + 1 and on, all or nothing. Durable on return.

        Raises Fenced (``term`` is not the highest), Conflict (the head is not at ``expected_seq``) or Unknown.
        After any of them this writer is Fenced until it claims anew.
        """
        if not bodies:
            raise ValueError("an append holds at least one record")
        if self._barred is not None:
            raise Fenced(f"this writer has stopped ({self._barred}): claim anew, read, rebuild") from self._barred
        try:
            return self._append(term, expected_seq, bodies)
        except JournalError as error:
            self._barred = error
            raise

    @abstractmethod
    def read(self, after: int, limit: int | None = None) -> Iterator[tuple[int, str]]:
        """(seq, body) of the durable records after ``after``, in order, at most ``limit``."""

    @abstractmethod
    def head(self) -> Head:
        """The durable head."""

    @abstractmethod
    def save_snapshot(self, seq: int, version: int, blob: bytes) -> None:
        """Keep ``blob`` as the state after ``seq``; the latest of each version stays. ValueError beyond the head."""

    @abstractmethod
    def load_snapshot(self, version: int) -> tuple[int, bytes] | None:
        """The latest sound snapshot of ``version`` with its seq, if any."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the journal. A second close does nothing."""

    @abstractmethod
    def _claim(self, leader: str) -> Head: ...

    @abstractmethod
    def _append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head: ...
