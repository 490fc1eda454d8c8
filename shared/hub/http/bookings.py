"""Appointments from a phone: services, days and hours that have places, booking, giving back, the code for the kiosk.

A phone is known by a code of 100 bits that it made itself: the holder, in place of an ID that has no business on a
plain line. The kiosk's scanner reads the same code at check-in.
"""

from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec
from aiohttp import web
from msgspec import Meta

from shared.hall import commands as c
from shared.hall.config import Text
from shared.hall.decide.appointments import bookable_days, free_places
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.http.body import hub_of, read, reply, request_id
from shared.hub.http.door import asker
from shared.hub.http.phones import from_phone
from shared.hub.web import qr
from shared.hub.web.status import guide_of
from shared.protocol.requests import BookRequest, CancelAppointmentRequest

if TYPE_CHECKING:
    from shared.hub.hub import Hub

T = TypeVar("T", bound=msgspec.Struct)
Code = Annotated[str, Meta(pattern=r"\A[A-Z2-7]{20}\Z")]
"""100 bits in base32."""


class BookBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST bookings``: the hour from ``hour`` on an ISO date, for the phone of ``code``."""

    code: Code
    service: str
    day: str
    hour: int


class GiveBackBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST bookings/cancel``: a phone has one appointment a day."""

    code: Code
    day: str


class MineBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST bookings/mine``: a code stands in no address, for addresses are kept by whoever is in between."""

    code: Code


class BookableService(msgspec.Struct, frozen=True):
    """A service that takes appointments."""

    id: str
    name: Text
    group: Text


class Bookable(msgspec.Struct, frozen=True):
    """``GET bookable``: what can be booked on which days, and the rules in minutes."""

    hall: Text
    days: list[str]
    services: list[BookableService]
    cancel_min: int
    early_min: int
    late_min: int


class Places(msgspec.Struct, frozen=True):
    """``GET bookable/{service}``: day → hour → places left, of the hours that can be booked now."""

    service: str
    places: dict[str, dict[int, int]]


class Booking(msgspec.Struct, frozen=True):
    """An appointment that stands."""

    service: Text
    day: str
    hour: int
    guide: str = ""
    """The service whose guide there is, by id."""


class Bookings(msgspec.Struct, frozen=True):
    """Those of one phone, the next first; ``picture`` is its code as the kiosk's scanner reads it, an SVG."""

    bookings: list[Booking]
    picture: str


async def get_bookable(request: web.Request) -> web.Response:
    """``GET bookable``."""
    hub = hub_of(request)

    def look(state: State) -> Bookable:
        assert state.config is not None
        rules = state.config.rules
        services = [
            BookableService(service.id, service.name, state.groups[service.group].name)
            for service in state.services.values()
            if service.appointments
        ]
        return Bookable(
            state.config.name,
            bookable_days(state.config, hub.clock.facts(state.config.timezone)),
            services,
            rules.booking_cancel_min,
            rules.check_in_early_min,
            rules.check_in_late_min,
        )

    return reply(await hub.service.look(look))


async def get_places(request: web.Request) -> web.Response:
    """``GET bookable/{service}``."""
    hub = hub_of(request)
    service = request.match_info["service"]

    def look(state: State) -> Places:
        if service not in state.services:
            raise Refused("unknown-service", service=service)
        assert state.config is not None
        facts = hub.clock.facts(state.config.timezone)
        days = bookable_days(state.config, facts)
        return Places(service, {day: free_places(state, service, day, facts) for day in days})

    return reply(await hub.service.look(look))


async def post_booking(request: web.Request) -> web.Response:
    """``POST bookings``."""
    hub, body = await _from(request, BookBody)
    asked = BookRequest(service=body.service, day=body.day, hour=body.hour, person=body.code)
    people = hub.people()
    command = c.BookAppointment(
        by="phone",
        service=body.service,
        day=body.day,
        hour=body.hour,
        holder=people.holder(body.code, body.day) or "",
        before=people.holders_before(body.code),
    )
    hub.booking_tries.attempt(asker(request))
    key = hub.marked(request_id(request), "phone", "book", asked)
    return reply(await hub.execute(command, key, request_id(request)), 201)


async def post_give_back(request: web.Request) -> web.Response:
    """``POST bookings/cancel``."""
    hub, body = await _from(request, GiveBackBody)
    asked = CancelAppointmentRequest(person=body.code, day=body.day)
    command = c.CancelAppointment(by="phone", holder=hub.people().holder(body.code, body.day), day=body.day)
    key = hub.marked(request_id(request), "phone", "cancel-appointment", asked)
    return reply(await hub.execute(command, key, request_id(request)))


async def post_mine(request: web.Request) -> web.Response:
    """``POST bookings/mine``."""
    hub, body = await _from(request, MineBody)
    people = hub.people()

    def look(state: State) -> Bookings:
        found = [
            Booking(state.services[each.service].name, each.day, each.hour, guide_of(state.services[each.service]))
            for each in state.appointments.values()
            if each.status == "booked"
            and each.service in state.services
            and each.holder == people.holder(body.code, each.day)
        ]
        return Bookings(sorted(found, key=lambda each: (each.day, each.hour)), qr.svg(body.code).decode())

    return reply(await hub.service.look(look))


async def _from(request: web.Request, kind: type[T]) -> "tuple[Hub, T]":
    from_phone(request)
    body = await read(request, kind)
    assert isinstance(body, kind)
    return hub_of(request), body
