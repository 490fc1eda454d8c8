"""What each clerk did that could be meant to meet, or not to meet, somebody. Patterns to look at, no proof."""

from math import ceil

import msgspec

from shared.hall import events as e
from shared.hall.state import State

NEWCOMER_MS = 10_000
HELD_MS = 60_000


class Clerk(msgspec.Struct):
    """A clerk's day, by the pseudonymous id of the record. Times in seconds."""

    clerk: str
    calls: int = 0
    no_shows: int = 0
    """Called there and reported as not come."""
    ended: int = 0
    """Of these, tickets that ended by it."""
    pauses: int = 0
    pauses_while_waited_for: int = 0
    """With people waiting who named this window."""
    withdrawn: int = 0
    """Pauses that outlasted the grace."""
    presses: int = 0
    """"Next" pressed by hand; the others were called at a window that stood ready."""
    press_mean_s: float = 0.0
    """From free to that press."""
    press_p95_s: int = 0
    press_most_s: int = 0
    newcomers: int = 0
    """Calls by hand of somebody who had come at most 10 s before, after 60 s and more of holding back."""


class Clerks:
    """``see`` every event before the state takes it."""

    def __init__(self) -> None:
        self._clerks: dict[str, Clerk] = {}
        self._presses: dict[str, list[int]] = {}

    def see(self, event: e.AnyEvent, at_ms: int, state: State) -> None:
        """Count it for the clerk at its counter."""
        match event:
            case e.TicketCalled():
                self._of(event.clerk).calls += 1
                if not state.desks[event.counter].ready:
                    self._press(event.counter, at_ms, state, state.tickets[event.ticket].issued_ms)
            case e.CounterReadied():
                self._press(event.counter, at_ms, state, None)
            case e.TicketMissed():
                clerk = self._of(state.desks[event.counter].clerk)
                clerk.no_shows += 1
                clerk.ended += event.ended
            case e.CounterPaused():
                desk = state.desks[event.counter]
                clerk = self._of(desk.clerk)
                clerk.pauses += 1
                clerk.pauses_while_waited_for += desk.waiting > 0
            case e.CounterWithdrawn():
                self._of(state.desks[event.counter].clerk).withdrawn += 1

    def all(self) -> list[Clerk]:
        """Everybody who was at a window, by id."""
        for name, presses in self._presses.items():
            clerk, presses = self._clerks[name], sorted(presses)
            clerk.presses = len(presses)
            clerk.press_mean_s = round(sum(presses) / len(presses) / 1000, 1)
            clerk.press_p95_s = presses[ceil(0.95 * len(presses)) - 1] // 1000
            clerk.press_most_s = presses[-1] // 1000
        return sorted(self._clerks.values(), key=lambda clerk: clerk.clerk)

    def _of(self, clerk: str) -> Clerk:
        return self._clerks.setdefault(clerk, Clerk(clerk))

    def _press(self, counter: str, at_ms: int, state: State, issued_ms: int | None) -> None:
        desk = state.desks[counter]
        held = max(0, at_ms - desk.since_ms)
        self._presses.setdefault(desk.clerk, []).append(held)
        newcomer = issued_ms is not None and held >= HELD_MS and at_ms - issued_ms <= NEWCOMER_MS
        self._of(desk.clerk).newcomers += newcomer
