"""The lots of rounds (policy call) with somebody who owns the hub: each change is named where it was made."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from shared.hall import commands as c
from shared.hall import events as e
from shared.hall.config import HallConfig
from tests.hall import config
from tests.integration.cheat import Cheat
from tests.integration.verify_edits import first_problem
from tests.unit.verify.recorded import records, renumbered, seq_of

ALL = ("1", "2", "3", "4", "5", "6")
ROUND = "a round is over exactly the first batch and the windows free for it"


def called() -> HallConfig:
    groups = tuple(msgspec.structs.replace(group, policy="call") for group in config().groups)
    return config(groups=groups)


@pytest.fixture
def hall() -> Cheat:
    """Six busy windows and five people in one batch."""
    there = Cheat(called())
    there.open(*ALL)
    for counter in ALL:
        there.call(counter)
    while any(there.at(counter) is None for counter in ALL):
        there.take()
        there.wait(130)
        there.tick()
    for _ in range(5):
        there.take()
    assert there.verify().sound
    return there


def free(hall: Cheat, counter: str) -> c.CallNext:
    """The clerk is done there and about to press."""
    hall.free(counter)
    return c.CallNext(counter=counter)


def without(event: Any, **left_out: str) -> Any:
    """A request or an opening without a ticket or a window."""
    ticket, window = left_out.get("ticket"), left_out.get("window")
    if isinstance(event, e.PairsDrawRequested):
        return msgspec.structs.replace(event, pairs=tuple(p for p in event.pairs if p[0] != ticket and p[1] != window))
    return msgspec.structs.replace(event, tickets=tuple(t for t in event.tickets if t != ticket))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: without(r, ticket=r.pairs[0][0]), id="one ticket left out"),
        pytest.param(lambda r: msgspec.structs.replace(r, pairs=r.pairs[:1]), id="one pair left"),
        pytest.param(lambda r: msgspec.structs.replace(r, pairs=r.pairs[::-1]), id="another order"),
        pytest.param(lambda r: msgspec.structs.replace(r, pairs=(*r.pairs, (r.pairs[0][0], "2"))), id="a window added"),
        pytest.param(lambda r: msgspec.structs.replace(r, witnesses=("nobody",)), id="a witness who was not there"),
        pytest.param(lambda r: msgspec.structs.replace(r, pool="b"), id="another pool"),
    ],
)
def test_a_narrowed_or_bent_set_of_pairs(hall: Cheat, change: Callable[[e.PairsDrawRequested], e.AnyEvent]) -> None:
    press = free(hall, "3")
    seq = hall.cheat(press, lambda event: change(event) if isinstance(event, e.PairsDrawRequested) else event)
    problem = hall.verify().problems[0]
    assert (problem.seq, problem.rule) == (seq, ROUND)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: without(r, ticket=r.tickets[-1]), id="the last of the batch left out"),
        pytest.param(lambda r: msgspec.structs.replace(r, tickets=r.tickets[:1]), id="only the first"),
        pytest.param(lambda r: msgspec.structs.replace(r, reason="waited"), id="another reason"),
    ],
)
def test_a_round_over_others_than_the_first_batch(hall: Cheat, change: Callable[[e.RoundOpened], e.AnyEvent]) -> None:
    press = free(hall, "3")
    seq = hall.cheat(press, lambda event: change(event) if isinstance(event, e.RoundOpened) else event)
    problem = hall.verify().problems[0]
    assert (problem.seq, problem.rule) == (seq, ROUND)


def test_another_citizen_than_the_lot_says(hall: Cheat) -> None:
    friend = hall.take().id
    press = free(hall, "3")

    def to_friend(event: e.AnyEvent) -> e.AnyEvent:
        return msgspec.structs.replace(event, ticket=friend) if isinstance(event, e.DrawResolved) else event

    seq = hall.cheat(press, to_friend)
    assert seq, "the lot had not chosen the friend by itself"
    problem = hall.verify().problems[0]
    assert (problem.seq, problem.rule) == (seq, f"the smallest lot of draw {hall.state.draws} wins")


@pytest.mark.parametrize("kept", range(4))
def test_a_round_that_is_not_held_to_its_end(hall: Cheat, kept: int) -> None:
    """Its records from one on are left out, and the hall goes on with a new ticket as if nothing had been due."""
    start = len(hall.bodies)
    hall.do(free(hall, "3"))
    opened = seq_of(hall.bodies[start:], "round-opened")
    hall.take()
    cut = opened + kept
    left = [record for record in records(hall.bodies) if record["seq"] < cut or record["type"] == "ticket-issued"]
    problem = first_problem(renumbered(left))
    assert problem is not None and problem.startswith(f"record {cut}: ")
    assert ("was withheld" if kept == 2 else "what is due comes before anything else") in problem


def test_a_hub_that_lets_people_wait_beyond_the_time_of_a_round_is_named() -> None:
    """Of three windows one is busy: a second citizen is fewer than a lot wants, so hers is due after two minutes."""
    hall = Cheat(called())
    hall.open("1", "2", "3")
    for counter in ("1", "2", "3"):
        hall.call(counter)
    hall.take()
    waits = hall.take()
    assert (waits.status, len(hall.state.ready)) == ("waiting", 2)
    hall.wait(600)
    hall.only(c.IssueTicket(service="b1"))
    assert hall.verify().sound, "at this moment it may still come"
    hall.only(c.IssueTicket(service="b1"))
    problem = hall.verify().problems[0]
    assert (problem.seq, problem.rule) == (len(hall.bodies), "what is due comes before anything else")
    assert problem.expected.startswith("round-opened")
