"""What a day was committed to be opened with, the evening before (docs/draw.md)."""

from shared.hall.state import Sealing, State

SPARE = 99
"""The epoch sealed beside a day's first, for the case that the first one's seed is lost."""


def key_of(day: str, epoch: int) -> str:
    """Of ``State.sealed``."""
    return f"{day}#{epoch}"


def sealing_of(state: State, day: str, epoch: int) -> Sealing | None:
    """What this epoch must be opened with; None if it was not sealed."""
    return state.sealed.get(key_of(day, epoch))
