"""A line of waiting tickets: priority apart from walk-ins, each by arrival, O(log n) a step."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush

import msgspec

Entry = tuple[int, str, int]
"""(order by arrival, ticket, the ticket's turn when it joined)."""


class Line(msgspec.Struct):
    """Two heaps. Entries that no longer stand stay inside until they come to the front, where ``prune`` drops them."""

    first: list[Entry] = []
    rest: list[Entry] = []

    def join(self, entry: Entry, priority: bool) -> None:
        """Add a waiting ticket."""
        heappush(self.first if priority else self.rest, entry)

    def heads(self) -> tuple[Entry | None, Entry | None]:
        """The oldest priority and the oldest other ticket."""
        return (self.first[0] if self.first else None, self.rest[0] if self.rest else None)

    def prune(self, stands: Callable[[Entry], bool]) -> None:
        """Make the heads true again; due whenever an entry ceased to stand."""
        for heap in (self.first, self.rest):
            while heap and not stands(heap[0]):
                heappop(heap)

    def renumber(self, ahead: int, stands: Callable[[Entry], bool]) -> None:
        """Take ``ahead`` from every place; ``stands`` is asked with the old ones."""
        for heap in (self.first, self.rest):
            heap[:] = [(order - ahead, ticket, turn) for order, ticket, turn in filter(stands, heap)]
            heapify(heap)
