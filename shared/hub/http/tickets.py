"""Tickets: taken by devices, looked at by whoever holds their secret token, evaluated."""

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.actor import evaluation
from shared.hub.asking import ask
from shared.hub.errors import NotAllowed
from shared.hub.http.body import hub_of, read, read_bytes, reply, request_id
from shared.hub.http.phones import from_phone, private
from shared.hub.http.streams import PHONES_PAUSE_S, stream
from shared.hub.http.tablets import rate
from shared.hub.reviews import number, plain
from shared.hub.web.status import TicketStatus, status_of
from shared.protocol.requests import EvaluateRequest

if TYPE_CHECKING:
    from shared.hub.hub import Hub


async def post_ticket(request: web.Request) -> web.Response:
    """``POST tickets``."""
    hub = hub_of(request)
    return reply(await ask(hub, hub.device(request), "issue", await read_bytes(request), request_id(request)), 201)


async def post_ticket_verb(request: web.Request) -> web.Response:
    """``POST tickets/{id}/{requeue|resume|cancel}``."""
    hub = hub_of(request)
    body = msgspec.json.encode({"ticket": request.match_info["id"]})
    return reply(await ask(hub, hub.device(request), request.match_info["verb"], body, request_id(request)))


async def get_ticket(request: web.Request) -> web.StreamResponse:
    """``GET tickets/{token}``: public; with ``Accept: text/event-stream`` every change of it, pushed."""
    hub = hub_of(request)
    token = request.match_info["token"]
    if "text/event-stream" not in request.headers.get("Accept", ""):
        return reply(await _status(hub, token))
    return await stream(
        request, lambda: _look(hub.service.state, hub, token), lambda: _status(hub, token), pause_s=PHONES_PAUSE_S
    )


async def _status(hub: "Hub", token: str) -> TicketStatus:
    status = await hub.service.look(lambda state: _look(state, hub, token))
    if status is None:
        raise Refused("unknown-ticket", ticket="")
    return status


def _look(state: State, hub: "Hub", token: str) -> TicketStatus | None:
    image = hub.service.image
    ticket = image.ticket(hub.ticket_tokens.ticket_of(token) or "")
    if ticket is None:
        return None
    return status_of(state, ticket, bool(image.draws(ticket.id)), image.today.as_told, bool(hub.board.halted))


async def post_evaluation(request: web.Request) -> web.Response:
    """``POST evaluations``: by a counter device for a ticket's id, by a counter's tablet for whom its counter asked,
    or by anybody who holds the ticket's token. Without TLS nobody but the last: no key or keypad is read from the air.
    """
    hub = hub_of(request)
    if request.secure and "Authorization" in request.headers:
        actor = hub.device(request)
        return reply(await ask(hub, actor, "evaluate", await read_bytes(request), request_id(request)), 201)
    wish = await read(request, EvaluateRequest)
    assert isinstance(wish, EvaluateRequest)
    if request.secure and wish.keypad:
        return reply(await rate(hub, wish, request_id(request)), 201)
    from_phone(request)
    ticket = hub.ticket_tokens.ticket_of(wish.token)
    if ticket is None:
        raise Refused("unknown-ticket", ticket="")
    hub.phone_tries.attempt(ticket)
    command = evaluation("phone", msgspec.structs.replace(wish, source="phone"), ticket)
    if wish.phone and not private(request):
        raise NotAllowed("plain-line", detail="a telephone number is sent over TLS alone")
    text, phone = plain(wish.text), number(wish.phone)
    asked = request_id(request)
    key = hub.marked(asked, "phone", "evaluate", wish)
    answer = await hub.execute(command, key, asked)
    await hub.reviews.said(hub.service.state, command, text, phone)
    hub.phone_tries.succeeded(ticket)
    return reply(answer, 201)
