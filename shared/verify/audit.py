"""What an auditor wants to know of a record that is right: how much of everything, and every exception to the lot."""

from collections import Counter

import msgspec

from shared.hall import events as e
from shared.hall.state import State
from shared.verify.clerks import Clerk, Clerks
from shared.verify.evenness import Evenness, Tally
from shared.verify.record import Record

FIRST_DRAW = ("issue", "backlog")
"""Reasons of a ticket's first draw; a draw for any other is held again."""

AT_A_DESK = (
    *(e.TicketRecalled, e.ServiceStarted, e.ServiceFinished, e.ServiceAdded, e.TicketMissed, e.TicketParked),
    e.TicketTransferred,
    *(e.CounterReadied, e.CounterPaused, e.CounterClosed),
)


class Epoch(msgspec.Struct):
    """One opening record: its place, its commitment and the draws under it."""

    seq: int
    day: str
    epoch: int
    commitment: str
    witnesses: int = 0
    draws: int = 0


class Strike(msgspec.Struct):
    """A witness that gave no link for a draw: what the lot would have been with it nobody knows."""

    seq: int
    day: str
    i: int
    witness: str
    why: str


class Overrides(msgspec.Struct):
    """Where something else than a fresh lot decided who serves whom, or a lot was held again."""

    windows_inherited: int = 0
    requeued_to_the_same_window: int = 0
    requeued_to_a_draw: int = 0
    resumed_at_the_same_window: int = 0
    resumed_to_a_draw: int = 0
    transferred: int = 0
    services_added: int = 0
    """Begun at the desk at which the one before was done."""
    recalled_after_a_miss: int = 0
    counters_withdrawn: int = 0
    not_by_its_clerk: int = 0
    """Done at a window by a manager, or by another clerk than who opened it."""
    configurations: int = 0
    """In force while a day was open."""
    drawn_again: dict[str, int] = {}
    """By reason."""


class ByHand(msgspec.Struct):
    """One ticket for which a person, and not the lot, named the window."""

    seq: int
    day: str
    by: str
    ticket: str
    counter: str
    way: str
    reason: str


class Audit(msgspec.Struct):
    """All figures; ``clerks`` and ``evenness`` need the rules to be replayed."""

    types: dict[str, int] = {}
    draws: int = 0
    single_candidate: int = 0
    hub_only: int = 0
    strikes: list[Strike] = []
    readmitted: int = 0
    without_id: int = 0
    """Tickets taken without any identification: nothing keeps one person from taking several."""
    epochs: list[Epoch] = []
    overrides: Overrides = msgspec.field(default_factory=Overrides)
    by_hand: list[ByHand] = []
    """Special calls and a supervisor's assignments, each with its reason."""
    clock_set_back: int = 0
    clock_set_back_most_s: int = 0
    clerks: list[Clerk] = []
    evenness: Evenness | None = None


class Auditor:
    """``see`` every record before the hall's state takes it."""

    def __init__(self) -> None:
        self._audit = Audit()
        self._types: Counter[str] = Counter()
        self._again: Counter[str] = Counter()
        self._clerks = Clerks()
        self._tally = Tally()
        self._at_ms = 0

    def see(self, record: Record, event: e.AnyEvent, tray: tuple[str, ...], state: State | None) -> None:
        """Count it; ``tray`` as in ``Lots`` after a draw, ``state`` None if the rules are not replayed."""
        self._types[record.type] += 1
        self._clock(record.at_ms)
        self._draw(record, event)
        self._override(record, event, state)
        if state is not None:
            self._clerks.see(event, record.at_ms, state)
            if isinstance(event, e.DrawResolved) and len(tray) > 1 and state.open_draw is not None:
                clerks = [state.desks[window].clerk for window in tray]
                self._tally.drawn(state.open_draw.pool, clerks, state.desks[event.main].clerk)

    def audit(self, replayed: bool) -> Audit:
        """What was found."""
        self._audit.types = dict(sorted(self._types.items()))
        self._audit.overrides.drawn_again = dict(sorted(self._again.items()))
        if replayed:
            self._audit.clerks = self._clerks.all()
            self._audit.evenness = self._tally.evenness()
        return self._audit

    def _clock(self, at_ms: int) -> None:
        if at_ms < self._at_ms:
            self._audit.clock_set_back += 1
            back_s = -(-(self._at_ms - at_ms) // 1000)
            self._audit.clock_set_back_most_s = max(self._audit.clock_set_back_most_s, back_s)
        self._at_ms = at_ms

    def _draw(self, record: Record, event: e.AnyEvent) -> None:
        audit = self._audit
        match event:
            case e.DayOpened():
                audit.epochs.append(Epoch(record.seq, event.day, event.epoch, event.commitment, len(event.witnesses)))
            case e.DrawRequested() | e.PairsDrawRequested():
                audit.draws += 1
                candidates = event.windows if isinstance(event, e.DrawRequested) else event.pairs
                audit.single_candidate += len(candidates) == 1
                if audit.epochs:
                    audit.epochs[-1].draws += 1
                if isinstance(event, e.DrawRequested) and event.reason not in FIRST_DRAW:
                    self._again[event.reason] += 1
            case e.DrawResolved():
                audit.hub_only += not event.ys
            case e.WitnessStruck():
                day = audit.epochs[-1].day if audit.epochs else ""
                audit.strikes.append(Strike(record.seq, day, event.i, event.witness, event.why))
            case e.WitnessReadmitted():
                audit.readmitted += 1
            case e.TicketIssued():
                audit.without_id += event.person is None

    def _override(self, record: Record, event: e.AnyEvent, state: State | None) -> None:
        found, by = self._audit.overrides, record.by
        if state is not None and isinstance(event, AT_A_DESK):
            found.not_by_its_clerk += by not in ("hub", f"clerk:{state.desks[event.counter].clerk}")
        match event:
            case e.WindowsInherited():
                found.windows_inherited += 1
            case e.TicketRequeued(counter=""):
                found.requeued_to_a_draw += 1
            case e.TicketRequeued():
                found.requeued_to_the_same_window += 1
            case e.TicketResumed(counter=""):
                found.resumed_to_a_draw += 1
            case e.TicketResumed():
                found.resumed_at_the_same_window += 1
            case e.TicketTransferred():
                found.transferred += 1
            case e.ServiceAdded():
                found.services_added += 1
            case e.TicketAssigned(way="recall-missed"):
                found.recalled_after_a_miss += 1
            case e.TicketAssigned():
                day = self._audit.epochs[-1].day if self._audit.epochs else ""
                hand = ByHand(record.seq, day, by, event.ticket, event.counter, event.way, event.reason)
                self._audit.by_hand.append(hand)
            case e.CounterWithdrawn():
                found.counters_withdrawn += 1
            case e.HallConfigured():
                found.configurations += state is not None and bool(state.day)
