"""The clerk asks for the hall's manager: told to the hub, which says when somebody goes."""

from collections.abc import Callable

from shared.client.port import HubLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import COMING, MANAGER, ReportRequest
from shared.protocol.rows import DeviceRow

LASTS_MS = 180_000
"""Who said that they go is there by then."""


class ManagerCall:
    """``row`` is the call as the hub has it. ``refused`` hears why one could not be told."""

    def __init__(self, link: HubLink, refused: Callable[[Problem], None]) -> None:
        self._link = link
        self._refused = refused
        self._waits = False
        """Asked, and nobody goes yet: told anew after a reconnect."""
        self._asking = False
        link.state_changed.append(self._reconnected)

    @property
    def row(self) -> DeviceRow | None:
        """None while nobody is asked for."""
        counter = self._link.welcome.counter if self._link.welcome else ""
        rows = self._link.mirror.devices.values()
        return next((it for it in rows if it.device == "help" and it.counter == counter and it.state == "warn"), None)

    def press(self) -> None:
        """Ask, or take it back."""
        self._tell(self.row is None)

    def follow(self, signed_in: bool) -> None:
        """A call ends some time after somebody went, and when its clerk leaves."""
        row = self.row
        if row is None:
            return
        coming = row.detail == COMING
        self._waits = self._waits and not coming
        if not signed_in or (coming and self._link.now_ms() - row.since_ms >= LASTS_MS):
            self._tell(False)

    def _tell(self, wanted: bool) -> None:
        if self._asking or self._link.state != "live":
            return
        self._waits, self._asking = wanted, True
        state = ReportRequest(device="help", state="warn" if wanted else "ok", detail=MANAGER if wanted else "")
        self._link.request("report", state, self._heard)

    def _heard(self, outcome: Answer | Problem) -> None:
        self._asking = False
        if isinstance(outcome, Problem):
            self._refused(outcome)

    def _reconnected(self, state: LinkState) -> None:
        if state == "live" and self._waits:
            self._tell(True)
