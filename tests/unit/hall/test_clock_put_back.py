"""The machine's clock was an hour ahead and is put right while the hall works: nobody waits for that hour again."""

from shared.hall import commands as c
from shared.hall.events import CounterWithdrawn, RoundOpened
from tests.hall import Hall
from tests.unit.hall.test_rounds import SIX, drawn_at_call

AN_HOUR = 3600


def test_whoever_was_called_can_be_called_again_and_given_up() -> None:
    hall = Hall()
    hall.open("1")
    ticket = hall.take()
    hall.call("1")
    hall.wait(-AN_HOUR)
    hall.do(c.Recall(counter="1"))
    assert hall.refuses(c.Recall(counter="1")) == "recall-too-soon {'seconds': 15}", "from then on as ever"
    assert hall.refuses(c.NoShow(counter="1")) == "no-show-too-soon {'seconds': 0, 'calls': 1}", "three calls, as ever"
    hall.wait(15)
    hall.do(c.Recall(counter="1"))
    hall.do(c.NoShow(counter="1"))
    assert ticket.status == "missed"


def test_a_paused_window_lets_its_people_go() -> None:
    hall = Hall()
    hall.open("1")
    hall.do(c.PauseCounter(counter="1"))
    hall.wait(299)
    assert hall.do(c.WithdrawCounter(counter="1")) == []
    hall.wait(-AN_HOUR)
    hall.do(c.WithdrawCounter(counter="1"))
    assert hall.said(CounterWithdrawn)[0].counter == "1"


def test_who_waits_for_a_round_is_drawn_with_the_next_thing_that_happens() -> None:
    hall = Hall(drawn_at_call("a", "b"))
    hall.open(*SIX)
    hall.call("1")
    ticket = hall.take()
    hall.wait(-AN_HOUR)
    assert hall.tick() == [], "nothing was recorded since"
    hall.call("2")
    assert (ticket.status, hall.said(RoundOpened)[-1].reason) == ("called", "waited")


def test_a_small_step_back_only_makes_the_wait_longer() -> None:
    hall = Hall()
    hall.open("1")
    hall.take()
    hall.call("1")
    hall.wait(-10)
    assert hall.refuses(c.Recall(counter="1")) == "recall-too-soon {'seconds': 25}"
