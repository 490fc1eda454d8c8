"""A number is a letter and three digits, unique in the day, and the citizen's until the errand is over."""

from shared.hall import commands as c
from shared.hall.config import Group
from shared.hall.events import TicketIssued
from shared.hall.numbering import number, ticket_id
from tests.hall import Hall, config, text


def test_every_letter_counts_for_itself_in_three_digits() -> None:
    hall = Hall()
    services = ("a1", "b1", "a2", "f1", "a1", "b1")
    assert [hall.take(name).number for name in services] == ["A001", "B001", "A002", "F001", "A003", "B002"]


def test_the_thousandth_number_goes_on_with_four_digits() -> None:
    assert [number("D", n) for n in (1, 47, 999, 1000, 12345)] == ["D001", "D047", "D999", "D1000", "D12345"]
    hall = Hall()
    hall.state.numbers["A"] = 999
    assert [hall.take().number for _ in range(2)] == ["A1000", "A1001"]


def test_the_opaque_id_carries_the_business_day() -> None:
    assert ticket_id("2026-01-05", 47) == "260105-47"


def test_no_number_is_given_twice_however_people_come_and_go() -> None:
    hall = Hall()
    hall.open("1", "2")
    for n in range(60):
        ticket = hall.take(("a1", "a2", "b1", "f1")[n % 4])
        if n % 3 == 0 and ticket.status == "waiting":
            hall.do(c.Cancel(ticket=ticket.id))
        elif n % 5 == 0:
            hall.serve(hall.until_called(ticket, "1", "2"))
    numbers = [issued.number for issued in hall.said(TicketIssued)]
    assert len(numbers) == len(set(numbers)) == 60


def test_a_number_stays_through_parking_a_miss_a_transfer_a_new_draw_and_another_letter() -> None:
    hall = Hall()
    hall.open("1", "2")
    ticket = hall.take("a1")
    hall.do(c.Serve(counter=hall.until_called(ticket, "1", "2")))
    hall.do(c.Park(counter=ticket.counter))
    hall.do(c.Resume(ticket=ticket.id))
    hall.until_called(ticket, "1", "2")
    hall.give_up(ticket.counter)
    hall.do(c.Requeue(ticket=ticket.id))
    hall.do(c.Serve(counter=hall.until_called(ticket, "1", "2")))
    hall.do(c.Transfer(counter=ticket.counter, service="b1"))
    hall.do(c.CloseCounter(counter="1"))
    hall.do(c.CloseCounter(counter="2"))
    groups = (Group("a", "Q", text("综合")), Group("b", "R", text("税务")), *config().groups[2:])
    hall.do(c.ConfigureHall(config=config(groups=groups)))
    hall.do(c.OpenCounter(counter="3", clerk="0803"))
    hall.serve(hall.until_called(ticket, "3"))
    assert ticket.number == "A001"
    assert [hall.take("a1").number, hall.take("b1").number] == ["Q001", "R001"]


def test_numbers_begin_again_with_the_new_day() -> None:
    hall = Hall()
    hall.take()
    gone = hall.take()
    hall.do(c.Cancel(ticket=gone.id))
    hall.do(c.Cancel(ticket=next(iter(hall.state.tickets))))
    hall.wait(24 * 3600)
    hall.open_day("2026-01-06")
    fresh = hall.take()
    assert (fresh.number, fresh.id) == ("A001", "260106-1")


def test_a_new_day_skips_the_numbers_that_are_still_in_use() -> None:
    hall = Hall()
    first, second, third = (hall.take() for _ in range(3))
    hall.do(c.Cancel(ticket=second.id))
    hall.wait(24 * 3600)
    hall.open_day("2026-01-06")
    assert [first.number, third.number] == ["A001", "A003"]
    assert [hall.take().number for _ in range(3)] == ["A002", "A004", "A005"]
    hall.do(c.Cancel(ticket=first.id))
    assert hall.take().number == "A006"


def test_a_number_carried_over_twice_is_still_nobody_elses() -> None:
    hall = Hall()
    hall.open("1")
    hall.call("1")
    at_desk = hall.take()
    for _ in range(2):
        hall.next_day()
    assert at_desk.number == "A001"
    assert hall.take().number == "A002"
