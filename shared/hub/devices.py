"""The printers, keypads … of the terminals as they report them. In memory alone: each terminal tells again."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from shared.clock import Clock
from shared.hall.config import Counter as CounterConfig
from shared.hall.state import State
from shared.hub.actor import Actor
from shared.hub.witnesses import Witnesses
from shared.protocol.requests import COMING, MANAGER, ReportRequest
from shared.protocol.rows import DeviceRow

NO_COUNTERS: Mapping[str, CounterConfig] = {}


class Devices:
    """``rows`` by id: at most one for each kind of device of each paired terminal, and one for each counter's tablet.

    A terminal that is gone has taken its devices along: they are "off", which is nobody's trouble.
    """

    def __init__(self, clock: Clock) -> None:
        self.rows: dict[str, DeviceRow] = {}
        self._clock = clock
        self._tablets: Counter[str] = Counter()

    def report(
        self, actor: Actor, request: ReportRequest, counters: Mapping[str, CounterConfig] = NO_COUNTERS
    ) -> DeviceRow | None:
        """The row that this report makes; None when it says nothing new. Who asks for help is known by the window."""
        counter = counters.get(actor.counter) if request.device == "help" else None
        return self._keep(
            DeviceRow(
                id=f"{actor.device}/{request.device}",
                name=counter.label if counter else actor.name,
                device=request.device,
                counter=actor.counter,
                state=request.state,
                detail=request.detail,
                left=request.left,
                number=request.number,
                since_ms=self._clock.now_ms(),
            )
        )

    def heard(self, id: str) -> DeviceRow | None:
        """Somebody goes to the counter that asks for the manager; its row, None if this is no such call."""
        row = self.rows.get(id)
        if row is None or (row.device, row.state, row.detail) != ("help", "warn", MANAGER):
            return None
        return self._keep(msgspec.structs.replace(row, detail=COMING, since_ms=self._clock.now_ms()))

    def gone(self, device: str) -> tuple[DeviceRow, ...]:
        """The rows that change when this terminal has left."""
        off = [
            msgspec.structs.replace(row, state="off", detail="", since_ms=self._clock.now_ms())
            for row in self.rows.values()
            if row.id.startswith(f"{device}/")
        ]
        return tuple(row for row in map(self._keep, off) if row is not None)

    def tablet(self, counter: str, come: int) -> DeviceRow | None:
        """One more (1) or one less (-1) keypad page of this counter is open; the row if that changes anything."""
        self._tablets[counter] += come
        return self._keep(
            DeviceRow(
                id=f"tablet/{counter}",
                name=f"tablet-{counter}",
                device="tablet",
                counter=counter,
                state="ok" if self._tablets[counter] else "off",
                detail="",
                left=None,
                number="",
                since_ms=self._clock.now_ms(),
            )
        )

    def witnesses(self, witnesses: Witnesses, state: State) -> tuple[DeviceRow, ...]:
        """The rows that change by how the terminals that are connected stand as witnesses of the lot."""
        rows = []
        for name in sorted(witnesses.live()):
            actor, (condition, detail) = witnesses.known[name], witnesses.condition(name, state)
            row = DeviceRow(
                id=f"{actor.device}/witness",
                name=actor.name,
                device="witness",
                counter="",
                state=condition,
                detail=detail,
                left=None,
                number="",
                since_ms=self._clock.now_ms(),
            )
            rows.append(self._keep(row))
        return tuple(row for row in rows if row is not None)

    def _keep(self, row: DeviceRow) -> DeviceRow | None:
        known = self.rows.get(row.id)
        if known is not None and (known.state, known.detail) == (row.state, row.detail):
            row = msgspec.structs.replace(row, since_ms=known.since_ms)
        if row == known:
            return None
        self.rows[row.id] = row
        return row
