"""How a ticket came to the window that called it, as its clerk and nobody before the call may know."""

from shared.hall import commands as c
from tests.hall import Hall


def test_by_lot_as_the_windows_own_or_as_its_reserve() -> None:
    hall = Hall()
    hall.fill("1", "2", "3", "4")
    ticket = hall.take()
    own = ticket.named[0]
    other = hall.take()
    while other.named[0] != own:
        other = hall.take()
    assert ticket.came == ""
    hall.until_called(ticket, own)
    assert ticket.came == "main"
    hall.until_called(other, other.named[1])
    assert other.came == "reserve"


def test_named_by_a_person_then_back_after_a_miss() -> None:
    hall = Hall()
    hall.open("1", "2")
    ticket = hall.take()
    hall.take()
    hall.do(c.CallSpecially(counter="2", ticket=ticket.id, reason="mobility"))
    assert ticket.came == "named"
    hall.give_up("2")
    hall.do(c.Requeue(ticket=ticket.id))
    hall.until_called(ticket, "2")
    assert ticket.came == "returned"


def test_a_common_line_leads_to_any_window() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take("f1")
    hall.call("1")
    assert (ticket.status, ticket.came) == ("called", "")
