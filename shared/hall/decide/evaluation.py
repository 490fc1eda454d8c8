"""One evaluation per service: the first press counts, a bad grade carries a reason (GB/T 39735-2020)."""

from shared.hall.commands import Evaluate, EvaluationSource
from shared.hall.events import AnyEvent, EvaluationReasoned, EvaluationRejected, RejectReason, ServiceEvaluated
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import BAD, State

REASONS = ("attitude", "efficiency", "level", "not-told", "waiting", "other")
TRAVEL_MS: dict[EvaluationSource, int] = {"keypad": 1_000, "screen": 30_000}
"""A press made in time at the window may take this long to arrive; on a screen its reasons are chosen meanwhile."""


def evaluate(state: State, command: Evaluate, facts: Facts) -> list[AnyEvent]:
    """A press, or the reasons after a bad one. A press at the window that cannot count is recorded as what it is."""
    assert state.config is not None
    known = set(command.reasons).intersection(REASONS)
    if not 1 <= command.grade <= 5 or len(known) != len(command.reasons):
        raise Refused("bad-grade")
    travel_ms = TRAVEL_MS.get(command.source)
    if travel_ms and not command.ticket:
        return [_rejected(command, 0, "unsolicited")]
    ticket, last = command.ticket, state.last_visit(command.ticket)
    if not last and state.ticket(ticket) is None:
        raise Refused("unknown-ticket", ticket=ticket)
    number = last if command.visit is None else command.visit
    visit = state.visits.get(f"{ticket}#{number}")
    if visit is None:
        if travel_ms:
            return [_rejected(command, number, "unsolicited")]
        raise Refused("nothing-to-evaluate")
    if visit.grade:
        if visit.grade == command.grade <= BAD and command.reasons and not visit.reasoned:
            return [EvaluationReasoned(ticket=ticket, visit=number, reasons=command.reasons)]
        if travel_ms:
            return [_rejected(command, number, "repeated")]
        raise Refused("already-evaluated")
    if travel_ms and facts.at_ms - visit.finished_ms > state.config.rules.evaluation_s * 1000 + travel_ms:
        return [_rejected(command, number, "late")]
    if command.source != "keypad" and command.grade <= BAD and not command.reasons:
        raise Refused("reason-needed")
    return [
        ServiceEvaluated(
            ticket=ticket,
            visit=number,
            counter=visit.counter,
            clerk=visit.clerk,
            grade=command.grade,
            source=command.source,
            reasons=command.reasons,
        )
    ]


def _rejected(command: Evaluate, visit: int, why: RejectReason) -> EvaluationRejected:
    return EvaluationRejected(ticket=command.ticket, visit=visit, source=command.source, why=why)
