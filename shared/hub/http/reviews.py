"""Bad grades at the console: seen to by a manager, and the number to call, shown when it is asked for."""

import logging
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from shared.hub.http.body import hub_of, read, reply
from shared.hub.http.console import manager
from shared.hub.reviews import Outcome, number
from shared.protocol.requests import NOTE_CHARACTERS

log = logging.getLogger("fairhall.hub.reviews")


class SettleBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST reviews/settle``: what became of it; ``text`` says what was done."""

    review: str
    outcome: Outcome
    text: Annotated[str, Meta(max_length=NOTE_CHARACTERS)] = ""


class PhoneBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST reviews/phone``."""

    review: str


class NoteBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST reviews/note``: the number that a citizen gave at the desk or by telephone."""

    review: str
    phone: Annotated[str, Meta(max_length=NOTE_CHARACTERS)]


class ReviewPhone(msgspec.Struct, frozen=True):
    """The number to call, whole; "" where none was left."""

    phone: str


async def post_settle(request: web.Request) -> web.Response:
    """``POST reviews/settle``."""
    hub = hub_of(request)
    actor = manager(hub, request)
    body = await read(request, SettleBody)
    assert isinstance(body, SettleBody)
    await hub.reviews.settle(body.review, body.outcome, body.text, actor.clerk or actor.name, hub.clock.now_ms())
    return reply(body)


async def post_phone(request: web.Request) -> web.Response:
    """``POST reviews/phone``; the log says who looked, and not at what."""
    hub = hub_of(request)
    actor = manager(hub, request)
    body = await read(request, PhoneBody)
    assert isinstance(body, PhoneBody)
    phone = hub.reviews.phone(body.review)
    log.info("%s looked at the number to call about %s", actor.clerk or actor.name, body.review)
    return reply(ReviewPhone(phone))


async def post_note(request: web.Request) -> web.Response:
    """``POST reviews/note``; the log says who noted it, and not what."""
    hub = hub_of(request)
    actor = manager(hub, request)
    body = await read(request, NoteBody)
    assert isinstance(body, NoteBody)
    await hub.reviews.note(body.review, number(body.phone))
    log.info("%s noted a number to call about %s", actor.clerk or actor.name, body.review)
    return reply(body)
