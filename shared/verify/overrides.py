"""Where something else than a fresh lot over several windows decided who serves whom: counted and listed."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from shared.hall import events as e
from shared.hall.state import State
from shared.verify.joined import JoinLog
from shared.verify.record import Record

FIRST_DRAW = ("issue", "backlog")
"""Reasons of a ticket's first draw; a draw for any other is held again."""
AFTER_A_MISS = "recall-missed"
"""The way of an assignment that nobody chose: back to where the ticket was called before."""
LISTED = 200
"""Of each kind so many are listed; all are counted."""
AT_A_DESK = (
    *(e.TicketRecalled, e.ServiceStarted, e.ServiceFinished, e.ServiceAdded, e.TicketMissed, e.TicketParked),
    e.TicketTransferred,
    *(e.CounterReadied, e.CounterPaused, e.CounterClosed),
)


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
    taken_without_the_hub: int = 0
    taken_while_its_kiosk_had_the_hub: int = 0
    """Of these: the kiosk gave others with the hub after the time on the ticket, and brought it later."""
    drawn_again: dict[str, int] = {}
    """By reason."""


class ByHand(msgspec.Struct, frozen=True):
    """One ticket for which a person, and not the lot, named the window."""

    seq: int
    day: str
    by: str
    ticket: str
    counter: str
    way: str
    reason: str


class Listed(msgspec.Struct, frozen=True):
    """One of them, or a draw with one candidate or by the hub alone: its record, who asked for it, whom it concerns."""

    seq: int
    at_ms: int
    what: str
    by: str
    ticket: str = ""
    counter: str = ""


class OverrideLog:
    """``see`` every record before the hall's state takes it."""

    def __init__(self) -> None:
        self.listed: list[Listed] = []
        self.by_hand: list[ByHand] = []
        self.counts: Counter[str] = Counter()
        self._again: Counter[str] = Counter()
        self._joins = JoinLog()
        self._day = ""

    def see(self, record: Record, event: e.AnyEvent, state: State | None) -> None:
        """Count and list it; ``state`` None if the rules are not replayed."""
        for what in (*_kinds(record.by, event, state), *self._joins.see(record, event)):
            self.counts[what] += 1
            if self.counts[what] <= LISTED:
                ticket, counter = getattr(event, "ticket", ""), getattr(event, "counter", "")
                self.listed.append(Listed(record.seq, record.at_ms, what, record.by, ticket, counter))
        match event:
            case e.DayOpened():
                self._day = event.day
            case e.DrawRequested() if event.reason not in FIRST_DRAW:
                self._again[event.reason] += 1
            case e.TicketAssigned() if event.way != AFTER_A_MISS:
                hand = ByHand(record.seq, self._day, record.by, event.ticket, event.counter, event.way, event.reason)
                self.by_hand.append(hand)

    def overrides(self) -> Overrides:
        """How many of each kind."""
        names = Overrides.__struct_fields__[:-1]
        counted = {name: self.counts[name.replace("_", "-")] for name in names}
        return Overrides(**counted, drawn_again=dict(sorted(self._again.items())))


def _kinds(by: str, event: e.AnyEvent, state: State | None) -> Iterator[str]:
    if (
        state is not None
        and isinstance(event, AT_A_DESK)
        and by not in ("hub", f"clerk:{_clerk(state, event.counter)}")
    ):
        yield "not-by-its-clerk"
    match event:
        case e.WindowsInherited():
            yield "windows-inherited"
        case e.TicketRequeued():
            yield "requeued-to-the-same-window" if event.counter else "requeued-to-a-draw"
        case e.TicketResumed():
            yield "resumed-at-the-same-window" if event.counter else "resumed-to-a-draw"
        case e.TicketTransferred():
            yield "transferred"
        case e.ServiceAdded():
            yield "services-added"
        case e.TicketAssigned() if event.way == AFTER_A_MISS:
            yield "recalled-after-a-miss"
        case e.CounterWithdrawn():
            yield "counters-withdrawn"
        case e.HallConfigured() if state is not None and state.day:
            yield "configurations"
        case e.DrawRequested() | e.PairsDrawRequested():
            if isinstance(event, e.DrawRequested) and event.reason not in FIRST_DRAW:
                yield "drawn-again"
            if len(event.windows if isinstance(event, e.DrawRequested) else event.pairs) == 1:
                yield "single-candidate"
        case e.DrawResolved() if not event.ys:
            yield "hub-only"


def _clerk(state: State, counter: str) -> str:
    return state.desks[counter].clerk
