"""Which command an event comes from, so that the hall's own rules can be asked whether it was possible.

One entry an event type. Events that follow from the state alone (draws, windows kept, expiries) come from none.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.facts import Facts
from shared.hall.numbering import day_of
from shared.hall.sealing import sealing_of
from shared.hall.state import State

HUB = ""
"""In place of a request's name: what only the hub itself does."""
ANY_GRADE = 5


class Asked(msgspec.Struct, frozen=True):
    """A command, and the name of the request for it (``shared.protocol.requests``; ``HUB``: nobody's)."""

    request: str
    command: c.Command


def asked(event: e.AnyEvent, state: State, by: str, facts: Facts) -> Asked | None:
    """What was asked if ``event`` is the first that came of it; None if nobody can ask for it."""
    if isinstance(event, e.TicketExpired | e.AppointmentMissed) or (isinstance(event, e.CounterClosed) and by == "hub"):
        sealing = sealing_of(state, facts.day, 1)
        sealed = sealing.commitment if sealing is not None else ""
        return Asked(HUB, c.OpenDay(day=facts.day, epoch=1, hub_anchor="", commitment=sealed))
    if isinstance(event, e.EvaluationReasoned):
        visit = state.visits.get(f"{event.ticket}#{event.visit}")
        return Asked("evaluate", _evaluate(event, visit.grade if visit else ANY_GRADE, "keypad", event.reasons))
    if isinstance(event, e.TicketIssued) and event.taken_ms:
        return _join(event)
    make = _MADE.get(type(event))
    return make(event) if make else None


def _at(name: str, command: Callable[..., c.Command]) -> Callable[[Any], Asked]:
    return lambda event: Asked(name, command(counter=event.counter))


def _of(name: str, command: Callable[..., c.Command]) -> Callable[[Any], Asked]:
    return lambda event: Asked(name, command(ticket=event.ticket))


def _issue(event: e.TicketIssued) -> Asked:
    if event.kind == "appointment":
        check_in = c.CheckIn(
            appointment=event.appointment, person=event.person, source=event.source, language=event.language
        )
        return Asked("check-in", check_in)
    command = c.IssueTicket(
        service=event.service,
        kind=event.kind,
        person=event.person,
        source=event.source,
        language=event.language,
    )
    return Asked("issue", command)


def _join(event: e.TicketIssued) -> Asked:
    command = c.JoinTicket(
        kiosk=event.source,
        day=day_of(event.ticket),
        number=event.number,
        taken_ms=event.taken_ms,
        service=event.service,
        kind="priority" if event.kind == "priority" else "normal",
        language=event.language,
    )
    return Asked("join", command)


def _book(event: e.AppointmentBooked) -> Asked:
    command = c.BookAppointment(
        service=event.service, day=event.day, hour=event.hour, holder=event.holder, source=event.source
    )
    return Asked("book", command)


def _open_day(event: e.DayOpened) -> Asked:
    command = c.OpenDay(
        day=event.day,
        epoch=event.epoch,
        hub_anchor=event.hub_anchor,
        commitment=event.commitment,
        links=event.links,
        key=event.key,
        reason=event.reason,
        witnesses=event.witnesses,
        witness_keys=event.witness_keys,
    )
    return Asked(HUB, command)


def _seal(event: e.DaySealed) -> Asked:
    command = c.SealDay(
        day=event.day,
        epoch=event.epoch,
        hub_anchor=event.hub_anchor,
        commitment=event.commitment,
        witnesses=event.witnesses,
        witness_keys=event.witness_keys,
    )
    return Asked(HUB, command)


def _open(event: e.CounterOpened) -> Asked:
    return Asked("open", c.OpenCounter(counter=event.counter, clerk=event.clerk, services=event.services))


def _assigned(event: e.TicketAssigned) -> Asked:
    match event.way:
        case "recall-missed":
            return Asked(event.way, c.RecallMissed(counter=event.counter))
        case "special-call":
            command = c.CallSpecially(counter=event.counter, ticket=event.ticket, reason=event.reason)
            return Asked(event.way, command)
        case "assign":
            return Asked(event.way, c.AssignTicket(counter=event.counter, ticket=event.ticket, reason=event.reason))


def _evaluate(event: Any, grade: int, source: c.EvaluationSource, reasons: tuple[str, ...] = ()) -> c.Evaluate:
    return c.Evaluate(ticket=event.ticket, grade=grade, source=source, visit=event.visit, reasons=reasons)


_MADE: dict[type[e.Event], Callable[[Any], Asked]] = {
    e.HallConfigured: lambda event: Asked(HUB, c.ConfigureHall(config=event.config)),
    e.DayOpened: _open_day,
    e.DaySealed: _seal,
    e.TicketIssued: _issue,
    e.NumbersLeased: lambda event: Asked("lease", c.LeaseNumbers(kiosk=event.kiosk, used=event.count)),
    e.AppointmentBooked: _book,
    e.AppointmentCancelled: lambda event: Asked(
        "cancel-appointment", c.CancelAppointment(appointment=event.appointment)
    ),
    e.RoundOpened: lambda event: Asked(HUB, c.StartRound()),
    e.TicketAssigned: _assigned,
    e.WitnessStruck: lambda event: Asked(HUB, c.StrikeWitness(i=event.i, witness=event.witness, why=event.why)),
    e.WitnessReadmitted: lambda event: Asked("readmit", c.ReadmitWitness(witness=event.witness)),
    e.DrawAbandoned: lambda event: Asked(
        HUB, c.AbandonDraw(i=event.i, record=event.record, ys=event.ys, signatures=event.signatures)
    ),
    e.SeedPublished: lambda event: Asked(HUB, c.PublishSeed(day=event.day, epoch=event.epoch, seed=event.seed)),
    e.TicketRequeued: _of("requeue", c.Requeue),
    e.TicketResumed: _of("resume", c.Resume),
    e.TicketCancelled: _of("cancel", c.Cancel),
    e.CounterOpened: _open,
    e.CounterPaused: lambda event: Asked("pause", c.PauseCounter(counter=event.counter, reason=event.reason)),
    e.CounterWithdrawn: _at(HUB, c.WithdrawCounter),
    e.CounterClosed: _at("close", c.CloseCounter),
    e.CounterReadied: _at("call-next", c.CallNext),
    e.TicketCalled: _at("call-next", c.CallNext),
    e.TicketRecalled: _at("recall", c.Recall),
    e.ServiceStarted: _at("serve", c.Serve),
    e.ServiceFinished: _at("finish", c.Finish),
    e.ServiceAdded: lambda event: Asked("add-service", c.AddService(counter=event.counter, service=event.service)),
    e.TicketMissed: _at("no-show", c.NoShow),
    e.TicketParked: lambda event: Asked("park", c.Park(counter=event.counter, kind=event.kind, minutes=event.minutes)),
    e.TicketTransferred: lambda event: Asked(
        "transfer", c.Transfer(counter=event.counter, service=event.service, note=event.note)
    ),
    e.ServiceEvaluated: lambda event: Asked("evaluate", _evaluate(event, event.grade, event.source, event.reasons)),
    e.EvaluationRejected: lambda event: Asked("evaluate", _evaluate(event, ANY_GRADE, event.source)),
}
