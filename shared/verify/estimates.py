"""How far the waits were off that tickets told: from the record alone, the range told against the first call."""

import msgspec

from shared.hall import events as e
from shared.verify.record import Record


class Estimates(msgspec.Struct):
    """Of those who were called and had been told a range: how many, how many ``inside`` it, and estimate − wait."""

    told: int = 0
    inside: int = 0
    mean_error_s: int = 0
    bias_s: int = 0


class EstimateLog:
    """``see`` every record in order."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[int, e.TicketIssued]] = {}
        self._off: list[int] = []
        self._inside = 0

    def see(self, record: Record, event: e.AnyEvent) -> None:
        """A ticket that tells a range, or its first call."""
        match event:
            case e.TicketIssued() if event.spread_s > 1 and not event.taken_ms:
                self._waiting[event.ticket] = record.at_ms, event
            case e.TicketCancelled() | e.TicketExpired():
                self._waiting.pop(event.ticket, None)
            case e.TicketCalled() if event.ticket in self._waiting:
                since_ms, told = self._waiting.pop(event.ticket)
                wait_s = round((record.at_ms - since_ms) / 1000)
                self._off.append(told.estimate_s - wait_s)
                self._inside += told.low_s <= wait_s <= told.high_s

    def estimates(self) -> Estimates:
        """All of them."""
        told = len(self._off)
        if not told:
            return Estimates()
        return Estimates(told, self._inside, round(sum(map(abs, self._off)) / told), round(sum(self._off) / told))
