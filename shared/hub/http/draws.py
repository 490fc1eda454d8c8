"""A ticket's draws as the record has them, for its holder's phone to compute again."""

import msgspec
from aiohttp import web

from shared.hall.config import Text
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hub.http.body import hub_of, reply


class TicketDraws(msgspec.Struct, frozen=True):
    """``GET tickets/{token}/draws``: ``hall_id`` as it is in every chain's context, ``labels`` counter → what people
    read, and of each draw, the latest last, the journal's own lines: opening, request, strikes, result. ``told``
    are those that took the ticket or gave it windows without a lot: the QR code on the paper may name one of them.

    ``inherited``: its windows are those drawn for an earlier ticket of the same person.
    """

    number: str
    ticket: str
    hall: Text
    hall_id: str
    labels: dict[str, str]
    day: str
    draws: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]
    inherited: bool


async def get_draws(request: web.Request) -> web.Response:
    """``GET tickets/{token}/draws``."""
    hub = hub_of(request)
    name = hub.ticket_tokens.ticket_of(request.match_info["token"]) or ""
    image = hub.service.image
    spans = image.draws(name)
    seqs = image.told.of(name)
    openings = [image.opened_at(first) for first, _ in spans]

    def look(state: State) -> TicketDraws:
        ticket = image.ticket(name)
        if ticket is None or state.config is None:
            raise Refused("unknown-ticket", ticket="")
        labels = {counter.id: counter.label for counter in state.counters.values()}
        inherited = bool(ticket.earlier) and not spans
        return TicketDraws(
            ticket.number, name, state.config.name, state.config.id, labels, state.day, (), (), inherited
        )

    found = await hub.service.look(look)
    draws = []
    for opened, (first, last) in zip(openings, spans, strict=True):
        if opened:
            draws.append((*await _lines(request, opened, opened), *await _lines(request, first, last)))
    told = [line for seq in seqs for line in await _lines(request, seq, seq)]
    return reply(msgspec.structs.replace(found, draws=tuple(draws), told=tuple(told)))


async def _lines(request: web.Request, first: int, last: int) -> list[str]:
    journal = hub_of(request).service.writer
    return await journal.run(lambda opened: [body for _, body in opened.read(first - 1, last - first + 1)])
