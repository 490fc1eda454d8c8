"""The hall as it is, its journal, its health."""

import msgspec
from aiohttp import web

from shared.hub.errors import NotAllowed
from shared.hub.health import look
from shared.hub.http.body import hub_of, number, reply
from shared.protocol.rows import CounterRow, GroupRow, HallRow, ServiceRow

RECORDS_A_PAGE = 1000


class HallPicture(msgspec.Struct, frozen=True):
    """``GET hall``: the rows everybody may see."""

    seq: int
    hall: HallRow
    groups: list[GroupRow]
    services: list[ServiceRow]
    counters: list[CounterRow]


class Health(msgspec.Struct, frozen=True):
    """``GET /healthz``: ``status`` "ok", or "fault" with why commands are refused (503)."""

    status: str
    seq: int
    detail: str = ""


async def get_hall(request: web.Request) -> web.Response:
    """``GET hall``, for paired devices."""
    hub = hub_of(request)
    hub.device(request)
    rows = list(hub.board.rows.values())
    return reply(
        HallPicture(
            seq=hub.subscribers.seq,
            hall=next(row for row in rows if isinstance(row, HallRow)),
            groups=[row for row in rows if isinstance(row, GroupRow)],
            services=[row for row in rows if isinstance(row, ServiceRow)],
            counters=[row for row in rows if isinstance(row, CounterRow)],
        )
    )


async def get_journal(request: web.Request) -> web.Response:
    """``GET journal?after=N``: records one a line, at most a thousand; managers only."""
    hub = hub_of(request)
    if hub.device(request).role != "manager":
        raise NotAllowed("role-may-not", detail="the journal is for managers")
    after = number(request, "after", 0, 2**53)
    limit = number(request, "limit", RECORDS_A_PAGE, RECORDS_A_PAGE)
    bodies = await hub.service.writer.run(lambda journal: list(journal.read(after, limit)))
    text = "".join(body + "\n" for _, body in bodies)
    return web.Response(text=text, content_type="application/jsonl")


async def get_health(request: web.Request) -> web.Response:
    """``GET /healthz``, for watchdogs."""
    hub = hub_of(request)
    fault = hub.service.faulted
    return reply(Health("fault" if fault else "ok", hub.service.durable_seq, fault), 503 if fault else 200)


async def get_metrics(request: web.Request) -> web.Response:
    """``GET /metrics`` for Prometheus: counts and times, nobody's numbers."""
    hub = hub_of(request)
    return web.Response(
        body=hub.metrics.text(await look(hub)), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
    )
