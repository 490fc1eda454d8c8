"""A command on its way from the one who asked to its durable outcome."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import msgspec

from shared.hall.commands import Command
from shared.hall.events import AnyEvent, TicketIssued
from shared.hall.refusals import Refused
from shared.hub.access.fingerprint import asked_as, same
from shared.hub.errors import Fault
from shared.hub.image import Image, event_of
from shared.hub.witnesses import Links
from shared.journal.port import Journal
from shared.journal.record import Record, leaf, parse
from shared.journal.writer import Writer, resolve
from shared.protocol.answers import Answer

LONGEST_ANSWER = 4096
"""Records of one request that are looked through when it is asked again."""

OF_A_DRAW = ("draw-requested", "pairs-draw-requested", "witness-struck", "draw-abandoned")
"""Recorded by the hub, whoever asked for what they came of."""

Told = tuple[int, int, AnyEvent]
"""A record as (seq, at_ms, event)."""


class Pending(msgspec.Struct):
    """With its records so far. ``landed`` hears that it has its outcome."""

    command: Command
    request_id: str | None
    landed: Callable[["Pending"], None]
    askers: list[asyncio.Future[Answer]] = []
    events: list[Told] = []
    leaves: dict[int, str] = {}
    """Of these records, by seq."""
    outcome: Answer | Refused | None = None

    def asked(self) -> asyncio.Future[Answer]:
        """For one who waits: more may, and each may go away."""
        asker: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.askers.append(asker)
        return asker

    def fail(self, why: str) -> None:
        """Whoever waits hears of a fault."""
        self._land(Fault("fault", why))

    def tell(self) -> None:
        """Its outcome is durable."""
        if self.outcome is not None:
            self._land(self.outcome)

    def _land(self, outcome: Answer | Refused | Fault) -> None:
        self.landed(self)
        askers, self.askers = self.askers, []
        resolve([(asker, outcome) for asker in askers])


def halted(why: str, running: Pending | None) -> Fault:
    """What is said while the lot waits; with its number to the one whose ticket waits for it."""
    events = running.events if running is not None else []
    number = next((event.number for _, _, event in events if isinstance(event, TicketIssued)), "")
    return Fault("lot-waits", why, **({"number": number} if number else {}))


class Running:
    """Commands on their way: a request that is asked again waits for the same outcome."""

    def __init__(self) -> None:
        self._all: dict[str, Pending] = {}

    def get(self, request_id: str | None) -> Pending | None:
        """The command under this id, if it is on its way. Raises what ``same`` does."""
        if request_id is None or (found := self._all.get(asked_as(request_id))) is None:
            return None
        same(found.request_id, request_id)
        return found

    def begin(self, command: Command, request_id: str | None) -> Pending:
        """A new command, with an outcome to be waited for."""
        pending = Pending(command, request_id, self._landed)
        if request_id is not None:
            self._all[asked_as(request_id)] = pending
        return pending

    async def interrupted(self, writer: Writer, image: Image) -> Pending:
        """Whose draw was open at the last record, with all its records: asked again, it gets the whole answer."""
        by, events, leaves = await told_before(writer, image, image.last_request)
        pending = self.begin(Command(by=by), image.last_request)
        pending.events, pending.leaves = events, leaves
        return pending

    def _landed(self, pending: Pending) -> None:
        key = asked_as(pending.request_id or "")
        if self._all.get(key) is pending:
            del self._all[key]


class OpenDraw(msgspec.Struct):
    """Whose draw is open; its request and strikes may be durable, ``links`` are there once no witness is waited for.

    ``given_up`` is recorded in place of its result.
    """

    pending: Pending
    durable: bool = False
    links: Links | None = None
    given_up: list[AnyEvent] = []

    @property
    def ready(self) -> bool:
        """Whether its chance may be known."""
        return self.durable and self.links is not None


class Before(NamedTuple):
    """By whom a request was, its records, and their leaves by seq."""

    by: str
    events: list[Told]
    leaves: dict[int, str]


async def told_before(writer: Writer, image: Image, request_id: str | None) -> Before:
    """The records of a request that has some; one without an id has none to tell, but who made it.

    Raises what ``same`` does if another request is asked for under its id.
    """
    if request_id is None:
        return Before(await writer.run(partial(_last_by, image.seq)), [], {})
    asked = asked_as(request_id)
    bodies = await writer.run(partial(_read, image.first_seq(request_id) or image.seq, asked))
    both = [(each, body) for body in bodies if asked_as((each := parse(body)).request or "") == asked]
    records = [record for record, _ in both]
    same(records[0].request, request_id)
    return Before(records[0].by, [_told(each) for each in records], {each.seq: leaf(body) for each, body in both})


def _last_by(seq: int, journal: Journal) -> str:
    """Whose request the last record came of; what the hub says of an open draw names nobody."""
    for at in range(seq, max(0, seq - LONGEST_ANSWER), -1):
        for _, body in journal.read(at - 1, 1):
            record = parse(body)
            if record.type not in OF_A_DRAW:
                return record.by
    return "hub"


def _read(first: int, asked: str, journal: Journal) -> list[str]:
    """Those that may be of the request: to parse all of them would hold the loop up."""
    text = msgspec.json.encode(asked).decode()[1:-1]
    return [body for _, body in journal.read(first - 1, LONGEST_ANSWER) if text in body]


def _told(record: Record) -> Told:
    return record.seq, record.at_ms, event_of(record)
