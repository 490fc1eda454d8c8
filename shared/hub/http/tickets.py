"""Tickets: taken by devices, looked at by whoever holds their secret token, evaluated."""

import asyncio
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.actor import evaluation
from shared.hub.errors import HubError, NotAllowed
from shared.hub.http.body import hub_of, read, reply, request_id
from shared.hub.web.status import TicketStatus, status_of
from shared.protocol.requests import EvaluateRequest

if TYPE_CHECKING:
    from shared.hub.hub import Hub

STREAMS_AT_MOST = 2000
STILL_THERE_S = 15.0
"""A stream with nothing to say says so this often, and so learns that its phone has gone."""


async def post_ticket(request: web.Request) -> web.Response:
    """``POST tickets``."""
    hub = hub_of(request)
    return reply(await hub.ask(hub.device(request), "issue", await request.read(), request_id(request)), 201)


async def post_ticket_verb(request: web.Request) -> web.Response:
    """``POST tickets/{id}/{requeue|resume|cancel}``."""
    hub = hub_of(request)
    body = msgspec.json.encode({"ticket": request.match_info["id"]})
    return reply(await hub.ask(hub.device(request), request.match_info["verb"], body, request_id(request)))


async def get_ticket(request: web.Request) -> web.StreamResponse:
    """``GET tickets/{token}``: public; with ``Accept: text/event-stream`` every change of it, pushed."""
    hub = hub_of(request)
    token = request.match_info["token"]
    status = await _status(hub, token)
    if "text/event-stream" not in request.headers.get("Accept", ""):
        return reply(status)
    if len(hub.streams) >= STREAMS_AT_MOST:
        raise NotAllowed("too-many-streams", status=503)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    changed = asyncio.Event()
    hub.streams.add(changed)
    try:
        await response.write(_event(status))
        while not hub.stopping:
            changed.clear()
            try:
                await asyncio.wait_for(changed.wait(), STILL_THERE_S)
            except TimeoutError:
                await response.write(b":\n\n")
            if _look(hub.service.state, hub, token) != status:
                status = await _status(hub, token)
                await response.write(_event(status))
    except (ConnectionError, HubError, Refused):
        pass  # the phone has gone, or asks again in some seconds
    finally:
        hub.streams.discard(changed)
    return response


def _event(status: TicketStatus) -> bytes:
    return b"data: " + msgspec.json.encode(status) + b"\n\n"


async def _status(hub: "Hub", token: str) -> TicketStatus:
    status = await hub.service.look(lambda state: _look(state, hub, token))
    if status is None:
        raise Refused("unknown-ticket", ticket="")
    return status


def _look(state: State, hub: "Hub", token: str) -> TicketStatus | None:
    ticket = state.tickets.get(hub.ticket_tokens.ticket_of(token) or "")
    return status_of(state, ticket) if ticket else None


async def post_evaluation(request: web.Request) -> web.Response:
    """``POST evaluations``: by a counter device for a ticket's id, or by anybody who holds the ticket's token."""
    hub = hub_of(request)
    if "Authorization" in request.headers:
        return reply(await hub.ask(hub.device(request), "evaluate", await request.read(), request_id(request)), 201)
    wish = await read(request, EvaluateRequest)
    assert isinstance(wish, EvaluateRequest)
    ticket = hub.ticket_tokens.ticket_of(wish.token)
    if ticket is None:
        raise Refused("unknown-ticket", ticket="")
    command = evaluation("phone", msgspec.structs.replace(wish, source="phone"), ticket)
    return reply(await hub.service.execute(command, request_id(request)), 201)
