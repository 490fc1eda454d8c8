"""Numbers and appointments: how people come."""

from typing import Literal

from shared.hall.commands import TicketKind
from shared.hall.events.base import Event


class TicketIssued(Event, tag="ticket-issued", frozen=True, kw_only=True):
    """A number for life. ``order`` is the place by arrival; the estimate is in seconds at this moment.

    ``appointment`` is the one whose holder has checked in ("": none). ``taken_ms`` is when a kiosk gave it while it
    had no hub (0: now); its place is by that time. ``ticket`` names its day: a kiosk may bring it when that is over.
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
