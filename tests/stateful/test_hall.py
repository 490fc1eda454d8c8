"""Any day at all: many clerks and citizens, pauses, closings, new configurations and new days, against the model."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.hall import commands as c
from shared.hall.evolve import evolve
from shared.hall.refusals import CODES, Refused
from shared.hall.state import State
from tests.hall import DAY, Hall
from tests.stateful.halls import CONFIGS, NAMES
from tests.stateful.model import Model
from tests.stateful.papers import AT_DESK, DRAWN, WAITING, Paper

pytestmark = pytest.mark.timeout(300)
COUNTERS = st.sampled_from([str(n) for n in range(1, 7)])
SERVICE = st.sampled_from(NAMES)
PICK = st.integers(0, 99)
VERBS = (
    *(c.OpenCounter, c.CallNext, c.Recall, c.Serve, c.Finish, c.NoShow, c.Park, c.PauseCounter, c.CloseCounter),
    *(c.Requeue, c.Resume, c.Cancel, c.RecallMissed),
)
REASON = st.sampled_from([*c.ASSIGN_REASONS, "a friend of mine"])


def encoded(state: State) -> bytes:
    return msgspec.msgpack.encode(state)


class AnyDay(RuleBasedStateMachine):
    at_first = 0

    def __init__(self) -> None:
        super().__init__()
        self.hall = Hall(CONFIGS[self.at_first])
        self.model = Model()
        self.twin = State()
        self.seen = 0
        self.first_calls: dict[str, int] = {}
        self.catch_up()

    def do(self, command: c.Command) -> None:
        """A refusal changes nothing; what the model allows is done, what it forbids is refused."""
        allowed = self.model.allowed(command)
        before = encoded(self.hall.state)
        try:
            self.hall.do(command)
        except Refused as refused:
            assert allowed is not True, refused
            assert refused.code in CODES
            assert encoded(self.hall.state) == before
        else:
            assert allowed is not False
        self.catch_up()

    def catch_up(self) -> None:
        """The model judges every event; the twin folds it and is never asked for a decision."""
        for event, at_ms in zip(self.hall.events[self.seen :], self.hall.times[self.seen :], strict=True):
            self.model.see(event, at_ms)
            evolve(self.twin, event, at_ms)
        self.seen = len(self.hall.events)

    def papers(self, *places: str) -> list[Paper]:
        return [p for p in self.model.papers.values() if p.place in places]

    def ticket(self, pick: int, *places: str) -> str:
        papers = self.papers(*places)
        return papers[pick % len(papers)].id

    def desk(self, pick: int, *places: str) -> str:
        """A counter at which somebody is."""
        papers = self.papers(*places)
        return papers[pick % len(papers)].names[0]

    def counters(self, *status: str) -> list[str]:
        """Counters in such a state at which nobody is."""
        return [name for name, desk in self.model.desks.items() if desk.status in status and not self.model.at(name)]

    @initialize(people=st.integers(0, 12), windows=st.integers(0, 4))
    def morning(self, people: int, windows: int) -> None:
        for n in range(people):
            self.take(NAMES[n % 4], n % 5, None)
        for n in range(windows):
            self.open(n, None)
        for n in range(people):
            self.take(NAMES[n * 3 % 4], n % 5 + 1, None)

    @rule(service=SERVICE, priority=st.integers(0, 3), person=st.sampled_from(["p1", None, "p2", None]))
    def take(self, service: str, priority: int, person: str | None) -> None:
        known = {s.id for s in self.hall.configuration.services}
        kind: c.Kind = "normal" if priority else "priority"
        self.do(c.IssueTicket(service=service if service in known else "a1", kind=kind, person=person))

    @precondition(lambda self: self.counters("closed", "paused"))
    @rule(pick=PICK, some=st.none() | st.sets(SERVICE, min_size=1))
    def open(self, pick: int, some: set[str] | None) -> None:
        shut = self.counters("closed", "paused")
        counter = shut[pick % len(shut)]
        may = next(k.services for k in self.hall.configuration.counters if k.id == counter)
        services = None if some is None else tuple(name for name in may if name in some)
        self.do(c.OpenCounter(counter=counter, clerk=f"08{counter}", services=services))

    @precondition(lambda self: self.counters("open"))
    @rule(pick=PICK, times=st.integers(1, 3))
    def call_next(self, pick: int, times: int) -> None:
        for n in range(times):
            free = self.counters("open")
            if free:
                self.do(c.CallNext(counter=free[(pick + n) % len(free)]))

    @precondition(lambda self: self.papers("called"))
    @rule(pick=PICK)
    def serve(self, pick: int) -> None:
        self.do(c.Serve(counter=self.desk(pick, "called")))

    @precondition(lambda self: self.papers("serving"))
    @rule(pick=PICK, seconds=st.integers(0, 900))
    def finish(self, pick: int, seconds: int) -> None:
        self.hall.wait(seconds)
        self.do(c.Finish(counter=self.desk(pick, "serving")))

    @precondition(lambda self: self.papers("called"))
    @rule(pick=PICK, patient=st.booleans())
    def give_up(self, pick: int, patient: bool) -> None:
        counter = self.desk(pick, "called")
        for _ in range(2):
            self.hall.wait(90 if patient else 10)
            self.do(c.Recall(counter=counter))
        self.do(c.NoShow(counter=counter))

    @precondition(lambda self: self.papers("serving"))
    @rule(pick=PICK, kind=st.sampled_from(["any", "same", "wait"]))
    def park(self, pick: int, kind: c.ParkKind) -> None:
        self.do(c.Park(counter=self.desk(pick, "serving"), kind=kind, minutes=pick % 31))

    @precondition(lambda self: self.papers("serving"))
    @rule(pick=PICK, service=SERVICE, seconds=st.integers(0, 900))
    def add_a_service(self, pick: int, service: str, seconds: int) -> None:
        self.hall.wait(seconds)
        self.do(c.AddService(counter=self.desk(pick, "serving"), service=service))

    @precondition(lambda self: any(desk.late for desk in self.model.desks.values()))
    @rule(pick=PICK)
    def recall_the_last_missed(self, pick: int) -> None:
        late = [name for name, desk in self.model.desks.items() if desk.late]
        self.do(c.RecallMissed(counter=late[pick % len(late)]))

    @precondition(lambda self: self.model.papers)
    @rule(pick=PICK, counter=COUNTERS, reason=REASON, called=st.booleans())
    def decide_by_hand(self, pick: int, counter: str, reason: str, called: bool) -> None:
        """A special call, or a supervisor's word."""
        papers = list(self.model.papers)
        verb = c.CallSpecially if called else c.AssignTicket
        self.do(verb(counter=counter, ticket=papers[pick % len(papers)], reason=reason))

    @precondition(lambda self: self.papers("serving"))
    @rule(pick=PICK, service=SERVICE)
    def transfer(self, pick: int, service: str) -> None:
        self.do(c.Transfer(counter=self.desk(pick, "serving"), service=service))

    @precondition(lambda self: self.papers("missed"))
    @rule(pick=PICK)
    def report_back(self, pick: int) -> None:
        self.do(c.Requeue(ticket=self.ticket(pick, "missed")))

    @precondition(lambda self: self.papers("parked"))
    @rule(pick=PICK)
    def resume(self, pick: int) -> None:
        self.do(c.Resume(ticket=self.ticket(pick, "parked")))

    @precondition(lambda self: self.papers(*WAITING))
    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        self.do(c.Cancel(ticket=self.ticket(pick, *WAITING)))

    @rule(days=st.integers(0, 6), hour=st.integers(8, 11), holder=st.sampled_from(["h1", "h2", "h3"]), pick=PICK)
    def book(self, days: int, hour: int, holder: str, pick: int) -> None:
        day = (date.fromisoformat(self.hall.facts.day) + timedelta(days=days)).isoformat()
        self.do(c.BookAppointment(service=("a1", "f1")[pick % 2], day=day, hour=hour, holder=holder))

    @rule(pick=PICK, holder=st.sampled_from(["h1", None]))
    def give_the_appointment_back(self, pick: int, holder: str | None) -> None:
        known = [*self.model.booked, "260105-r404"]
        self.do(c.CancelAppointment(appointment=known[pick % len(known)], holder=holder))

    @precondition(lambda self: any(b.status == "booked" for b in self.model.booked.values()))
    @rule(pick=PICK, minutes=st.integers(-20, 40), person=st.sampled_from(["p1", None]))
    def come_for_the_appointment(self, pick: int, minutes: int, person: str | None) -> None:
        """The hall waits until then, over night if need be."""
        booked = [(id, b) for id, b in self.model.booked.items() if b.status == "booked"]
        id, appointment = booked[pick % len(booked)]
        until = appointment.hour * 60 + minutes - self.hall.facts.minute
        days = date.fromisoformat(appointment.day) - date.fromisoformat(self.hall.facts.day)
        if pick % 3 and until + days.days * 1440 > 0:
            self.hall.wait((until + days.days * 1440) * 60)
            if self.hall.facts.day > self.hall.state.day:
                self.do(c.OpenDay(day=self.hall.facts.day, epoch=1, hub_anchor="00", commitment="00"))
        self.do(c.CheckIn(appointment=id, person=person))

    @precondition(lambda self: any(p.visits for p in (*self.model.papers.values(), *self.model.past.values())))
    @rule(pick=PICK, grade=st.integers(0, 6), phone=st.booleans(), visit=st.none() | st.integers(0, 3))
    def evaluate(self, pick: int, grade: int, phone: bool, visit: int | None) -> None:
        """Today's and yesterday's, each service once."""
        served = [p for p in (*self.model.papers.values(), *self.model.past.values()) if p.visits]
        ticket = served[pick % len(served)].id
        self.do(c.Evaluate(ticket=ticket, visit=visit, grade=grade, source="phone" if phone else "keypad"))

    @precondition(lambda self: self.counters("open", "paused"))
    @rule(pick=PICK, close=st.booleans())
    def stop(self, pick: int, close: bool) -> None:
        going = self.counters("open", "paused")
        counter = going[pick % len(going)]
        self.do(c.CloseCounter(counter=counter) if close else c.PauseCounter(counter=counter))

    @rule(seconds=st.sampled_from([5, 60, 400]))
    def time_passes(self, seconds: int) -> None:
        self.hall.wait(seconds)
        for counter in self.counters("paused"):
            self.do(c.WithdrawCounter(counter=counter))
        self.do(c.StartRound())

    @rule(verb=st.sampled_from(VERBS), counter=COUNTERS, pick=PICK)
    def press_anything(self, verb: type[c.Command], counter: str, pick: int) -> None:
        """Whatever a confused client may send."""
        if "counter" in verb.__struct_fields__:
            self.do(verb(counter=counter, **{"clerk": "0899"} if verb is c.OpenCounter else {}))  # type: ignore[call-arg]
        else:
            papers = list(self.model.papers)
            self.do(verb(ticket=papers[pick % len(papers)] if papers else "260105-404"))  # type: ignore[call-arg]

    @rule(number=st.integers(0, len(CONFIGS) - 1), sure=st.integers(0, 2))
    def configure(self, number: int, sure: int) -> None:
        if not sure:
            self.do(c.ConfigureHall(config=CONFIGS[number]))

    @rule(days=st.sampled_from([None, None, None, 0, 1]))
    def open_day(self, days: int | None) -> None:
        if days is None:
            return
        day = (date.fromisoformat(self.hall.state.day or DAY) + timedelta(days=days)).isoformat()
        self.hall.wait(days * 24 * 3600)
        self.do(c.OpenDay(day=day, epoch=self.hall.state.epoch + 1, hub_anchor="00", commitment="00"))

    @rule()
    def restart(self) -> None:
        """From a snapshot: what was encoded goes on as if nothing had been."""
        before = encoded(self.hall.state)
        self.hall.state = msgspec.msgpack.decode(before, type=State)
        assert encoded(self.hall.state) == before

    @invariant()
    def every_ticket_is_where_the_model_has_it(self) -> None:
        state = self.hall.state
        assert set(state.tickets) == {p.id for p in self.model.papers.values() if p.place != "gone"}
        for p in self.model.papers.values():
            ticket = self.hall.ticket(p.id)
            if p.place in WAITING:
                assert ticket.status == "waiting"
                assert state.names(ticket) == p.names
                assert (p.id in state.reasons) == (p.place == "undrawn")
                assert (p.id in state.held) == (p.place == "undrawn" and p.held)
            elif p.place != "gone":
                assert ticket.status == p.place
            else:
                assert ticket.status in ("finished", "ended")
            assert ticket.number == p.number
            first = self.first_calls.setdefault(p.id, ticket.first_called_ms)
            assert first in (0, ticket.first_called_ms), "the first call never changes"
            self.first_calls[p.id] = ticket.first_called_ms

    @invariant()
    def every_desk_is_as_a_recount_says(self) -> None:
        state = self.hall.state
        for name, desk in state.desks.items():
            there = [p.id for p in self.model.papers.values() if p.place in AT_DESK and p.names == (name,)]
            assert [desk.ticket] == there or (desk.ticket == "" and not there)
            assert desk.waiting == self.model.naming(name)
            assert desk.status == self.model.desks[name].status
            places = {p.place: p for p in self.model.papers.values() if p.names == (name,)}
            assert bool(desk.returning) == ("returning" in places)
            assert all(self.model.papers[ticket].place == "missed" for ticket in desk.missed)
            assert all(self.model.papers[ticket].place == "parked" for ticket in desk.parked)
        assert list(state.ready) == self.model.ready
        for name in state.services:
            assert state.able_counters(name) == self.model.able(name)

    @invariant()
    def places_are_as_a_recount_says(self) -> None:
        state = self.hall.state
        orders = [self.hall.ticket(p.id).order for p in self.model.papers.values()]
        assert orders == sorted(set(orders)), "places keep the order of arrival"
        for name, queue in state.queues.items():
            waiting = [p for p in self.model.papers.values() if p.service == name and p.place in WAITING]
            assert [order for order, _ in queue.places] == [state.tickets[p.id].order for p in waiting]
        held = [(p.person, p.service) for p in self.model.papers.values() if p.person and p.place in WAITING]
        assert len(held) == len(set(held)), "one waiting ticket per person and service"
        assert set(state.persons) == {f"{person}|{service}" for person, service in held}

    @invariant()
    def nothing_that_is_due_is_left_undone(self) -> None:
        assert self.hall.state.open_draw is None
        assert self.model.next_draw() is None
        assert all(self.model.next_call(counter) is None for counter in self.model.ready)
        assert self.model.round is None
        assert not any(due for _, due in self.model.rounds())
        assert not any(p.place == "heir" for p in self.model.papers.values())

    @invariant()
    def pools_and_appointments_are_as_a_recount_says(self) -> None:
        state = self.hall.state
        there = {
            (ticket, pool_id, batch)
            for pool_id, pool in state.pools.items()
            for lines in pool.places.values()
            for line in lines.values()
            for _, ticket, batch in line
        }
        assert there == {(p.id, p.pool, p.batch) for p in self.model.papers.values() if p.place == "pool"}
        assert sum(pool.waiting for pool in state.pools.values()) == len(there)
        assert {id: (a.status == "booked") for id, a in state.appointments.items()} == {
            id: b.status == "booked" for id, b in self.model.booked.items()
        }

    @invariant()
    def the_state_is_a_fold_of_the_record(self) -> None:
        assert encoded(self.hall.state) == encoded(self.twin)

    def teardown(self) -> None:
        """If clerks keep pressing, nobody who waits is forgotten."""
        for counter, desk in list(self.model.desks.items()):
            if desk.status == "open":
                self.hall.free(counter)
                self.hall.do(c.PauseCounter(counter=counter))
            self.hall.open(counter)
        if self.model.desks:
            self.hall.drain(*self.model.desks)
        self.catch_up()
        assert [p for p in self.model.papers.values() if p.place in WAITING] == []
        assert not any(p.place in DRAWN for p in self.model.papers.values())


class AnyDayOfRounds(AnyDay):
    """Most people are drawn when windows are free."""

    at_first = 1


TestAnyDay = AnyDay.TestCase
TestAnyDayOfRounds = AnyDayOfRounds.TestCase
TestAnyDay.settings = TestAnyDayOfRounds.settings = settings(
    max_examples=300,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
