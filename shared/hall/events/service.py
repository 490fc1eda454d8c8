"""From the call to the end of a ticket."""

from shared.hall.commands import AssignWay, ParkKind
from shared.hall.events.base import Event


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
    """Ended with a business day, nobody being there any more; at once where its kiosk brings it only after that."""

    ticket: str
