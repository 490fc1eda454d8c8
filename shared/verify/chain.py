"""Each record holds the hash of the one before: nothing was left out, moved, doubled or changed in between."""

from shared.verify.problem import Wrong
from shared.verify.record import NO_LEAF, Record


class Chain:
    """Follows ``seq``, ``prev`` and ``term``. The first ``prev`` of a later part pins what was before."""

    def __init__(self) -> None:
        self.seq = 0
        self.leaf = NO_LEAF
        self.term = 0
        self.first: Record | None = None

    @property
    def begins(self) -> bool:
        """Whether the records start with the journal's first one."""
        return self.first is not None and self.first.seq == 1

    def check(self, record: Record, leaf: str) -> Wrong | None:
        """Why it does not follow from the record before; goes on from this one."""
        wrong = self._wrong(record)
        self.first = self.first or record
        self.seq, self.leaf, self.term = record.seq, leaf, record.term
        return wrong

    def _wrong(self, record: Record) -> Wrong | None:
        if self.first is None:
            if record.seq > 1 or record.prev == NO_LEAF:
                return None
            return Wrong("nothing is before record 1", f"prev {NO_LEAF}", f"prev {record.prev}")
        if record.seq != self.seq + 1:
            rule = "records are missing, doubled or out of order"
            return Wrong(rule, f"seq {self.seq + 1}", f"seq {record.seq}")
        if record.prev != self.leaf:
            rule = "it does not follow the record before: one of the two was changed"
            return Wrong(rule, f"prev {self.leaf}", f"prev {record.prev}")
        if record.term < self.term:
            return Wrong("a term never falls", f"term {self.term} or higher", f"term {record.term}")
        return None
