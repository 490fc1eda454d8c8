"""The manager's console: signing in from any browser, the hall as managers see it, one ticket and its story."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from shared.hall.config import Text
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.actor import Actor
from shared.hub.asking import ask
from shared.hub.errors import Fault, NotAllowed
from shared.hub.find import newest
from shared.hub.http.body import hub_of, read, read_bytes, reply, request_id
from shared.hub.http.counters import Session, SignInBody
from shared.hub.http.door import asker
from shared.hub.http.streams import stream
from shared.hub.published.day import Span, record_lines
from shared.hub.reviews import Review
from shared.hub.story import Step, story
from shared.hub.web.status import TicketStatus, status_of
from shared.protocol.requests import REASON_CHARACTERS
from shared.protocol.rows import DeskRow, HallRow, WarningRow

if TYPE_CHECKING:
    from shared.hub.hub import Hub

PAUSE_S = 0.5


class ConsoleWindow(msgspec.Struct, frozen=True):
    """A window: who works there, on what, since when, and how many who wait may be called there."""

    id: str
    label: str
    state: str
    pause: str
    clerk: str
    number: str
    since_ms: int
    waiting: int


class ConsolePicture(msgspec.Struct, frozen=True):
    """What the console shows without being asked. ``out``: witnesses of the lot that were struck on this ``day``;
    ``reason_characters``: as ``AssignRequest`` wants them.
    """

    hall: Text
    clerk: str
    now_ms: int
    windows: tuple[ConsoleWindow, ...]
    warnings: tuple[WarningRow, ...]
    out: tuple[str, ...]
    reviews: tuple[Review, ...]
    day: str
    reason_characters: int = REASON_CHARACTERS


class TicketStory(msgspec.Struct, frozen=True):
    """``GET console/tickets/{number}``: the ticket, the windows that could serve it now, and what happened so far."""

    ticket: str
    status: TicketStatus
    able: tuple[str, ...]
    steps: tuple[Step, ...]


async def post_session(request: web.Request) -> web.Response:
    """``POST console/session``: a manager signs in; the page sends the session with everything it asks."""
    hub = hub_of(request)
    body = await read(request, SignInBody)
    assert isinstance(body, SignInBody)
    found = await hub.clerks.admit(body.clerk, body.password, asker(request), "console")
    if not found.manager:
        raise NotAllowed("no-manager", detail="fairhall clerk manager ID")
    actor = Actor(role="manager", device="", name=found.id, clerk=found.id)
    return reply(Session(hub.sessions.open(actor), found.id), 201)


async def post_sign_out(request: web.Request) -> web.Response:
    """``POST console/sign-out``."""
    hub = hub_of(request)
    manager(hub, request)
    hub.sessions.close(request.headers.get("Fairhall-Session", ""))
    return web.Response(status=204)


async def post_stream(request: web.Request) -> web.StreamResponse:
    """``POST console/stream``: every change of what managers should see, pushed."""
    hub = hub_of(request)
    actor = manager(hub, request)

    def peek() -> ConsolePicture | None:
        with suppress(NotAllowed):
            hub.standing.check(actor)
            return _picture(hub, actor.clerk)
        return None

    async def settle() -> ConsolePicture:
        hub.standing.check(actor)
        picture = _picture(hub, actor.clerk)
        if picture is None:
            raise Fault("fault", hub.service.faulted)
        return picture

    def say(picture: ConsolePicture) -> ConsolePicture:
        return msgspec.structs.replace(picture, now_ms=hub.clock.now_ms())

    return await stream(request, peek, settle, say, PAUSE_S)


async def get_ticket(request: web.Request) -> web.Response:
    """``GET console/tickets/{number}``."""
    hub = hub_of(request)
    manager(hub, request)
    number = request.match_info["number"].upper()

    def look(state: State) -> tuple[TicketStory, Span]:
        ticket = newest(state, number, lambda ticket: ticket.number == number)
        if ticket is None:
            raise Refused("unknown-ticket", ticket=number)
        image = hub.service.image
        known = TicketStory(
            ticket=ticket.id,
            status=status_of(state, ticket, bool(image.draws(ticket.id))),
            able=tuple(sorted(state.able_counters(ticket.service))) if ticket.service in state.services else (),
            steps=(),
        )
        return known, Span(state.day, next(iter(image.told.of(ticket.id)), 1), image.seq, False)

    found, span = await hub.service.look(look)
    async with hub.readers:
        steps = await asyncio.to_thread(
            lambda: story(
                hub.service.state,
                found.ticket,
                record_lines(hub.service.journal, span),
                hub.notes.by_hand(found.ticket),
            )
        )
    return reply(msgspec.structs.replace(found, steps=steps))


async def post_take(request: web.Request) -> web.Response:
    """``POST warnings/take``: somebody sees to it."""
    hub = hub_of(request)
    return reply(await ask(hub, hub.device(request), "take-warning", await read_bytes(request), request_id(request)))


def manager(hub: "Hub", request: web.Request) -> Actor:
    """Who asks; a manager, still allowed. Raises NotAllowed."""
    actor = hub.device(request)
    if actor.role != "manager":
        raise NotAllowed("role-may-not", detail="the console is for managers")
    hub.standing.check(actor)
    return actor


def _picture(hub: "Hub", clerk: str) -> ConsolePicture | None:
    """From the rows that everybody has been shown: what is in them is durable."""
    rows = hub.board.rows
    hall = rows.get(("hall", "hall"))
    if not isinstance(hall, HallRow):
        return None
    warnings = [row for row in hub.warnings.rows.values() if row.level]
    return ConsolePicture(
        hall=hall.name,
        clerk=clerk,
        now_ms=0,
        windows=tuple(_window(row) for row in rows.values() if isinstance(row, DeskRow)),
        warnings=tuple(sorted(warnings, key=lambda row: (row.level != "red", row.since_ms))),
        out=tuple(sorted(name for name, witness in hub.service.state.witnesses.items() if witness.out)),
        reviews=hub.reviews.rows(),
        day=hub.service.state.day,
    )


def _window(row: DeskRow) -> ConsoleWindow:
    return ConsoleWindow(
        id=row.id,
        label=row.label,
        state=row.state,
        pause=row.pause,
        clerk=row.clerk,
        number=row.ticket.number if row.ticket else "",
        since_ms=row.since_ms,
        waiting=row.named,
    )
