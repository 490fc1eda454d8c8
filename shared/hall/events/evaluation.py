"""What people thought of it."""

from typing import Literal

from shared.hall.commands import EvaluationSource
from shared.hall.events.base import Event

RejectReason = Literal["late", "repeated", "unsolicited"]


class ServiceEvaluated(Event, tag="service-evaluated", frozen=True, kw_only=True):
    """The first press counts. Reasons are codes, never free text."""

    ticket: str
    visit: int
    counter: str
    clerk: str
    grade: int
    source: EvaluationSource
    reasons: tuple[str, ...]


class EvaluationReasoned(Event, tag="evaluation-reasoned", frozen=True, kw_only=True):
    """The reasons of a bad grade, given after the press."""

    ticket: str
    visit: int
    reasons: tuple[str, ...]


class EvaluationRejected(Event, tag="evaluation-rejected", frozen=True, kw_only=True):
    """A press on a keypad or tablet that counts for nothing; ``by`` says where. ``ticket`` "": nobody was asked."""

    ticket: str
    visit: int
    source: EvaluationSource
    why: RejectReason
