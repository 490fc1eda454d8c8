"""Faults that other queuing systems have shown in public; here they must not come back."""

from itertools import pairwise

import pytest

from shared.clock import facts_at
from shared.hall import commands as c
from shared.hall.config import Group, Hours
from shared.hall.events import ServiceStarted, TicketCalled, TicketIssued
from tests.hall import EIGHT, Hall, config, text


def test_numbers_do_not_repeat_when_nobody_waits_any_more() -> None:
    """QSystem rebuilt its counters from who was waiting: an empty hall began at 1 again."""
    hall = Hall()
    hall.open("1")
    for _ in range(5):
        hall.take()
        hall.drain("1")
    numbers = [issued.number for issued in hall.said(TicketIssued)]
    assert numbers == ["A001", "A002", "A003", "A004", "A005"]


def test_the_limit_per_person_holds_all_day_long() -> None:
    """QSystem's per-person limit missed the morning: a 12-hour clock."""
    hall = Hall()
    hall.take(person="p1")
    for _ in range(12):
        hall.wait(3600)
        assert "already-waiting" in hall.refuses(c.IssueTicket(service="a1", person="p1"))


def test_a_number_counts_what_was_given_not_what_there_is() -> None:
    """The Q numbered by COUNT(*): every row that went made the next number a duplicate."""
    hall = Hall()
    for n in range(1, 8):
        ticket = hall.take()
        assert ticket.number == f"A{n:03d}"
        if n % 2:
            hall.do(c.Cancel(ticket=ticket.id))


@pytest.mark.parametrize("hour", [0, 8, 16, 17, 23])
@pytest.mark.parametrize("timezone", ["Asia/Shanghai", "America/Vancouver", "UTC"])
def test_nothing_breaks_at_five_in_the_afternoon(hour: int, timezone: str) -> None:
    """The Q's day ended at 00:00 UTC, 17:00 in its offices: tickets broke every afternoon."""
    hall = Hall(config(timezone=timezone))
    hall.open("1")
    first = hall.take()
    hall.at_ms = EIGHT + (hour - facts_at(EIGHT, timezone).minute // 60) % 24 * 3_600_000
    assert hall.facts.minute == hour * 60
    second = hall.take()
    assert [first.number, second.number] == ["A001", "A002"]
    assert hall.drain("1") == ["A001", "A002"]


@pytest.mark.parametrize("service", ["a1", "f1"])
def test_two_clerks_who_press_at_once_never_get_the_same_citizen(service: str) -> None:
    """The Q: two clerks called one citizen."""
    hall = Hall()
    hall.open("1", "2", "3", "4")
    for _ in range(40):
        hall.take(service)
    at_desks: dict[str, str] = {}
    for _ in range(20):
        for counter in ("1", "2", "3", "4"):
            hall.free(counter)
            at_desks.pop(counter, None)
            if (called := hall.call(counter)) is not None:
                assert called.id not in at_desks.values()
                at_desks[counter] = called.id
    assert [event.ticket for event in hall.said(TicketCalled)] == list(
        dict.fromkeys(event.ticket for event in hall.said(TicketCalled))
    )
    assert len(hall.said(ServiceStarted)) == 40


def test_a_due_priority_is_never_hidden_by_another() -> None:
    """ZMS: a first-class appointment an hour away hid an overdue one."""
    hall = Hall()
    hall.open("1")
    overdue = hall.take(kind="priority")
    hall.wait(3600)
    hall.take(kind="priority")
    assert hall.call("1") is overdue


def test_a_walk_in_ages_however_many_priority_tickets_come() -> None:
    """ZMS: a walk-in of two hours was passed by every appointment."""
    hall = Hall()
    hall.open("1")
    walk_in = hall.take()
    for _ in range(2):
        hall.take(kind="priority")
        assert hall.call("1") is not walk_in
        hall.free("1")
        hall.take(kind="priority")
    assert hall.call("1") is walk_in


def test_a_clerk_cannot_choose_whom_to_call() -> None:
    """ZMS let the clerk's page exclude people, with a permission named cherrypick."""
    assert set(c.CallNext.__struct_fields__) == {"by", "counter"}
    assert set(c.Transfer.__struct_fields__) == {"by", "counter", "service", "note"}


def test_an_empty_hall_with_an_idle_clerk_tells_no_wait() -> None:
    """ZMS told the newcomer 10 minutes."""
    hall = Hall()
    hall.open("1")
    hall.take()
    issued = hall.said(TicketIssued)[0]
    assert (issued.estimate_s, issued.low_s, issued.high_s) == (0, 0, 0)


def test_a_recall_leaves_the_first_call_alone() -> None:
    """ZMS: a recall overwrote the time of the first call, and the statistics with it."""
    hall = Hall()
    hall.fill("1")
    ticket = hall.at("1")
    first = hall.at_ms
    hall.wait(20)
    hall.do(c.Recall(counter="1"))
    assert ticket is not None
    assert (ticket.first_called_ms, ticket.called_ms - first) == (first, 20_000)


def test_times_are_in_the_unit_they_say() -> None:
    """ZMS: nine months of statistics were wrong by one /60."""
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.wait(90)
    hall.call("1")
    hall.wait(30)
    hall.serve("1", seconds=600)
    assert ticket.first_called_ms - ticket.issued_ms == 90_000
    assert ticket.serving_ms - ticket.first_called_ms == 30_000
    assert hall.state.desks["1"].served_s == 600


def test_a_double_tap_gives_a_known_person_one_ticket() -> None:
    """ZMS: a double tap issued two tickets."""
    hall = Hall()
    hall.take(person="p1")
    assert "already-waiting" in hall.refuses(c.IssueTicket(service="a1", person="p1"))
    assert len(hall.said(TicketIssued)) == 1


def test_the_prefix_stays_when_another_window_another_service_or_another_group_takes_the_ticket() -> None:
    """FQM: the prefix changed with the window, its users' most persistent complaint."""
    hall = Hall()
    hall.open("1")
    ticket = hall.take("a1")
    hall.call("1")
    hall.do(c.Serve(counter="1"))
    hall.do(c.Transfer(counter="1", service="f1"))
    hall.open("2")
    hall.do(c.ConfigureHall(config=config(groups=(Group("a", "X", text("综合")), *config().groups[1:]))))
    assert hall.call("2") is ticket
    assert ticket.number == "A001"


def test_three_calls_in_a_moment_are_three_calls() -> None:
    """FQM: of three calls within 0.6 s only the last was ever shown."""
    hall = Hall()
    hall.open("1", "2", "3")
    for _ in range(3):
        hall.take("f1")
    for counter in ("1", "2", "3"):
        hall.call(counter)
        hall.wait(0.2)
    assert [(event.counter, event.ticket) for event in hall.said(TicketCalled)] == [
        ("1", "260105-1"),
        ("2", "260105-2"),
        ("3", "260105-3"),
    ]
    assert hall.state.calls == 3


def test_a_command_on_one_ticket_touches_no_other() -> None:
    """FQM: a PUT on one ticket overwrote all of them."""
    hall = Hall()
    tickets = [hall.take() for _ in range(3)]
    hall.do(c.Cancel(ticket=tickets[1].id))
    assert [ticket.status for ticket in tickets] == ["waiting", "ended", "waiting"]


def test_the_order_of_arrival_is_strict_where_there_is_one_line() -> None:
    """A common line overtakes nobody, over days and windows."""
    hall = Hall(config(hours=Hours(0, 1440, tuple(range(1, 8)))))
    hall.open("1", "2", "3")
    for _ in range(30):
        hall.take("f1")
        hall.wait(1)
    hall.drain("3", "1", "2")
    orders = [hall.ticket(event.ticket).order for event in hall.said(TicketCalled)]
    assert all(before < after for before, after in pairwise(orders))
