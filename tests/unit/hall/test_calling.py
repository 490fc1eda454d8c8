"""Calling: who is next at a window, who is called by itself, and what a call fixes for good."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.hall.events import CounterReadied, ServiceFinished, TicketCalled, TicketRecalled
from tests.hall import Hall, config


def test_a_clerk_calls_in_the_order_of_arrival() -> None:
    hall = Hall()
    hall.open("1")
    people = [hall.take() for _ in range(4)]
    assert hall.drain("1") == [person.number for person in people]


def test_a_clerk_with_nobody_waiting_stands_ready_and_calls_the_first_who_comes() -> None:
    hall = Hall()
    hall.open("1")
    assert hall.call("1") is None
    assert hall.do(c.CallNext(counter="1")) == []
    assert len(hall.said(CounterReadied)) == 1
    ticket = hall.take()
    assert hall.at("1") is ticket
    assert not hall.state.desks["1"].ready


def test_a_window_that_was_not_made_ready_calls_nobody_by_itself() -> None:
    hall = Hall()
    hall.open("1")
    hall.take()
    assert hall.at("1") is None


def test_in_a_common_line_the_window_that_stands_ready_longest_calls() -> None:
    hall = Hall()
    hall.open("1", "2", "3")
    for counter in ("2", "3", "1"):
        hall.call(counter)
    people = [hall.take("f1") for _ in range(4)]
    assert [person.counter for person in people] == ["2", "3", "1", ""]
    hall.serve("3")
    assert hall.call("3") is people[3]
    hall.serve("1")
    hall.serve("2")
    for counter in ("1", "2"):
        hall.call(counter)
    assert [hall.take("f1").counter for _ in range(2)] == ["1", "2"]


def test_a_ready_window_that_paused_and_came_back_is_ready_no_more() -> None:
    hall = Hall()
    hall.open("1")
    hall.call("1")
    hall.do(c.PauseCounter(counter="1"))
    hall.open("1")
    assert hall.take("f1").status == "waiting"


def test_a_window_calls_only_for_services_it_has_opened_for() -> None:
    hall = Hall()
    hall.open("1", services=("b1",))
    hall.open("2", services=("f1",))
    tax, certificate = hall.take("b1"), hall.take("f1")
    assert hall.call("2") is certificate
    assert hall.call("1") is tax


def test_a_call_binds_the_ticket_to_the_window_also_through_a_miss() -> None:
    hall = Hall()
    hall.open("1", "2")
    ticket = hall.take()
    counter = hall.until_called(ticket, "1", "2")
    other = "2" if counter == "1" else "1"
    hall.give_up(counter)
    hall.do(c.Requeue(ticket=ticket.id))
    assert hall.call(other) is None
    assert hall.call(counter) is ticket


def test_a_recall_says_the_number_again_but_not_too_soon() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.wait(14.2)
    assert hall.refuses(c.Recall(counter="1")) == "recall-too-soon {'seconds': 1}"
    hall.wait(0.8)
    hall.do(c.Recall(counter="1"))
    assert hall.refuses(c.Recall(counter="1")) == "recall-too-soon {'seconds': 15}"
    hall.wait(15)
    hall.do(c.Recall(counter="1"))
    assert [(event.ticket, event.nth) for event in hall.said(TicketRecalled)] == [(ticket.id, 2), (ticket.id, 3)]
    assert [(said.id, said.number, said.nth) for said in hall.state.recent] == [
        (1, "A001", 1),
        (2, "A001", 2),
        (3, "A001", 3),
    ]


def test_the_first_call_keeps_its_time_through_recalls_misses_and_transfers() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.wait(60)
    hall.call("1")
    first = hall.at_ms
    hall.give_up("1")
    hall.do(c.Requeue(ticket=ticket.id))
    hall.wait(100)
    hall.call("1")
    assert (ticket.first_called_ms, ticket.called_ms) == (first, hall.at_ms)
    hall.do(c.Serve(counter="1"))
    hall.do(c.Transfer(counter="1", service="b1"))
    hall.serve(hall.until_called(ticket, "1"))
    assert ticket.first_called_ms == first


def test_serving_and_finishing_free_the_window_and_are_timed() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.wait(20)
    hall.serve("1", seconds=240)
    desk = hall.state.desks["1"]
    assert (ticket.status, desk.ticket, desk.finished, desk.served_s) == ("finished", "", 1, 240)
    assert hall.said(ServiceFinished)[0].clerk == "0801"


def test_at_a_busy_window_nobody_else_is_called() -> None:
    hall = Hall()
    hall.open("1")
    hall.take()
    hall.take()
    hall.call("1")
    assert hall.refuses(c.CallNext(counter="1")) == "counter-busy {'number': 'A001'}"
    hall.do(c.Serve(counter="1"))
    assert hall.refuses(c.CallNext(counter="1")) == "counter-busy {'number': 'A001'}"


def test_a_priority_ticket_goes_first() -> None:
    hall = Hall()
    hall.open("1")
    for _ in range(3):
        hall.take()
    elder = hall.take(kind="priority")
    assert hall.call("1") is elder


@pytest.mark.parametrize(("service", "windows"), [("a1", 1), ("f1", 1), ("f1", 3)])
@pytest.mark.parametrize("passed", [0, 1, 2, 5])
def test_no_walk_in_is_passed_by_more_than_so_many_later_people_in_a_row(
    service: str, windows: int, passed: int
) -> None:
    hall = Hall(config(rules=Rules(passed=passed)))
    counters = ("1", "2", "3")[:windows]
    hall.open(*counters)
    for _ in range(4):
        hall.take(service)
    for _ in range(30):
        hall.take(service, kind="priority")
    hall.drain(*counters)
    kinds = "".join("p" if hall.ticket(event.ticket).kind == "priority" else "w" for event in hall.said(TicketCalled))
    assert kinds.count("w") == 4
    assert max(len(run) for run in kinds.rstrip("p").split("w")) <= passed


def test_a_walk_in_sent_on_may_be_passed_anew() -> None:
    hall = Hall()
    hall.open("1")
    walk_in = hall.take()
    for _ in range(3):
        hall.take(kind="priority")
    assert hall.until_called(walk_in, "1") == "1"
    hall.do(c.Serve(counter="1"))
    hall.do(c.Transfer(counter="1", service="f1"))
    hall.take("f1", kind="priority")
    assert hall.call("1") is not walk_in
    hall.free("1")
    hall.take("f1", kind="priority")
    assert hall.call("1") is not walk_in
    hall.free("1")
    hall.take("f1", kind="priority")
    assert hall.call("1") is walk_in


def test_priority_tickets_that_came_earlier_pass_nobody() -> None:
    hall = Hall(config(rules=Rules(passed=0)))
    hall.open("1")
    elders = [hall.take(kind="priority") for _ in range(3)]
    walk_in = hall.take()
    assert hall.drain("1") == [ticket.number for ticket in (*elders, walk_in)]


def test_one_window_for_common_line_and_drawn_tickets_goes_by_arrival() -> None:
    hall = Hall()
    hall.open("1")
    people = [hall.take(name) for name in ("f1", "a1", "b1", "f1", "a1")]
    assert hall.drain("1") == [person.number for person in people]


def test_a_ticket_given_back_is_not_called() -> None:
    hall = Hall()
    hall.open("1")
    people = [hall.take(name) for name in ("a1", "f1", "a1", "f1")]
    for person in people[:2]:
        hall.do(c.Cancel(ticket=person.id))
    assert hall.drain("1") == [people[2].number, people[3].number]
