"""The hall with pencil and paper: lists instead of heaps, recounted every time, and it believes no event."""

from datetime import date

from shared.clock import facts_at
from shared.hall import events as e
from shared.hall.draw.issue import most_named, stratum_size
from tests.stateful.papers import AT_DESK, DRAWN, WAITING, Batch, Booked, Desk, Paper, Round
from tests.stateful.recount import Recount


class Model(Recount):
    """``see`` takes every event and objects to any that the rules do not allow."""

    def see(self, event: e.Event, at_ms: int) -> None:
        self.at_ms = at_ms
        assert self.round is None or isinstance(event, e.PairsDrawRequested | e.DrawResolved | e.TicketCalled)
        getattr(self, f"_{type(event).__name__}")(event)

    def _paper(self, event: object, *places: str) -> Paper:
        paper = self.papers[event.ticket]  # type: ignore[attr-defined]
        assert paper.place in places, f"{event} but it is {paper.place}"
        counter = getattr(event, "counter", "")
        assert not counter or paper.place not in AT_DESK or paper.names == (counter,)
        return paper

    def _line_up(self, p: Paper, reason: str) -> None:
        p.names, p.reason, p.held = (), reason, False
        p.fresh = reason == "issue"
        if self.policy(p.service) == "fifo":
            p.place = "line"
            return
        if self.policy(p.service) == "call":
            p.place = "heir"
            if not self._windows_of(p):
                self._join_pool(p)
            return
        able = set(self.able(p.service))
        rivals = [o for o in self.papers.values() if o.place == "undrawn" and able & set(self.able(o.service))]
        p.held = not able or (reason == "issue" and bool(rivals))
        p.reason = "backlog" if p.held and reason == "issue" else reason
        p.place = "undrawn"

    def _windows_of(self, p: Paper) -> list[str]:
        """Drawn for the person today, and able."""
        return [name for name in self.windows.get(p.person or "", ()) if name in self.able(p.service)]

    def _join_pool(self, p: Paper) -> None:
        """Into the batch of the next who came later; a newcomer into the newest, or a new one if it is full."""
        assert self.config is not None
        group = p.pool = next(s.group for s in self.config.services if s.id == p.service)
        everybody = list(self.papers.values())
        behind = everybody[everybody.index(p) + 1 :] if p.id in self.papers else []
        rivals = [o for o in behind if o.place == "pool" and (o.pool, o.kind) == (p.pool, p.kind)]
        p.place, p.overtaken = "pool", 0
        if rivals:
            p.batch = rivals[0].batch
            return
        batch = self.batches.setdefault((p.pool, p.kind), Batch())
        if batch.joined == batch.size:
            services = [s.id for s in self.config.services if s.group == group]
            able = {n for service in services for n in self.able(service)}
            able = able or {k.id for k in self.config.counters if set(services) & set(k.services)}
            batch.number, batch.joined, batch.size = (
                batch.number + 1,
                0,
                max(1, min(len(able), self.rules_of(p.service).batch)),
            )
            self.sizes[p.pool, p.kind, batch.number] = batch.size
        batch.joined += 1
        p.batch = batch.number

    def _name(self, p: Paper, names: tuple[str, ...]) -> None:
        p.place, p.names, p.earlier = "named", names, p.earlier + names
        self._bequeath(p, names)

    def _bequeath(self, p: Paper, names: tuple[str, ...]) -> None:
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
            elif p.place == "heir" and not self._windows_of(p):
                self._join_pool(p)
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
            assert not any(b.status == "booked" and b.day < event.day for b in self.booked.values())
            age = date.fromisoformat(event.day).toordinal()
            kept = self.rules.booking_kept_days
            self.booked = {
                id: b for id, b in self.booked.items() if age - date.fromisoformat(b.day).toordinal() <= kept
            }
            self.past = {p.id: p for p in self.papers.values() if p.place == "gone"}
            self.papers = {p.id: p for p in self.papers.values() if p.place != "gone"}
            self.used = {p.number for p in self.papers.values()}
            self.windows = {}
        self.day = event.day

    def _StateCarried(self, event: e.StateCarried) -> None:
        assert event.config == self.config
        assert {id for id, _ in event.state.get("tickets", [])} == set(self.papers)

    def _TicketIssued(self, event: e.TicketIssued) -> None:
        assert event.number not in self.used
        assert event.ticket not in self.papers
        self.used.add(event.number)
        p = Paper(event.ticket, event.number, event.service, event.kind, event.person, self.at_ms)
        assert (event.kind == "appointment") == bool(event.appointment)
        if event.appointment:
            booked = self.booked[event.appointment]
            assert (booked.status, booked.service, booked.day) == ("booked", event.service, self.day)
            minutes = facts_at(self.at_ms, "Asia/Shanghai").minute - booked.hour * 60
            assert -self.rules.check_in_early_min <= minutes <= self.rules.check_in_late_min
            booked.status = "kept"
        self._line_up(p, "issue")
        self.papers[p.id] = p

    def _AppointmentBooked(self, event: e.AppointmentBooked) -> None:
        assert self.config is not None
        assert event.appointment not in self.booked
        now = facts_at(self.at_ms, "Asia/Shanghai")
        assert (now.day, now.minute) < (event.day, event.hour * 60)
        assert self.off.get(event.holder, "") <= now.day
        standing = [b for b in self.booked.values() if b.status in ("booked", "kept") and b.day == event.day]
        assert event.holder not in [b.holder for b in standing], "one appointment a day"
        there = [b for b in standing if (b.service, b.hour) == (event.service, event.hour)]
        assert len(there) < next(s.appointments for s in self.config.services if s.id == event.service)
        self.booked[event.appointment] = Booked(event.service, event.day, event.hour, event.holder)

    def _AppointmentCancelled(self, event: e.AppointmentCancelled) -> None:
        booked = self.booked[event.appointment]
        assert booked.status == "booked"
        booked.status = "cancelled"

    def _AppointmentMissed(self, event: e.AppointmentMissed) -> None:
        booked = self.booked[event.appointment]
        assert booked.status == "booked"
        assert booked.day < facts_at(self.at_ms, "Asia/Shanghai").day
        booked.status = "missed"
        mine = [b for b in self.booked.values() if b.holder == booked.holder and b.status == "missed"]
        assert bool(event.off_until) == (len(mine) == self.rules.booking_misses)
        if event.off_until:
            self.off[booked.holder] = event.off_until
            for settled in mine:
                settled.status = "settled"

    def _RoundOpened(self, event: e.RoundOpened) -> None:
        assert event == next(round for round, due in self.rounds() if due)
        assert all(self.next_call(counter) is None for counter in self.ready), "calls come before draws"
        self.round = Round(list(event.tickets), list(event.windows), 0)
        if len(self.left()) == len(event.tickets) * len(event.windows):
            self.round.draws = min(len(event.tickets), len(event.windows))

    def _PairsDrawRequested(self, event: e.PairsDrawRequested) -> None:
        assert (self.drawing, event.i) == (None, self.draws + 1)
        assert set(event.pairs) == self.left()
        assert len(set(event.pairs)) == len(event.pairs)
        self.drawing, self.draws = event, event.i

    def _drawn_called(self, p: Paper, counter: str, over: str) -> None:
        """Called as drawn: nobody of an earlier batch waits, and few are overtaken."""
        assert self.round
        assert self.round.drawn == (p.id, counter)
        papers = list(self.papers.values())
        walk_ins = [o for o in self.hopeful(counter) if o.kind == "normal" and papers.index(o) < papers.index(p)]
        assert over == (walk_ins[0].id if walk_ins and p.kind != "normal" else "")
        for other in papers[: papers.index(p)]:
            if (other.place, other.pool, other.kind, other.service) == ("pool", p.pool, p.kind, p.service):
                assert other.batch == p.batch, "batches follow one another"
                other.overtaken += p.fresh
                assert not other.fresh or other.overtaken < self.sizes[p.pool, p.kind, p.batch]
        self.round.drawn = None
        self.round.tickets.remove(p.id)
        self.round.windows.remove(counter)
        self.round.draws -= 1
        if not self.left():
            assert self.round.draws <= 0
            self.round = None

    def _DrawRequested(self, event: e.DrawRequested) -> None:
        p = self._paper(event, "undrawn")
        assert self.drawing is None
        assert event.i == self.draws + 1
        assert (event.ticket, event.over) == self.next_draw()
        assert (event.reason, event.pool) == (p.reason, p.service)
        able = self.able(p.service)
        assert not set(self.windows.get(p.person or "", ())) & set(able), "a person with able windows gets no lot"
        fresh = [counter for counter in able if counter not in p.earlier]
        able = fresh if len(fresh) >= stratum_size(self.rules_of(p.service), len(able)) else able
        assert event.windows == tuple((counter, self.load(counter)) for counter in able)
        assert event.stratum == min(stratum_size(self.rules_of(p.service), len(able)), len(able))
        assert event.most == most_named(event.stratum, self.rules_of(p.service).named, len(able))
        self._pass(event.over)
        self.drawing, self.draws = event, event.i

    def _DrawResolved(self, event: e.DrawResolved) -> None:
        assert self.drawing is not None
        if isinstance(self.drawing, e.PairsDrawRequested):
            p = self._paper(event, "pool")
            assert (event.i, event.reserves) == (self.drawing.i, ())
            assert (event.ticket, event.main) in self.drawing.pairs
            assert self.round
            self.round.drawn = event.ticket, event.main
            self._bequeath(p, (event.main,))
            self.drawing = None
            return
        p = self._paper(event, "undrawn")
        assert (self.drawing.i, self.drawing.ticket) == (event.i, event.ticket)
        names = (event.main, *event.reserves)
        assert len(set(names)) == len(names) <= self.drawing.most
        assert set(names) <= {window for window, _ in self.drawing.windows}
        self.drawing = None
        self._name(p, names)

    def _WindowsInherited(self, event: e.WindowsInherited) -> None:
        p = self._paper(event, "undrawn", "heir")
        choice = self.next_draw()
        assert p.place == "heir" or (choice is not None and choice[0] == event.ticket)
        assert (event.main, *event.reserves) == tuple(self._windows_of(p)[: self.rules_of(p.service).named])
        self._name(p, (event.main, *event.reserves))

    def _TicketCalled(self, event: e.TicketCalled) -> None:
        p = self._paper(event, *WAITING)
        desk = self.desks[event.counter]
        assert desk.status == "open"
        assert not self.at(event.counter), "two people at one desk"
        assert p.service in desk.services
        if self.round is not None:
            self._drawn_called(p, event.counter, event.over)
            self.ready.remove(event.counter)
        elif self.special:
            assert (event.ticket, event.counter, event.over) == (*self.special, "")
            self.special = None
        else:
            assert (event.ticket, event.over) == self.next_call(event.counter)
            if event.counter in self.ready:
                assert event.counter == next(counter for counter in self.ready if self.next_call(counter))
        if event.counter in self.ready:
            self.ready.remove(event.counter)
        self._pass(event.over)
        desk.calls += 1
        desk.late = ""
        p.place, p.names, p.passed = "called", (event.counter,), 0

    def _TicketRecalled(self, event: e.TicketRecalled) -> None:
        self._paper(event, "called")

    def _ServiceStarted(self, event: e.ServiceStarted) -> None:
        self._paper(event, "called").place = "serving"

    def _ServiceFinished(self, event: e.ServiceFinished) -> None:
        self._visited(event).place = "gone"

    def _ServiceAdded(self, event: e.ServiceAdded) -> None:
        p = self._visited(event)
        assert event.service in self.desks[event.counter].services
        p.service = event.service

    def _visited(self, event: e.ServiceFinished | e.ServiceAdded | e.TicketTransferred) -> Paper:
        p = self._paper(event, "serving")
        p.visits += 1
        assert event.visit == p.visits <= self.rules.services_per_ticket
        return p

    def _TicketMissed(self, event: e.TicketMissed) -> None:
        p = self._paper(event, "called")
        p.place = "gone" if event.ended else "missed"
        self.desks[event.counter].late = "" if event.ended else p.id

    def _TicketAssigned(self, event: e.TicketAssigned) -> None:
        """By hand: nothing but the window is decided; a call out of turn follows at once."""
        p = self.papers[event.ticket]
        desk = self.desks[event.counter]
        assert p.place in (*WAITING, "missed", "parked")
        assert event.counter in self.able(p.service)
        if event.way == "recall-missed":
            assert (desk.late, p.place, p.names) == (p.id, "missed", (event.counter,))
        if event.way != "assign":
            assert desk.status == "open" and not self.at(event.counter)
            self.special = p.id, event.counter
        if p.place not in WAITING:
            p.since_ms = self.at_ms
            p.passed = 0
        p.place, p.names, p.held, p.reason = "bound", (event.counter,), False, ""

    def _TicketParked(self, event: e.TicketParked) -> None:
        self._paper(event, "serving").place = "parked"

    def _TicketTransferred(self, event: e.TicketTransferred) -> None:
        p = self._visited(event)
        p.service, p.earlier, p.since_ms, p.passed = event.service, (), self.at_ms, 0
        self._line_up(p, "transfer")

    def _TicketRequeued(self, event: e.TicketRequeued) -> None:
        p = self._paper(event, "missed")
        p.since_ms = self.at_ms
        if event.counter:
            p.place, p.due = "returning", self.desks[event.counter].calls + event.after
            assert p.names == (event.counter,)
        else:
            self._line_up(p, "returned")

    def _TicketResumed(self, event: e.TicketResumed) -> None:
        p = self._paper(event, "parked")
        p.since_ms = self.at_ms
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
        p = self.papers.get(event.ticket) or self.past[event.ticket]
        assert 1 <= event.visit <= p.visits
        assert event.visit not in p.rated, "the first press counts"
        p.rated.append(event.visit)

    def _EvaluationReasoned(self, event: e.EvaluationReasoned) -> None:
        assert event.visit in (self.papers.get(event.ticket) or self.past[event.ticket]).rated

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
