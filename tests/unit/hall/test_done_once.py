"""What was asked for once is not done again when it is asked again after nights in which the hub forgot the request."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Hours
from shared.hall.state import Ticket
from tests.hall import DAY, EIGHT, SERVICES, Hall, config, service

BOOKABLE = (service("a1", "a", appointments=4), *SERVICES[1:])
BOOK = c.BookAppointment(service="a1", day="2026-01-09", hour=10, holder="h1")
GIVEN_BACK = c.CancelAppointment(holder="h1", day="2026-01-09")
TODAY = c.BookAppointment(service="a1", day=DAY, hour=9, holder="h1")


def waiting(hall: Hall) -> Ticket:
    """Somebody waits, at a window that is open."""
    hall.open("1")
    return hall.take()


def at_desk(hall: Hall) -> Ticket:
    """Somebody is served at window 1."""
    ticket = waiting(hall)
    hall.until_called(ticket, "1")
    hall.do(c.Serve(counter="1"))
    return ticket


def story(name: str, hall: Hall) -> c.Command:
    """What may be asked for now, after all that must have happened before."""
    match name:
        case "issue":
            return c.IssueTicket(service="a1", asked_ms=EIGHT)
        case "join":
            hall.do(c.LeaseNumbers(kiosk="K1"))
            return c.JoinTicket(kiosk="K1", day=DAY, number="A500", taken_ms=EIGHT, service="a1")
        case "book":
            return BOOK
        case "cancel-appointment":
            hall.do(BOOK)
            return GIVEN_BACK
        case "check-in":
            hall.do(TODAY)
            hall.wait(3600)
            return c.CheckIn(holder="h1")
        case "cancel":
            return c.Cancel(ticket=waiting(hall).id)
        case "special-call":
            return c.CallSpecially(counter="1", ticket=waiting(hall).id, reason="papers")
        case "assign":
            return c.AssignTicket(counter="1", ticket=waiting(hall).id, reason="papers")
        case "requeue":
            ticket = waiting(hall)
            hall.until_called(ticket, "1")
            hall.give_up("1")
            return c.Requeue(ticket=ticket.id)
        case "resume":
            ticket = at_desk(hall)
            hall.do(c.Park(counter="1"))
            return c.Resume(ticket=ticket.id)
        case "finish":
            return c.Finish(counter="1", ticket=at_desk(hall).id)
    ticket = at_desk(hall)
    hall.do(c.Finish(counter="1"))
    return c.Evaluate(ticket=ticket.id, grade=5, source="phone")


NAMES = (
    *("issue", "join", "book", "cancel-appointment", "check-in", "cancel", "special-call", "assign", "requeue"),
    *("resume", "finish", "evaluate"),
)


@pytest.mark.parametrize("hours", [None, Hours(0, 23 * 60)], ids=["around the clock", "with hours"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_done_once(name: str, hours: Hours | None) -> None:
    hall = Hall(config(services=BOOKABLE, hours=hours))
    asked = story(name, hall)
    assert hall.do(asked)
    for _ in range(3):
        hall.next_day()
    assert hall.refuses(asked)
