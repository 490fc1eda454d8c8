"""What came of a verification; ``--json`` writes it as it is."""

import msgspec

from shared.verify.audit import Audit
from shared.verify.problem import Problem
from shared.verify.record import NO_LEAF

SHOWN = 20
"""Problems that are listed; all are counted."""


class Head(msgspec.Struct, frozen=True):
    """The last record: note it, and a rewritten journal can be told from this one."""

    seq: int = 0
    leaf: str = NO_LEAF
    signed_by: tuple[str, ...] = ()


class Begin(msgspec.Struct, frozen=True):
    """The first record; above 1 all that was before is pinned by ``prev`` and nothing else."""

    seq: int = 0
    prev: str = NO_LEAF


class Report(msgspec.Struct, frozen=True):
    """``sound`` if nothing is wrong. ``replayed`` records were held against the rules."""

    source: str
    sound: bool
    records: int
    replayed: int
    begin: Begin
    head: Head
    signed_heads: int
    """All in their place, by the key of their day."""
    witnessed: Head | None
    """The last one that a witness signed too, with the key that the record names for it."""
    problem_count: int
    problems: list[Problem]
    notes: list[str]
    """What these records cannot show."""
    audit: Audit
