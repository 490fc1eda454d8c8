"""The lot in the hall: who is drawn among which windows, when again, and when not."""

import pytest

from shared.hall import commands as c
from shared.hall.config import Rules
from shared.hall.draw.issue import choose, most_named, stratum_size
from shared.hall.draw.lots import lots, mix
from shared.hall.estimate import people_ahead
from shared.hall.events import DrawRequested, DrawResolved, WindowsInherited
from tests.hall import Hall, config, window

SIX = ("1", "2", "3", "4", "5", "6")


@pytest.mark.parametrize(
    ("windows", "usual", "strict"), [(1, 2, 3), (8, 2, 3), (9, 3, 5), (39, 3, 5), (40, 5, 10), (200, 5, 10)]
)
def test_the_size_of_a_stratum_grows_with_the_hall(windows: int, usual: int, strict: int) -> None:
    assert stratum_size(Rules(), windows) == usual
    assert stratum_size(Rules(strict=True), windows) == strict
    assert stratum_size(Rules(strict=True, stratum=4), windows) == 4


@pytest.mark.parametrize(("stratum", "windows", "most"), [(2, 6, 3), (3, 20, 6), (5, 60, 6), (2, 3, 1), (1, 1, 1)])
def test_as_many_windows_are_named_as_full_strata_but_six_at_most(stratum: int, windows: int, most: int) -> None:
    assert most_named(stratum, 6, windows) == most


def test_in_an_empty_hall_one_idle_window_is_drawn_and_calls_at_once() -> None:
    hall = Hall()
    hall.open(*SIX)
    for counter in SIX:
        hall.call(counter)
    ticket = hall.take()
    resolved = hall.said(DrawResolved)[0]
    assert (ticket.status, ticket.counter, resolved.reserves) == ("called", resolved.main, ())


def test_in_a_busy_hall_a_main_window_and_reserves_are_named() -> None:
    hall = Hall()
    hall.fill(*SIX)
    ticket = hall.take()
    request, result = hall.said(DrawRequested)[-1], hall.said(DrawResolved)[-1]
    assert (request.ticket, request.pool, request.stratum, request.most) == (ticket.id, "a1", 2, 3)
    assert ticket.named == (result.main, *result.reserves)
    assert len(set(ticket.named)) == 3


def test_a_ticket_stands_in_the_lines_of_all_its_windows_by_one_and_the_same_entry() -> None:
    hall = Hall()
    hall.fill(*SIX)
    ticket = hall.take()
    lines = [hall.state.lines[f"counter:{counter}"].normal for counter in ticket.named]
    first, *others = [entry for line in lines for entry in line if entry[1] == ticket.id]
    assert len(others) == 2
    assert all(entry is first for entry in others), "a hall full of people consists of entries"


def test_the_record_of_a_draw_is_enough_to_hold_it_again() -> None:
    hall = Hall()
    hall.fill(*SIX)
    for _ in range(10):
        hall.take()
    assert len(hall.said(DrawRequested)) == len(hall.said(DrawResolved)) > 15
    for request, result in zip(hall.said(DrawRequested), hall.said(DrawResolved), strict=True):
        u = mix("sha256", request.i, bytes.fromhex(result.x), [])
        named = choose("sha256", u, request.ticket, request.windows, request.stratum, request.most)
        assert (result.i, result.ticket, result.main, result.reserves) == (
            request.i,
            request.ticket,
            named.main,
            named.reserves,
        )
        assert result.lot == lots("sha256", u, result.ticket)(result.main, 0).hex()


def test_the_request_lists_every_able_window_with_its_load() -> None:
    hall = Hall()
    hall.open("1", "2", "3")
    hall.open("4", services=("b1",))
    hall.open("5", "6")
    hall.do(c.PauseCounter(counter="5"))
    hall.do(c.CloseCounter(counter="6"))
    first = hall.take()
    hall.call(first.named[0])
    second = hall.take()
    requested = [dict(request.windows) for request in hall.said(DrawRequested)]
    assert requested[0] == {"1": -1, "2": -1, "3": -1, "5": 0}
    assert requested[1] == requested[0] | {first.counter: 1}
    hall.take()
    loads = dict(hall.said(DrawRequested)[-1].windows)
    assert loads == {name: max(load, 0) + 1 if name in second.named else load for name, load in requested[1].items()}


def test_draws_are_numbered_from_one_without_a_gap() -> None:
    hall = Hall()
    hall.open("1", "2")
    for name in ("a1", "f1", "b1", "a2"):
        hall.take(name)
    assert [request.i for request in hall.said(DrawRequested)] == [1, 2, 3]
    hall.wait(24 * 3600)
    hall.open_day("2026-01-06")
    hall.take()
    assert hall.said(DrawRequested)[-1].i == 1


def test_a_common_line_holds_no_draw() -> None:
    hall = Hall()
    hall.open(*SIX)
    assert hall.take("f1").named == ()
    assert hall.said(DrawRequested) == []


def test_only_a_named_window_calls_and_the_first_that_is_free() -> None:
    hall = Hall()
    hall.fill(*SIX)
    hall.drain(*SIX)
    hall.fill(*SIX)
    ticket = hall.take()
    for counter in SIX:
        if counter not in ticket.named:
            hall.free(counter)
            while (there := hall.call(counter)) is not None:
                assert there is not ticket
                hall.free(counter)
    reserve = ticket.named[-1]
    hall.until_called(ticket, reserve)
    assert (ticket.status, ticket.counter) == ("called", reserve)


def test_a_ticket_keeps_its_windows_while_one_of_them_is_open() -> None:
    hall = Hall()
    hall.fill(*SIX)
    ticket = hall.take()
    named = ticket.named
    draws = len(hall.said(DrawRequested))
    for counter in named[:-1]:
        hall.serve(counter)
        hall.do(c.CloseCounter(counter=counter))
    assert (ticket.named, len(hall.said(DrawRequested))) == (named, draws)
    assert hall.until_called(ticket, named[-1]) == named[-1]


def test_with_all_its_windows_closed_a_ticket_is_drawn_again_among_others_and_keeps_its_place() -> None:
    hall = Hall()
    hall.fill(*SIX)
    ticket, later = hall.take(), hall.take()
    named, order = ticket.named, ticket.order
    for counter in named:
        hall.serve(counter)
        hall.do(c.CloseCounter(counter=counter))
    again = [request for request in hall.said(DrawRequested) if request.ticket == ticket.id]
    assert [request.reason for request in again] == ["issue", "windows-closed"]
    assert {window for window, _ in again[1].windows} == set(SIX) - set(named)
    assert not set(ticket.named) & set(named)
    assert ticket.order == order
    assert people_ahead(hall.state, "a1", later.order) - people_ahead(hall.state, "a1", ticket.order) == 1


def test_everybody_released_by_a_closing_window_is_drawn_at_once_and_the_record_says_why() -> None:
    hall = Hall()
    hall.open("1")
    hall.call("1")
    people = [hall.take() for _ in range(5)]
    hall.open("2", "3", "4")
    hall.serve("1")
    hall.do(c.CloseCounter(counter="1"))
    again = hall.said(DrawRequested)[-4:]
    assert [request.ticket for request in again] == [person.id for person in people[1:]]
    assert {request.reason for request in again} == {"windows-closed"}
    assert all(person.named for person in people[1:])


def test_earlier_windows_are_drawn_again_where_too_few_others_remain() -> None:
    hall = Hall()
    hall.open("1", "2")
    ticket = hall.take()
    closed = ticket.named[0]
    hall.open("3")
    hall.do(c.CloseCounter(counter=closed))
    request = hall.said(DrawRequested)[-1]
    assert {window for window, _ in request.windows} == {"1", "2", "3"} - {closed}


def test_a_pause_within_the_grace_moves_nobody_and_after_it_everybody() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.open("2", "3", "4")
    hall.do(c.PauseCounter(counter="1", reason="lunch"))
    hall.wait(hall.configuration.rules.grace_s - 1)
    assert hall.do(c.WithdrawCounter(counter="1")) == []
    assert ticket.named == ("1",)
    hall.wait(1)
    hall.do(c.WithdrawCounter(counter="1"))
    assert ticket.named
    assert "1" not in ticket.named
    assert hall.do(c.WithdrawCounter(counter="1")) == []
    assert hall.said(DrawRequested)[-1].reason == "windows-closed"


def test_a_window_back_within_the_grace_is_withdrawn_no_more() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.do(c.PauseCounter(counter="1"))
    hall.wait(10)
    hall.open("1")
    hall.wait(1000)
    assert hall.do(c.WithdrawCounter(counter="1")) == []
    assert hall.call("1") is ticket


def test_people_who_came_before_any_window_opened_are_drawn_as_windows_run_short() -> None:
    hall = Hall()
    people = [hall.take() for _ in range(40)]
    assert hall.said(DrawRequested) == []
    hall.open("1")
    assert hall.state.desks["1"].waiting < 5, "the first window to open must not get them all"
    hall.open("2", "3", "4", "5", "6")
    hall.drain(*SIX)
    firsts = [hall.state.visits[f"{person.id}#1"].counter for person in people]
    assert max(firsts.count(counter) for counter in SIX) < 20
    assert {request.reason for request in hall.said(DrawRequested)} == {"backlog"}


def test_newcomers_of_another_service_do_not_pass_those_who_waited_for_the_doors_to_open() -> None:
    hall = Hall()
    people = [hall.take("a1") for _ in range(20)]
    hall.open("1", "2")
    newcomers = [hall.take("b1") for _ in range(10)]
    called = hall.drain("1", "2")
    assert len(called) == len(people) + len(newcomers)
    assert "B" not in "".join(called[:15])


def test_a_priority_ticket_is_not_held_behind_everybody_who_waited_for_the_doors_to_open() -> None:
    hall = Hall()
    people = [hall.take() for _ in range(30)]
    hall.open("1", "2")
    elder = hall.take(kind="priority")
    hall.until_called(elder, "1", "2")
    assert sum(person.status == "finished" for person in people) <= 4


def test_a_second_ticket_of_the_same_person_keeps_the_windows_of_the_first() -> None:
    hall = Hall()
    hall.fill(*SIX)
    first = hall.take("a1", person="p1")
    named, draws = first.named, len(hall.said(DrawRequested))
    hall.do(c.Cancel(ticket=first.id))
    assert hall.take("a1", person="p1").named == named
    assert hall.take("a2", person="p1").named == named
    assert len(hall.said(DrawRequested)) == draws
    assert [inherited.main for inherited in hall.said(WindowsInherited)] == [named[0]] * 2
    hall.take("a1", person="p2")
    assert len(hall.said(DrawRequested)) == draws + 1


def test_inherited_windows_that_cannot_serve_are_left_out_and_come_back_when_they_can() -> None:
    hall = Hall()
    hall.fill(*SIX)
    first = hall.take(person="p1")
    main, *reserves = first.named
    hall.do(c.Cancel(ticket=first.id))
    hall.serve(main)
    hall.do(c.CloseCounter(counter=main))
    second = hall.take(person="p1")
    assert second.named == tuple(reserves)
    hall.do(c.Cancel(ticket=second.id))
    hall.open(main)
    assert set(hall.take(person="p1").named) == {main, *reserves}


def test_no_fresh_lot_by_way_of_another_service_with_other_windows() -> None:
    counters = (*(window(n, "a1") for n in (1, 2, 3, 4)), window(5, "b1"), window(6, "b1"))
    hall = Hall(config(counters=counters))
    hall.fill("1", "2", "3", "4")
    hall.fill("5", "6", service="b1")
    wanted = hall.take("a1", person="p1")
    named = wanted.named
    for _ in range(5):
        hall.do(c.Cancel(ticket=wanted.id))
        detour = hall.take("b1", person="p1")
        wanted = hall.take("a1", person="p1")
        assert wanted.named == named
        hall.do(c.Cancel(ticket=detour.id))


def test_the_new_day_draws_afresh_for_a_person() -> None:
    hall = Hall()
    hall.fill(*SIX)
    hall.do(c.Cancel(ticket=hall.take(person="p1").id))
    hall.wait(24 * 3600)
    hall.open_day("2026-01-06")
    draws = len(hall.said(DrawRequested))
    hall.take(person="p1")
    assert len(hall.said(DrawRequested)) == draws + 1


def test_a_window_reopened_for_fewer_services_calls_nobody_it_cannot_serve() -> None:
    hall = Hall()
    hall.fill(*SIX)
    ticket = hall.take("a1")
    main = ticket.named[0]
    hall.serve(main)
    hall.do(c.PauseCounter(counter=main))
    hall.open(main, services=("b1",))
    assert hall.call(main) is None
    taxes = hall.take("b1", person="p1")
    assert main not in ticket.named
    assert hall.until_called(ticket, *ticket.named) != main
    assert taxes.status in ("called", "waiting")


def test_a_strict_hall_draws_from_larger_strata() -> None:
    hall = Hall(config(rules=Rules(strict=True)))
    hall.fill(*SIX)
    hall.take()
    request = hall.said(DrawRequested)[-1]
    assert (request.stratum, request.most) == (3, 2)


def test_a_hall_with_one_window_names_that_window() -> None:
    hall = Hall(config(1))
    hall.fill("1")
    assert hall.take().named == ("1",)
    assert hall.said(DrawRequested)[-1].stratum == 1
