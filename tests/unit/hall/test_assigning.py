"""Where a person names the window: recalled right after a miss, called specially, assigned by a supervisor."""

import pytest

from shared.hall import commands as c
from shared.hall.events import TicketAssigned, TicketCalled
from shared.hall.state import Ticket
from tests.hall import Hall, config, window


def missed_at_one(hall: Hall) -> Ticket:
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.give_up("1")
    return ticket


def special(ticket: str, counter: str = "1", reason: str = "mobility") -> c.CallSpecially:
    return c.CallSpecially(counter=counter, ticket=ticket, reason=reason)


def ways(hall: Hall) -> list[tuple[str, str, str, str]]:
    return [(it.ticket, it.counter, it.way, it.reason) for it in hall.said(TicketAssigned)]


def test_who_comes_a_moment_too_late_is_called_again_at_once() -> None:
    hall = Hall()
    late = missed_at_one(hall)
    hall.take()
    hall.do(c.RecallMissed(counter="1"))
    assert (hall.at("1"), late.misses, late.calls) == (late, 1, 1)
    assert ways(hall) == [(late.id, "1", "recall-missed", "")]
    assert hall.state.desks["1"].missed == []
    hall.serve("1")
    assert late.status == "finished"


def test_after_the_next_call_the_missed_one_goes_the_usual_way() -> None:
    hall = Hall()
    late = missed_at_one(hall)
    other = hall.take()
    assert hall.call("1") is other
    hall.serve("1")
    assert hall.refuses(c.RecallMissed(counter="1")) == "nobody-missed"
    hall.do(c.Requeue(ticket=late.number))
    assert hall.call("1") is late


def test_the_last_miss_of_all_cannot_be_recalled() -> None:
    hall = Hall()
    missed_at_one(hall)
    for _ in range(2):
        hall.do(c.RecallMissed(counter="1"))
        hall.give_up("1")
    assert hall.refuses(c.RecallMissed(counter="1")) == "nobody-missed"


def test_a_special_call_takes_whoever_waits_and_says_why() -> None:
    hall = Hall()
    hall.fill("1", "2", "3")
    first, old = hall.take(), hall.take()
    hall.free("1")
    hall.do(special(old.number))
    assert hall.at("1") is old
    assert ways(hall) == [(old.id, "1", "special-call", "mobility")]
    called = hall.said(TicketCalled)[-1]
    assert (called.ticket, called.over) == (old.id, "")
    assert hall.state.desks["1"].special == 1
    assert hall.until_called(first, "1", "2", "3")


@pytest.mark.parametrize("kind", ["any", "same", "wait"])
def test_a_parked_citizen_can_be_called_specially_at_another_window(kind: c.ParkKind) -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.do(c.Serve(counter="1"))
    hall.do(c.Park(counter="1", kind=kind, minutes=30))
    assert ticket.due_ms == hall.at_ms + 30 * 60_000
    hall.open("2")
    hall.do(special(ticket.id, "2", "papers"))
    assert hall.at("2") is ticket
    assert (hall.state.desks["1"].parked, hall.state.desks["1"].waiting) == ({}, 0)


def test_nobody_is_called_specially_away_from_another_desk_or_to_one_that_may_not() -> None:
    hall = Hall(config(counters=(window(1, "a1"), window(2, "b1"), window(3, "a1"))))
    hall.open("1", "2")
    ticket = hall.take("a1")
    assert hall.refuses(special(ticket.number, "2")) == "not-able {'service': 'a1'}"
    hall.call("1")
    hall.open("3")
    assert hall.refuses(special(ticket.number, "3")) == "ticket-at-desk {'number': 'A001'}"
    assert hall.refuses(special(ticket.number, "1")) == "counter-busy {'number': 'A001'}"
    hall.serve("1")
    assert hall.refuses(special(ticket.number, "1")) == "unknown-ticket {'ticket': 'A001'}"
    assert hall.refuses(special(ticket.id, "1")) == "ticket-not-waiting {'number': 'A001'}"


@pytest.mark.parametrize("reason", ["", "my cousin", "PAPERS"])
def test_a_reason_is_one_of_the_codes(reason: str) -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    assert hall.refuses(special(ticket.id, reason=reason)) == f"unknown-reason {{'reason': {reason!r}}}"
    assert "unknown-reason" in hall.refuses(c.AssignTicket(counter="1", ticket=ticket.id, reason=reason))


def test_a_supervisor_names_the_window_and_the_ticket_waits_its_turn_there() -> None:
    hall = Hall()
    hall.fill("1", "2", "3")
    first, second = hall.take(), hall.take()
    for ticket in (first, second):
        hall.do(c.AssignTicket(by="manager:M1", counter="3", ticket=ticket.number, reason="recusal"))
    assert [ticket.counter for ticket in (first, second)] == ["3", "3"]
    hall.free("3")
    assert hall.call("3") is first
    assert ways(hall)[-1] == (second.id, "3", "assign", "recusal")


def test_a_window_that_stands_ready_calls_the_assigned_at_once() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.open("2")
    hall.call("2")
    hall.do(c.AssignTicket(counter="2", ticket=ticket.id, reason="continued"))
    assert hall.at("2") is ticket


def test_nobody_is_assigned_to_a_closed_window_and_who_was_is_drawn_when_it_closes() -> None:
    hall = Hall()
    hall.fill("1", "2")
    ticket = hall.take()
    assert hall.refuses(c.AssignTicket(counter="4", ticket=ticket.id, reason="other")) == "not-able {'service': 'a1'}"
    hall.do(c.AssignTicket(counter="2", ticket=ticket.id, reason="other"))
    hall.free("2")
    hall.do(c.CloseCounter(counter="2"))
    assert ticket.named == ("1",)


def test_a_person_who_already_waits_for_the_service_is_not_assigned_twice() -> None:
    hall = Hall()
    hall.open("1")
    late = hall.take(person="p1")
    hall.call("1")
    hall.give_up("1")
    hall.take(person="p1")
    for refused in (c.RecallMissed(counter="1"), special(late.id)):
        assert hall.refuses(refused) == "already-waiting {'number': 'A002'}"
