"""What a check finds, and what a check is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from shared.doctor.machine import Machine

Status = Literal["pass", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """One line of the report. Its words are ``doctor.<check>.<code>`` of the catalogue, with the facts filled in, and
    what to do ``doctor.<check>.<code>-do``.
    """

    status: Status
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


def passed(code: str, **facts: str | int) -> Finding:
    """All is well."""
    return Finding("pass", code, facts)


def warned(code: str, **facts: str | int) -> Finding:
    """It works, but a person should look."""
    return Finding("warn", code, facts)


def failed(code: str, **facts: str | int) -> Finding:
    """It does not work."""
    return Finding("fail", code, facts)


class Check(Protocol):
    """One thing to look at."""

    @property
    def name(self) -> str:
        """How ``--only``, the report and the catalogue call it."""

    def look(self, machine: Machine) -> Iterator[Finding]:
        """Look, and tell what is found as it is found; nothing where there is nothing of the kind. Leaves no trace."""
