"""What an auditor wants to know of a record that is right: how much of everything, and every exception to the lot."""

from collections import Counter

import msgspec

from shared.hall import events as e
from shared.hall.state import State
from shared.verify.abandoned import GivenUp
from shared.verify.clerks import Clerk, Clerks
from shared.verify.estimates import EstimateLog, Estimates
from shared.verify.evenness import Evenness, Tally
from shared.verify.leads import LeadLog, Leads
from shared.verify.lots import Tray
from shared.verify.overrides import ByHand, Listed, OverrideLog, Overrides
from shared.verify.record import Record


class Epoch(msgspec.Struct):
    """One opening record: its place, its commitment and the draws under it."""

    seq: int
    day: str
    epoch: int
    commitment: str
    witnesses: int = 0
    sealed_ms: int = 0
    """When it was committed to beforehand; 0: at the opening."""
    reason: str = ""
    """Why the day needed another than its first."""
    draws: int = 0


class Strike(msgspec.Struct):
    """A witness that gave no link for a draw: what the lot would have been with it nobody knows."""

    seq: int
    day: str
    i: int
    witness: str
    why: str


class Audit(msgspec.Struct):
    """All figures; ``clerks`` and ``evenness`` need the rules to be replayed."""

    types: dict[str, int] = {}
    policies: dict[str, list[str]] = {}
    """Policy → letters of the groups that had it at any time."""
    draws: int = 0
    single_candidate: int = 0
    hub_only: int = 0
    strikes: list[Strike] = []
    given_up: list[GivenUp] = []
    readmitted: int = 0
    without_id: int = 0
    """Tickets taken without any identification: nothing keeps one person from taking several."""
    epochs: list[Epoch] = []
    leads: Leads = msgspec.field(default_factory=Leads)
    overrides: Overrides = msgspec.field(default_factory=Overrides)
    by_hand: list[ByHand] = []
    """Special calls and a supervisor's assignments, each with its reason."""
    listed: list[Listed] = []
    """Each override, and each draw with one candidate or by the hub alone: the first of every kind."""
    estimates: Estimates = msgspec.field(default_factory=Estimates)
    clock_set_back: int = 0
    clock_set_back_most_s: int = 0
    clerks: list[Clerk] = []
    evenness: Evenness | None = None


class Auditor:
    """``see`` every record before the hall's state takes it."""

    def __init__(self) -> None:
        self._audit = Audit()
        self._types: Counter[str] = Counter()
        self._log = OverrideLog()
        self._clerks = Clerks()
        self._tally = Tally()
        self._at_ms = 0
        self._leads = LeadLog()
        self._estimates = EstimateLog()

    def see(self, record: Record, event: e.AnyEvent, trays: tuple[Tray, ...], state: State | None) -> None:
        """Count it; ``trays`` as in ``Lots`` after a draw, ``state`` None if the rules are not replayed."""
        self._types[record.type] += 1
        self._clock(record.at_ms)
        self._leads.see(record, event)
        self._estimates.see(record, event)
        self._draw(record.seq, event)
        self._log.see(record, event, state)
        if state is not None:
            self._clerks.see(event, record.at_ms, state)
            for windows, named in trays:
                if len(windows) > 1:
                    clerks = [state.desks[window].clerk for window in windows]
                    service = state.tickets[event.ticket].service  # type: ignore[union-attr]
                    self._tally.drawn(service, clerks, windows.index(named))

    def audit(self, replayed: bool, given_up: list[GivenUp]) -> Audit:
        """What was found, and the draws that were ``given_up``."""
        self._audit.given_up = given_up
        self._audit.leads = self._leads.leads
        self._audit.estimates = self._estimates.estimates()
        self._audit.types = dict(sorted(self._types.items()))
        self._audit.overrides, self._audit.listed = self._log.overrides(), self._log.listed
        self._audit.by_hand = self._log.by_hand
        self._audit.single_candidate = self._log.counts["single-candidate"]
        self._audit.hub_only = self._log.counts["hub-only"]
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

    def _draw(self, seq: int, event: e.AnyEvent) -> None:
        audit = self._audit
        match event:
            case e.DayOpened():
                witnesses, sealed_ms = len(event.witnesses), event.sealed_ms
                audit.epochs.append(
                    Epoch(seq, event.day, event.epoch, event.commitment, witnesses, sealed_ms, event.reason)
                )
            case e.DrawRequested() | e.PairsDrawRequested():
                audit.draws += 1
                if audit.epochs:
                    audit.epochs[-1].draws += 1
            case e.WitnessStruck():
                day = audit.epochs[-1].day if audit.epochs else ""
                audit.strikes.append(Strike(seq, day, event.i, event.witness, event.why))
            case e.HallConfigured() | e.StateCarried():
                for group in event.config.groups:
                    letters = audit.policies.setdefault(group.policy, [])
                    audit.policies[group.policy] = sorted({*letters, group.letter})
            case e.WitnessReadmitted():
                audit.readmitted += 1
            case e.TicketIssued():
                audit.without_id += event.person is None
