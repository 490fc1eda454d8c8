"""Parking: set aside from the desk, and the three ways back."""

import pytest

from shared.hall import commands as c
from shared.hall.events import DrawRequested, TicketResumed
from shared.hall.state import Ticket
from tests.hall import Hall


def parked_at_one(hall: Hall, kind: c.ParkKind, service: str = "a1") -> Ticket:
    hall.open("1")
    ticket = hall.take(service)
    hall.call("1")
    hall.do(c.Serve(counter="1"))
    hall.do(c.Park(counter="1", kind=kind))
    return ticket


@pytest.mark.parametrize("kind", ["any", "same", "wait"])
def test_a_parked_citizen_frees_the_window(kind: c.ParkKind) -> None:
    hall = Hall()
    ticket = parked_at_one(hall, kind)
    desk = hall.state.desks["1"]
    assert (ticket.status, desk.ticket, list(desk.parked)) == ("parked", "", [ticket.id])
    other = hall.take()
    assert hall.call("1") is other


@pytest.mark.parametrize("kind", ["same", "wait"])
def test_back_to_the_same_window(kind: c.ParkKind) -> None:
    hall = Hall()
    ticket = parked_at_one(hall, kind)
    hall.open("2")
    later = [hall.take() for _ in range(3)]
    hall.do(c.Resume(ticket=ticket.id))
    assert hall.state.desks["1"].parked == {}
    assert ticket.named == ()
    assert hall.call("2") is not ticket
    assert hall.call("1") is ticket, f"before {[person.number for person in later]}, who came later"


def test_back_to_any_able_window_by_lot() -> None:
    hall = Hall()
    ticket = parked_at_one(hall, "any")
    hall.open("2", "3", "4")
    hall.do(c.Resume(ticket=ticket.id))
    request = hall.said(DrawRequested)[-1]
    assert (request.ticket, request.reason) == (ticket.id, "returned")
    assert {window for window, _ in request.windows} == {"2", "3", "4"}, "the window it had is left out"
    assert hall.until_called(ticket, *ticket.named) in ("2", "3", "4")


def test_back_into_a_common_line_at_the_old_place() -> None:
    hall = Hall()
    ticket = parked_at_one(hall, "any", "f1")
    hall.take("f1")
    hall.open("2")
    hall.do(c.Resume(ticket=ticket.id))
    assert hall.call("2") is ticket


@pytest.mark.parametrize("kind", ["same", "wait"])
def test_where_the_same_window_has_closed_another_is_drawn(kind: c.ParkKind) -> None:
    hall = Hall()
    ticket = parked_at_one(hall, kind)
    hall.open("2", "3", "4")
    hall.do(c.CloseCounter(counter="1"))
    hall.do(c.Resume(ticket=ticket.id))
    assert hall.said(TicketResumed)[0].counter == ""
    assert hall.until_called(ticket, "2", "3", "4") in ("2", "3", "4")


def test_who_came_back_to_a_window_that_then_closes_is_drawn_to_another() -> None:
    hall = Hall()
    ticket = parked_at_one(hall, "same")
    hall.open("2", "3", "4")
    hall.do(c.Resume(ticket=ticket.id))
    hall.do(c.CloseCounter(counter="1"))
    assert ticket.counter == ""
    assert hall.until_called(ticket, "2", "3", "4") in ("2", "3", "4")


def test_a_parked_ticket_may_be_given_back() -> None:
    hall = Hall()
    ticket = parked_at_one(hall, "wait")
    hall.do(c.Cancel(ticket=ticket.id))
    assert (ticket.status, hall.state.desks["1"].parked) == ("ended", {})
    assert hall.refuses(c.Resume(ticket=ticket.id)) == "ticket-not-parked {'number': 'A001'}"


def test_only_who_is_at_the_desk_can_be_parked() -> None:
    hall = Hall()
    hall.open("1")
    assert hall.refuses(c.Park(counter="1")) == "nobody-served"
    hall.take()
    hall.call("1")
    assert hall.refuses(c.Park(counter="1")) == "nobody-served"


def test_a_citizen_may_be_parked_and_resumed_again_and_again() -> None:
    hall = Hall()
    ticket = parked_at_one(hall, "same")
    for kind in ("same", "wait", "any"):
        hall.do(c.Resume(ticket=ticket.id))
        assert hall.call("1") is ticket
        hall.do(c.Serve(counter="1"))
        hall.do(c.Park(counter="1", kind=kind))
    hall.do(c.Resume(ticket=ticket.id))
    hall.serve(hall.until_called(ticket, "1"))
    assert ticket.status == "finished"
