"""Which rows an event touches, and what everybody may see right now: the rows that are durable."""

from collections import deque

from shared.hall import events as e
from shared.hall.config import Guide
from shared.hall.evolve.calling import RECENT
from shared.hall.facts import Facts
from shared.hall.state import State
from shared.hub.feed.rows import (
    call_row,
    counter_row,
    desk_row,
    group_row,
    guide_row,
    hall_row,
    service_row,
    slip_row,
    words_row,
)
from shared.hub.feed.today import Today
from shared.hub.feed.wall import curve_row, lot_row, today_row
from shared.protocol.rows import AnyRow, CallRow

Key = tuple[str, str]


class Board:
    """Collects what changed (``touch``), builds only those rows (``take``), and shows them once durable (``show``)."""

    def __init__(self, public_url: str) -> None:
        self.public_url = public_url
        self.texts: dict[str, str] = {}
        """ticket → what the clerk who sent it on wrote."""
        self.rows: dict[Key, AnyRow] = {}
        """What is shown."""
        self.halted = ""
        """Why the lot waits; "" while it goes on."""
        self.configured = False
        """A new configuration has come: subscribers need a fresh snapshot."""
        self._dirty: dict[Key, None] = {}
        self._counts: dict[Key, None] = {}
        self._calls: list[CallRow] = []
        self._taken: dict[Key, AnyRow] = {}
        self._announced: deque[Key] = deque()
        self._stale = False

    def touch(self, state: State, event: e.Event) -> None:
        """Note what an event that has just been applied to ``state`` changed."""
        match event:
            case e.DaySealed():
                self._dirty["hall", "hall"] = None
            case e.HallConfigured() | e.DayOpened():
                self.configured = True
            case e.TicketCalled() | e.TicketRecalled():
                self._calls.append(call_row(state, state.recent[-1]))
            case e.CounterOpened() | e.CounterPaused() | e.CounterWithdrawn() | e.CounterClosed():
                self._dirty["hall", "hall"] = None
            case e.TicketMissed() | e.WitnessStruck() | e.WitnessReadmitted():
                self._dirty["hall", "hall"] = None
            case e.TicketRequeued() | e.TicketResumed() | e.TicketAssigned() | e.TicketCancelled():
                self._dirty["hall", "hall"] = None
                self._dirty.update({("desk", desk): None for desk in state.desks})  # it stood in the list of one
        ticket = state.ticket(getattr(event, "ticket", ""))
        if ticket is not None:
            if (service := state.services.get(ticket.service)) is not None:  # gone: nobody waits for it
                self._counts["group", service.group] = None
                self._counts["service", service.id] = None
            self._desk(state, ticket.counter)
        self._desk(state, getattr(event, "counter", ""))
        self._stale = True

    @property
    def counting(self) -> bool:
        """Whether people or waits of some group or service have changed and wait for ``count``."""
        return bool(self._counts)

    def count(self) -> None:
        """Let the next ``take`` build what has changed in numbers of people and waits.

        These rows cost most and nobody acts on them within a tenth of a second: a crowd shares them (bench: issue).
        """
        self._dirty.update(self._counts)
        self._counts.clear()

    def take(self, state: State, facts: Facts, everything: bool, today: Today) -> tuple[AnyRow, ...]:
        """The rows that differ from those taken last; with ``everything`` all of them anew."""
        if everything:
            self._taken.clear()
            self._counts.clear()
            self._touch_all(state)
        changed: list[AnyRow] = []
        for kind, name in self._dirty:
            row = self._build(state, facts, today, kind, name)
            if self._taken.get((kind, name)) != row:
                self._taken[kind, name] = row
                changed.append(row)
        self._dirty.clear()
        calls, self._calls = self._calls, []
        if everything:
            fresh = {call.id for call in calls}
            changed += [row for call in state.recent if (row := call_row(state, call)).id not in fresh]
        return (*changed, *calls)

    def show(self, rows: tuple[AnyRow, ...], everything: bool) -> None:
        """What was taken is durable now."""
        if everything:
            self.rows.clear()
            self._announced.clear()
        for row in rows:
            key = str(row.__struct_config__.tag), row.id
            self.rows[key] = row
            if isinstance(row, CallRow):
                self._announced.append(key)
        while len(self._announced) > RECENT:
            del self.rows[self._announced.popleft()]

    def refresh(self, state: State) -> None:
        """Estimates of other groups and how many wait for a desk drift with every change, opening hours with the
        clock: look at all again.
        """
        self.count()
        self._dirty["hall", "hall"] = None
        self._touch_wall(state)
        if self._stale:
            self._stale = False
            self._dirty.update({("group", group): None for group in state.groups})
            self._dirty.update({("service", service): None for service in state.services})
            self._dirty.update({("desk", desk): None for desk in state.desks})

    def _desk(self, state: State, counter: str) -> None:
        if counter in state.counters:
            self._dirty["counter", counter] = None
            self._dirty["desk", counter] = None

    def _touch_all(self, state: State) -> None:
        self._dirty = {("hall", "hall"): None, ("slip", "slip"): None, ("words", "words"): None}
        self._dirty.update({("group", group): None for group in state.groups})
        self._dirty.update({("service", service): None for service in state.services})
        told = (service.id for service in state.services.values() if service.guide != Guide())
        self._dirty.update({("guide", service): None for service in told})
        for counter in state.counters:
            self._desk(state, counter)
        self._touch_wall(state)

    def _touch_wall(self, state: State) -> None:
        """The day's figures move with the clock, too; managers have them each second."""
        self._dirty["today", "today"] = None
        self._dirty.update({("curve", group): None for group in state.groups})
        self._dirty.update({("lot", counter): None for counter in state.counters})

    def _build(self, state: State, facts: Facts, today: Today, kind: str, name: str) -> AnyRow:
        match kind:
            case "hall":
                return hall_row(state, facts, self.public_url, bool(self.halted))
            case "slip":
                return slip_row(state)
            case "words":
                return words_row(state)
            case "guide":
                return guide_row(state, name)
            case "group":
                return group_row(state, name)
            case "service":
                return service_row(state, name)
            case "counter":
                return counter_row(state, name)
            case "curve":
                return curve_row(today, name, facts.at_ms)
            case "today":
                return today_row(state, today, facts.at_ms)
            case "lot":
                return lot_row(state, today, name)
            case _:
                return desk_row(state, name, self.texts)
