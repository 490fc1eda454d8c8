"""Numbers that kiosks keep for times without the hub."""

from shared.hall.events import NumbersLeased
from shared.hall.state import Lease, State


def numbers_leased(state: State, event: NumbersLeased, at_ms: int) -> None:
    """Nobody else gets these today."""
    state.leases.append(Lease(event.kiosk, event.first, event.count))
