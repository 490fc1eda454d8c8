"""What a newcomer is told, and how the hall learns from what it told."""

from itertools import pairwise
from math import sqrt

import pytest

from shared.hall import commands as c
from shared.hall.estimate import FIRST_CV, estimate, first_guess, learn, observe
from shared.hall.events import TicketIssued
from shared.hall.state import State
from tests.hall import SERVICES, Hall, config, service, window

EIGHT_MINUTES = 8 * 60


def test_an_idle_window_and_nobody_waiting_is_no_wait() -> None:
    hall = Hall()
    hall.open("1")
    told = estimate(hall.state, "a1")
    assert (told.wait_s, told.low_s, told.high_s) == (0, 0, 0)


def test_everybody_ahead_adds_a_service_time_shared_by_the_open_windows() -> None:
    hall = Hall()
    hall.fill("1", "2")
    for _ in range(3):
        hall.take()
    told = [estimate(hall.state, "a1")]
    for _ in range(5):
        hall.take()
        told.append(estimate(hall.state, "a1"))
    steps = [after.wait_s - before.wait_s for before, after in pairwise(told)]
    assert steps == pytest.approx([EIGHT_MINUTES / 2] * 5, abs=1)
    assert all(one.low_s < one.wait_s < one.high_s for one in told)


def test_more_windows_make_the_wait_shorter_at_once() -> None:
    hall = Hall()
    hall.fill("1")
    for _ in range(5):
        hall.take()
    one = estimate(hall.state, "a1").wait_s
    hall.fill("2", "3")
    assert estimate(hall.state, "a1").wait_s < one * 0.7


def test_only_the_share_of_other_services_work_that_falls_on_our_windows_counts() -> None:
    hall = Hall(config(counters=(window(1, "a1", "b1"), window(2, "b1"), window(3, "f1"))))
    hall.fill("1")
    hall.fill("2", service="b1")
    hall.fill("3", service="f1")
    base = estimate(hall.state, "a1").wait_s
    hall.take("f1")
    assert estimate(hall.state, "a1").wait_s == base
    hall.take("b1")
    assert estimate(hall.state, "a1").wait_s == pytest.approx(base + hall.state.learned["b1"].mean_s / 2, abs=1)


def test_with_no_window_open_the_wait_is_told_as_if_one_were() -> None:
    hall = Hall()
    hall.take()
    one = estimate(hall.state, "a1").wait_s
    hall.take()
    assert one > EIGHT_MINUTES
    assert estimate(hall.state, "a1").wait_s - one == EIGHT_MINUTES


def test_the_ticket_carries_the_estimate_of_its_moment() -> None:
    hall = Hall()
    hall.fill("1")
    told = estimate(hall.state, "a1")
    hall.take()
    issued = hall.said(TicketIssued)[-1]
    assert (issued.estimate_s, issued.spread_s, issued.low_s, issued.high_s) == (
        told.wait_s,
        told.spread_s,
        told.low_s,
        told.high_s,
    )


def test_before_anything_is_learned_the_usual_minutes_of_the_service_hold() -> None:
    hall = Hall(config(services=(service("a1", "a", minutes=20), *SERVICES[1:])))
    learned = hall.state.learned["a1"]
    assert (learned.mean_s, sqrt(learned.variance)) == (1200, 1200 * FIRST_CV)


def test_service_times_are_learned() -> None:
    learned = first_guess(8)
    for n in range(600):
        learn(learned, 200 if n % 2 else 100)
    assert learned.mean_s == pytest.approx(150, abs=5)
    assert sqrt(learned.variance) == pytest.approx(50, abs=5)


def test_one_odd_service_moves_the_mean_little() -> None:
    learned = first_guess(8)
    for _ in range(100):
        learn(learned, 480)
    learn(learned, 3600)
    assert 480 < learned.mean_s < 550


def test_finished_services_teach_the_hall() -> None:
    hall = Hall()
    hall.open("1")
    for _ in range(80):
        hall.take()
        hall.call("1")
        hall.serve("1", seconds=120)
    assert hall.state.learned["a1"].mean_s == pytest.approx(120, abs=20)
    assert hall.state.learned["b1"].mean_s == EIGHT_MINUTES


def test_the_ranges_ends_follow_the_errors_and_cover_five_in_six() -> None:
    state = State()
    for n in range(400):
        observe(state, 600, 100, 600 + (n * 37 % 101 - 30) * 10)
    low, high = state.quantiles
    assert len(state.errors) == 300
    covered = sum(low <= error <= high for error in state.errors) / 300
    assert covered == pytest.approx(5 / 6, abs=0.02)


def test_the_error_of_an_estimate_is_taken_at_the_first_call_only() -> None:
    hall = Hall()
    hall.fill("1")
    ticket = hall.take()
    hall.until_called(ticket, "1")
    errors = len(hall.state.errors)
    hall.give_up("1")
    hall.do(c.Requeue(ticket=ticket.id))
    hall.until_called(ticket, "1")
    assert errors == 1
    assert len(hall.state.errors) == 1
