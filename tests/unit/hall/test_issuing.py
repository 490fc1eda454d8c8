"""Taking a ticket: what it says, when there are none, and one waiting ticket per person and service."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Hours
from shared.hall.estimate import people_ahead
from shared.hall.events import TicketIssued
from tests.hall import EIGHT, SERVICES, Hall, config, service, window


def test_a_ticket_says_number_service_kind_and_language() -> None:
    hall = Hall()
    hall.take("a1", kind="priority", person="p1", source="kiosk-1", language="en")
    issued = hall.said(TicketIssued)[0]
    assert (issued.ticket, issued.number, issued.service) == ("260105-1", "A001", "a1")
    assert (issued.kind, issued.person, issued.source, issued.language) == ("priority", "p1", "kiosk-1", "en")


@pytest.mark.parametrize("gone_s", [-301, 301, 24 * 3600, -24 * 3600])
def test_what_was_asked_for_long_ago_is_given_to_nobody(gone_s: int) -> None:
    hall = Hall()
    asked = c.IssueTicket(service="a1", asked_ms=EIGHT)
    hall.wait(gone_s)
    assert hall.refuses(asked) == "asked-long-ago {'minutes': 5}"


@pytest.mark.parametrize("late_s", [-300, 0, 300])
def test_a_line_that_was_slow_for_a_moment_costs_nobody_a_ticket(late_s: int) -> None:
    hall = Hall()
    hall.wait(late_s)
    assert hall.take(asked_ms=EIGHT).status == "waiting"


def test_over_midnight_too() -> None:
    hall = Hall()
    hall.at_ms += 16 * 3_600_000 - 1000
    asked = hall.at_ms
    hall.wait(2)
    hall.open_day("2026-01-06")
    assert hall.take(asked_ms=asked).id == "260106-1"


def test_people_ahead_are_all_who_still_wait_for_the_same_windows() -> None:
    hall = Hall()
    for kind in ("a1", "a2", "b1", "a1"):
        gone = hall.take(kind)
    hall.do(c.Cancel(ticket=gone.id))
    hall.take("a2")
    assert [issued.ahead for issued in hall.said(TicketIssued)] == [0, 1, 2, 3, 3]


def test_a_missed_citizen_who_came_back_keeps_the_place_before_later_ones() -> None:
    hall = Hall()
    hall.open("1")
    first = hall.take()
    hall.call("1")
    hall.give_up("1")
    hall.take()
    hall.do(c.Requeue(ticket=first.id))
    assert people_ahead(hall.state, "a1", first.order) == 0
    hall.take()
    assert hall.said(TicketIssued)[-1].ahead == 2


@pytest.mark.parametrize(
    ("day", "hour", "minute", "open_"),
    [
        ("Monday", 8, 59, False),
        ("Monday", 9, 0, True),
        ("Monday", 16, 59, True),
        ("Monday", 17, 0, False),
        ("Friday", 12, 0, True),
        ("Saturday", 12, 0, False),
        ("Sunday", 12, 0, False),
    ],
)
def test_tickets_are_given_in_the_hours_of_the_hall_only(day: str, hour: int, minute: int, open_: bool) -> None:
    hall = Hall(config(hours=Hours(9 * 60, 17 * 60)))
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].index(day)
    hall.at_ms = EIGHT + (days * 24 * 60 + (hour - 8) * 60 + minute) * 60_000
    if open_:
        assert hall.take().status == "waiting"
    else:
        assert hall.refuses(c.IssueTicket(service="a1")) == "hall-closed {'opens': '9:00'}"


def test_at_closing_time_everybody_who_waits_is_still_served_and_sent_on() -> None:
    hall = Hall(config(hours=Hours(8 * 60, 17 * 60)))
    hall.at_ms = EIGHT + (9 * 60 - 1) * 60_000
    hall.open("1", "2")
    late = hall.take()
    others = [hall.take() for _ in range(3)]
    hall.wait(120)
    assert "hall-closed" in hall.refuses(c.IssueTicket(service="a1"))
    counter = hall.until_called(late, "1", "2")
    hall.do(c.Serve(counter=counter))
    hall.do(c.Transfer(counter=counter, service="b1"))
    hall.serve(hall.until_called(late, "1", "2"))
    for ticket in others:
        if ticket.status != "finished":
            hall.serve(hall.until_called(ticket, "1", "2"))
    assert {ticket.status for ticket in [late, *others]} == {"finished"}


def test_a_quota_counts_the_tickets_of_the_day_also_those_given_back() -> None:
    hall = Hall(config(services=(service("a1", "a", quota=2), *SERVICES[1:])))
    hall.do(c.Cancel(ticket=hall.take("a1").id))
    hall.take("a1")
    assert hall.refuses(c.IssueTicket(service="a1")) == "sold-out {'service': 'a1'}"
    assert hall.take("a2").status == "waiting"
    hall.wait(24 * 3600)
    hall.open_day("2026-01-06")
    assert hall.take("a1").status == "waiting"


def test_an_unknown_service_has_no_tickets() -> None:
    assert Hall().refuses(c.IssueTicket(service="z9")) == "unknown-service {'service': 'z9'}"


def test_one_waiting_ticket_per_person_and_service() -> None:
    hall = Hall()
    hall.take("a1", person="p1")
    assert hall.refuses(c.IssueTicket(service="a1", person="p1")) == "already-waiting {'number': 'A001'}"
    assert hall.take("a2", person="p1").status == "waiting"
    assert hall.take("a1", person="p2").status == "waiting"
    assert hall.take("a1").status == hall.take("a1").status == "waiting"


def test_a_person_may_take_another_ticket_once_the_first_is_called_or_given_back() -> None:
    hall = Hall()
    hall.open("1")
    first = hall.take("a1", person="p1")
    assert hall.call("1") is first
    second = hall.take("a1", person="p1")
    hall.do(c.Cancel(ticket=second.id))
    assert hall.take("a1", person="p1").status == "waiting"


def test_somebody_without_id_who_leaves_frees_nobody_elses_place() -> None:
    hall = Hall()
    hall.take("a1", person="None")
    hall.do(c.Cancel(ticket=hall.take("a1").id))
    assert "already-waiting" in hall.refuses(c.IssueTicket(service="a1", person="None"))


def test_nobody_waits_twice_for_a_service_by_coming_back_from_a_miss_or_from_parking() -> None:
    hall = Hall()
    hall.fill("1", "2")
    missed = hall.take("a1", person="p1")
    hall.until_called(missed, "1", "2")
    hall.give_up(missed.counter)
    parked = hall.take("a1", person="p2")
    hall.do(c.Serve(counter=hall.until_called(parked, "1", "2")))
    hall.do(c.Park(counter=parked.counter))
    hall.fill("1", "2")
    again = [hall.take("a1", person=person) for person in ("p1", "p2")]
    assert hall.refuses(c.Requeue(ticket=missed.id)) == f"already-waiting {{'number': '{again[0].number}'}}"
    assert hall.refuses(c.Resume(ticket=parked.id)) == f"already-waiting {{'number': '{again[1].number}'}}"
    for ticket in again:
        hall.do(c.Cancel(ticket=ticket.id))
    hall.do(c.Requeue(ticket=missed.id))
    hall.do(c.Resume(ticket=parked.id))
    assert missed.status == parked.status == "waiting"


def test_nobody_is_sent_on_to_a_service_for_which_that_person_waits_already() -> None:
    hall = Hall()
    hall.open("1")
    hall.take("a1", person="p1")
    other = hall.take("b1", person="p1")
    hall.call("1")
    hall.do(c.Serve(counter="1"))
    refusal = hall.refuses(c.Transfer(counter="1", service="b1"))
    assert refusal == f"already-waiting {{'number': '{other.number}'}}"


def test_people_at_other_windows_are_not_ahead() -> None:
    hall = Hall(config(counters=(window(1, "a1"), window(2, "b1"), window(3, "a1", "b1"))))
    hall.open("1", "2")
    for _ in range(4):
        hall.take("b1")
    assert hall.take("a1") and hall.said(TicketIssued)[-1].ahead == 0
    hall.open("3")
    hall.take("a1")
    assert hall.said(TicketIssued)[-1].ahead == 3  # the one before it, and half of the four others' claim
