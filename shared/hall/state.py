"""What the hall knows, all of it a fold of the journal. Mutable, and changed by ``shared.hall.evolve`` alone."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from shared.hall.commands import EpochReason, ParkKind, TicketKind
from shared.hall.config import Algorithm, Group, HallConfig, Rules, Service
from shared.hall.config import Counter as CounterConfig
from shared.hall.events import DrawReason, DrawRequested, PairsDrawRequested
from shared.hall.line import Entry, Line

TicketStatus = Literal["waiting", "called", "serving", "missed", "parked", "finished", "ended"]
DeskStatus = Literal["closed", "open", "paused"]
AppointmentStatus = Literal["booked", "kept", "cancelled", "missed"]
BAD = 2
"""Grades up to this are 差评 (GB/T 39735-2020)."""


Came = Literal["", "main", "reserve", "named", "returned"]
"""By lot as the main window or a reserve, named by a person, back at a window of its own; "": from a common line."""
Moved = Literal["", "closed", "paused", "services", "named", "transferred", "returned"]
"""Windows have closed, paused for too long, opened for other services; staff named one; the citizen has another
service, or was away.
"""


class Ticket(msgspec.Struct, array_like=True, gc=False):
    """One citizen's errand, from the kiosk to the evaluation. ``turn`` marks which line entries still stand for it.

    A snapshot keeps its fields in their order, without their names.
    """

    id: str
    number: str
    service: str
    kind: TicketKind
    person: str | None
    order: int
    issued_ms: int
    status: TicketStatus = "waiting"
    turn: int = 0
    passed: int = 0
    """How many later people were taken first while this one was the oldest walk-in."""
    pool: str = ""
    """Where it waits for a round of draws ("": it does not)."""
    named: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    counter: str = ""
    first_called_ms: int = 0
    called_ms: int = 0
    calls: int = 0
    serving_ms: int = 0
    since_ms: int = 0
    misses: int = 0
    visit: int = 0
    park: ParkKind = "any"
    due_ms: int = 0
    """When a parked citizen is expected back (0: nobody knows)."""
    note: str = ""
    sent_from: str = ""
    """The counter that sent the ticket on, with this note."""
    estimate_s: int = 0
    spread_s: int = 1
    ahead: int = 0
    """People before it when it was taken."""
    printed: str = ""
    """The main window of its first draw, as on the paper."""
    moved: Moved = ""
    """Why the windows it had are not its own any more, the last time that was so."""
    came: Came = ""
    """How it came to the window that called it."""


class Visit(msgspec.Struct, array_like=True, gc=False):
    """A service that is done and may be evaluated once, until the end of the next day."""

    ticket: str
    number: str
    counter: str
    clerk: str
    finished_ms: int
    took_s: int = 0
    service: str = ""
    grade: int = 0
    reasoned: bool = False
    old: bool = False
    """Of yesterday."""


class Announced(msgspec.Struct, frozen=True):
    """One call or recall; ``id`` runs on over the days."""

    id: int
    number: str
    counter: str
    nth: int
    at_ms: int
    service: str = ""


class Desk(msgspec.Struct):
    """A counter today. ``waiting`` counts the waiting tickets that name it."""

    id: str
    status: DeskStatus = "closed"
    clerk: str = ""
    services: tuple[str, ...] = ()
    withdrawn: bool = False
    pause: str = ""
    """Why it is paused."""
    ready: bool = False
    ticket: str = ""
    since_ms: int = 0
    waiting: int = 0
    calls: int = 0
    returning: list[tuple[int, str, int]] = []
    """Missed tickets that reported back, as (due at this many calls, ticket, turn)."""
    missed: list[str] = []
    recallable: str = ""
    """The last missed, nobody having been called since."""
    special: int = 0
    """Special calls today."""
    parked: dict[str, None] = {}
    asked: str = ""
    finished: int = 0
    served_s: int = 0


class Learned(msgspec.Struct):
    """What a service takes, learned from finished ones; seconds."""

    mean_s: float
    variance: float
    count: int = 0


class Queue(msgspec.Struct):
    """A service's people: ``places`` (order, issued_ms) of all who wait, sorted; ``undrawn`` who is due for a draw."""

    places: list[tuple[int, int]] = []
    issued: int = 0
    undrawn: Line = msgspec.field(default_factory=Line)


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(Ticket).decode


def unpacked(ticket: bytes | None) -> Ticket | None:
    """A copy of a ticket that was put away; None of none."""
    return None if ticket is None else _unpack(ticket)


Place = tuple[int, str, int]
"""(order by arrival, ticket, batch) of somebody who waits for a round."""


class Batch(msgspec.Struct):
    """The batch that newcomers of one kind join at present, and how many have joined it of those who may."""

    number: int = 0
    size: int = 0
    joined: int = 0


class Pool(msgspec.Struct):
    """Policy ``call``: a service group's people by kind and service, by arrival. Batches follow one another."""

    waiting: int = 0
    places: dict[TicketKind, dict[str, list[Place]]] = {}
    batches: dict[TicketKind, Batch] = {}


class Round(msgspec.Struct):
    """Draws under way: who and which windows are left, and who was drawn where and is called next."""

    pool: str
    tickets: list[str]
    windows: list[str]
    drawn: tuple[str, str] | None = None


class Witness(msgspec.Struct):
    """A machine whose chain is sealed in the day's opening. ``link`` is its c[i] proven last, at first the anchor."""

    anchor: str
    link: str
    i: int = 0
    out: bool = False
    """Struck: mixed in no more today."""
    readmitted: bool = False


class GivenUp(msgspec.Struct, frozen=True):
    """An epoch whose seed was lost with a draw open, for the case that the seed comes back."""

    algorithm: Algorithm
    witnesses: tuple[tuple[str, str], ...]
    commitment: str


class Appointment(msgspec.Struct):
    """A place in the hour from ``hour`` on ``day``."""

    id: str
    service: str
    day: str
    hour: int
    holder: str
    status: AppointmentStatus = "booked"


class Lease(msgspec.Struct, frozen=True):
    """``count`` numbers from ``first`` on that a kiosk keeps for times without the hub."""

    kiosk: str
    first: int
    count: int

    def holds(self, n: int) -> bool:
        """Whether n is one of them."""
        return self.first <= n < self.first + self.count


class Lent(msgspec.Struct):
    """Of a day that is over: the blocks of numbers that kiosks had, and the tickets that the hub knows of them."""

    leases: list[Lease]
    joined: list[str]


class Sealing(msgspec.Struct, frozen=True):
    """What was committed to beforehand for a day's epoch, and when."""

    algorithm: Algorithm
    hub_anchor: str
    witnesses: tuple[tuple[str, str], ...]
    commitment: str
    at_ms: int
    witness_keys: tuple[tuple[str, str], ...] = ()


class State(msgspec.Struct):
    """The hall at one seq. Build with ``State()`` and fold every event with ``evolve``."""

    config: HallConfig | None = None
    at_ms: int = 0
    """When the last record was made."""
    day: str = ""
    epoch: int = 0
    algorithm: Algorithm = "sha256"
    commitment: str = ""
    opened_for: EpochReason = ""
    """Why the epoch in force was needed."""
    sealed: dict[str, Sealing] = {}
    """day#epoch → what it must be opened with."""
    witnesses: dict[str, Witness] = {}
    draws: int = 0
    """The last draw i that was requested."""
    carrying: bool = False
    """A new day has been opened, and the record of what it begins with is due."""
    open_draw: DrawRequested | PairsDrawRequested | None = None
    redraw: DrawRequested | PairsDrawRequested | None = None
    """The request that was given up and is drawn again next."""
    abandoned: str = ""
    """The date on which a draw was given up last."""
    given_up: dict[str, GivenUp] = {}
    """day#epoch → of draws given up whose seed was not published."""
    rules: int = 0
    """The version of the rules that the day was opened under."""
    issued: int = 0
    place: int = 0
    """The last place by arrival that the hub gave."""
    leases: list[Lease] = []
    joined: dict[int, str] = {}
    """Tickets that kiosks gave without the hub and brought today, by place."""
    lent: dict[str, Lent] = {}
    """The last business days before today, in order: a kiosk may lie still for long before it brings what it gave."""
    numbers: dict[str, int] = {}
    carried: dict[str, None] = {}
    """Numbers of an earlier day that are still in use."""
    tickets: dict[str, Ticket] = {}
    """Those that are still somebody's errand."""
    over: dict[str, bytes] = {}
    """Those of today that are finished or ended, packed: nothing changes them any more."""
    reasons: dict[str, DrawReason] = {}
    """Why each undrawn ticket is due."""
    held: dict[str, None] = {}
    """Undrawn tickets that are drawn only as windows run short of work."""
    desks: dict[str, Desk] = {}
    queues: dict[str, Queue] = {}
    lines: dict[str, Line] = {}
    """Who may be called: ``counter:<id>`` (policy issue) and ``service:<id>`` (policy fifo)."""
    pools: dict[str, Pool] = {}
    """Who waits for a round, by service group."""
    heirs: dict[str, None] = {}
    """Tickets that are due to keep the windows drawn for an earlier one of the same person (policy call)."""
    round: Round | None = None
    ready: dict[str, None] = {}
    """Counters that stand ready, longest first."""
    persons: dict[str, str] = {}
    """person|service → waiting ticket."""
    visits: dict[str, Visit] = {}
    """ticket#visit → what can be evaluated."""
    learned: dict[str, Learned] = {}
    errors: list[float] = []
    """The last standardised errors of estimates (docs/draw.md)."""
    quantiles: tuple[float, float] = (-0.9, 1.3)
    calls: int = 0
    """Announcements so far, of all days."""
    recent: list[Announced] = []
    """The last announcements of today."""
    services: dict[str, Service] = {}
    groups: dict[str, Group] = {}
    counters: dict[str, CounterConfig] = {}
    inherited: dict[str, tuple[str, ...]] = {}
    """All windows named for a person today, the latest first: a further ticket gets no fresh lot."""
    able: dict[str, list[str]] = {}
    """E of draw.md per service."""
    booked: int = 0
    """Appointments made today."""
    appointments: dict[str, Appointment] = {}
    not_kept: dict[str, list[str]] = {}
    """holder → the days of appointments that were missed lately."""
    off_until: dict[str, str] = {}
    """holder → the first day on which they may book again."""

    def group_of(self, service: str) -> Group:
        """The group of a known service."""
        return self.groups[self.services[service].group]

    def rules_of(self, service: str) -> Rules:
        """The rules that hold for a known service."""
        assert self.config is not None
        return self.group_of(service).rules or self.config.rules

    def last_visit(self, ticket: str) -> int:
        """The last service of a ticket; of one that ended yesterday the last that may still be evaluated (0: none)."""
        assert self.config is not None
        found = self.ticket(ticket)
        if found is not None:
            return found.visit
        most = self.config.rules.services_per_ticket
        return next((n for n in range(most, 0, -1) if f"{ticket}#{n}" in self.visits), 0)

    def ticket(self, id: str) -> Ticket | None:
        """Any ticket of today; of one that is over a copy."""
        return self.tickets.get(id) or unpacked(self.over.get(id))

    def named(self, name: str) -> Ticket | None:
        """Any ticket of today by its id; by its number one that is still somebody's errand."""
        return self.ticket(name) or next((each for each in self.tickets.values() if each.number == name), None)

    def put_away(self, ticket: Ticket) -> None:
        """It is nobody's errand any more."""
        del self.tickets[ticket.id]
        self.over[ticket.id] = _pack(ticket)

    def over_with(self, text: str) -> Iterator[Ticket]:
        """Copies of today's tickets that are over and have this text somewhere: all with this number, or person."""
        return (_unpack(packed) for packed in self.over.values() if text.encode(errors="replace") in packed)

    def line_of(self, key: str) -> Line:
        """The line of that key, made at first use."""
        line = self.lines.get(key)
        if line is None:
            line = self.lines[key] = Line()
        return line

    def stands(self, entry: Entry) -> bool:
        """Whether a line's entry still means a waiting ticket."""
        ticket = self.tickets.get(entry[1])
        return ticket is not None and ticket.status == "waiting" and ticket.turn == entry[2]

    def able_counters(self, service: str) -> list[str]:
        """E of draw.md: counters that count as open (a pause within the grace does) and may take the service."""
        return self.able[service]

    def names(self, ticket: Ticket) -> tuple[str, ...]:
        """The counters that may call a waiting ticket; once called it is bound to one."""
        return (ticket.counter,) if ticket.counter else ticket.named

    def inherited_by(self, ticket: Ticket) -> list[str]:
        """The windows drawn today for the ticket's person, the latest first, as far as they are able to serve it."""
        able = self.able_counters(ticket.service)
        return [counter for counter in self.inherited.get(ticket.person or "", ()) if counter in able]

    def load(self, counter: str) -> int:
        """The load of docs/draw.md: −1 idle and named by nobody, else in hand + waiting tickets naming it."""
        desk = self.desks[counter]
        in_hand = 1 if desk.ticket else 0
        return desk.waiting + in_hand if desk.waiting or in_hand or desk.status == "paused" else -1
