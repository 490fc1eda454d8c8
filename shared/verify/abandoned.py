"""Draws that were given up because a seed was lost: who signed, what came instead, and what would have come."""

import msgspec

from shared.hall import events as e
from shared.hall.draw.lots import context
from shared.protocol.heads import Abandonment, Signature, signed_by
from shared.verify.links import digest_of, link_of
from shared.verify.lots import HUB, fallen
from shared.verify.problem import Wrong
from shared.verify.record import Record


class GivenUp(msgspec.Struct):
    """One draw. ``odd`` are the reasons to ask; ``would`` is "" as long as nobody has seen its seed."""

    seq: int
    day: str
    epoch: int
    i: int
    ticket: str
    """"" in a round."""
    signed_by: tuple[str, ...]
    drawn: str = ""
    """What was drawn again: ticket and windows."""
    would: str = ""
    """What the lost seed would have drawn."""
    odd: list[str] = []


class _Lost(msgspec.Struct):
    opening: e.DayOpened
    request: e.DrawRequested | e.PairsDrawRequested
    abandoned: e.DrawAbandoned
    at_ms: int
    found: GivenUp


class Abandonments:
    """``see`` every record; ``all`` at the end. Needs no state of the hall."""

    def __init__(self) -> None:
        self.all: list[GivenUp] = []
        self._managers: dict[str, str] = {}
        self._opening: e.DayOpened | None = None
        self._request: e.DrawRequested | e.PairsDrawRequested | None = None
        self._leaf = ""
        self._dates: set[str] = set()
        self._lost: dict[tuple[str, int], _Lost] = {}
        self._again: GivenUp | None = None

    def see(self, record: Record, event: e.AnyEvent, leaf: str) -> Wrong | None:
        """Why a draw could not be given up so, or a seed is not the one that was lost."""
        match event:
            case e.HallConfigured() | e.StateCarried():
                self._managers = dict(event.config.managers)
            case e.DayOpened():
                self._opening = event
                if self._again is not None and not event.sealed_ms:
                    self._again.odd.append("drawn again under a seal made after its request was known")
            case e.DrawRequested() | e.PairsDrawRequested():
                self._request, self._leaf = event, leaf
            case e.DrawResolved() if self._again is not None:
                self._again.drawn, self._again = _windows(event), None
            case e.DrawAbandoned():
                return self._abandoned(record, event)
            case e.SeedPublished():
                return self._published(record, event)
        return None

    def _abandoned(self, record: Record, event: e.DrawAbandoned) -> Wrong | None:
        opening, request = self._opening, self._request
        if opening is None or request is None:
            return None  # mid-journal: what was given up is not here
        signers = tuple(by for by, _, _ in event.signatures)
        ticket = request.ticket if isinstance(request, e.DrawRequested) else ""
        found = GivenUp(record.seq, opening.day, opening.epoch, event.i, ticket, signers)
        self.all.append(found)
        self._again = found
        self._lost[opening.day, opening.epoch] = _Lost(opening, request, event, record.at_ms, found)
        if event.day in self._dates:
            found.odd.append("a second one on that date")
            return Wrong("a draw is given up once a day at most", "no further one", f"another on {event.day}")
        self._dates.add(event.day)
        if event.record != self._leaf:
            return Wrong("what is given up is the open draw's request", self._leaf, event.record)
        return self._signed(opening, event, found)

    def _signed(self, opening: e.DayOpened, event: e.DrawAbandoned, found: GivenUp) -> Wrong | None:
        given = Abandonment(opening.hall, opening.day, opening.epoch, event.i, event.record)
        keys = dict(opening.witness_keys) | {f"manager:{name}": key for name, key in self._managers.items()}
        for by, key, signature in event.signatures:
            if not signed_by(given, Signature(by, key, signature)):
                return Wrong("a draw is given up by signatures of exactly that draw", f"one of {by}", signature)
            if keys.get(by, key) != key:
                return Wrong("who signs uses the key that the record names before", keys[by], key)
            if by not in keys:
                found.odd.append(f"the record names no key of {by} before")
        if not any(by.startswith("manager:") for by in found.signed_by):
            return Wrong("a draw is given up by a manager", "manager:…", ", ".join(found.signed_by) or "nobody")
        mixed = {name for name, _ in event.ys}
        if mixed and not mixed & set(found.signed_by):
            return Wrong("a witness of the draw signs too", ", ".join(sorted(mixed)), ", ".join(found.signed_by))
        if not mixed:
            found.odd.append("no witness signed: the draw had none, or all were struck")
        return None

    def _published(self, record: Record, event: e.SeedPublished) -> Wrong | None:
        lost = self._lost.get((event.day, event.epoch))
        if lost is None:
            return None  # the day it is of is not among these records
        seed, opening = digest_of(event.seed), lost.opening
        ctx = context(opening.hall, opening.day, opening.epoch, HUB)
        anchor, x = link_of(opening.algorithm, ctx, seed or b"", lost.abandoned.i, opening.links)
        if seed is None or anchor.hex() != opening.hub_anchor:
            return Wrong("a seed that came back is the one sealed for its epoch", opening.hub_anchor, anchor.hex())
        result, _ = fallen(opening.algorithm, lost.request, x.hex(), lost.abandoned.ys)
        lost.found.would = _windows(result)
        minutes = (record.at_ms - lost.at_ms) // 60_000
        lost.found.odd.append(f"its seed was there again {minutes} min later (record {record.seq}): was it lost?")
        return None


def _windows(result: e.DrawResolved) -> str:
    reserves = f", reserves {', '.join(result.reserves)}" if result.reserves else ""
    return f"{result.ticket} at {result.main}{reserves}"
