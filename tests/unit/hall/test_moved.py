"""Why a ticket waits at another window than the one on its paper."""

from collections.abc import Callable

import pytest

from shared.hall import commands as c
from shared.hall.carry import carried, says_no_less, taken_over
from shared.hall.config import Rules
from shared.hall.state import State, Ticket
from tests.hall import Hall, config

GRACE_S = 60


def waiting(hall: Hall) -> Ticket:
    """Who waits behind others, with every window open."""
    hall.open(*(desk.id for desk in hall.state.desks.values()))
    ticket = [hall.take() for _ in range(30)][-1]
    assert ticket.status == "waiting" and ticket.moved == ""
    return ticket


def closed(hall: Hall, ticket: Ticket) -> None:
    for counter in ticket.named:
        hall.do(c.CloseCounter(counter=counter))


def paused(hall: Hall, ticket: Ticket) -> None:
    named = ticket.named
    for counter in named:
        hall.do(c.PauseCounter(counter=counter))
    hall.wait(GRACE_S)
    assert ticket.named == named, "a short pause moves nobody"
    for counter in named:
        hall.do(c.WithdrawCounter(counter=counter))


def other_services(hall: Hall, ticket: Ticket) -> None:
    for counter in ticket.named:
        hall.do(c.PauseCounter(counter=counter))
        hall.open(counter, services=("f1",))


def named(hall: Hall, ticket: Ticket) -> None:
    other = next(desk for desk in hall.state.able_counters(ticket.service) if desk not in ticket.named)
    hall.do(c.AssignTicket(counter=other, ticket=ticket.id, reason="mobility"))


def transferred(hall: Hall, ticket: Ticket) -> None:
    counter = hall.until_called(ticket, *ticket.named)
    hall.do(c.Serve(counter=counter))
    hall.do(c.Transfer(counter=counter, service="b1"))


def parked(hall: Hall, ticket: Ticket) -> None:
    counter = hall.until_called(ticket, *ticket.named)
    hall.do(c.Serve(counter=counter))
    hall.do(c.Park(counter=counter, kind="any"))
    hall.do(c.Resume(ticket=ticket.id))


STORIES: tuple[tuple[Callable[[Hall, Ticket], None], str], ...] = (
    (closed, "closed"),
    (paused, "paused"),
    (other_services, "services"),
    (named, "named"),
    (transferred, "transferred"),
    (parked, "returned"),
)


@pytest.mark.parametrize(("story", "why"), STORIES, ids=[why for _, why in STORIES])
def test_the_ticket_knows_why(story: Callable[[Hall, Ticket], None], why: str) -> None:
    hall = Hall(config(rules=Rules(grace_s=GRACE_S, recall_interval_s=1)))
    ticket = waiting(hall)
    story(hall, ticket)
    assert (ticket.status, ticket.moved) == ("waiting", why)
    assert ticket.named or ticket.counter


def test_while_one_of_its_windows_is_there_nobody_is_moved() -> None:
    hall = Hall()
    ticket = waiting(hall)
    for counter in ticket.named[:-1]:
        hall.do(c.CloseCounter(counter=counter))
    assert ticket.moved == ""


def test_it_is_carried_into_the_next_day_and_a_record_of_before_may_lack_it() -> None:
    hall = Hall()
    ticket = waiting(hall)
    closed(hall, ticket)
    told = carried(hall.state)
    again = State(config=hall.state.config)
    taken_over(again, told)
    assert again.tickets[ticket.id].moved == "closed"
    for _, each in told.state["tickets"]:
        del each["moved"]
    assert says_no_less(told, carried(hall.state))
    taken_over(again, told)
    assert again.tickets[ticket.id].moved == ""
