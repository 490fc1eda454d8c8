"""Called and did not come: when it counts, the way back, and the end."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.hall.events import TicketMissed, TicketRequeued
from shared.hall.state import Ticket
from tests.hall import SERVICES, Hall, config, service


def missed_at_one(hall: Hall) -> Ticket:
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.give_up("1")
    return ticket


def test_a_no_show_needs_three_calls_and_three_minutes() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.wait(179.5)
    assert hall.refuses(c.NoShow(counter="1")) == "no-show-too-soon {'seconds': 1, 'calls': 2}"
    hall.do(c.Recall(counter="1"))
    hall.wait(15)
    assert hall.refuses(c.NoShow(counter="1")) == "no-show-too-soon {'seconds': 0, 'calls': 1}"
    hall.do(c.Recall(counter="1"))
    hall.do(c.NoShow(counter="1"))
    assert (ticket.status, hall.state.desks["1"].missed) == ("missed", [ticket.id])


def test_three_hasty_calls_are_not_enough_time() -> None:
    hall = Hall()
    hall.open("1")
    hall.take()
    hall.call("1")
    for _ in range(2):
        hall.wait(15)
        hall.do(c.Recall(counter="1"))
    assert hall.refuses(c.NoShow(counter="1")) == "no-show-too-soon {'seconds': 150, 'calls': 0}"


@pytest.mark.parametrize("after", [1, 3, 10])
def test_who_reports_back_is_called_after_so_many_others(after: int) -> None:
    hall = Hall(config(services=(service("a1", "a", missed_after=after), *SERVICES[1:])))
    ticket = missed_at_one(hall)
    others = [hall.take() for _ in range(after + 3)]
    hall.do(c.Requeue(ticket=ticket.id))
    called = hall.drain("1")
    assert called.index(ticket.number) == after
    assert len(called) == len(others) + 1


def test_with_nobody_else_waiting_who_reports_back_is_called_at_once() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    hall.do(c.Requeue(ticket=ticket.id))
    assert hall.call("1") is ticket


def test_a_window_standing_ready_calls_who_reports_back() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    assert hall.call("1") is None
    hall.do(c.Requeue(ticket=ticket.id))
    assert hall.at("1") is ticket


def test_where_the_clerk_lets_people_back_in_they_are_next() -> None:
    hall = Hall(config(services=(service("a1", "a", missed="clerk"), *SERVICES[1:])))
    ticket = missed_at_one(hall)
    hall.take()
    hall.do(c.Requeue(ticket=ticket.id))
    assert hall.said(TicketRequeued)[0].after == 0
    assert hall.call("1") is ticket


def test_where_a_miss_ends_it_nobody_comes_back() -> None:
    hall = Hall(config(services=(service("a1", "a", missed="expire"), *SERVICES[1:])))
    ticket = missed_at_one(hall)
    assert (ticket.status, hall.state.desks["1"].missed) == ("ended", [])
    assert hall.refuses(c.Requeue(ticket=ticket.id)) == "ticket-not-missed {'number': 'A001'}"


def test_the_third_miss_ends_it() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    for _ in range(2):
        hall.do(c.Requeue(ticket=ticket.id))
        assert hall.call("1") is ticket
        hall.give_up("1")
    assert [(event.misses, event.ended) for event in hall.said(TicketMissed)] == [(1, False), (2, False), (3, True)]
    assert ticket.status == "ended"
    assert hall.state.desks["1"].missed == []


def test_the_number_of_misses_is_the_halls_to_set() -> None:
    hall = Hall(config(rules=Rules(misses=1)))
    assert missed_at_one(hall).status == "ended"


def test_who_was_missed_at_a_window_that_closed_is_drawn_again() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    hall.open("2", "3", "4")
    hall.do(c.CloseCounter(counter="1"))
    hall.do(c.Requeue(ticket=ticket.id))
    assert hall.said(TicketRequeued)[0].counter == ""
    assert ticket.named
    assert "1" not in ticket.named
    assert hall.until_called(ticket, *ticket.named) in ("2", "3", "4")


def test_who_reported_back_is_not_forgotten_when_the_window_closes_before_the_call() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    hall.open("2", "3", "4")
    hall.do(c.Requeue(ticket=ticket.id))
    hall.do(c.CloseCounter(counter="1"))
    assert ticket.named
    assert hall.state.desks["1"].returning == []
    assert hall.until_called(ticket, *ticket.named) in ("2", "3", "4")


def test_a_missed_ticket_may_be_given_back() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    hall.do(c.Cancel(ticket=ticket.id))
    assert (ticket.status, hall.state.desks["1"].missed) == ("ended", [])


def test_who_reported_back_and_then_left_is_not_called_and_leaves_no_trace() -> None:
    hall = Hall()
    ticket = missed_at_one(hall)
    other = hall.take()
    hall.do(c.Requeue(ticket=ticket.id))
    hall.do(c.Cancel(ticket=ticket.id))
    assert hall.state.desks["1"].returning == []
    assert hall.drain("1") == [other.number]


def test_several_who_report_back_come_one_by_one_in_the_order_they_are_due() -> None:
    hall = Hall()
    hall.open("1")
    missed = [hall.take() for _ in range(3)]
    for _ in missed:
        hall.call("1")
        hall.give_up("1")
    others = [hall.take() for _ in range(6)]
    for ticket in reversed(missed):
        hall.do(c.Requeue(ticket=ticket.id))
        hall.call("1")
        hall.free("1")
    called = hall.drain("1")
    back = [number for number in called if number in {ticket.number for ticket in missed}]
    assert back == [ticket.number for ticket in reversed(missed)]
    assert {ticket.status for ticket in (*missed, *others)} == {"finished"}
