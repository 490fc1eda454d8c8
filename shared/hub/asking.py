"""A request of a device or a manager's console: allowed, decided, durable, answered, counted."""

import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from shared.discovery.radio import met_at
from shared.hall import commands as c
from shared.hall.refusals import Refused
from shared.hub.actor import Actor, allow, command_for, counter_of
from shared.hub.find import find, for_clerk
from shared.protocol.answers import Answer
from shared.protocol.codec import decode_request
from shared.protocol.requests import (
    FindRequest,
    JoinRequest,
    ReportRequest,
    Request,
    TabletRequest,
    TakeWarningRequest,
)

if TYPE_CHECKING:
    from shared.hub.hub import Hub


async def ask(hub: "Hub", actor: Actor, name: str, body: bytes | msgspec.Raw, request_id: str | None) -> Answer:
    """The answer to the request of this name. Raises what problems know."""
    started, outcome = time.perf_counter(), "error"
    try:
        hub.standing.check(actor)
        request = decode_request(name, body)
        allow(actor, name)
        answer = await _answer(hub, actor, name, request, request_id)
        outcome = "done"
        return answer
    except Refused:
        outcome = "refused"
        raise
    finally:
        known = name if outcome != "error" else "any"
        hub.metrics.requests.labels(known, outcome).inc()
        hub.metrics.seconds.labels(known).observe(time.perf_counter() - started)


async def _answer(hub: "Hub", actor: Actor, name: str, request: Request, request_id: str | None) -> Answer:
    """A command's is in the record; the others are about what is there, and leave nothing."""
    match request:
        case ReportRequest():
            hub.show(hub.devices.report(actor, request, hub.service.state.counters))
            answer = Answer(request_id="", seq=0)
        case TakeWarningRequest():
            hub.show(hub.warnings.take(request.warning, actor))
            hub.show(hub.devices.heard(request.warning.removeprefix("device/")))
            answer = Answer(request_id="", seq=0)
        case FindRequest():
            answer = await _find(hub, actor, request)
        case TabletRequest():
            answer = _tablet(hub, counter_of(actor, request.counter))
        case JoinRequest():
            try:
                return await _do(hub, actor, name, request, request_id)
            except Refused as refusal:
                await hub.papers.refused(hub.service.state, actor.name, request, refusal.code)
                raise
        case _:
            return await _do(hub, actor, name, request, request_id)
    return msgspec.structs.replace(answer, request_id=request_id or "", seq=hub.subscribers.seq)


async def _do(hub: "Hub", actor: Actor, name: str, request: Request, request_id: str | None) -> Answer:
    command = command_for(actor, request, hub.people())
    key = hub.marked(request_id, f"{actor.role}:{actor.name}", name, request)
    send = partial(hub.execute, command, key, request_id)
    return await hub.notes.asked(request, _at_desk(hub, command, key), send)


def _at_desk(hub: "Hub", command: c.Command, key: str | None) -> str:
    """The ticket that a transfer is about; "" for none, and for one that is only asked for again."""
    desk = hub.service.state.desks.get(command.counter) if isinstance(command, c.Transfer) else None
    repeated = key is not None and hub.service.image.first_seq(key) is not None
    return "" if desk is None or repeated else desk.ticket


async def _find(hub: "Hub", actor: Actor, request: FindRequest) -> Answer:
    tokens, people = hub.ticket_tokens, hub.people()
    wish = FindRequest(number=request.number) if actor.role == "counter" else request
    found = await hub.service.look(lambda state: find(state, wish, tokens.ticket_of, tokens.token, people.person))
    return for_clerk(found) if actor.role == "counter" else found


def _tablet(hub: "Hub", counter: str) -> Answer:
    """The link of a counter's keypad page; nothing of it is kept, and it ends with the business day."""
    if counter not in hub.service.state.counters:
        raise Refused("unknown-counter", counter=counter)
    token = hub.tablet_tokens.token(counter, hub.service.state.day)
    url = f"https://{met_at(hub.settings.host, hub.port)[0]}/keypad#{token}"
    return Answer(request_id="", seq=0, counter=counter, url=url)
