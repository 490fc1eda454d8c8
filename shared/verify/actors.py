"""Who did it, and when: whether one of that role may, and that all that came of one request says so alike."""

from typing import get_args

from shared.hall import events as e
from shared.protocol.roles import ALLOWED, NEEDS_CLERK, Role
from shared.verify.commands import HUB
from shared.verify.problem import Wrong
from shared.verify.record import Record

ROLES: dict[str, frozenset[str]] = {
    **{role: ALLOWED[role] for role in get_args(Role)},
    "counter": ALLOWED["counter"] - NEEDS_CLERK,
    "clerk": ALLOWED["counter"],
    "phone": frozenset({"evaluate", "book", "cancel-appointment"}),
    "hub": frozenset({HUB}),
}
"""The part of ``by`` before the colon: what it may ask for."""


LATER = e.DrawResolved | e.WitnessStruck | e.DrawAbandoned
"""What time may pass before: a crash, a machine that is silent, a manager who decides."""


class Actors:
    """Follows whose request the records come of. A request's id is done once, on its day and the next."""

    def __init__(self) -> None:
        self._by = ""
        self._request: str | None = None
        self._at_ms = 0
        self._done: set[str] = set()
        self._done_before: set[str] = set()

    def lead(self, record: Record) -> None:
        """The first record of a request: others will follow it."""
        self._by, self._request, self._at_ms = record.by, record.request, record.at_ms

    def begin(self, record: Record, event: e.AnyEvent, request: str) -> Wrong | None:
        """Whether the request of that name was this actor's to make."""
        role, _, name = record.by.partition(":")
        if request not in ROLES.get(role, frozenset()):
            return Wrong("nobody of that role may ask for this", request or "hub", record.by)
        if isinstance(event, e.TicketIssued | e.AppointmentBooked) and event.source != name:
            return Wrong("what a kiosk asked for names the kiosk", f"source {name}", f"source {event.source}")
        if isinstance(event, e.CounterOpened) and event.clerk != name:
            return Wrong("a counter is opened by its clerk", f"clerk {name}", f"clerk {event.clerk}")
        if isinstance(event, e.ServiceEvaluated) and role == "phone" != event.source:
            return Wrong("a phone evaluates as a phone", "source phone", f"source {event.source}")
        if record.request is not None:
            if role == "hub":
                return Wrong("the hub needs no request of its own", "request null", f"request {record.request}")
            if record.request in self._done or record.request in self._done_before:
                return Wrong("a request is done once", "a new request", record.request)
            self._done.add(record.request)
        return None

    def follow(self, record: Record, event: e.AnyEvent) -> Wrong | None:
        """A record that comes of the same request."""
        by = "hub" if isinstance(event, e.DrawRequest | e.WitnessStruck | e.DrawAbandoned) else self._by
        if (record.by, record.request) != (by, self._request):
            rule = "what comes of a request is recorded under it"
            return Wrong(rule, f"by {by}, request {self._request}", f"by {record.by}, request {record.request}")
        before, self._at_ms = self._at_ms, record.at_ms
        if before != record.at_ms and not isinstance(event, LATER):
            rule = "what comes of a request happens at once; only a draw's result and strikes come later"
            return Wrong(rule, f"at_ms {before}", f"at_ms {record.at_ms}")
        return None

    def new_day(self) -> None:
        """Forget the requests of the day before yesterday."""
        self._done_before, self._done = self._done, set()
