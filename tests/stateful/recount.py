"""What the papers of a hall say: lists instead of heaps, recounted every time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.config import HallConfig, Rules
from tests.stateful.papers import AT_DESK, DRAWN, WAITING, Batch, Booked, Desk, Paper, Round


@dataclass
class Recount:
    """``papers`` in order of arrival, and what they say: counted anew every time."""

    config: HallConfig | None = None
    day: str = ""
    papers: dict[str, Paper] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    ready: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    windows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    draws: int = 0
    drawing: e.DrawRequested | e.PairsDrawRequested | None = None
    at_ms: int = 0
    batches: dict[tuple[str, str], Batch] = field(default_factory=dict)
    sizes: dict[tuple[str, str, int], int] = field(default_factory=dict)
    round: Round | None = None
    booked: dict[str, Booked] = field(default_factory=dict)
    off: dict[str, str] = field(default_factory=dict)
    past: dict[str, Paper] = field(default_factory=dict)
    """Yesterday's."""
    special: tuple[str, str] | None = None
    """Who is called next by hand, and where."""

    # what the papers say

    @property
    def rules(self) -> Rules:
        assert self.config is not None
        return self.config.rules

    def rules_of(self, service: str) -> Rules:
        assert self.config is not None
        group = next(s.group for s in self.config.services if s.id == service)
        return next(g.rules for g in self.config.groups if g.id == group) or self.config.rules

    def policy(self, service: str) -> str:
        assert self.config is not None
        group = next(s.group for s in self.config.services if s.id == service)
        return next(g.policy for g in self.config.groups if g.id == group)

    def able(self, service: str) -> list[str]:
        return [
            name
            for name, desk in self.desks.items()
            if desk.status != "closed" and not desk.withdrawn and service in desk.services
        ]

    def at(self, counter: str) -> list[Paper]:
        return [p for p in self.papers.values() if p.place in AT_DESK and p.names == (counter,)]

    def naming(self, counter: str) -> int:
        return sum(p.place in DRAWN and counter in p.names for p in self.papers.values())

    def load(self, counter: str) -> int:
        work = self.naming(counter) + len(self.at(counter))
        return work if work or self.desks[counter].status == "paused" else -1

    def waits(self, person: str | None, service: str) -> bool:
        return person is not None and any(
            p.person == person and p.service == service and p.place in WAITING for p in self.papers.values()
        )

    def mixed(self, papers: list[Paper]) -> tuple[str, str] | None:
        """Priority, then appointments, then walk-ins, of whom none is passed too often."""
        first, booked, rest = (
            next((p for p in papers if p.kind == kind), None) for kind in ("priority", "appointment", "normal")
        )
        ahead = first or booked
        if ahead and rest and papers.index(rest) < papers.index(ahead):
            if rest.passed < self.rules.passed:
                return ahead.id, rest.id
            ahead = booked if booked and papers.index(booked) < papers.index(rest) else None
        chosen = ahead or rest
        return (chosen.id, "") if chosen else None

    def hopeful(self, counter: str) -> list[Paper]:
        """Who may be called or drawn here."""
        return [
            p
            for p in self.papers.values()
            if (p.place in ("named", "bound") and counter in p.names)
            or (p.place in ("line", "pool") and p.service in self.desks[counter].services)
        ]

    def next_call(self, counter: str) -> tuple[str, str] | None:
        turn = self.turn(counter)
        return None if turn and self.papers[turn[0]].place == "pool" else turn

    def rounds(self) -> Iterator[tuple[e.RoundOpened, bool]]:
        """Every round that may come at the ready windows, and whether it must begin now."""
        owed: dict[str, list[str]] = {}
        for counter in self.ready:
            turn = self.turn(counter)
            if turn and self.papers[turn[0]].place == "pool":
                owed.setdefault(self.papers[turn[0]].pool, []).append(counter)
        for pool, counters in owed.items():
            people = [
                p
                for p in self.papers.values()
                if p.place == "pool" and p.pool == pool and any(p.service in self.desks[n].services for n in counters)
            ]
            front = [p for p in people if p.batch == min(o.batch for o in people if o.kind == p.kind)]
            turn = self.mixed(people)
            assert turn
            chosen = [p for p in front if p.kind == self.papers[turn[0]].kind]
            walk_ins = [p for p in front if p.kind == "normal"]
            if chosen[0].kind != "normal" and walk_ins:
                before = [p for p in chosen if people.index(p) < people.index(walk_ins[0])]
                later = [p for p in chosen if p not in before]
                chosen = before + later[: max(0, self.rules.passed - walk_ins[0].passed)]
            windows = [n for n in counters if any(p.service in self.desks[n].services for p in chosen)]
            at_work = [
                n
                for n, desk in self.desks.items()
                if desk.status == "open" and any(p.service in desk.services for p in chosen)
            ]
            enough = max(len(front), len(windows)) >= min(self.rules_of(front[0].service).round_least, len(at_work))
            waited = any(self.at_ms - p.since_ms >= self.rules_of(p.service).round_after_s * 1000 for p in front)
            round = e.RoundOpened(
                pool=pool,
                tickets=tuple(p.id for p in chosen),
                windows=tuple(windows),
                reason="enough" if enough else "waited",
            )
            yield round, enough or waited

    def left(self) -> set[tuple[str, str]]:
        """The pairs that are left of the round."""
        assert self.round
        return {
            (ticket, window)
            for ticket in self.round.tickets
            for window in self.round.windows
            if self.papers[ticket].service in self.desks[window].services
        }

    def turn(self, counter: str) -> tuple[str, str] | None:
        desk = self.desks[counter]
        choice = self.mixed(self.hopeful(counter))
        back = [(p.due, p.id) for p in self.papers.values() if p.place == "returning" and p.names == (counter,)]
        if back and (choice is None or desk.calls >= min(back)[0]):
            return min(back)[1], ""
        return choice

    def next_draw(self) -> tuple[str, str] | None:
        heads: dict[tuple[str, str], Paper] = {}
        for p in self.papers.values():
            if p.place == "undrawn":
                heads.setdefault((p.service, p.kind), p)
        may = []
        for p in self.papers.values():
            able = self.able(p.service)
            short = any(self.naming(counter) == 0 for counter in able)
            if heads.get((p.service, p.kind)) is p and able and (short or not p.held):
                may.append(p)
        return self.mixed(may)

    def allowed(self, command: c.Command) -> bool | None:
        """Whether the hall must do it; None where the model does not say."""
        papers, desk = self.papers, self.desks.get(getattr(command, "counter", ""))
        at = [p.place for p in self.at(getattr(command, "counter", ""))]
        match command:
            case c.IssueTicket(service=service, person=person):
                return not self.waits(person, service)
            case c.OpenCounter():
                return desk is not None and desk.status != "open"
            case c.CallNext() | c.PauseCounter():
                return desk is not None and desk.status == "open" and not at
            case c.CloseCounter():
                return desk is not None and desk.status != "closed" and not at
            case c.Serve():
                return desk is not None and at == ["called"]
            case c.Finish() | c.Park():
                return desk is not None and at == ["serving"]
            case c.AddService(service=service):
                fits = desk is not None and at == ["serving"] and service in desk.services
                return fits and self.at(command.counter)[0].visits + 2 <= self.rules.services_per_ticket
            case c.RecallMissed():
                return self.free(desk, at) and self.may_be_assigned(desk.late, "missed")  # type: ignore[union-attr]
            case c.CallSpecially(ticket=ticket, reason=reason):
                fits = self.free(desk, at) and reason in c.ASSIGN_REASONS
                fits = fits and self.may_be_assigned(ticket, *WAITING, "missed", "parked")
                return fits and papers[ticket].service in desk.services  # type: ignore[union-attr]
            case c.AssignTicket(ticket=ticket, counter=counter, reason=reason):
                fits = reason in c.ASSIGN_REASONS and self.may_be_assigned(ticket, *WAITING, "missed", "parked")
                return fits and counter in self.able(papers[ticket].service)
            case c.Requeue(ticket=ticket) | c.Resume(ticket=ticket):
                place = "missed" if isinstance(command, c.Requeue) else "parked"
                p = papers.get(ticket)
                return p is not None and p.place == place and not self.waits(p.person, p.service)
            case c.Cancel(ticket=ticket):
                return ticket in papers and papers[ticket].place in (*WAITING, "missed", "parked")
        return None

    def free(self, desk: Desk | None, at: list[str]) -> bool:
        return desk is not None and desk.status == "open" and not at

    def may_be_assigned(self, ticket: str, *places: str) -> bool:
        """By hand, to a window: whoever waits, or may wait again."""
        p = self.papers.get(ticket)
        return p is not None and p.place in places and (p.place in WAITING or not self.waits(p.person, p.service))
