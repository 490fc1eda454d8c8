"""A line of waiting tickets: priority, appointments and walk-ins apart, each by arrival, O(log n) a step."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush

import msgspec

from shared.hall.commands import TicketKind

Entry = tuple[int, str, int]
"""(order by arrival, ticket, the ticket's turn when it joined)."""
Heads = tuple[Entry | None, Entry | None, Entry | None]
"""The oldest priority, the oldest appointment, the oldest walk-in."""


class Line(msgspec.Struct):
    """Three heaps. Entries that no longer stand stay until they come to the front, where ``prune`` drops them."""

    priority: list[Entry] = []
    appointment: list[Entry] = []
    normal: list[Entry] = []

    def join(self, entry: Entry, kind: TicketKind) -> None:
        """Add a waiting ticket."""
        heappush(getattr(self, kind), entry)

    def heads(self) -> Heads:
        """Who is first of each kind."""
        first, booked, rest = self.priority, self.appointment, self.normal
        return first[0] if first else None, booked[0] if booked else None, rest[0] if rest else None

    def entries(self) -> list[Entry]:
        """Everybody, those who no longer stand among them, in no order."""
        return [*self.priority, *self.appointment, *self.normal]

    def prune(self, stands: Callable[[Entry], bool]) -> None:
        """Make the heads true again; due whenever an entry ceased to stand."""
        for heap in (self.priority, self.appointment, self.normal):
            while heap and not stands(heap[0]):
                heappop(heap)

    def renumber(self, ahead: int, stands: Callable[[Entry], bool]) -> None:
        """Take ``ahead`` from every place; ``stands`` is asked with the old ones."""
        for heap in (self.priority, self.appointment, self.normal):
            heap[:] = [(order - ahead, ticket, turn) for order, ticket, turn in filter(stands, heap)]
            heapify(heap)
