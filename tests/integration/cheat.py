"""Somebody who owns the hub and changes what it records as it happens."""

from collections.abc import Callable

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.decide import decide
from shared.hall.due import due, resolve
from tests.unit.verify.recorded import RecordedHall


class Cheat(RecordedHall):
    """A hub whose owner changes one event and lets the hall go on from it, every hash in order."""

    def cheat(self, command: c.Command, change: Callable[[e.AnyEvent], e.AnyEvent]) -> int:
        """Do the command, each event changed on its way; the seq of the first that was."""
        command = self.spoken(command)
        self.asked += 1
        self.by, self.request, first = command.by, f"r{self.asked}", 0
        todo = decide(self.state, command, self.facts)
        while todo or (following := due(self.state)) is not None:
            honest = todo.pop(0) if todo else following
            told = change(honest)
            first = first or (len(self.bodies) + 1 if told != honest else 0)
            self._apply(told)
            if isinstance(told, e.DrawRequest):
                honest = resolve(self.state, self.links[told.i], [])
                told = change(honest)
                first = first or (len(self.bodies) + 1 if told != honest else 0)
                self._apply(told)
        return first

    def only(self, command: c.Command) -> None:
        """Do the command, and pass over everything that becomes due by it."""
        command = self.spoken(command)
        self.asked += 1
        self.by, self.request = command.by, f"r{self.asked}"
        for event in decide(self.state, command, self.facts):
            self._apply(event)
