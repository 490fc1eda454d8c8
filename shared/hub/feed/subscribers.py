"""Who listens, and what each may see. A message is encoded once a role; a slow reader never holds up the others."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

import msgspec

from shared.protocol.codec import encode
from shared.protocol.messages import Hubs, Snapshot, Update
from shared.protocol.roles import SEES, Role
from shared.protocol.rows import AnyRow, DeskRow

KEPT = 256
"""Updates held for terminals that come back: some minutes of a hall, and seconds of the largest crowd."""
Audience = tuple[Role, str]
"""A role and, for counters, the desk it may see ("" otherwise; managers see every desk)."""


class Outlet(Protocol):
    """One connection: ``send`` takes a frame at once or returns False when its reader is too far behind."""

    def send(self, frame: bytes) -> bool:
        """Hand over one frame."""
        ...


class _Subscriber(msgspec.Struct):
    outlet: Outlet
    audience: Audience
    behind: bool = False


class Subscribers:
    """The live feed. ``rows`` gives all rows published so far."""

    def __init__(self, rows: Callable[[], Iterable[AnyRow]]) -> None:
        self.seq = 0
        self._rows = rows
        self._all: dict[Outlet, _Subscriber] = {}
        self._kept: deque[tuple[int, tuple[AnyRow, ...]]] = deque(maxlen=KEPT)
        self._kept_after = 0
        """Everything published after this seq is still held; at this seq itself there was more."""
        self._hubs: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self._all)

    def publish(self, seq: int, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        """Push changed rows, or with ``fresh`` a snapshot, to everybody who may see them."""
        self.seq = max(seq, self.seq)
        if fresh:
            self._kept.clear()
            self._kept_after = seq
        else:
            if len(self._kept) == KEPT:
                self._kept_after = self._kept[0][0]
            self._kept.append((seq, rows))
        frames: dict[Audience, bytes | None] = {}
        for each in tuple(self._all.values()):
            if each.behind:
                continue
            if each.audience not in frames:
                frames[each.audience] = self._snapshot(each.audience) if fresh else _update(each.audience, seq, rows)
            frame = frames[each.audience]
            if frame is not None and not each.outlet.send(frame):
                each.behind = True

    def meet_at(self, hubs: tuple[str, ...]) -> None:
        """Everybody knows from now on where the hubs of a pair are met."""
        if hubs != self._hubs:
            self._hubs = hubs
            for outlet in self._all:
                outlet.send(encode(Hubs(addresses=hubs)))

    def join(self, outlet: Outlet, role: Role, counter: str, after: int | None) -> None:
        """Subscribe: with the updates after ``after`` if they are all still held, else with a snapshot."""
        self._catch_up_from(outlet, role, counter, after)
        if self._hubs:
            outlet.send(encode(Hubs(addresses=self._hubs)))

    def _catch_up_from(self, outlet: Outlet, role: Role, counter: str, after: int | None) -> None:
        subscriber = self._all[outlet] = _Subscriber(outlet, (role, counter))
        if after is None or not self._kept_after < after <= self.seq:
            subscriber.behind = not outlet.send(self._snapshot(subscriber.audience))
            return
        for seq, rows in self._kept:
            frame = _update(subscriber.audience, seq, rows) if seq >= after else None
            if frame is not None and not outlet.send(frame):
                subscriber.behind = True
                return

    def leave(self, outlet: Outlet) -> None:
        """Unsubscribe."""
        self._all.pop(outlet, None)

    def catch_up(self) -> None:
        """Give those who fell behind a snapshot as soon as they take one: never a hole."""
        for each in tuple(self._all.values()):
            if each.behind:
                each.behind = not each.outlet.send(self._snapshot(each.audience))

    def _snapshot(self, audience: Audience) -> bytes:
        rows = tuple(row for row in self._rows() if _may_see(audience, row))
        return encode(Snapshot(seq=self.seq, rows=rows))


def _update(audience: Audience, seq: int, rows: tuple[AnyRow, ...]) -> bytes | None:
    seen = tuple(row for row in rows if _may_see(audience, row))
    return encode(Update(seq=seq, rows=seen)) if seen else None


def _may_see(audience: Audience, row: AnyRow) -> bool:
    role, counter = audience
    if type(row) not in SEES[role]:
        return False
    return role != "counter" or not isinstance(row, DeskRow) or row.id == counter
