"""The hall with pencil and paper: lists instead of heaps, recounted every time, and it believes no event."""

from dataclasses import dataclass, field

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.config import HallConfig, Rules
from shared.hall.draw.issue import most_named, stratum_size

DRAWN = ("named", "bound", "returning")
WAITING = ("undrawn", "line", *DRAWN)
AT_DESK = ("called", "serving")


@dataclass
class Paper:
    """One ticket. ``place`` is the one place where it is."""

    id: str
    number: str
    service: str
    priority: bool
    person: str | None
    place: str = "new"
    names: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    held: bool = False
    reason: str = ""
    passed: int = 0
    due: int = 0


@dataclass
class Desk:
    status: str = "closed"
    clerk: str = ""
    services: tuple[str, ...] = ()
    withdrawn: bool = False
    calls: int = 0


@dataclass
class Model:
    """``papers`` in order of arrival. ``see`` takes every event and objects to any that the rules do not allow."""

    config: HallConfig | None = None
    day: str = ""
    papers: dict[str, Paper] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    ready: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    windows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    draws: int = 0
    drawing: e.DrawRequested | None = None

    # what the papers say

    @property
    def rules(self) -> Rules:
        assert self.config is not None
        return self.config.rules

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
        """Priority first, but no walk-in passed too often."""
        first = next((p for p in papers if p.priority), None)
        rest = next((p for p in papers if not p.priority), None)
        if first and rest and papers.index(rest) < papers.index(first):
            return (first.id, rest.id) if rest.passed < self.rules.passed else (rest.id, "")
        chosen = first or rest
        return (chosen.id, "") if chosen else None

    def next_call(self, counter: str) -> tuple[str, str] | None:
        desk = self.desks[counter]
        choice = self.mixed(
            [
                p
                for p in self.papers.values()
                if (p.place in ("named", "bound") and counter in p.names)
                or (p.place == "line" and p.service in desk.services)
            ]
        )
        back = [(p.due, p.id) for p in self.papers.values() if p.place == "returning" and p.names == (counter,)]
        if back and (choice is None or desk.calls >= min(back)[0]):
            return min(back)[1], ""
        return choice

    def next_draw(self) -> tuple[str, str] | None:
        heads: dict[tuple[str, bool], Paper] = {}
        for p in self.papers.values():
            if p.place == "undrawn":
                heads.setdefault((p.service, p.priority), p)
        may = []
        for p in self.papers.values():
            able = self.able(p.service)
            short = any(self.naming(counter) == 0 for counter in able)
            if heads.get((p.service, p.priority)) is p and able and (short or not p.held):
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
            case c.Requeue(ticket=ticket) | c.Resume(ticket=ticket):
                place = "missed" if isinstance(command, c.Requeue) else "parked"
                p = papers.get(ticket)
                return p is not None and p.place == place and not self.waits(p.person, p.service)
            case c.Cancel(ticket=ticket):
                return ticket in papers and papers[ticket].place in (*WAITING, "missed", "parked")
        return None

    # what happens to the papers

    def see(self, event: e.Event) -> None:
        getattr(self, f"_{type(event).__name__}")(event)

    def _paper(self, event: object, *places: str) -> Paper:
        paper = self.papers[event.ticket]  # type: ignore[attr-defined]
        assert paper.place in places, f"{event} but it is {paper.place}"
        counter = getattr(event, "counter", "")
        assert not counter or paper.place not in AT_DESK or paper.names == (counter,)
        return paper

    def _line_up(self, p: Paper, reason: str) -> None:
        p.names, p.reason, p.held = (), reason, False
        if self.policy(p.service) == "fifo":
            p.place = "line"
            return
        able = set(self.able(p.service))
        rivals = [o for o in self.papers.values() if o.place == "undrawn" and able & set(self.able(o.service))]
        p.held = not able or (reason == "issue" and bool(rivals))
        p.reason = "backlog" if p.held and reason == "issue" else reason
        p.place = "undrawn"

    def _name(self, p: Paper, names: tuple[str, ...]) -> None:
        p.place, p.names, p.earlier = "named", names, p.earlier + names
        if p.person is not None:
            self.windows[p.person] = tuple(dict.fromkeys((*names, *self.windows.get(p.person, ()))))

    def _pass(self, walk_in: str) -> None:
        if walk_in:
            self.papers[walk_in].passed += 1

    def _settle(self) -> None:
        """Nobody keeps waiting for windows of which none is able."""
        for p in self.papers.values():
            if p.place in DRAWN and not set(p.names) & set(self.able(p.service)):
                self._line_up(p, "windows-closed")
            elif p.place == "named":
                p.names = tuple(
                    name
                    for name in p.names
                    if name not in self.desks
                    or self.desks[name].status != "open"
                    or p.service in self.desks[name].services
                )

    def _HallConfigured(self, event: e.HallConfigured) -> None:
        before = {} if self.config is None else {counter.id: counter.services for counter in self.config.counters}
        self.config = event.config
        old, self.desks = self.desks, {}
        for counter in event.config.counters:
            desk = self.desks[counter.id] = old.get(counter.id, Desk())
            if desk.status != "closed":
                whole = desk.services == before[counter.id]
                desk.services = tuple(s for s in counter.services if whole or s in desk.services)
        self._settle()

    def _DayOpened(self, event: e.DayOpened) -> None:
        self.draws = 0
        if event.day > self.day:
            self.papers = {p.id: p for p in self.papers.values() if p.place != "gone"}
            self.used = {p.number for p in self.papers.values()}
            self.windows = {}
        self.day = event.day

    def _TicketIssued(self, event: e.TicketIssued) -> None:
        assert event.number not in self.used
        assert event.ticket not in self.papers
        self.used.add(event.number)
        priority = event.kind == "priority"
        p = Paper(event.ticket, event.number, event.service, priority, event.person)
        self._line_up(p, "issue")
        self.papers[p.id] = p

    def _DrawRequested(self, event: e.DrawRequested) -> None:
        p = self._paper(event, "undrawn")
        assert self.drawing is None
        assert event.i == self.draws + 1
        assert (event.ticket, event.over) == self.next_draw()
        assert (event.reason, event.pool) == (p.reason, p.service)
        able = self.able(p.service)
        assert not set(self.windows.get(p.person or "", ())) & set(able), "a person with able windows gets no lot"
        fresh = [counter for counter in able if counter not in p.earlier]
        able = fresh if len(fresh) >= stratum_size(self.rules, len(able)) else able
        assert event.windows == tuple((counter, self.load(counter)) for counter in able)
        assert event.stratum == min(stratum_size(self.rules, len(able)), len(able))
        assert event.most == most_named(event.stratum, self.rules.named, len(able))
        self._pass(event.over)
        self.drawing, self.draws = event, event.i

    def _DrawResolved(self, event: e.DrawResolved) -> None:
        p = self._paper(event, "undrawn")
        assert self.drawing is not None
        assert (self.drawing.i, self.drawing.ticket) == (event.i, event.ticket)
        names = (event.main, *event.reserves)
        assert len(set(names)) == len(names) <= self.drawing.most
        assert set(names) <= {window for window, _ in self.drawing.windows}
        self.drawing = None
        self._name(p, names)

    def _WindowsInherited(self, event: e.WindowsInherited) -> None:
        p = self._paper(event, "undrawn")
        choice = self.next_draw()
        assert choice is not None
        assert choice[0] == event.ticket
        able = self.able(p.service)
        kept = [counter for counter in self.windows[p.person or ""] if counter in able]
        assert (event.main, *event.reserves) == tuple(kept[: self.rules.named])
        self._name(p, (event.main, *event.reserves))

    def _TicketCalled(self, event: e.TicketCalled) -> None:
        p = self._paper(event, *WAITING)
        desk = self.desks[event.counter]
        assert desk.status == "open"
        assert not self.at(event.counter), "two people at one desk"
        assert p.service in desk.services
        assert (event.ticket, event.over) == self.next_call(event.counter)
        if event.counter in self.ready:
            assert event.counter == next(counter for counter in self.ready if self.next_call(counter))
            self.ready.remove(event.counter)
        self._pass(event.over)
        desk.calls += 1
        p.place, p.names, p.passed = "called", (event.counter,), 0

    def _TicketRecalled(self, event: e.TicketRecalled) -> None:
        self._paper(event, "called")

    def _ServiceStarted(self, event: e.ServiceStarted) -> None:
        self._paper(event, "called").place = "serving"

    def _ServiceFinished(self, event: e.ServiceFinished) -> None:
        self._paper(event, "serving").place = "gone"

    def _TicketMissed(self, event: e.TicketMissed) -> None:
        self._paper(event, "called").place = "gone" if event.ended else "missed"

    def _TicketParked(self, event: e.TicketParked) -> None:
        self._paper(event, "serving").place = "parked"

    def _TicketTransferred(self, event: e.TicketTransferred) -> None:
        p = self._paper(event, "serving")
        p.service, p.earlier = event.service, ()
        self._line_up(p, "transfer")

    def _TicketRequeued(self, event: e.TicketRequeued) -> None:
        p = self._paper(event, "missed")
        if event.counter:
            p.place, p.due = "returning", self.desks[event.counter].calls + event.after
            assert p.names == (event.counter,)
        else:
            self._line_up(p, "returned")

    def _TicketResumed(self, event: e.TicketResumed) -> None:
        p = self._paper(event, "parked")
        if event.counter:
            p.place = "bound"
            assert p.names == (event.counter,)
        else:
            self._line_up(p, "returned")

    def _TicketCancelled(self, event: e.TicketCancelled) -> None:
        self._paper(event, *WAITING, "missed", "parked").place = "gone"

    def _TicketExpired(self, event: e.TicketExpired) -> None:
        self._paper(event, *WAITING, "missed", "parked").place = "gone"

    def _ServiceEvaluated(self, event: e.ServiceEvaluated) -> None:
        self._paper(event, "gone")

    def _EvaluationReasoned(self, event: e.EvaluationReasoned) -> None:
        self._paper(event, "gone")

    def _EvaluationRejected(self, event: e.EvaluationRejected) -> None:
        assert event.source == "keypad"

    def _CounterOpened(self, event: e.CounterOpened) -> None:
        desk = self.desks[event.counter]
        assert desk.status != "open"
        desk.status, desk.clerk, desk.services, desk.withdrawn = "open", event.clerk, event.services, False
        self._settle()

    def _CounterReadied(self, event: e.CounterReadied) -> None:
        assert self.next_call(event.counter) is None
        self.ready.append(event.counter)

    def _leave_ready(self, counter: str) -> None:
        self.ready = [name for name in self.ready if name != counter]

    def _CounterPaused(self, event: e.CounterPaused) -> None:
        self.desks[event.counter].status = "paused"
        self._leave_ready(event.counter)

    def _CounterWithdrawn(self, event: e.CounterWithdrawn) -> None:
        desk = self.desks[event.counter]
        assert desk.status == "paused"
        desk.withdrawn = True
        self._settle()

    def _CounterClosed(self, event: e.CounterClosed) -> None:
        assert not self.at(event.counter)
        desk = self.desks[event.counter]
        desk.status, desk.services, desk.withdrawn = "closed", (), False
        self._leave_ready(event.counter)
        self._settle()
