"""Somebody has forgotten where their number stands, and asks a kiosk."""

import pytest

from shared.hall import commands as c
from shared.hall.refusals import Refused
from shared.hub.find import find, for_clerk
from shared.hub.web.status import status_of
from shared.protocol.answers import Answer
from shared.protocol.requests import FindRequest
from tests.hall import Hall


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.open("1", "2")
    return hall


def asks(hall: Hall, **wish: str) -> Answer:
    tokens = {f"token-of-{ticket}": ticket for ticket in (*hall.state.tickets, *hall.state.over)}
    return find(hall.state, FindRequest(**wish), tokens.get, lambda ticket: f"token-of-{ticket}", lambda who: f"#{who}")


def takes(hall: Hall, service: str, person: str | None = None) -> str:
    hall.do(c.IssueTicket(by="kiosk:k", service=service, person=person))
    return list(hall.state.tickets.values())[-1].number


def test_by_its_number_anybody_learns_where_it_stands_and_nobody_gets_its_secret(hall: Hall) -> None:
    takes(hall, "f1")
    number = takes(hall, "f1")
    found = asks(hall, number=number)
    assert (found.number, found.status, found.service, found.ahead) == (number, "waiting", "f1", 1)
    assert found.high_min > 0
    assert found.token == ""


def test_the_range_is_of_this_place_not_of_a_newcomer(hall: Hall) -> None:
    first = takes(hall, "f1")
    for _ in range(30):
        last = takes(hall, "f1")
    assert asks(hall, number=first).high_min < asks(hall, number=last).low_min


def test_who_shows_the_ticket_gets_its_secret_again(hall: Hall) -> None:
    number = takes(hall, "a1")
    (ticket,) = hall.state.tickets
    found = asks(hall, token=f"token-of-{ticket}")
    assert (found.number, found.token) == (number, f"token-of-{ticket}")
    assert found.main == hall.state.tickets[ticket].named[0]


def test_a_clerk_learns_whose_number_it_is_and_nothing_of_the_lot(hall: Hall) -> None:
    number = takes(hall, "a1")
    assert asks(hall, number=number).main
    found = for_clerk(asks(hall, number=number))
    assert (found.service, found.status, found.issued_ms) == ("a1", "waiting", hall.at_ms)
    assert (found.main, found.reserves, found.ahead, found.high_min, found.token) == ("", (), 0, 0, "")


def test_a_called_number_is_told_where_to_go(hall: Hall) -> None:
    number = takes(hall, "f1")
    hall.call("2")
    found = asks(hall, number=number)
    assert (found.status, found.called, found.ahead, found.high_min) == ("called", "2", 0, 0)


def test_a_missed_or_parked_number_is_told_the_window_and_no_other_is(hall: Hall) -> None:
    number = takes(hall, "f1")
    assert asks(hall, number=number).counter == ""
    hall.call("2")
    hall.give_up("2")
    found = asks(hall, number=number)
    assert (found.status, found.counter, found.called) == ("missed", "2", "")
    hall.do(c.Requeue(by="kiosk:k", ticket=number))
    assert asks(hall, number=number).counter == ""
    hall.call("2")
    hall.do(c.Serve(counter="2"))
    hall.do(c.Park(counter="2"))
    found = asks(hall, number=number)
    assert (found.status, found.counter) == ("parked", "2")


def test_who_was_given_a_window_by_hand_is_told_that_window_and_of_no_lot(hall: Hall) -> None:
    hall.open("3")
    takes(hall, "a1")
    ticket = list(hall.state.tickets.values())[-1]
    other = next(desk for desk in hall.state.able_counters("a1") if desk not in ticket.named)
    hall.do(c.AssignTicket(counter=other, ticket=ticket.id, reason="mobility"))
    found = asks(hall, number=ticket.number)
    assert (found.status, found.main, found.reserves, found.drawn) == ("waiting", other, (), None)
    assert not status_of(hall.state, ticket, drawn=True).drawn
    hall.until_called(ticket, other)
    assert not status_of(hall.state, ticket, drawn=True).drawn, "nor once it is called there"


def test_who_comes_a_moment_late_to_the_window_drawn_may_see_the_draw(hall: Hall) -> None:
    takes(hall, "a1")
    ticket = list(hall.state.tickets.values())[-1]
    hall.until_called(ticket, ticket.printed)
    hall.give_up(ticket.printed)
    hall.do(c.RecallMissed(counter=ticket.printed))
    assert status_of(hall.state, ticket, drawn=True).drawn


def test_the_window_that_called_may_have_left_the_hall(hall: Hall) -> None:
    number = takes(hall, "f1")
    hall.call("2")
    hall.give_up("2")
    del hall.state.counters["2"]
    assert (asks(hall, number=number).status, asks(hall, number=number).counter) == ("missed", "")


def test_a_person_with_two_tickets_gets_the_one_that_still_waits(hall: Hall) -> None:
    waits = takes(hall, "f1", "#ada")
    takes(hall, "a1", "#ada")
    second = list(hall.state.tickets.values())[-1]
    hall.do(c.Cancel(by="manager:m", ticket=second.id))
    assert asks(hall, person="ada").number == waits


@pytest.mark.parametrize("wish", [{"number": "Z999"}, {"token": "nonsense"}, {"person": "nobody"}, {}])
def test_what_is_not_there_is_refused(hall: Hall, wish: dict[str, str]) -> None:
    takes(hall, "a1")
    with pytest.raises(Refused, match="unknown-ticket"):
        asks(hall, **wish)


def test_who_was_served_is_still_told_so_by_number_and_by_person(hall: Hall) -> None:
    number = takes(hall, "f1", "#ada")
    hall.call("1")
    hall.serve("1")
    assert hall.state.tickets == {}
    for found in (asks(hall, number=number), asks(hall, person="ada")):
        assert (found.number, found.status, found.called) == (number, "finished", "")
    with pytest.raises(Refused):
        asks(hall, number=number[:-1])


def test_a_person_served_twice_is_told_of_the_later_ticket(hall: Hall) -> None:
    for service in ("f1", "a1"):
        takes(hall, service, "#ada")
        hall.drain("1", "2")
    assert asks(hall, person="ada").service == "a1"
