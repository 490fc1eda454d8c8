"""A counter's keypad on a tablet: what it shows, and the press on it. Its secret token names the counter."""

from typing import TYPE_CHECKING, Literal

import msgspec
from aiohttp import web

from shared.hall.config import Text
from shared.hall.decide.evaluation import TRAVEL_MS
from shared.hall.refusals import Refused
from shared.hall.state import BAD
from shared.hub.actor import evaluation
from shared.hub.errors import NotAllowed
from shared.hub.http.body import hub_of, read
from shared.hub.http.streams import stream
from shared.protocol.answers import Answer
from shared.protocol.requests import EvaluateRequest
from shared.protocol.rows import DeskRow, HallRow

if TYPE_CHECKING:
    from shared.hub.hub import Hub

REASON_MS = TRAVEL_MS["screen"]
"""So long after the time to press the reason of a bad grade may still arrive; later it is nobody's answer."""
PRESSES_AT_MOST = 4
"""What is recorded of a tablet for one citizen: a page out of hand fills no record."""


class KeypadBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``POST keypad/stream``."""

    token: str


class KeypadPicture(msgspec.Struct, frozen=True):
    """What the keypad shows. ``number``, ``ticket`` and ``visit`` say whom it asks, or whose press was the last.

    ``until_ms`` is on the hub's clock; ``seconds`` are those left when this was sent. ``reason``: a bad ``grade`` was
    pressed on the keypad without keys for its reasons, which this page asks for.
    """

    hall: Text
    label: str
    state: Literal["idle", "ask", "reason"]
    number: str = ""
    ticket: str = ""
    visit: int = 0
    until_ms: int = 0
    seconds: float = 0
    given: bool = False
    grade: int | msgspec.UnsetType = msgspec.UNSET


async def post_keypad_stream(request: web.Request) -> web.StreamResponse:
    """``POST keypad/stream``: every change of what this counter asks, pushed."""
    hub = hub_of(request)
    body = await read(request, KeypadBody)
    assert isinstance(body, KeypadBody)
    counter = counter_of(hub, body.token)

    async def settle() -> KeypadPicture:
        counter_of(hub, body.token)
        picture = _picture(hub, body.token)
        if picture is None:
            raise Refused("unknown-counter", counter="")
        return picture

    def say(picture: KeypadPicture) -> KeypadPicture:
        left_ms = picture.until_ms - hub.clock.now_ms()
        return msgspec.structs.replace(picture, seconds=max(0, left_ms) / 1000)

    with hub.tablet_open(counter):
        return await stream(request, lambda: _picture(hub, body.token), settle, say)


async def rate(hub: "Hub", wish: EvaluateRequest, request_id: str | None) -> Answer:
    """A press on the tablet, for the citizen whom its counter asked last: the first in time counts, the others are
    recorded as what they are, some for each citizen.
    """
    counter = counter_of(hub, wish.keypad)
    desk = _desk(hub, counter)
    asked = desk.asked if desk else None
    here = asked is not None and (asked.ticket, asked.visit) == (wish.ticket, wish.visit)
    key = hub.marked(request_id, counter, "evaluate", wish)
    if key is None or hub.service.image.first_seq(key) is None:
        whom = f"{asked.ticket}#{asked.visit}" if asked else ""
        before, presses = hub.presses.get(counter, ("", 0))
        presses = presses + 1 if before == whom else 1
        if presses > PRESSES_AT_MOST:
            raise Refused("already-evaluated" if asked and asked.given else "nothing-to-evaluate")
        hub.presses[counter] = whom, presses
    wish = msgspec.structs.replace(wish, source="screen", visit=wish.visit if here else None)
    command = evaluation(f"counter:tablet-{counter}", wish, wish.ticket if here else "")
    return await hub.execute(command, key, request_id)


def counter_of(hub: "Hub", token: str) -> str:
    """The counter whose keypad this token opens today. Raises NotAllowed."""
    counter = hub.tablet_tokens.counter_of(token, hub.service.state.day)
    if counter is None:
        raise NotAllowed("tablet-link-ended", status=401, detail="the counter makes a new link: F4")
    return counter


def _picture(hub: "Hub", token: str) -> KeypadPicture | None:
    """From the rows that everybody has been shown: what is in them is durable."""
    counter = hub.tablet_tokens.counter_of(token, hub.service.state.day)
    desk, hall = _desk(hub, counter or ""), hub.board.rows.get(("hall", "hall"))
    if desk is None or not isinstance(hall, HallRow):
        return None
    picture = KeypadPicture(hall.name, desk.label, "idle")
    asked = desk.asked
    if asked is None or desk.state not in ("idle", "ready"):
        return picture
    if not asked.given and hub.clock.now_ms() >= asked.until_ms:
        return picture
    picture = msgspec.structs.replace(
        picture,
        state="idle" if asked.given else "ask",
        number=asked.number,
        ticket=asked.ticket,
        visit=asked.visit,
        until_ms=asked.until_ms,
        given=asked.given,
    )
    visit = hub.service.state.visits.get(f"{asked.ticket}#{asked.visit}")
    until_ms = asked.until_ms + REASON_MS
    if not asked.given or visit is None or visit.reasoned or hub.clock.now_ms() >= until_ms:
        return picture
    if visit.grade <= BAD:
        return msgspec.structs.replace(picture, state="reason", until_ms=until_ms, grade=visit.grade)
    return picture


def _desk(hub: "Hub", counter: str) -> DeskRow | None:
    row = hub.board.rows.get(("desk", counter))
    return row if isinstance(row, DeskRow) else None
