"""Rounds that begin because somebody has waited long enough."""

from shared.hall.commands import StartRound
from shared.hall.events import AnyEvent
from shared.hall.facts import Facts
from shared.hall.ready import round_due
from shared.hall.state import State


def start_round(state: State, command: StartRound, facts: Facts) -> list[AnyEvent]:
    """Nothing if nobody has, or no window is free."""
    opened = round_due(state, facts.at_ms)
    return [] if opened is None else [opened]
