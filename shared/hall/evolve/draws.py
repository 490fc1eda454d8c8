"""The open draw, and one that is given up because its seed is lost (docs/draw.md)."""

from shared.hall.events import DrawAbandoned, DrawRequested, PairsDrawRequested, SeedPublished
from shared.hall.sealing import key_of
from shared.hall.state import GivenUp, State


def requested(state: State, event: DrawRequested | PairsDrawRequested) -> None:
    """Everything else waits for the result."""
    state.draws = event.i
    state.open_draw = event
    state.redraw = None


def pairs_draw_requested(state: State, event: PairsDrawRequested, at_ms: int) -> None:
    """As any draw."""
    requested(state, event)


def draw_abandoned(state: State, event: DrawAbandoned, at_ms: int) -> None:
    """It is drawn again under the next epoch, before anything else."""
    state.redraw, state.open_draw = state.open_draw, None
    state.abandoned = event.day
    anchors = tuple((name, witness.anchor) for name, witness in sorted(state.witnesses.items()))
    state.given_up[key_of(state.day, state.epoch)] = GivenUp(state.algorithm, anchors, state.commitment)


def seed_published(state: State, event: SeedPublished, at_ms: int) -> None:
    """Nothing of it is secret any more."""
    del state.given_up[key_of(event.day, event.epoch)]
