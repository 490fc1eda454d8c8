"""Witnesses of the lot who are struck, and taken back."""

from shared.hall.commands import ReadmitWitness, StrikeWitness
from shared.hall.events import AnyEvent, WitnessReadmitted, WitnessStruck
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.state import State
from shared.hall.witnesses import mixing


def strike_witness(state: State, command: StrikeWitness, facts: Facts) -> list[AnyEvent]:
    """Only one that the open draw waits for."""
    draw = state.open_draw
    if draw is None or draw.i != command.i or command.witness not in mixing(state):
        raise Refused("witness-not-asked", witness=command.witness)
    return [WitnessStruck(i=command.i, witness=command.witness, why=command.why)]


def readmit_witness(state: State, command: ReadmitWitness, facts: Facts) -> list[AnyEvent]:
    """Once a day; draws come before commands, so that the open one is never mixed anew."""
    witness = state.witnesses.get(command.witness)
    if witness is None:
        raise Refused("unknown-witness", witness=command.witness)
    if not witness.out:
        raise Refused("witness-not-out", witness=command.witness)
    if witness.readmitted:
        raise Refused("readmitted-before", witness=command.witness)
    return [WitnessReadmitted(witness=command.witness)]
