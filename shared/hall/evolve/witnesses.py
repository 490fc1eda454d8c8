"""Witnesses of the lot, from the day's opening on."""

from shared.hall.events import DayOpened, DrawResolved, WitnessReadmitted, WitnessStruck
from shared.hall.state import State, Witness


def sealed(state: State, event: DayOpened) -> None:
    """The witnesses of a new epoch; who is out stays out for the day."""
    before = state.witnesses if event.day == state.day else {}
    state.witnesses = {name: Witness(anchor=anchor, link=anchor) for name, anchor in event.witnesses}
    for name in before.keys() & state.witnesses.keys():
        state.witnesses[name].out = before[name].out
        state.witnesses[name].readmitted = before[name].readmitted


def mixed(state: State, event: DrawResolved) -> None:
    """The next link of each is proven from here."""
    for name, link in event.ys:
        if (witness := state.witnesses.get(name)) is not None:
            witness.i, witness.link = event.i, link


def witness_struck(state: State, event: WitnessStruck, at_ms: int) -> None:
    """Out for the day; the open draw goes on without it."""
    if (witness := state.witnesses.get(event.witness)) is not None:
        witness.out = True


def witness_readmitted(state: State, event: WitnessReadmitted, at_ms: int) -> None:
    """In again, once."""
    witness = state.witnesses[event.witness]
    witness.out, witness.readmitted = False, True
