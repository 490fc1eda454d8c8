"""How this terminal's devices are, told to the hub whenever that changes and after each reconnect."""

import logging

from shared.client.port import HubLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import DeviceKind, DeviceState, ReportRequest

UNREACHABLE = "unreachable"
"""The trouble of a device whose line is down."""
log = logging.getLogger(__name__)


class DeviceReport:
    """What staff see of a desk's keypads and board, a kiosk's reader, a display's voice and layout."""

    def __init__(self, link: HubLink) -> None:
        self._link = link
        self._told: dict[DeviceKind, ReportRequest] = {}
        link.state_changed.append(self._reconnected)

    def tell(self, device: DeviceKind, trouble: str = "", state: DeviceState = "trouble") -> None:
        """It works, or which ``trouble`` it has: a code of the catalogue, ``device.what.…``, and how bad that is."""
        report = ReportRequest(device=device, state=state if trouble else "ok", detail=trouble)
        if self._told.get(device) != report:
            self._told[device] = report
            self._send(report)

    def _reconnected(self, state: LinkState) -> None:
        for report in self._told.values():
            self._send(report)

    def _send(self, report: ReportRequest) -> None:
        if self._link.state == "live":
            self._link.request("report", report, self._heard)

    def _heard(self, outcome: Answer | Problem) -> None:
        if isinstance(outcome, Problem):
            log.info("the hub does not know how the devices here are: %s", outcome.code)
