"""Old records in today's shape: one step a version, per event type. The journal itself is never rewritten."""

from collections.abc import Callable
from typing import Any

import msgspec

from shared.journal.record import Record

Data = dict[str, Any]
Step = Callable[[Data], Data]


class Upcasters:
    """Steps from version v to v + 1 of a type's data. A type without steps passes through."""

    def __init__(self) -> None:
        self._steps: dict[tuple[str, int], Step] = {}

    def step(self, type: str, v: int) -> Callable[[Step], Step]:
        """Decorator: this function turns ``type``'s data of version ``v`` into that of ``v`` + 1."""

        def register(step: Step) -> Step:
            if (type, v) in self._steps:
                raise ValueError(f"{type} v{v} has a step already")
            self._steps[type, v] = step
            return step

        return register

    def upcast(self, record: Record) -> Record:
        """The record as its type is written today; the same object if it is already."""
        v, data = record.v, record.data
        while step := self._steps.get((record.type, v)):
            v, data = v + 1, step(data)
        return record if v == record.v else msgspec.structs.replace(record, v=v, data=data)
