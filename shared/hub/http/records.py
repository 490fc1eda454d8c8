"""The published record: every day's lines for everybody, read-only, the day of today up to now."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from shared.hub.errors import NotThere
from shared.hub.http.body import hub_of, reply
from shared.hub.http.downloads import download
from shared.hub.published.day import Proof, Span, record_lines, spans, with_heads
from shared.hub.published.witnessed import witnessed_head
from shared.protocol.heads import SignedHead

if TYPE_CHECKING:
    from shared.hub.hub import Hub

LINES = 500
"""Read at once, beside the hub's own work."""


class RecordIndex(msgspec.Struct, frozen=True):
    """``GET /record``: the days that there are, each at ``/record/DAY.jsonl``, and the key that signs them now."""

    hall: str
    key: str
    days: list[Span]


async def get_index(request: web.Request) -> web.Response:
    """``GET /record``."""
    hub = hub_of(request)
    return reply(RecordIndex(hub.hall_id, hub.signer.public, await _spans(hub)))


async def get_head(request: web.Request) -> web.Response:
    """``GET /record/head``: the day so far, signed."""
    hub = hub_of(request)
    signed: SignedHead = hub.signer.sign(await hub.service.head())
    return reply(signed)


async def get_witnessed_head(request: web.Request) -> web.Response:
    """``GET /record/head/witnessed``: the last head that witnesses signed too."""
    latest = hub_of(request).witnessed.latest
    if latest is None:
        raise NotThere("no-such-record", "no witness has signed a head yet")
    return reply(latest)


async def get_day(request: web.Request) -> web.StreamResponse:
    """``GET /record/{day}.jsonl``: its records, one a line, and its signed head."""
    hub = hub_of(request)
    span = await _span(hub, request.match_info["day"])
    return await download(request, "application/jsonl", _parts(hub, span))


async def get_proof(request: web.Request) -> web.Response:
    """``GET /record/{day}/{seq}``: one record, and the way from its leaf to a signed head."""
    hub = hub_of(request)
    span = await _span(hub, request.match_info["day"])
    text = request.match_info["seq"]
    seq = int(text) if text.isascii() and text.isdigit() and len(text) <= 16 else 0
    if not span.first <= seq <= span.last:
        raise NotThere("no-such-record", f"{span.day} has the records {span.first} to {span.last}")
    async with hub.proving:
        proof: Proof = await asyncio.to_thread(
            hub.leaves.prove, hub.service.journal, span, hub.hall_id, seq, hub.signer.sign
        )
    return reply(proof)


async def _spans(hub: "Hub") -> list[Span]:
    return await hub.service.look(lambda state: spans(hub.service.image, hub.service.image.seq))


async def _span(hub: "Hub", day: str) -> Span:
    for span in await _spans(hub):
        if span.day == day:
            return span
    raise NotThere("no-such-record", "/record lists the days that there are")


async def _parts(hub: "Hub", span: Span) -> AsyncIterator[bytes]:
    witnessed = await asyncio.to_thread(witnessed_head, hub.settings.data, span.day)
    lines = with_heads(hub.hall_id, span, record_lines(hub.service.journal, span), hub.signer.sign, witnessed)
    while True:
        async with hub.readers:
            part = await asyncio.to_thread(_part, lines)
        if not part:
            return
        yield part


def _part(lines: Iterator[str]) -> bytes:
    return "".join(islice(lines, LINES)).encode()
