"""The replay: a hall of the verifier's own, asked at every record what its rules allow there.

What the state alone makes due (the lot, the call at a ready window) must come before anything else; every other record
must be what the hall's decision on its command would have been, at the recorded time.
"""

from collections import deque
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from shared.hall import events as e
from shared.hall.carry import RULES, says_no_less
from shared.hall.config import HallConfig
from shared.hall.decide import decide
from shared.hall.due import due
from shared.hall.evolve import evolve
from shared.hall.facts import Facts
from shared.hall.refusals import Refused
from shared.hall.sealing import sealing_of
from shared.hall.state import State
from shared.verify.actors import Actors
from shared.verify.commands import HUB, asked
from shared.verify.problem import Wrong, differs, told
from shared.verify.record import Record


class Rules:
    """``check`` a record, then ``take`` it: what stands there is what the hall goes on from."""

    def __init__(self) -> None:
        self.state = State()
        self._actors = Actors()
        self._todo: deque[e.AnyEvent] = deque()
        """What else came of the last command."""
        self._left_out: tuple[str, str] | None = None
        """What was due and did not come, said once: (type, ticket)."""
        self._version = 0
        """Of the rules that the last day was opened under: no later one is from before."""

    def check(self, record: Record, event: e.AnyEvent) -> Wrong | None:
        """Why the hall would not have recorded this event here."""
        if self.state.config is None and record.seq > 1:
            return self._alone(record, event)
        if self.state.open_draw is not None:
            # that it comes at once, and what it says, is for Lots to judge
            if isinstance(event, e.DrawAbandoned):
                return self._asked(record, event, within=True)
            expected = isinstance(event, e.DrawResolved | e.WitnessStruck)
            return self._actors.follow(record, event) if expected else None
        if self._todo:
            return self._next(record, event)
        wanted = due(self.state)
        if wanted is None or _key(wanted) == self._left_out:
            return self._asked(record, event)
        if isinstance(wanted, e.DrawRequest) and isinstance(event, e.DayOpened):  # no link left, or the seed is lost
            return self._asked(record, event, within=True)
        if type(event) is not type(wanted):
            self._left_out = _key(wanted)
            self._actors.lead(record)
            return Wrong("what is due comes before anything else", told(wanted), told(event))
        wanted = self._as_told(wanted, event)
        return differs(_rule(wanted), wanted, event) or self._actors.follow(record, event)

    def take(self, record: Record, event: e.AnyEvent) -> None:
        """Go on from what is recorded."""
        day = self.state.day
        evolve(self.state, event, record.at_ms)
        if isinstance(event, e.DayOpened):
            self._version = event.rules
        if self.state.day != day:
            self._actors.new_day()

    def _next(self, record: Record, event: e.AnyEvent) -> Wrong | None:
        wanted = self._as_told(self._todo.popleft(), event)
        wrong = differs(_rule(wanted), wanted, event)
        return wrong or self._actors.follow(record, event)

    def _asked(self, record: Record, event: e.AnyEvent, within: bool = False) -> Wrong | None:
        """An event that somebody's command caused; ``within``: in the course of another's."""
        if not within:
            self._actors.lead(record)
        facts = self._facts(record, event)
        found = asked(event, self.state, record.by, facts)
        if found is None:
            return Wrong("nothing makes this due here", "another record", told(event))
        if isinstance(event, e.DayOpened) and (event.day > self.state.day) and event.day != facts.day:
            return Wrong("a day opens on its date", f"day {facts.day}", f"day {event.day}")
        try:
            events = decide(self.state, found.command, facts)
        except Refused as refused:
            return Wrong("the hall refuses this here", f"nothing: {refused}", told(event))
        if not events:
            return Wrong("this changes nothing here, so nothing is recorded", "no record", told(event))
        self._todo = deque(events[1:])
        wanted = self._as_told(events[0], event)
        wrong = differs(_rule(wanted), wanted, event)
        if wrong is not None:
            self._todo.clear()
            return wrong
        return self._actors.follow(record, event) if within else self._actors.begin(record, event, found.request)

    def _alone(self, record: Record, event: e.AnyEvent) -> Wrong | None:
        """The first two records of a day without the days before: taken as they are."""
        if isinstance(event, e.DayOpened):
            self._actors.lead(record)
            return self._actors.begin(record, event, HUB)
        if not isinstance(event, e.StateCarried):
            return Wrong("a day begins with what was carried over", "state-carried", told(event))
        day = facts_of(record, event.config).day
        if day != self.state.day:
            return Wrong("a day opens on its date", f"day {day}", f"day {self.state.day}")
        return self._actors.follow(record, event)

    def _as_told(self, wanted: e.AnyEvent, there: e.AnyEvent) -> e.AnyEvent:
        """What only the record can say is taken from it."""
        match wanted, there:
            case e.DayOpened(), e.DayOpened():
                return self._sealed_as(wanted, there)
            case e.StateCarried(), e.StateCarried() if says_no_less(there, wanted):
                return there
        return wanted

    def _sealed_as(self, wanted: e.DayOpened, there: e.DayOpened) -> e.DayOpened:
        """What the hall's state does not say of an opening; Lots judges it."""
        said = ["epoch", "hub_anchor", "commitment", "witnesses", "witness_keys", "links", "key", "reason"]
        if self._version <= there.rules <= RULES:
            said += ["rules"] if there.rules else ["rules", "hall"]
        wanted = msgspec.structs.replace(wanted, **{name: getattr(there, name) for name in said})
        sealing = sealing_of(self.state, there.day, there.epoch)
        if sealing is None:
            algorithm = self.state.config.algorithm if self.state.config is not None else there.algorithm
            return msgspec.structs.replace(wanted, algorithm=algorithm, sealed_ms=0)
        return msgspec.structs.replace(
            wanted,
            algorithm=sealing.algorithm,
            hub_anchor=sealing.hub_anchor,
            witnesses=sealing.witnesses,
            witness_keys=sealing.witness_keys or there.witness_keys,
            commitment=sealing.commitment,
            sealed_ms=sealing.at_ms,
        )

    def _facts(self, record: Record, event: e.AnyEvent) -> Facts:
        return facts_of(record, event.config if isinstance(event, e.HallConfigured) else self.state.config)


def begins_alone(record: Record) -> bool:
    """Whether what follows can be replayed without any record before."""
    return record.type == "day-opened" and record.data.get("rules", 0) != 0


def facts_of(record: Record, config: HallConfig | None) -> Facts:
    """The moment of a record in its hall."""
    local = datetime.fromtimestamp(record.at_ms // 1000, ZoneInfo(config.timezone if config else "UTC"))
    minute = local.hour * 60 + local.minute
    return Facts(record.at_ms, local.date().isoformat(), minute, local.isoweekday())


def _key(wanted: e.AnyEvent) -> tuple[str, str]:
    return type(wanted).__name__, getattr(wanted, "ticket", "")


def _rule(wanted: e.AnyEvent) -> str:
    match wanted:
        case e.DrawRequested():
            return "a draw is over exactly the able windows with their loads"
        case e.PairsDrawRequested() | e.RoundOpened():
            return "a round is over exactly the first batch and the windows free for it"
        case e.TicketCalled() | e.CounterReadied():
            return "the hall says who is called next"
        case e.WindowsInherited():
            return "a further ticket of a person keeps the windows drawn before"
        case e.TicketIssued():
            return "a ticket's number, place and estimate follow from the hall"
        case e.DayOpened() | e.CounterClosed() | e.TicketExpired():
            return "a day opens after yesterday's desks and tickets have ended"
    return "the hall's decision"
