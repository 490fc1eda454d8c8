"""Whether the hall's clock can be believed. Where it cannot, screens show order and no times. Pure."""

from collections.abc import Iterable
from itertools import pairwise

from display.controllers.stage import running
from shared.protocol.rows import CallRow, HallRow
from shared.ui.clock import local_time

SLACK_MS = 60_000


def believable(now_ms: int, hall: HallRow, calls: Iterable[CallRow]) -> bool:
    """No call lies in the future, later calls are later, and the business day has begun."""
    times = [call.at_ms for call in sorted(calls, key=running)]
    if any(at_ms > now_ms + SLACK_MS for at_ms in times):
        return False
    if any(later < earlier - SLACK_MS for earlier, later in pairwise(times)):
        return False
    return hall.day <= local_time(now_ms, hall.timezone).date().isoformat()
