"""Bad grades at the console: seen to by a manager, and the number to call, shown when it is asked for."""

import logging
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta

from shared.hub.http.body import hub_of, read, reply
from shared.hub.http.console import manager
from shared.hub.reviews import Outcome
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
