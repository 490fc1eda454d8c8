"""Who began to lead, and when: each start and take-over has a term of its own, and every record tells its term."""

from collections import deque

import msgspec

from shared.hall import events as e
from shared.verify.record import Record

HOUR_MS = 3_600_000
USUAL = 3
"""In an hour; more want a reason."""


class Lead(msgspec.Struct):
    """The first record of a term that wants a reason: in the midst of ``draw`` (0: none), or the ``nth`` in an hour."""

    seq: int
    at_ms: int
    term: int
    draw: int
    nth: int


class Leads(msgspec.Struct):
    """Terms that wrote something, beside the first."""

    times: int = 0
    most_an_hour: int = 0
    in_draw: int = 0
    odd: list[Lead] = []


class LeadLog:
    """``see`` every record in order."""

    def __init__(self) -> None:
        self.leads = Leads()
        self._term = 0
        self._draw = 0
        self._begun: deque[int] = deque()
        """When the terms of the last hour began."""

    def see(self, record: Record, event: e.AnyEvent) -> None:
        """Count it if it begins a term."""
        if record.term > self._term > 0:
            self._begin(record)
        self._term = max(self._term, record.term)
        if isinstance(event, e.DrawRequest | e.DrawResolved | e.DrawAbandoned):
            self._draw = event.i if isinstance(event, e.DrawRequest) else 0

    def _begin(self, record: Record) -> None:
        self._begun.append(record.at_ms)
        while self._begun[0] <= record.at_ms - HOUR_MS:
            self._begun.popleft()
        leads, nth = self.leads, len(self._begun)
        leads.times += 1
        leads.most_an_hour = max(leads.most_an_hour, nth)
        leads.in_draw += self._draw > 0
        if self._draw or nth > USUAL:
            leads.odd.append(Lead(record.seq, record.at_ms, record.term, self._draw, nth))
