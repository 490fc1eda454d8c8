"""What citizens said of a service."""

from shared.hall.events import EvaluationReasoned, ServiceEvaluated
from shared.hall.state import State


def service_evaluated(state: State, event: ServiceEvaluated, at_ms: int) -> None:
    """The first press."""
    visit = state.visits[f"{event.ticket}#{event.visit}"]
    visit.grade = event.grade
    visit.reasoned = bool(event.reasons)


def evaluation_reasoned(state: State, event: EvaluationReasoned, at_ms: int) -> None:
    """The reasons after it."""
    state.visits[f"{event.ticket}#{event.visit}"].reasoned = True
