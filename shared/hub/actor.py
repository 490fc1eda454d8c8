"""Who asks, what they may ask, and how a request becomes a hall command."""

import re
from collections.abc import Callable

import msgspec

from shared.hall import commands as c
from shared.hall.state import BAD
from shared.hub.access.people import People
from shared.hub.access.registry import Device
from shared.hub.errors import NotAllowed
from shared.protocol import requests as r
from shared.protocol.codec import Malformed
from shared.protocol.roles import ALLOWED, NEEDS_CLERK, Role

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,16}")


class Actor(msgspec.Struct, frozen=True):
    """A paired device, the counter it is paired for, and the clerk signed in on it ("" for none)."""

    role: Role
    device: str
    name: str
    counter: str = ""
    clerk: str = ""
    paired_ms: int = 0
    """When its key was made: one that was paired again is no more who it was."""

    @property
    def alias(self) -> str:
        """How the record names the device: by its name where that is a plain one such as K1, else by its id."""
        return self.name if _PLAIN_NAME.fullmatch(self.name) else self.device

    @property
    def by(self) -> str:
        """How the record names who did it: a clerk and a manager who have signed in by their own number."""
        if self.clerk:
            return f"{'manager' if self.role == 'manager' else 'clerk'}:{self.clerk}"
        return f"{self.role}:{self.alias}"


def actor_of(device: Device) -> Actor:
    """A paired device, nobody signed in on it."""
    return Actor(device.role, device.id, device.name, device.counter, paired_ms=device.created_ms)


def allow(actor: Actor, name: str) -> None:
    """Raises NotAllowed unless the role's list and, at a counter, a signed-in clerk allow the request."""
    if name not in ALLOWED[actor.role]:
        raise NotAllowed("role-may-not", detail=f"a {actor.role} may not ask for {name}")
    if actor.role == "counter" and name in NEEDS_CLERK and not actor.clerk:
        raise NotAllowed("sign-in-first", status=401, detail="a clerk signs in at this counter first")


def command_for(actor: Actor, request: r.Request, people: People) -> c.Command:
    """The hall command of an allowed request. A counter acts for itself alone."""
    by = actor.by
    if isinstance(request, r.CounterRequest):
        return _counter_command(actor, request, counter_of(actor, request.counter))
    match request:
        case r.IssueRequest():
            return c.IssueTicket(
                by=by,
                service=request.service,
                kind=request.kind,
                person=people.person(request.person),
                source=actor.alias,
                language=request.language,
                asked_ms=request.asked_ms,
            )
        case r.LeaseRequest():
            return c.LeaseNumbers(by=by, kiosk=actor.name, used=request.used)
        case r.JoinRequest():
            return c.JoinTicket(
                by=by,
                kiosk=actor.name,
                day=request.day,
                number=request.number,
                taken_ms=request.taken_ms,
                service=request.service,
                kind=request.kind,
                language=request.language,
            )
        case r.BookRequest():
            return c.BookAppointment(
                by=by,
                service=request.service,
                day=request.day,
                hour=request.hour,
                holder=people.holder(request.person, request.day) or "",
                before=people.holders_before(request.person),
                source=actor.alias,
            )
        case r.CancelAppointmentRequest():
            _says_who(actor, request.person)
            holder = people.holder(request.person, request.day, request.appointment)
            return c.CancelAppointment(by=by, appointment=request.appointment, holder=holder, day=request.day)
        case r.CheckInRequest():
            _says_who(actor, request.person)
            return c.CheckIn(
                by=by,
                appointment=request.appointment,
                holder=people.holder(request.person, people.day),
                person=people.person(request.person),
                source=actor.alias,
                language=request.language,
            )
        case r.RequeueRequest():
            return c.Requeue(by=by, ticket=request.ticket)
        case r.ResumeRequest():
            return c.Resume(by=by, ticket=request.ticket)
        case r.CancelRequest():
            return c.Cancel(by=by, ticket=request.ticket)
        case r.ReadmitRequest():
            return c.ReadmitWitness(by=by, witness=request.witness)
        case r.EvaluateRequest():
            return evaluation(by, request, request.ticket)
    raise TypeError(f"no command for {type(request).__name__}")


def evaluation(by: str, request: r.EvaluateRequest, ticket: str) -> c.Evaluate:
    """An evaluation of a ticket that is known by its id. Raises Malformed."""
    if (request.text or request.phone) and (by != "phone" or request.grade > BAD):
        raise Malformed("text and phone come from the ticket's own page, with a grade of 1 or 2")
    return c.Evaluate(
        by=by,
        ticket=ticket,
        grade=request.grade,
        source=request.source,
        visit=request.visit,
        reasons=request.reasons,
    )


def _says_who(actor: Actor, person: str) -> None:
    """Ids of appointments can be guessed: at a kiosk it takes the person's own ID."""
    if not person and actor.role == "kiosk":
        raise NotAllowed("role-may-not", detail="a kiosk says whose appointment it is: person")


def counter_of(actor: Actor, counter: str) -> str:
    """Which counter is meant: a counter device's own, whatever a manager names. Raises NotAllowed."""
    if actor.role == "counter":
        if counter not in ("", actor.counter):
            raise NotAllowed("not-your-counter", detail=f"this device is paired for counter {actor.counter}")
        return actor.counter
    return counter


def _counter_command(actor: Actor, request: r.CounterRequest, counter: str) -> c.Command:
    by = actor.by
    match request:
        case r.OpenRequest():
            return c.OpenCounter(by=by, counter=counter, clerk=actor.clerk or actor.alias, services=request.services)
        case r.PauseRequest():
            return c.PauseCounter(by=by, counter=counter, reason=request.reason)
        case r.ParkRequest():
            return c.Park(by=by, counter=counter, kind=request.kind, minutes=request.minutes)
        case r.TransferRequest():
            return c.Transfer(by=by, counter=counter, service=request.service, note=request.note)
        case r.FinishRequest():
            return c.Finish(by=by, counter=counter, ticket=request.ticket)
        case r.AddServiceRequest():
            return c.AddService(by=by, counter=counter, service=request.service)
        case r.SpecialCallRequest():
            return c.CallSpecially(by=by, counter=counter, ticket=request.ticket, reason=request.reason)
        case r.AssignRequest():
            return c.AssignTicket(by=by, counter=counter, ticket=request.ticket, reason=request.reason)
    return _PLAIN[type(request)](by=by, counter=counter)


_PLAIN: dict[type[r.CounterRequest], Callable[..., c.Command]] = {
    r.CloseRequest: c.CloseCounter,
    r.CallNextRequest: c.CallNext,
    r.RecallRequest: c.Recall,
    r.RecallMissedRequest: c.RecallMissed,
    r.ServeRequest: c.Serve,
    r.NoShowRequest: c.NoShow,
}
