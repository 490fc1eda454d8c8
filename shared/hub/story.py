"""What happened to a ticket of today, read from the record, for the manager who is asked about it."""

from collections.abc import Iterable
from functools import partial

import msgspec
from msgspec.structs import replace

from shared.hall import events as e
from shared.hall.config import Text
from shared.hall.state import State
from shared.hub.image import event_of
from shared.hub.web.status import label_of
from shared.journal.record import parse

Fact = str | int | Text | tuple[str, ...]

BY_HAND = ("special-call", "assign")


class Step(msgspec.Struct, frozen=True):
    """One thing that happened: ``what`` is a key of the catalogue (``console.story.…``), which ``facts`` fill; windows
    are labels, reasons and notes codes. ``by`` is as in the record ("hub" by itself).
    """

    at_ms: int
    what: str
    by: str
    facts: dict[str, Fact] = {}


def story(state: State, ticket: str, lines: Iterable[str], said: Iterable[tuple[int, str]]) -> tuple[Step, ...]:
    """The steps of this ticket among the record's ``lines``, in order. ``said`` is what was said where its window was
    named by hand, by the last record of what was asked then.
    """
    mark, steps = f'"{ticket}"', dict[int, Step]()
    for line in lines:
        if mark not in line:
            continue
        record = parse(line)
        if told := _told(state, event_of(record), ticket):
            what, facts = told
            steps[record.seq] = Step(record.at_ms, what, record.by, facts)
    named = [seq for seq, step in steps.items() if step.what in BY_HAND]
    for last, text in said:
        if text and (seq := max((first for first in named if first <= last), default=0)):
            step = steps[seq]
            steps[seq] = replace(step, what=f"{step.what}-said", facts={**step.facts, "text": text})
    return tuple(steps.values())


def _told(state: State, event: e.AnyEvent, ticket: str) -> tuple[str, dict[str, Fact]] | None:
    if getattr(event, "ticket", None) != ticket:
        return None
    label = partial(label_of, state)
    match event:
        case e.TicketIssued():
            return "issued", {"service": _service(state, event.service), "count": event.ahead}
        case e.DrawResolved() | e.WindowsInherited():
            what = "drawn" if isinstance(event, e.DrawResolved) else "inherited"
            reserves = tuple(map(label, event.reserves))
            return what + ("-reserves" if reserves else ""), {"window": label(event.main), "reserves": reserves}
        case e.TicketAssigned():
            return event.way, {"window": label(event.counter), "reason": event.reason}
        case e.TicketCalled():
            return "called", {"window": label(event.counter)}
        case e.TicketRecalled():
            return "recalled", {"window": label(event.counter), "count": event.nth}
        case e.ServiceStarted():
            return "started", {"window": label(event.counter)}
        case e.ServiceFinished():
            return "finished", {"window": label(event.counter)}
        case e.ServiceAdded():
            return "added", {"window": label(event.counter), "service": _service(state, event.service)}
        case e.TicketMissed():
            return "missed" + "-ended" * event.ended, {"window": label(event.counter), "count": event.misses}
        case e.TicketRequeued():
            return "requeued" if event.counter else "requeued-anew", {"window": label(event.counter)}
        case e.TicketParked():
            return f"parked-{event.kind}", {"window": label(event.counter)}
        case e.TicketResumed():
            return "resumed", {}
        case e.TicketTransferred():
            return "sent-on", {"window": label(event.counter), "service": _service(state, event.service)}
        case e.TicketCancelled():
            return "cancelled", {}
        case e.TicketExpired():
            return "expired", {}
        case e.ServiceEvaluated():
            return "rated", {"grade": str(event.grade), "reasons": event.reasons}
        case e.EvaluationReasoned():
            return "reasoned", {"reasons": event.reasons}
    return None


def _service(state: State, service: str) -> Text:
    return state.services[service].name if service in state.services else Text(service, service)
