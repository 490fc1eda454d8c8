"""How a ticket gets its window, as it can be told before the ticket is taken. Pure."""

from typing import Literal

from shared.client.mirror import Mirror

Way = Literal["draw", "one", "later", "line"]
"""A lot now; the only window that is open; a lot when it is called; no lot, whichever window is next."""


def way_of(mirror: Mirror, service_id: str) -> Way:
    """The way of this service now. Without the hub nothing is drawn, and nobody knows who is open."""
    service = mirror.services.get(service_id)
    group = mirror.groups.get(service.group) if service is not None else None
    if service is None or group is None or group.policy == "fifo":
        return "line"
    if group.policy == "call" or not mirror.counted or service.counters_open == 0:
        return "later"
    return "one" if service.counters_open == 1 else "draw"
