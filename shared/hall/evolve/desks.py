"""Counters opening, standing ready, pausing, closing."""

from shared.hall import events as e
from shared.hall.evolve import waiting
from shared.hall.state import Desk, State


def counter_opened(state: State, event: e.CounterOpened, at_ms: int) -> None:
    """Open for these services."""
    desk = _change(state, event.counter, at_ms)
    desk.status = "open"
    desk.withdrawn = False
    desk.clerk = event.clerk
    desk.services = event.services
    refresh_able(state)
    waiting.release_orphans(state, "services", desk.id)


def counter_readied(state: State, event: e.CounterReadied, at_ms: int) -> None:
    """Calls the first who comes."""
    desk = state.desks[event.counter]
    desk.ready = True
    desk.asked = ""
    state.ready[desk.id] = None


def counter_paused(state: State, event: e.CounterPaused, at_ms: int) -> None:
    """Still counts as open, for the grace."""
    desk = _change(state, event.counter, at_ms)
    desk.status = "paused"
    desk.pause = event.reason


def counter_withdrawn(state: State, event: e.CounterWithdrawn, at_ms: int) -> None:
    """No longer counts as open."""
    state.desks[event.counter].withdrawn = True
    refresh_able(state)
    waiting.release_orphans(state, "paused", event.counter)


def counter_closed(state: State, event: e.CounterClosed, at_ms: int) -> None:
    """Nobody works here."""
    desk = _change(state, event.counter, at_ms)
    desk.status = "closed"
    desk.clerk = ""
    desk.services = ()
    desk.withdrawn = False
    refresh_able(state)
    waiting.release_orphans(state, "closed", desk.id)


def refresh_able(state: State) -> None:
    """Who counts as open for which service has changed."""
    state.able = {service: [] for service in state.services}
    for desk in state.desks.values():
        if desk.status != "closed" and not desk.withdrawn:
            for service in desk.services:
                state.able[service].append(desk.id)


def _change(state: State, counter: str, at_ms: int) -> Desk:
    desk = state.desks[counter]
    desk.since_ms = at_ms
    desk.ready = False
    desk.asked = desk.pause = ""
    state.ready.pop(counter, None)
    return desk
