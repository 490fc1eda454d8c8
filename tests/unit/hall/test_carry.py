"""What a day hands to the next: everything that matters, in a record, and nothing that only seemed to."""

import msgspec
import pytest

from shared.hall.carry import carried, taken_over
from shared.hall.config import Hours
from shared.hall.events import StateCarried
from shared.hall.evolve import evolve
from shared.hall.state import Lent, State
from shared.journal.record import canonical
from tests.hall import DAY, Hall, config


def around_the_clock() -> Hall:
    """People wait, stand at a desk and are parked as a new day begins."""
    hall = Hall(config(3))
    hall.fill("1", "2", "3")
    hall.free("3")
    hall.call("3")
    for service in ("a1", "f1", "b1"):
        hall.take(service, person=f"p-{service}")
    hall.wait(24 * 3600)
    return hall


def bare(hall: Hall) -> State:
    """What somebody knows who has only the day's own records."""
    state = State()
    start = max(n for n, event in enumerate(hall.events) if isinstance(event, StateCarried)) - 1
    for event, at_ms in zip(hall.events[start:], hall.times[start:], strict=True):
        evolve(state, event, at_ms)
    return state


def test_the_days_own_records_tell_the_whole_hall() -> None:
    hall = around_the_clock()
    hall.next_day()
    assert len(hall.state.tickets) >= 6
    hall.drain("1", "2", "3")
    assert bare(hall) == hall.state


def test_the_order_of_everything_is_kept() -> None:
    hall = around_the_clock()
    hall.next_day()
    alone = bare(hall)
    for name in ("tickets", "desks", "queues", "learned", "ready"):
        assert list(getattr(alone, name)) == list(getattr(hall.state, name)), name


def test_it_is_a_record_like_any_other_and_exact() -> None:
    hall = around_the_clock()
    hall.drain("1", "2")
    hall.next_day()
    told = hall.said(StateCarried)[-1]
    again = msgspec.json.decode(canonical(msgspec.to_builtins(told)), type=StateCarried)
    state = State()
    evolve(state, hall.events[0], 0)
    taken_over(state, again)
    assert state.learned == hall.state.learned
    assert state.errors == hall.state.errors != []
    assert again == told


def test_nothing_is_carried_where_nothing_is_left() -> None:
    hall = Hall(config(hours=Hours(8 * 60, 17 * 60)))
    hall.take()
    hall.next_day()
    assert set(carried(hall.state).state) <= {"desks", "queues", "learned", "errors", "quantiles", "lines", "lent"}
    assert hall.state.lent == {DAY: Lent([], [])}


def test_what_is_no_part_of_a_hall_is_not_taken_over() -> None:
    hall = Hall()
    event = StateCarried(config=hall.configuration, state={"friends": []})
    with pytest.raises(ValueError, match="friends"):
        taken_over(State(), event)
