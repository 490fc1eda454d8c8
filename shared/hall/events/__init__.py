"""What happened in the hall. Past tense; integers and strings only, so that every record is canonical.

A type only grows: new fields carry defaults, retired tags are never used again.
"""

from shared.hall.events.arrival import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMissed,
    NumbersLeased,
    TicketIssued,
)
from shared.hall.events.base import Event
from shared.hall.events.counters import CounterClosed, CounterOpened, CounterPaused, CounterReadied, CounterWithdrawn
from shared.hall.events.day import DayOpened, DaySealed, HallConfigured, StateCarried
from shared.hall.events.draws import (
    DrawAbandoned,
    DrawReason,
    DrawRequest,
    DrawRequested,
    DrawResolved,
    PairsDrawRequested,
    RoundOpened,
    RoundReason,
    SeedPublished,
    WindowsInherited,
    WitnessReadmitted,
    WitnessStruck,
)
from shared.hall.events.evaluation import EvaluationReasoned, EvaluationRejected, RejectReason, ServiceEvaluated
from shared.hall.events.service import (
    ServiceAdded,
    ServiceFinished,
    ServiceStarted,
    TicketAssigned,
    TicketCalled,
    TicketCancelled,
    TicketExpired,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketRequeued,
    TicketResumed,
    TicketTransferred,
)

__all__ = [
    "KINDS",
    "AnyEvent",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentMissed",
    "CounterClosed",
    "CounterOpened",
    "CounterPaused",
    "CounterReadied",
    "CounterWithdrawn",
    "DayOpened",
    "DaySealed",
    "DrawAbandoned",
    "DrawReason",
    "DrawRequest",
    "DrawRequested",
    "DrawResolved",
    "EvaluationReasoned",
    "EvaluationRejected",
    "Event",
    "HallConfigured",
    "NumbersLeased",
    "PairsDrawRequested",
    "RejectReason",
    "RoundOpened",
    "RoundReason",
    "SeedPublished",
    "ServiceAdded",
    "ServiceEvaluated",
    "ServiceFinished",
    "ServiceStarted",
    "StateCarried",
    "TicketAssigned",
    "TicketCalled",
    "TicketCancelled",
    "TicketExpired",
    "TicketIssued",
    "TicketMissed",
    "TicketParked",
    "TicketRecalled",
    "TicketRequeued",
    "TicketResumed",
    "TicketTransferred",
    "WindowsInherited",
    "WitnessReadmitted",
    "WitnessStruck",
]

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
    | DrawAbandoned
    | SeedPublished
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

KINDS: dict[str, type[AnyEvent]] = {str(kind.__struct_config__.tag): kind for kind in AnyEvent.__args__}
"""By what a record calls them."""
