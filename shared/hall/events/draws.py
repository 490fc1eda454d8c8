"""The lot, from its request to its result."""

from typing import Literal

from shared.hall.commands import StrikeReason
from shared.hall.events.base import Event

DrawReason = Literal["issue", "backlog", "transfer", "returned", "windows-closed"]
RoundReason = Literal["enough", "waited"]


class RoundOpened(Event, tag="round-opened", frozen=True, kw_only=True):
    """Policy ``call``: consecutive draws follow over these tickets and free windows, until either are used up."""

    pool: str
    tickets: tuple[str, ...]
    windows: tuple[str, ...]
    reason: RoundReason


class DrawRequest(Event, frozen=True, kw_only=True):
    """What every request for a draw says: draw ``i`` of its epoch, mixed over exactly these witnesses.

    ``redrawn`` is the draw of the epoch before that was given up and is held again here (0: none).
    """

    i: int
    pool: str
    witnesses: tuple[str, ...] = ()
    redrawn: int = 0


class PairsDrawRequested(DrawRequest, tag="pairs-draw-requested", frozen=True, kw_only=True):
    """Draw i of a round: one lot for every (ticket, window) that is left in it and fits; the smallest wins."""

    pairs: tuple[tuple[str, str], ...]


class DrawRequested(DrawRequest, tag="draw-requested", frozen=True, kw_only=True):
    """Draw i over the able windows with their loads (docs/draw.md), durable before any chance is known.

    ``over`` is the walk-in who came earlier, waits for a draw too and is passed by this priority ticket.
    """

    ticket: str
    windows: tuple[tuple[str, int], ...]
    stratum: int
    most: int
    reason: DrawReason
    over: str = ""


class WitnessStruck(Event, tag="witness-struck", frozen=True, kw_only=True):
    """A witness did not give its link for draw i: it is left out of the mix, durably before the chance is known, and
    of every later one of the day.
    """

    i: int
    witness: str
    why: StrikeReason


class WitnessReadmitted(Event, tag="witness-readmitted", frozen=True, kw_only=True):
    """A manager takes a struck witness back from the next draw on, once a day."""

    witness: str


class DrawResolved(Event, tag="draw-resolved", frozen=True, kw_only=True):
    """The result of draw i: the links that made it, the main window, the reserves and the main window's lot.

    In a round the main window is where the ticket is called at once.
    """

    i: int
    ticket: str
    x: str
    ys: tuple[tuple[str, str], ...]
    main: str
    reserves: tuple[str, ...]
    lot: str


class DrawAbandoned(Event, tag="draw-abandoned", frozen=True, kw_only=True):
    """Draw i is given up, its hub's seed being lost; ``day`` is the date of it. The next epoch draws the same again.

    ``record`` is the leaf of its request, ``ys`` the links that its witnesses gave, ``signatures`` (by, key, signature)
    those of a manager and, where the draw has witnesses, of one of them.
    """

    i: int
    day: str
    record: str
    ys: tuple[tuple[str, str], ...]
    signatures: tuple[tuple[str, str, str], ...]


class SeedPublished(Event, tag="seed-published", frozen=True, kw_only=True):
    """The seed of an epoch whose draw was given up has come back: anyone can compute what that draw would have been."""

    day: str
    epoch: int
    seed: str


class WindowsInherited(Event, tag="windows-inherited", frozen=True, kw_only=True):
    """A further ticket of the same person keeps the windows drawn before, as far as they are able: no second lot."""

    ticket: str
    main: str
    reserves: tuple[str, ...]
