"""Counters opening, pausing, withdrawing, closing."""

import pytest

from shared.hall import commands as c
from shared.hall.events import CounterOpened, CounterPaused
from tests.hall import Hall, config, window


def test_a_counter_opens_for_all_it_may_take_or_for_less() -> None:
    hall = Hall(config(counters=(window(1, "a1", "b1"), window(2, "a1", "b1", "f1"))))
    hall.open("1")
    hall.open("2", services=("f1", "b1", "f1"))
    assert [event.services for event in hall.said(CounterOpened)] == [("a1", "b1"), ("b1", "f1")]
    assert [hall.state.able_counters(service) for service in ("a1", "b1", "f1", "a2")] == [["1"], ["1", "2"], ["2"], []]


def test_a_counter_opens_for_nothing_it_may_not_take() -> None:
    hall = Hall(config(counters=(window(1, "a1"),)))
    for service in ("b1", "z9"):
        refusal = hall.refuses(c.OpenCounter(counter="1", clerk="0801", services=("a1", service)))
        assert refusal == f"not-able {{'service': '{service}'}}"


def test_an_open_counter_is_its_clerks() -> None:
    hall = Hall()
    hall.open("1")
    assert hall.refuses(c.OpenCounter(counter="1", clerk="0801")) == "counter-already-open {'counter': '1'}"
    assert hall.refuses(c.OpenCounter(counter="1", clerk="0899")) == "counter-taken {'counter': '1'}"
    hall.do(c.CloseCounter(counter="1"))
    hall.do(c.OpenCounter(counter="1", clerk="0899"))
    assert hall.state.desks["1"].clerk == "0899"


VERBS = (c.CallNext, c.Recall, c.Serve, c.Finish, c.NoShow, c.Park, c.PauseCounter)


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_happens_at_a_closed_or_paused_or_unknown_counter(verb: type[c.Command]) -> None:
    hall = Hall()
    assert hall.refuses(verb(counter="1")) == "counter-closed {'counter': '1'}"  # type: ignore[call-arg]
    hall.open("1")
    hall.do(c.PauseCounter(counter="1"))
    assert hall.refuses(verb(counter="1")) == "counter-paused {'counter': '1'}"  # type: ignore[call-arg]
    assert hall.refuses(verb(counter="77")) == "unknown-counter {'counter': '77'}"  # type: ignore[call-arg]


@pytest.mark.parametrize("verb", [c.PauseCounter, c.CloseCounter])
def test_a_counter_with_somebody_called_or_served_stays(verb: type[c.Command]) -> None:
    hall = Hall()
    hall.fill("1")
    assert hall.refuses(verb(counter="1")) == "counter-busy {'number': 'A001'}"  # type: ignore[call-arg]
    hall.do(c.Serve(counter="1"))
    assert hall.refuses(verb(counter="1")) == "counter-busy {'number': 'A001'}"  # type: ignore[call-arg]
    hall.do(c.Finish(counter="1"))
    assert len(hall.do(verb(counter="1"))) == 1  # type: ignore[call-arg]


def test_a_closed_counter_cannot_close_again_and_a_paused_one_can() -> None:
    hall = Hall()
    assert hall.refuses(c.CloseCounter(counter="1")) == "counter-closed {'counter': '1'}"
    hall.open("1")
    hall.do(c.PauseCounter(counter="1", reason="lunch"))
    assert hall.said(CounterPaused)[0].reason == "lunch"
    hall.do(c.CloseCounter(counter="1"))
    assert hall.state.desks["1"].status == "closed"


def test_two_clerks_at_two_counters_never_get_the_same_person() -> None:
    hall = Hall()
    hall.open("1", "2", "3")
    for name in ("a1", "f1", "b1") * 20:
        hall.take(name)
    called = hall.drain("1", "2", "3")
    assert len(called) == len(set(called)) == 60


def test_a_paused_window_gets_the_call_of_nobody_but_keeps_those_who_name_it() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.do(c.PauseCounter(counter="1"))
    later = hall.take()
    assert (ticket.named, later.named) == (("1",), ("1",)), "a pause within the grace counts as open"
    hall.open("1")
    assert hall.drain("1") == [ticket.number, later.number]


def test_after_the_grace_a_newcomer_waits_for_a_window_that_is_open() -> None:
    hall = Hall()
    hall.open("1")
    hall.do(c.PauseCounter(counter="1"))
    hall.wait(300)
    hall.do(c.WithdrawCounter(counter="1"))
    ticket = hall.take()
    assert ticket.named == ()
    hall.open("1")
    assert hall.call("1") is ticket
