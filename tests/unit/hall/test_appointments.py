"""Appointments: booked some working days ahead, given back in time, kept by checking in; a week in a hall."""

import msgspec
import pytest

from shared.hall import commands as c
from shared.hall.config import Hours, Rules
from shared.hall.decide.appointments import free_places, misses_count_from
from shared.hall.events import AppointmentBooked, AppointmentMissed, TicketCalled, TicketIssued
from shared.hall.refusals import Refused
from shared.hall.state import Appointment, Ticket
from tests.hall import DAY, SERVICES, Hall, config, service

BOOKABLE = (service("a1", "a", appointments=2), *SERVICES[1:3], service("f1", "f", appointments=1))
OFFICE = Hours(9 * 60, 17 * 60)
FRIDAY, MONDAY = "2026-01-09", "2026-01-12"


@pytest.fixture
def hall() -> Hall:
    """Monday 5 January, 08:00; open from 09:00 to 17:00."""
    return Hall(config(services=BOOKABLE, hours=OFFICE))


def book(hall: Hall, hour: int, holder: str = "h1", day: str = DAY, service: str = "a1") -> Appointment:
    hall.do(c.BookAppointment(service=service, day=day, hour=hour, holder=holder))
    return hall.state.appointments[hall.said(AppointmentBooked)[-1].appointment]


def at(hall: Hall, hour: int, minute: int = 0) -> None:
    """The clock goes on to this time of the day."""
    hall.wait((hour * 60 + minute - hall.facts.minute) * 60)


def check_in(hall: Hall, holder: str = "h1") -> Ticket:
    issued = next(e for e in hall.do(c.CheckIn(holder=holder)) if isinstance(e, TicketIssued))
    return hall.state.tickets[issued.ticket]


def can_book(hall: Hall, hour: int, day: str = DAY, holder: str = "h1") -> str:
    """The refusal, "" if it is booked."""
    try:
        book(hall, hour, holder, day)
    except Refused as refused:
        return refused.code
    return ""


def test_an_appointment_has_an_id_of_its_own_and_outlives_the_day(hall: Hall) -> None:
    first, second = book(hall, 10, day=FRIDAY), book(hall, 10, "h2")
    assert (first.id, second.id) == ("260105-r1", "260105-r2")
    hall.next_day()
    assert hall.state.appointments[first.id].status == "booked"
    assert book(hall, 11, "h3", FRIDAY).id == "260106-r1"


def test_five_working_days_ahead_and_only_in_the_halls_hours(hall: Hall) -> None:
    assert can_book(hall, 9) == ""
    assert can_book(hall, 16, MONDAY) == ""
    for day, hour in (
        ("2026-01-13", 10),
        ("2026-01-10", 10),
        ("2026-01-04", 10),
        ("soon", 10),
        (FRIDAY, 8),
        (FRIDAY, 17),
    ):
        assert can_book(hall, hour, day, "h2") == "not-bookable", (day, hour)
    at(hall, 12)
    assert can_book(hall, 12, holder="h2") == "not-bookable", "it has begun"
    assert can_book(hall, 13, holder="h2") == ""


def test_so_many_an_hour_and_what_is_left_is_told(hall: Hall) -> None:
    assert free_places(hall.state, "a1", DAY, hall.facts) == dict.fromkeys(range(9, 17), 2)
    book(hall, 10, "h1")
    book(hall, 10, "h2")
    assert can_book(hall, 10, holder="h3") == "hour-full"
    assert book(hall, 10, "h3", service="f1").service == "f1"
    assert free_places(hall.state, "a1", DAY, hall.facts)[10] == 0
    hall.do(c.CancelAppointment(holder="h1", day=DAY))
    assert free_places(hall.state, "a1", DAY, hall.facts)[10] == 1
    assert can_book(hall, 10, holder="h4") == ""


def test_once_a_day_for_one_person(hall: Hall) -> None:
    book(hall, 10)
    assert can_book(hall, 11) == "already-booked"
    assert can_book(hall, 11, FRIDAY) == ""
    hall.do(c.CancelAppointment(holder="h1", day=DAY))
    assert can_book(hall, 11) == ""


def test_cancelled_until_two_hours_before_and_by_nobody_else(hall: Hall) -> None:
    appointment = book(hall, 11)
    stranger = c.CancelAppointment(appointment=appointment.id, holder="h2")
    assert hall.refuses(stranger).startswith("unknown-appointment")
    at(hall, 9, 1)
    assert hall.refuses(c.CancelAppointment(appointment=appointment.id)) == "too-late-to-cancel {'minutes': 120}"
    hall.wait(-60)
    hall.do(c.CancelAppointment(appointment=appointment.id))
    assert appointment.status == "cancelled"
    assert hall.refuses(c.CheckIn(holder="h1")).startswith("unknown-appointment")


@pytest.mark.parametrize(
    ("hour", "minute", "refusal"),
    [(9, 44, "check-in-too-early"), (9, 45, ""), (10, 0, ""), (10, 30, ""), (10, 31, "check-in-too-late")],
)
def test_checked_in_from_15_minutes_before_to_30_after(hall: Hall, hour: int, minute: int, refusal: str) -> None:
    appointment = book(hall, 10)
    at(hall, hour, minute)
    if refusal:
        assert hall.refuses(c.CheckIn(holder="h1")).split(" ")[0] == refusal
        assert appointment.status == "booked"
    else:
        ticket = check_in(hall)
        assert (ticket.kind, ticket.service, ticket.number) == ("appointment", "a1", "A001")
        assert appointment.status == "kept"
        assert hall.refuses(c.CheckIn(appointment=appointment.id)).startswith("unknown-appointment")


def test_a_check_in_before_its_day_says_when(hall: Hall) -> None:
    appointment = book(hall, 10, day=FRIDAY)
    refusal = hall.refuses(c.CheckIn(appointment=appointment.id))
    assert refusal == f"check-in-too-early {{'day': '{FRIDAY}', 'opens': '9:45'}}"


def test_checking_in_needs_an_open_hall_and_no_other_ticket_for_the_same(hall: Hall) -> None:
    book(hall, 9)
    at(hall, 8, 50)
    assert hall.refuses(c.CheckIn(holder="h1")).startswith("hall-closed")
    at(hall, 9)
    hall.take("a1", person="p1")
    assert hall.refuses(c.CheckIn(holder="h1", person="p1")).startswith("already-waiting")


def test_an_appointment_takes_no_place_of_the_days_quota() -> None:
    hall = Hall(config(services=(service("a1", "a", appointments=1, quota=1), *BOOKABLE[1:])))
    book(hall, 9)
    hall.take("a1")
    at(hall, 9)
    assert check_in(hall).number == "A002"


def test_priority_then_appointments_then_walk_ins_who_are_passed_only_so_often() -> None:
    hall = Hall(config(services=(service("f1", "f", appointments=9), *SERVICES[:3])))
    for n in range(4):
        book(hall, 9, f"h{n}", service="f1")
    at(hall, 8, 50)
    walk_in = hall.take("f1")
    booked = [check_in(hall, f"h{n}") for n in range(4)]
    elder = hall.take("f1", kind="priority")
    last = hall.take("f1")
    hall.open("1")
    order = [elder, booked[0], walk_in, booked[1], booked[2], booked[3], last]
    assert hall.drain("1") == [ticket.number for ticket in order]
    assert [called.over for called in hall.said(TicketCalled)[:3]] == [walk_in.id, walk_in.id, ""]


def test_an_appointment_is_drawn_like_any_ticket(hall: Hall) -> None:
    book(hall, 9)
    at(hall, 9)
    hall.fill("1", "2", "3", "4")
    ticket = check_in(hall)
    assert len(ticket.named) == 2
    assert ticket.status == "waiting"


def test_three_that_were_not_kept_cost_thirty_days(hall: Hall) -> None:
    for _ in range(3):
        book(hall, 10, day=hall.state.day)
        book(hall, 11, "h2", day=hall.state.day)
        hall.do(c.CancelAppointment(holder="h2", day=hall.state.day))
        hall.next_day()
    assert [missed.off_until for missed in hall.said(AppointmentMissed)] == ["", "", "2026-02-06"]
    day = hall.state.day
    refusal = hall.refuses(c.BookAppointment(service="a1", day=day, hour=10, holder="h1"))
    assert refusal == "booking-off {'until': '2026-02-06'}"
    assert can_book(hall, 10, day, "h2") == ""
    while hall.state.day < "2026-02-06":
        hall.next_day()
    assert can_book(hall, 10, hall.state.day) == ""
    assert hall.state.off_until == {}


def test_misses_under_a_hash_for_each_day_count_together(hall: Hall) -> None:
    """As the hub asks: nothing in the record says that these were one person."""
    hashes = []
    for _ in range(3):
        hashes.append(f"h-{hall.state.day}")
        book(hall, 10, hashes[-1], day=hall.state.day)
        hall.next_day()
    assert {missed.off_until for missed in hall.said(AppointmentMissed)} == {""}
    wish = c.BookAppointment(service="a1", day=hall.state.day, hour=10, holder="h-now", before=tuple(hashes))
    assert hall.refuses(wish) == "booking-off {'until': '2026-02-06'}"
    assert can_book(hall, 10, hall.state.day, "h-now") == "", "somebody else"
    assert set(misses_count_from(hall.state)) >= {f"2026-01-0{n}" for n in (5, 6, 7)}
    while hall.state.day < "2026-02-06":
        hall.next_day()
    again = msgspec.structs.replace(wish, day=hall.state.day, holder="h-then")
    assert hall.do(again)


def test_a_hub_that_was_off_for_days_finds_what_was_missed_and_by_whom(hall: Hall) -> None:
    book(hall, 10, "h2", FRIDAY)
    book(hall, 10, day="2026-01-07")
    book(hall, 10, day="2026-01-06")
    hall.wait(4 * 24 * 3600)
    hall.open_day(FRIDAY)
    assert [missed.appointment for missed in hall.said(AppointmentMissed)] == ["260105-r3", "260105-r2"]
    assert hall.state.not_kept == {"h1": ["2026-01-06", "2026-01-07"]}


def test_what_is_over_is_forgotten_and_so_is_who_missed_it() -> None:
    hall = Hall(config(services=BOOKABLE, rules=Rules(booking_kept_days=3, booking_off_days=0)))
    book(hall, 10)
    book(hall, 10, "h2", "2026-01-07")
    for _ in range(3):
        hall.next_day()
    assert (set(hall.state.appointments), set(hall.state.not_kept)) == ({"260105-r1", "260105-r2"}, {"h1", "h2"})
    hall.next_day()
    assert (set(hall.state.appointments), set(hall.state.not_kept)) == ({"260105-r2"}, {"h2"})
    hall.next_day()
    hall.next_day()
    assert (hall.state.appointments, hall.state.not_kept) == ({}, {})


def test_a_service_that_is_booked_cannot_be_taken_away(hall: Hall) -> None:
    book(hall, 10)
    without = config(services=BOOKABLE[1:], hours=OFFICE)
    assert hall.refuses(c.ConfigureHall(config=without)) == "service-in-use {'service': 'a1'}"
    hall.do(c.CancelAppointment(holder="h1", day=DAY))
    hall.do(c.ConfigureHall(config=without))
