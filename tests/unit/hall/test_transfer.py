"""Sent on to another service: never to a named window, with number and place by arrival kept."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.hall.estimate import people_ahead
from shared.hall.events import DrawRequested
from shared.hall.state import Ticket
from tests.hall import SERVICES, Hall, config, service


def at_desk_one(hall: Hall, name: str = "a1") -> Ticket:
    ticket = hall.take(name)
    assert hall.call("1") is ticket
    hall.do(c.Serve(counter="1"))
    return ticket


def test_a_transfer_draws_windows_afresh_and_keeps_number_and_place() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk_one(hall)
    hall.open("2", "3", "4", "5", "6")
    later = hall.take("b1")
    hall.do(c.Transfer(counter="1", service="b1"))
    request = hall.said(DrawRequested)[-1]
    assert (request.ticket, request.pool, request.reason) == (ticket.id, "b1", "transfer")
    assert len(request.windows) == 6
    assert (ticket.number, ticket.service, ticket.counter) == ("A001", "b1", "")
    assert ticket.order < later.order
    assert people_ahead(hall.state, "b1", later.order) == 1


def test_whom_a_transfer_brings_is_called_before_those_who_came_later() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk_one(hall)
    hall.open("2", services=("f1",))
    for _ in range(3):
        hall.take("f1")
    hall.do(c.Transfer(counter="1", service="f1"))
    assert hall.call("2") is ticket


def test_a_transfer_before_any_window_of_that_service_opens_waits_for_one() -> None:
    hall = Hall(config(services=(*SERVICES, service("b2", "b"))))
    hall.open("1", services=("a1",))
    ticket = at_desk_one(hall)
    hall.do(c.Transfer(counter="1", service="b2"))
    assert (ticket.status, ticket.named) == ("waiting", ())
    hall.open("2")
    assert hall.said(DrawRequested)[-1].reason == "transfer"
    assert hall.call("2") is ticket


def test_up_to_five_services_on_one_ticket() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk_one(hall)
    for name in ("b1", "f1", "a2", "a1"):
        hall.do(c.Transfer(counter="1", service=name))
        assert hall.call("1") is ticket
        hall.do(c.Serve(counter="1"))
    assert hall.refuses(c.Transfer(counter="1", service="b1")) == "too-many-services {'most': 5}"
    hall.do(c.Finish(counter="1"))
    assert (ticket.status, ticket.visit) == ("finished", 5)
    assert list(hall.state.visits) == [f"{ticket.id}#{n}" for n in range(1, 6)]


@pytest.mark.parametrize(("most", "transfers"), [(1, 0), (2, 1)])
def test_how_many_services_is_the_halls_to_set(most: int, transfers: int) -> None:
    hall = Hall(config(rules=Rules(services_per_ticket=most)))
    hall.open("1")
    at_desk_one(hall)
    for name in ("b1", "a1")[:transfers]:
        hall.do(c.Transfer(counter="1", service=name))
        hall.call("1")
        hall.do(c.Serve(counter="1"))
    assert "too-many-services" in hall.refuses(c.Transfer(counter="1", service="a2"))


def test_a_transfer_goes_to_another_known_service() -> None:
    hall = Hall()
    hall.open("1")
    at_desk_one(hall)
    assert hall.refuses(c.Transfer(counter="1", service="a1")) == "same-service {'service': 'a1'}"
    assert hall.refuses(c.Transfer(counter="1", service="z9")) == "unknown-service {'service': 'z9'}"


def test_only_who_is_at_the_desk_can_be_sent_on() -> None:
    hall = Hall()
    hall.open("1")
    hall.take()
    hall.call("1")
    assert hall.refuses(c.Transfer(counter="1", service="b1")) == "nobody-served"


def test_the_quota_of_the_other_service_is_for_new_tickets_only() -> None:
    hall = Hall(config(services=(*SERVICES, service("b2", "b", quota=1))))
    hall.open("1")
    ticket = at_desk_one(hall)
    hall.take("b2")
    hall.do(c.Transfer(counter="1", service="b2"))
    assert ticket.status == "waiting"
    assert "sold-out" in hall.refuses(c.IssueTicket(service="b2"))
