"""Appointments: places left, booking, giving back, checking in. For paired devices."""

import msgspec
from aiohttp import web

from shared.hall.decide.appointments import free_places
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.asking import ask
from shared.hub.http.body import hub_of, read_bytes, reply, request_id


class FreePlaces(msgspec.Struct, frozen=True):
    """``GET appointments/{service}/{day}``: hour → places left, of those hours that can be booked now."""

    service: str
    day: str
    places: dict[int, int]


async def get_free_places(request: web.Request) -> web.Response:
    """``GET appointments/{service}/{day}``."""
    hub = hub_of(request)
    hub.device(request)
    service, day = request.match_info["service"], request.match_info["day"]

    def look(state: State) -> FreePlaces:
        if service not in state.services:
            raise Refused("unknown-service", service=service)
        assert state.config is not None
        return FreePlaces(service, day, free_places(state, service, day, hub.clock.facts(state.config.timezone)))

    return reply(await hub.service.look(look))


async def post_appointment(request: web.Request) -> web.Response:
    """``POST appointments``."""
    return await _ask(request, "book", 201)


async def post_cancel(request: web.Request) -> web.Response:
    """``POST appointments/cancel``."""
    return await _ask(request, "cancel-appointment", 200)


async def post_check_in(request: web.Request) -> web.Response:
    """``POST appointments/check-in``."""
    return await _ask(request, "check-in", 201)


async def _ask(request: web.Request, name: str, status: int) -> web.Response:
    hub = hub_of(request)
    return reply(await ask(hub, hub.device(request), name, await read_bytes(request), request_id(request)), status)
