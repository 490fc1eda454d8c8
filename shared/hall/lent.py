"""Numbers that kiosks have for times without the hub, today's and those of days before that somebody may still hold."""

from shared.hall.state import Lease, Lent, State


def lent_on(state: State, day: str) -> Lent | None:
    """What kiosks had on a day that is still known, today's included."""
    return Lent(state.leases, [*state.joined.values()]) if day == state.day else state.lent.get(day)


def still_good(state: State, day: str) -> bool:
    """Whether tickets of that day may wait: today's, and in a hall without hours those of the day before."""
    assert state.config is not None
    return day == state.day or (state.config.hours is None and day == next(reversed(state.lent), ""))


def on_paper(state: State) -> list[Lease]:
    """Blocks whose numbers may be on the paper of somebody who waits."""
    before = (lent.leases for day, lent in state.lent.items() if still_good(state, day))
    return [*(lease for leases in before for lease in leases), *state.leases]
