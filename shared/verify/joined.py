"""Tickets that a kiosk gave without the hub, and whether it had the hub at that time after all (ADR 0013)."""

from collections import defaultdict, deque
from collections.abc import Iterator

from shared.hall import events as e
from shared.verify.record import Record

BRINGS_MS = 60_000
"""A kiosk that has the hub brings what it gave without it at once; so long afterwards it is asked why."""


class JoinLog:
    """``see`` every record in order."""

    def __init__(self) -> None:
        self._live: defaultdict[str, deque[int]] = defaultdict(deque)
        """By kiosk: when it gave tickets with the hub within the last BRINGS_MS, and the last time before."""

    def see(self, record: Record, event: e.AnyEvent) -> Iterator[str]:
        """What is to be told of it, if it is a ticket that joins."""
        if not isinstance(event, e.TicketIssued):
            return
        live = self._live[event.source]
        while len(live) > 1 and live[1] <= record.at_ms - BRINGS_MS:
            live.popleft()
        if not event.taken_ms:
            live.append(record.at_ms)
            return
        yield "taken-without-the-hub"
        if live and event.taken_ms < live[0] <= record.at_ms - BRINGS_MS:
            yield "taken-while-its-kiosk-had-the-hub"
