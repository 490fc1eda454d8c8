"""The business day: what begins again, what ends, and what goes on."""

import pytest

from shared.hall import commands as c
from shared.hall.carry import TICKETS_END
from shared.hall.config import Hours
from shared.hall.estimate import people_ahead
from shared.hall.events import CounterClosed, DrawRequested, TicketExpired
from tests.hall import Hall, config

TOMORROW = "2026-01-06"


def test_the_same_day_is_not_opened_twice_nor_an_earlier_one() -> None:
    hall = Hall()
    for day, epoch in (("2026-01-05", 1), ("2026-01-05", 0), ("2026-01-04", 9)):
        opening = c.OpenDay(day=day, epoch=epoch, hub_anchor="00", commitment="00")
        assert hall.refuses(opening) == "day-not-newer"


def test_in_a_hall_with_hours_the_night_closes_desks_and_ends_what_nobody_will_serve() -> None:
    hall = Hall(config(hours=Hours(8 * 60, 17 * 60)))
    hall.fill("1", "2")
    hall.do(c.Serve(counter="1"))
    hall.do(c.Park(counter="1"))
    hall.do(c.CloseCounter(counter="1"))
    at_desk = hall.at("2")
    hall.take("f1")
    hall.take("a1", kind="priority")
    live = set(hall.state.tickets)
    hall.open("3")
    hall.wait(24 * 3600)
    hall.open_day(TOMORROW)
    assert at_desk is not None
    assert {event.ticket for event in hall.said(TicketExpired)} == live - {at_desk.id}
    assert hall.said(CounterClosed)[-1].counter == "3"
    assert list(hall.state.tickets) == [at_desk.id]
    at_desk = hall.state.tickets[at_desk.id]
    assert {name: desk.waiting for name, desk in hall.state.desks.items() if desk.waiting} == {}
    hall.serve("2")
    assert at_desk.status == "finished"


def test_who_was_at_a_desk_over_midnight_is_served_under_the_old_number() -> None:
    hall = Hall()
    hall.fill("1")
    ticket = hall.at("1")
    hall.wait(24 * 3600)
    hall.open_day(TOMORROW)
    assert ticket == hall.at("1")
    hall.serve("1")
    assert hall.state.visits[f"{ticket.id}#1"].number == "A001"  # type: ignore[union-attr]


def test_in_a_hall_without_hours_people_keep_their_places_before_those_of_the_new_day() -> None:
    hall = Hall()
    old = [hall.take(name) for name in ("a1", "f1", "b1", "a1")]
    hall.wait(24 * 3600)
    hall.open_day(TOMORROW)
    new = [hall.take(name) for name in ("a1", "f1")]
    assert people_ahead(hall.state, "a1", new[0].order) == 4
    hall.open("1")
    assert hall.drain("1") == [ticket.number for ticket in (*old, *new)]


def test_order_survives_a_night_in_which_the_first_of_a_long_line_had_gone() -> None:
    hall = Hall()
    hall.open("1")
    people = [hall.take(name) for name in ("f1", "a1") * 15]
    gone = people[:3] + people[9:20:2]
    for person in gone:
        hall.do(c.Cancel(ticket=person.id))
    hall.next_day()
    assert hall.drain("1") == [person.number for person in people if person not in gone]


def test_drawn_places_missed_and_parked_people_go_on_into_the_new_day() -> None:
    hall = Hall()
    hall.open("1")
    missed, parked, back, waiting = (hall.take() for _ in range(4))
    hall.until_called(missed, "1")
    hall.give_up("1")
    hall.do(c.Serve(counter=hall.until_called(parked, "1")))
    hall.do(c.Park(counter="1", kind="same"))
    hall.until_called(back, "1")
    hall.give_up("1")
    hall.do(c.Requeue(ticket=back.id))
    hall.wait(24 * 3600)
    hall.open_day(TOMORROW)
    assert hall.state.desks["1"].missed == [missed.id]
    hall.do(c.Requeue(ticket=missed.id))
    hall.do(c.Resume(ticket=parked.id))
    assert sorted(hall.drain("1")) == [ticket.number for ticket in (missed, parked, back, waiting)]


def test_in_a_hall_without_hours_a_ticket_is_good_until_the_day_after_its_own_ends() -> None:
    hall = Hall()
    hall.open("1")
    missed, parked, left = (hall.take() for _ in range(3))
    hall.until_called(missed, "1")
    hall.give_up("1")
    hall.do(c.Serve(counter=hall.until_called(parked, "1")))
    hall.do(c.Park(counter="1"))
    hall.next_day()
    newer = hall.take()
    assert list(hall.state.tickets) == [missed.id, parked.id, left.id, newer.id]
    assert hall.call("1") == hall.state.tickets[left.id]
    hall.next_day()
    assert [event.ticket for event in hall.said(TicketExpired)] == [missed.id, parked.id]
    assert list(hall.state.tickets) == [left.id, newer.id], "whoever is at a desk is served, however late it is"
    assert (hall.state.desks["1"].missed, hall.state.desks["1"].parked) == ([], {})
    hall.serve("1")
    assert hall.drain("1") == [newer.number]


def test_in_a_hall_without_hours_nobody_is_left_of_days_in_which_many_never_came_back() -> None:
    hall = Hall()
    hall.open("1")
    kept = []
    for _ in range(5):
        for _ in range(4):
            hall.take("f1")
            hall.call("1")
            hall.give_up("1")
        kept.append(len(hall.state.tickets))
        hall.next_day()
    assert kept == [4, 8, 8, 8, 8]


def test_a_day_opened_under_older_rules_ends_by_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hall.decide.day.RULES", TICKETS_END - 1)
    hall = Hall()
    old = hall.take()
    for _ in range(3):
        hall.next_day()
    assert list(hall.state.tickets.values()) == [old]
    monkeypatch.undo()
    hall.next_day()
    assert list(hall.state.tickets.values()) == [old], "it ends with the first day of the new ones"
    hall.next_day()
    assert hall.state.tickets == {}


def test_draws_begin_again_and_finished_tickets_are_forgotten_a_day_later() -> None:
    hall = Hall()
    hall.fill("1")
    ticket = hall.at("1")
    assert ticket is not None
    hall.serve("1")
    hall.next_day()
    assert (hall.state.draws, hall.state.recent, hall.state.tickets) == (0, [], {})
    assert (hall.state.last_visit(ticket.id), list(hall.state.visits)) == (1, [f"{ticket.id}#1"])
    assert (hall.state.desks["1"].finished, hall.state.desks["1"].served_s) == (0, 0)
    hall.next_day()
    assert (hall.state.last_visit(ticket.id), hall.state.visits) == (0, {})
    hall.take()
    assert hall.said(DrawRequested)[-1].i == 1


def test_a_new_epoch_of_the_same_day_begins_draws_again_but_keeps_numbers_and_people() -> None:
    hall = Hall()
    hall.open("1")
    first = hall.take()
    hall.open_day("2026-01-05", epoch=2)
    second = hall.take()
    assert (first.number, second.number, second.id) == ("A001", "A002", "260105-2")
    assert [request.i for request in hall.said(DrawRequested)] == [1, 1]
    assert hall.drain("1") == ["A001", "A002"]


def test_what_is_over_is_out_of_the_hall_but_not_forgotten_until_the_day_is() -> None:
    hall = Hall()
    hall.open("1")
    served, left = hall.take("f1"), hall.take("f1")
    hall.call("1")
    hall.do(c.Cancel(ticket=left.id))
    hall.serve("1")
    assert hall.state.tickets == {}
    assert {id: hall.ticket(id).status for id in hall.state.over} == {served.id: "finished", left.id: "ended"}
    assert hall.ticket(served.id) == served
    assert hall.refuses(c.Cancel(ticket=left.id)) == "ticket-not-waiting {'number': 'F002'}"
    hall.do(c.Evaluate(ticket=served.id, grade=5, source="phone"))
    hall.next_day()
    assert (hall.state.over, hall.state.ticket(served.id)) == ({}, None)
