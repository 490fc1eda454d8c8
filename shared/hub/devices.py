"""The printers, keypads … of the terminals as they report them. In memory alone: each terminal tells again."""

from shared.clock import Clock
from shared.hub.actor import Actor
from shared.protocol.requests import ReportRequest
from shared.protocol.rows import DeviceRow


class Devices:
    """``rows`` by id: at most one for each kind of device of each paired terminal."""

    def __init__(self, clock: Clock) -> None:
        self.rows: dict[str, DeviceRow] = {}
        self._clock = clock

    def report(self, actor: Actor, request: ReportRequest) -> DeviceRow | None:
        """The row that this report makes; None when it says nothing new."""
        id_ = f"{actor.device}/{request.device}"
        known = self.rows.get(id_)
        same = known is not None and (known.state, known.detail) == (request.state, request.detail)
        row = DeviceRow(
            id=id_,
            name=actor.name,
            device=request.device,
            state=request.state,
            detail=request.detail,
            left=request.left,
            number=request.number,
            since_ms=known.since_ms if known is not None and same else self._clock.now_ms(),
        )
        if row == known:
            return None
        self.rows[id_] = row
        return row
