"""What happened in the hall. Past tense; integers and strings only, so that every record is canonical.

A type only grows: new fields carry defaults, retired tags are never used again.
"""

from typing import Any, Literal

import msgspec

from shared.hall.commands import AssignWay, EpochReason, EvaluationSource, ParkKind, StrikeReason, TicketKind
from shared.hall.config import Algorithm, HallConfig

RejectReason = Literal["late", "repeated", "unsolicited"]
DrawReason = Literal["issue", "backlog", "transfer", "returned", "windows-closed"]
RoundReason = Literal["enough", "waited"]


class Event(msgspec.Struct, frozen=True, tag_field="type", kw_only=True):
    """Base of all events."""


class HallConfigured(Event, tag="hall-configured", frozen=True, kw_only=True):
    """The configuration in force from here on."""

    config: HallConfig


class DayOpened(Event, tag="day-opened", frozen=True, kw_only=True):
    """The opening record of draw.md. Tickets nobody can serve any more ended with the day before.

    ``links`` is the length of each chain, ``key`` the Ed25519 key that signs the day's heads, ``rules`` the version of
    the hall's rules (0: from before they were counted). ``sealed_ms`` is when the commitment was recorded beforehand
    (0: at this opening), ``reason`` why a further epoch of the day was needed ("": it is the first).
    """

    day: str
    epoch: int
    algorithm: Algorithm
    hub_anchor: str
    witnesses: tuple[tuple[str, str], ...]
    commitment: str
    witness_keys: tuple[tuple[str, str], ...] = ()
    hall: str = ""
    links: int = 1 << 16
    key: str = ""
    rules: int = 0
    sealed_ms: int = 0
    reason: EpochReason = ""


class DaySealed(Event, tag="day-sealed", frozen=True, kw_only=True):
    """The evening before: what a day will be opened with; ``epoch`` 99 is the spare, for a day whose seed is lost."""

    day: str
    epoch: int
    algorithm: Algorithm
    hub_anchor: str
    witnesses: tuple[tuple[str, str], ...]
    commitment: str


class StateCarried(Event, tag="state-carried", frozen=True, kw_only=True):
    """What a new day begins with, whole: the configuration, and everything that was left from the days before."""

    config: HallConfig
    state: dict[str, Any]


class TicketIssued(Event, tag="ticket-issued", frozen=True, kw_only=True):
    """A number for life. ``order`` is the place by arrival; the estimate is in seconds at this moment.

    ``appointment`` is the one whose holder has checked in ("": none). ``taken_ms`` is when a kiosk gave it while it
    had no hub (0: now); its place is by that time.
    """

    ticket: str
    number: str
    service: str
    kind: TicketKind
    person: str | None
    source: str
    language: Literal["zh", "en"]
    order: int
    ahead: int
    estimate_s: int
    spread_s: int
    low_s: int
    high_s: int
    appointment: str = ""
    taken_ms: int = 0


class NumbersLeased(Event, tag="numbers-leased", frozen=True, kw_only=True):
    """``count`` numbers from ``first`` on, of every letter, are this kiosk's today, for times without the hub."""

    kiosk: str
    first: int
    count: int


class AppointmentBooked(Event, tag="appointment-booked", frozen=True, kw_only=True):
    """A place in the hour from ``hour`` on ``day``. ``holder`` is a keyed hash of the person that ends with ``day``."""

    appointment: str
    service: str
    day: str
    hour: int
    holder: str
    source: str


class AppointmentCancelled(Event, tag="appointment-cancelled", frozen=True, kw_only=True):
    """The place is free again."""

    appointment: str


class AppointmentMissed(Event, tag="appointment-missed", frozen=True, kw_only=True):
    """Its day is over and nobody checked in. ``off_until`` is the first day its holder may book again ("": any)."""

    appointment: str
    off_until: str


class RoundOpened(Event, tag="round-opened", frozen=True, kw_only=True):
    """Policy ``call``: consecutive draws follow over these tickets and free windows, until either are used up."""

    pool: str
    tickets: tuple[str, ...]
    windows: tuple[str, ...]
    reason: RoundReason


class DrawRequest(Event, frozen=True, kw_only=True):
    """What every request for a draw says: draw ``i`` of its epoch, mixed over exactly these witnesses."""

    i: int
    pool: str
    witnesses: tuple[str, ...] = ()


class PairsDrawRequested(DrawRequest, tag="pairs-draw-requested", frozen=True, kw_only=True):
    """Draw i of a round: one lot for every (ticket, window) that is left in it and fits; the smallest wins."""

    pairs: tuple[tuple[str, str], ...]


class DrawRequested(DrawRequest, tag="draw-requested", frozen=True, kw_only=True):
    """Draw i over the able windows with their loads (docs/draw.md), durable before any chance is known.

    ``over`` is the walk-in who came earlier, waits for a draw too and is passed by this priority ticket.
    """

    ticket: str
    windows: tuple[tuple[str, int], ...]
    stratum: int
    most: int
    reason: DrawReason
    over: str = ""


class WitnessStruck(Event, tag="witness-struck", frozen=True, kw_only=True):
    """A witness did not give its link for draw i: it is left out of the mix, durably before the chance is known, and
    of every later one of the day.
    """

    i: int
    witness: str
    why: StrikeReason


class WitnessReadmitted(Event, tag="witness-readmitted", frozen=True, kw_only=True):
    """A manager takes a struck witness back from the next draw on, once a day."""

    witness: str


class DrawResolved(Event, tag="draw-resolved", frozen=True, kw_only=True):
    """The result of draw i: the links that made it, the main window, the reserves and the main window's lot.

    In a round the main window is where the ticket is called at once.
    """

    i: int
    ticket: str
    x: str
    ys: tuple[tuple[str, str], ...]
    main: str
    reserves: tuple[str, ...]
    lot: str


class WindowsInherited(Event, tag="windows-inherited", frozen=True, kw_only=True):
    """A further ticket of the same person keeps the windows drawn before, as far as they are able: no second lot."""

    ticket: str
    main: str
    reserves: tuple[str, ...]


class TicketCalled(Event, tag="ticket-called", frozen=True, kw_only=True):
    """The first call; binds the ticket to the counter. ``over`` is the walk-in who came earlier and is passed by it."""

    ticket: str
    counter: str
    clerk: str
    over: str = ""


class TicketRecalled(Event, tag="ticket-recalled", frozen=True, kw_only=True):
    """The same call said again; ``nth`` counts from 2."""

    ticket: str
    counter: str
    nth: int


class TicketAssigned(Event, tag="ticket-assigned", frozen=True, kw_only=True):
    """Bound to the counter by a person and not by lot; unless ``way`` is "assign" its call there follows.

    ``reason`` is a code; "" where the last missed is called again.
    """

    ticket: str
    counter: str
    way: AssignWay
    reason: str


class ServiceStarted(Event, tag="service-started", frozen=True, kw_only=True):
    """The citizen is at the desk."""

    ticket: str
    counter: str


class ServiceFinished(Event, tag="service-finished", frozen=True, kw_only=True):
    """Done; visit ``visit`` of this ticket may now be evaluated."""

    ticket: str
    counter: str
    clerk: str
    visit: int


class ServiceAdded(Event, tag="service-added", frozen=True, kw_only=True):
    """Visit ``visit`` is done and may be evaluated; the same citizen's next service has begun at the same desk."""

    ticket: str
    counter: str
    clerk: str
    visit: int
    service: str


class TicketMissed(Event, tag="ticket-missed", frozen=True, kw_only=True):
    """Called and did not come; ``ended`` if the service's rule or the last miss ends the ticket."""

    ticket: str
    counter: str
    misses: int
    ended: bool


class TicketRequeued(Event, tag="ticket-requeued", frozen=True, kw_only=True):
    """Back in line at its window after ``after`` more calls there ("" = its window is closed: drawn again)."""

    ticket: str
    counter: str
    after: int


class TicketParked(Event, tag="ticket-parked", frozen=True, kw_only=True):
    """Set aside from the desk, expected back after ``minutes`` (0: nobody knows)."""

    ticket: str
    counter: str
    kind: ParkKind
    minutes: int = 0


class TicketResumed(Event, tag="ticket-resumed", frozen=True, kw_only=True):
    """Back from parking at its old place; ``counter`` "" means any able window."""

    ticket: str
    counter: str


class TicketTransferred(Event, tag="ticket-transferred", frozen=True, kw_only=True):
    """Sent on to another service; keeps its number and its place by arrival. Visit ``visit`` may be evaluated.

    ``note`` is a code.
    """

    ticket: str
    counter: str
    service: str
    visit: int
    note: str = ""


class TicketCancelled(Event, tag="ticket-cancelled", frozen=True, kw_only=True):
    """Given back by the citizen."""

    ticket: str


class TicketExpired(Event, tag="ticket-expired", frozen=True, kw_only=True):
    """Ended with the business day, nobody being there to serve it."""

    ticket: str


class ServiceEvaluated(Event, tag="service-evaluated", frozen=True, kw_only=True):
    """The first press counts. Reasons are codes, never free text."""

    ticket: str
    visit: int
    counter: str
    clerk: str
    grade: int
    source: EvaluationSource
    reasons: tuple[str, ...]


class EvaluationReasoned(Event, tag="evaluation-reasoned", frozen=True, kw_only=True):
    """The reasons of a bad grade, given after the press."""

    ticket: str
    visit: int
    reasons: tuple[str, ...]


class EvaluationRejected(Event, tag="evaluation-rejected", frozen=True, kw_only=True):
    """A press on a keypad or tablet that counts for nothing; ``by`` says where. ``ticket`` "": nobody was asked."""

    ticket: str
    visit: int
    source: EvaluationSource
    why: RejectReason


class CounterOpened(Event, tag="counter-opened", frozen=True, kw_only=True):
    """Open, or back from a pause, for these services."""

    counter: str
    clerk: str
    services: tuple[str, ...]


class CounterReadied(Event, tag="counter-readied", frozen=True, kw_only=True):
    """The clerk asked for the next citizen and nobody was waiting: the first who comes is called here."""

    counter: str


class CounterPaused(Event, tag="counter-paused", frozen=True, kw_only=True):
    """Paused by the clerk; ``reason`` is a code."""

    counter: str
    reason: str


class CounterWithdrawn(Event, tag="counter-withdrawn", frozen=True, kw_only=True):
    """The pause outlasted the grace: the counter no longer counts as open."""

    counter: str


class CounterClosed(Event, tag="counter-closed", frozen=True, kw_only=True):
    """Closed."""

    counter: str


AnyEvent = (
    HallConfigured
    | DayOpened
    | DaySealed
    | StateCarried
    | TicketIssued
    | NumbersLeased
    | AppointmentBooked
    | AppointmentCancelled
    | AppointmentMissed
    | RoundOpened
    | PairsDrawRequested
    | DrawRequested
    | WitnessStruck
    | WitnessReadmitted
    | DrawResolved
    | WindowsInherited
    | TicketCalled
    | TicketRecalled
    | TicketAssigned
    | ServiceStarted
    | ServiceFinished
    | ServiceAdded
    | TicketMissed
    | TicketRequeued
    | TicketParked
    | TicketResumed
    | TicketTransferred
    | TicketCancelled
    | TicketExpired
    | ServiceEvaluated
    | EvaluationReasoned
    | EvaluationRejected
    | CounterOpened
    | CounterReadied
    | CounterPaused
    | CounterWithdrawn
    | CounterClosed
)
