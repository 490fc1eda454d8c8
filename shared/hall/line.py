"""A line of waiting tickets: priority apart from walk-ins, each by arrival, O(log n) a step."""

from collections.abc import Callable
from heapq import heappop, heappush

import msgspec

Entry = tuple[int, str, int]
"""(order by arrival, ticket, the ticket's turn when it joined)."""


class Line(msgspec.Struct):
    """Two heaps; an entry that no longer stands is dropped when it comes to the front."""

    first: list[Entry] = []
    rest: list[Entry] = []

    def join(self, entry: Entry, priority: bool) -> None:
        """Add a waiting ticket."""
        heappush(self.first if priority else self.rest, entry)

    def heads(self, stands: Callable[[Entry], bool]) -> tuple[Entry | None, Entry | None]:
        """The oldest priority and the oldest other ticket still standing."""
        return _head(self.first, stands), _head(self.rest, stands)


def _head(heap: list[Entry], stands: Callable[[Entry], bool]) -> Entry | None:
    while heap and not stands(heap[0]):
        heappop(heap)
    return heap[0] if heap else None
