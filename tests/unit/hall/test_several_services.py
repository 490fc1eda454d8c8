"""Several services on one ticket: each is a visit of its own, and each may be rated."""

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.hall.events import ServiceAdded, ServiceEvaluated, TicketTransferred
from shared.hall.state import Ticket
from tests.hall import Hall, config, window


def at_desk(hall: Hall, name: str = "a1") -> Ticket:
    ticket = hall.take(name)
    assert hall.call("1") is ticket
    hall.do(c.Serve(counter="1"))
    return ticket


def rate(ticket: Ticket, **options: object) -> c.Evaluate:
    return c.Evaluate(ticket=ticket.id, **{"grade": 5, "source": "phone", **options})  # type: ignore[arg-type]


def rated(hall: Hall) -> list[tuple[int, str, str]]:
    return [(it.visit, it.counter, it.clerk) for it in hall.said(ServiceEvaluated)]


def test_the_next_service_begins_at_the_same_desk_on_the_same_ticket() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk(hall)
    hall.wait(300)
    hall.do(c.AddService(counter="1", service="b1"))
    assert (ticket.status, ticket.service, ticket.serving_ms, hall.at("1")) == ("serving", "b1", hall.at_ms, ticket)
    assert hall.state.desks["1"].asked == ""
    hall.wait(60)
    hall.do(c.Finish(counter="1"))
    desk = hall.state.desks["1"]
    assert (desk.finished, desk.served_s, desk.asked) == (2, 360, f"{ticket.id}#2")
    assert [visit.took_s for visit in hall.state.visits.values()] == [300, 60]


def test_every_service_is_rated_once_wherever_it_was_given() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk(hall)
    hall.do(c.AddService(counter="1", service="a2"))
    hall.do(c.Transfer(counter="1", service="b1"))
    hall.do(rate(ticket, visit=1))
    hall.do(rate(ticket))
    assert rated(hall) == [(1, "1", "0801"), (2, "1", "0801")]
    assert hall.refuses(rate(ticket, visit=3)) == "nothing-to-evaluate"
    hall.open("2")
    hall.do(c.CloseCounter(counter="1"))
    hall.call("2")
    hall.serve("2")
    hall.do(rate(ticket))
    assert rated(hall)[-1] == (3, "2", "0802")
    assert hall.refuses(rate(ticket)) == "already-evaluated"


def test_a_service_that_this_desk_may_not_take_is_a_transfer() -> None:
    hall = Hall(config(counters=(window(1, "a1", "a2"), window(2, "b1"))))
    hall.open("1")
    at_desk(hall)
    assert hall.refuses(c.AddService(counter="1", service="b1")) == "not-able {'service': 'b1'}"
    assert hall.refuses(c.AddService(counter="1", service="z9")) == "unknown-service {'service': 'z9'}"


def test_the_same_service_twice_and_no_more_than_the_rules_allow() -> None:
    hall = Hall(config(rules=Rules(services_per_ticket=2)))
    hall.open("1")
    at_desk(hall)
    hall.do(c.AddService(counter="1", service="a1"))
    assert [it.visit for it in hall.said(ServiceAdded)] == [1]
    assert hall.refuses(c.AddService(counter="1", service="a1")) == "too-many-services {'most': 2}"
    assert hall.refuses(c.Transfer(counter="1", service="b1")) == "too-many-services {'most': 2}"


def test_a_note_goes_with_the_ticket_until_the_next_service_is_done() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk(hall)
    hall.do(c.Transfer(counter="1", service="b1", note="fee"))
    assert hall.said(TicketTransferred)[0].note == "fee"
    assert (ticket.note, ticket.sent_from) == ("fee", "1")
    hall.call("1")
    hall.do(c.Serve(counter="1"))
    assert "unknown-reason" in hall.refuses(c.Transfer(counter="1", service="a1", note="Mr Li, 440401…"))
    hall.do(c.Finish(counter="1"))
    assert (ticket.note, ticket.sent_from) == ("", "")


def test_what_was_finished_at_night_can_be_rated_the_next_day_and_not_the_day_after() -> None:
    hall = Hall()
    hall.open("1")
    ticket = at_desk(hall)
    hall.do(c.Finish(counter="1"))
    hall.next_day()
    hall.do(rate(ticket))
    assert rated(hall) == [(1, "1", "0801")]
    other = at_desk(hall)
    hall.do(c.Finish(counter="1"))
    hall.next_day()
    hall.next_day()
    assert hall.refuses(rate(other)).startswith("unknown-ticket")
