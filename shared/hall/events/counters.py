"""Windows and their clerks."""

from shared.hall.events.base import Event


class CounterOpened(Event, tag="counter-opened", frozen=True, kw_only=True):
    """Open, or back from a pause, for these services."""

    counter: str
    clerk: str
    services: tuple[str, ...]


class CounterReadied(Event, tag="counter-readied", frozen=True, kw_only=True):
    """The clerk asked for the next citizen and nobody was waiting: the first who comes is called here."""

    counter: str


class CounterPaused(Event, tag="counter-paused", frozen=True, kw_only=True):
    """Paused by the clerk; ``reason`` is a code."""

    counter: str
    reason: str


class CounterWithdrawn(Event, tag="counter-withdrawn", frozen=True, kw_only=True):
    """The pause outlasted the grace: the counter no longer counts as open."""

    counter: str


class CounterClosed(Event, tag="counter-closed", frozen=True, kw_only=True):
    """Closed."""

    counter: str
