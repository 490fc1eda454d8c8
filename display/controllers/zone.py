"""Whom a display is for: the whole hall, some of its counters, or one. Pure."""

from collections.abc import Iterable

from shared.client.mirror import Mirror
from shared.protocol.rows import CallRow, GroupRow


class Zone:
    """``counters`` by id; none: all."""

    def __init__(self, counters: Iterable[str] = ()) -> None:
        self.counters = frozenset(counters)

    def has(self, counter: str) -> bool:
        """Whether this counter belongs to it."""
        return not self.counters or counter in self.counters

    def calls(self, rows: Iterable[CallRow]) -> list[CallRow]:
        """Those of its counters."""
        return [row for row in rows if self.has(row.counter)]

    def groups(self, mirror: Mirror) -> list[GroupRow]:
        """Those whose people its counters may call."""
        if not self.counters:
            return list(mirror.groups.values())
        taken = {service for name in self.counters if (row := mirror.counters.get(name)) for service in row.services}
        return [group for group in mirror.groups.values() if taken.intersection(group.services)]

    def open(self, mirror: Mirror) -> bool:
        """Whether some counter of it is at work."""
        if not self.counters:
            return mirror.hall is not None and mirror.hall.counters_open > 0
        return any(row.state != "closed" for row in mirror.counters.values() if row.id in self.counters)

    def strangers(self, mirror: Mirror) -> list[str]:
        """Its counters that the hall does not have."""
        return sorted(self.counters - mirror.counters.keys()) if mirror.counters else []
