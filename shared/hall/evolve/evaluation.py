"""What citizens said of a service."""

from shared.hall.events import EvaluationReasoned, EvaluationRejected, ServiceEvaluated
from shared.hall.state import State


def service_evaluated(state: State, event: ServiceEvaluated, at_ms: int) -> None:
    """The first press."""
    visit = state.visits[f"{event.ticket}#{event.visit}"]
    visit.grade = event.grade
    visit.reasoned = bool(event.reasons)


def evaluation_reasoned(state: State, event: EvaluationReasoned, at_ms: int) -> None:
    """The reasons after it."""
    state.visits[f"{event.ticket}#{event.visit}"].reasoned = True


def evaluation_rejected(state: State, event: EvaluationRejected, at_ms: int) -> None:
    """Kept in the record; the hall is as before."""
