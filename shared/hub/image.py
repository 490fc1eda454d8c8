"""The hub's memory: the hall's state and who asked what, a fold of the journal, kept as snapshots."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress

import msgspec

from shared.hall.events import KINDS, AnyEvent, DayOpened, DrawRequest, DrawResolved, TicketIssued, WindowsInherited
from shared.hall.evolve import evolve
from shared.hall.state import State, Ticket, unpacked
from shared.hub.access.fingerprint import asked_as
from shared.hub.feed.today import Today
from shared.hub.leads import Leads
from shared.hub.marks import Marks
from shared.journal.errors import Corrupt, JournalError
from shared.journal.port import Journal
from shared.journal.record import NO_LEAF, Record, leaf, make_record, parse
from shared.journal.tree import Tree
from shared.journal.upcast import Upcasters
from shared.journal.writer import Writer
from shared.protocol.heads import Head

log = logging.getLogger("fairhall.hub.image")

VERSION = 20
"""Of the snapshot's layout: raise it with any change of what ``Image`` holds; older ones are then passed over."""

EPOCHS_KEPT = 16
RESTORE = "restore the journal from a copy; fairhall verify says more"
UPCASTERS = Upcasters()
"""Steps for events whose shape has changed since version 1."""


class Image(msgspec.Struct):
    """State after record ``seq`` whose leaf is ``prev``. Of requests and tickets: since yesterday."""

    state: State = msgspec.field(default_factory=State)
    seq: int = 0
    prev: str = NO_LEAF
    term: int = 0
    requests: Marks = msgspec.field(default_factory=Marks)
    """Where the records of each request begin."""
    last_request: str | None = None
    """Of the last record: an open draw goes on under it after a restart."""
    draw_seq: int = 0
    """Of the last draw's request."""
    draw_leaf: str = NO_LEAF
    """Its leaf: what the witnesses are asked about."""
    snapshot_seq: int = 0
    """Where the last snapshot was taken."""
    commitments: dict[int, str] = {}
    """The last epochs: seq → commitment."""
    days: dict[str, int] = {}
    """Every business day → its first record. What came before the first day belongs to it."""
    past: dict[str, bytes] = {}
    """Tickets that were over the day before, packed: their holders may still look, and answers be repeated."""
    today: Today = msgspec.field(default_factory=Today)
    leads: Leads = msgspec.field(default_factory=Leads)
    tree: Tree = msgspec.field(default_factory=Tree)
    """Over the leaves of the day so far."""
    drawn: Marks = msgspec.field(default_factory=Marks)
    """Of each ticket the request and the result of its draws, in turn."""
    told: Marks = msgspec.field(default_factory=Marks)
    """Where each ticket was taken, then where it was given windows without a lot."""

    def add(self, event: AnyEvent, *, term: int, at_ms: int, by: str, request: str | None) -> str:
        """Apply a new event; its record's body, to be appended."""
        data = msgspec.to_builtins(event)
        body, self.prev = make_record(self.seq + 1, self.prev, term, at_ms, by, request, data.pop("type"), 1, data)
        self._lead(term, at_ms)
        self._apply(event, at_ms, request)
        return body

    def replay(self, bodies: Iterable[tuple[int, str]]) -> None:
        """Apply recorded bodies after ``seq``, in order. Raises Corrupt: nothing goes on from a damaged journal."""
        for seq, body in bodies:
            record = parse(body)
            if (seq, record.seq, record.prev) != (self.seq + 1, self.seq + 1, self.prev):
                raise Corrupt(f"record {self.seq + 1} does not follow the one before: {RESTORE}")
            self.prev = leaf(body)
            self._lead(record.term, record.at_ms)
            try:
                self._apply(event_of(record), record.at_ms, record.request)
            except Exception as error:
                raise Corrupt(f"record {seq} tells of what cannot be ({error}): {RESTORE}") from error

    def _lead(self, term: int, at_ms: int) -> None:
        if term > self.term > 0:
            self.leads.begin(at_ms, self.state.open_draw is not None)
        self.term = term

    def _apply(self, event: AnyEvent, at_ms: int, request: str | None) -> None:
        day, over = self.state.day, self.state.over
        evolve(self.state, event, at_ms)
        self.today.take(self.state, event, at_ms)
        self.seq += 1
        if self.state.day != day:
            self.past = over
            self.requests.turn()
            self.drawn.turn(self.state.tickets)
            self.told.turn(self.state.tickets)
            if day:
                self.tree = Tree()
            self.leads.in_draw = 0
            self.days[self.state.day] = self.seq if day else 1
        self.tree.add(self.prev)
        if isinstance(event, DrawRequest):
            self.draw_seq, self.draw_leaf = self.seq, self.prev
        elif isinstance(event, DrawResolved):
            self.drawn.add(event.ticket, self.draw_seq, self.seq)
        elif isinstance(event, TicketIssued | WindowsInherited):
            self.told.add(event.ticket, self.seq)
        if isinstance(event, DayOpened):
            self.commitments[self.seq] = event.commitment
            if len(self.commitments) > EPOCHS_KEPT:
                del self.commitments[min(self.commitments)]
        self.last_request = request
        if request is not None and self.first_seq(request) is None:
            self.requests.add(asked_as(request), self.seq)

    def ticket(self, id: str) -> Ticket | None:
        """A ticket of today or yesterday."""
        return self.state.ticket(id) or unpacked(self.past.get(id))

    def draws(self, ticket: str) -> list[tuple[int, int]]:
        """Its draws, each from the seq of the request to that of the result."""
        seqs = self.drawn.of(ticket)
        return list(zip(seqs[::2], seqs[1::2], strict=True))

    def head(self) -> Head:
        """Of the day as far as it is known here; there must be one."""
        hall = self.state.config.id if self.state.config else ""
        return Head(hall, self.state.day, self.term, self.seq, self.prev, self.tree.size, self.tree.root())

    def commitment_at(self, seq: int) -> str:
        """The commitment in force at record ``seq``; "" if that is too long ago."""
        return self.commitments.get(self.opened_at(seq), "")

    def opened_at(self, seq: int) -> int:
        """The seq of the opening record in force at record ``seq``; 0 if that is too long ago."""
        return next((since for since in reversed(self.commitments) if since <= seq), 0)

    def day_at(self, seq: int) -> str:
        """The business day that record ``seq`` belongs to."""
        return next((day for day in reversed(self.days) if self.days[day] <= seq), self.state.day)

    def first_seq(self, request: str) -> int | None:
        """Where the records of a request begin, if it was done before."""
        return next(iter(self.requests.of(asked_as(request))), None)


def event_of(record: Record) -> AnyEvent:
    """The event of a record of any known version."""
    record = UPCASTERS.upcast(record)
    kind = KINDS.get(record.type)
    if kind is None:
        raise ValueError(f"{record.type!r} is no event of the hall")
    return msgspec.convert(record.data, kind)  # of one type: for a union each call costs 40 µs


def load(journal: Journal) -> Image:
    """The image at the journal's head: its last snapshot and the records after it. Blocks."""
    image = Image()
    kept = journal.load_snapshot(VERSION)
    if kept is not None:
        with suppress(msgspec.MsgspecError):
            image = msgspec.msgpack.decode(kept[1], type=Image)
    image.replay(journal.read(image.seq))
    return image


Load = Callable[[Journal], Image]
"""``load``, or what does the same sooner."""


def encode(image: Image) -> bytes:
    """A snapshot's bytes."""
    return msgspec.msgpack.encode(image)


async def save(image: Image, writer: Writer) -> None:
    """Keep it as the snapshot at its seq; on a fault the last one stays and the next start replays more."""
    seq = image.snapshot_seq = image.seq
    blob = encode(image)
    try:
        await writer.run(lambda journal: journal.save_snapshot(seq, VERSION, blob))
    except (JournalError, ValueError) as error:
        log.warning("no snapshot at seq %d, the next start replays more: %s", seq, error)


async def holds(writer: Writer, seq: int, leaf_there: str) -> bool:
    """Whether record ``seq`` of the journal is durable and has this leaf."""
    return await writer.run(lambda journal: any(leaf(body) == leaf_there for _, body in journal.read(seq - 1, 1)))
