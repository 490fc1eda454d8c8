"""The hall for anyone: how many wait for what, how long, hours and notices; nobody's number."""

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from shared.hall.config import Text
from shared.hub.errors import Fault
from shared.hub.http.body import hub_of, reply
from shared.hub.http.streams import PHONES_PAUSE_S, stream
from shared.protocol.rows import GroupRow, HallRow, ServiceRow

if TYPE_CHECKING:
    from shared.hub.hub import Hub


class ServiceWait(msgspec.Struct, frozen=True):
    """One service; ``state`` and ``ahead`` as in its row, waits in minutes ((0, 0): no wait)."""

    name: Text
    state: str
    ahead: int
    low_min: int
    high_min: int


class GroupWait(msgspec.Struct, frozen=True):
    """A group and its services."""

    letter: str
    name: Text
    area: Text
    waiting: int
    services: tuple[ServiceWait, ...]


class HallStatus(msgspec.Struct, frozen=True):
    """``GET status``. ``opens`` and ``closes`` are "" where tickets are given at any time; ``seal`` is of the day;
    ``as_told``: of a hundred called today, how many within the time that their ticket told (-1: too few yet);
    ``halted``: the lot waits, and nothing is taken or called meanwhile.
    """

    hall: Text
    open: bool
    opens: str
    closes: str
    notice: Text
    seal: str
    counters_open: int
    bookable: bool
    groups: tuple[GroupWait, ...]
    as_told: int = -1
    halted: bool = False
    phone: str = ""
    """The hall's number."""


async def get_status(request: web.Request) -> web.StreamResponse:
    """``GET status``; with ``Accept: text/event-stream`` every change of it, pushed."""
    hub = hub_of(request)

    async def settle() -> HallStatus:
        status = _status(hub)
        if status is None:
            raise Fault("fault", hub.service.faulted)
        return status

    if "text/event-stream" not in request.headers.get("Accept", ""):
        return reply(await settle())
    return await stream(request, lambda: _status(hub), settle, pause_s=PHONES_PAUSE_S)


def _status(hub: "Hub") -> HallStatus | None:
    """From the rows that everybody has been shown: what is in them is durable."""
    rows = hub.board.rows
    hall = rows.get(("hall", "hall"))
    if not isinstance(hall, HallRow):
        return None
    groups = [row for row in rows.values() if isinstance(row, GroupRow)]
    return HallStatus(
        hall=hall.name,
        open=hall.open,
        opens=hall.opens,
        closes=hall.closes,
        notice=hall.notice,
        seal=hall.seal,
        counters_open=hall.counters_open,
        bookable=any(service.appointments for service in hub.service.state.services.values()),
        groups=tuple(
            GroupWait(
                letter=group.letter,
                name=group.name,
                area=group.area,
                waiting=group.waiting,
                services=tuple(
                    ServiceWait(row.name, row.state, row.ahead, row.low_min, row.high_min)
                    for service in group.services
                    if isinstance(row := rows.get(("service", service)), ServiceRow)
                ),
            )
            for group in sorted(groups, key=lambda group: group.letter)
        ),
        as_told=hub.service.image.today.as_told,
        halted=hall.halted,
        phone=config.phone if (config := hub.service.state.config) else "",
    )
