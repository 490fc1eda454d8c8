"""Virtual halls behave as queueing theory, the rules and the recorded day say."""

from pathlib import Path

import pytest

from shared.hall.config import Policy, Rules
from shared.replay.day import Arrival, Day, Service, read_day, service_ms
from shared.replay.hall import comprehensive, polled
from shared.simulate.people import People
from shared.simulate.poisson import MEAN_S, poisson_day
from shared.simulate.tally import Figures
from tests.unit.replay.days import EIGHT_MS, write_day

POLICIES: tuple[Policy, ...] = ("issue", "call", "fifo")


def played(windows: int, load: float, policy: Policy, tickets: int = 3000, seed: int = 1, **rules: int) -> Figures:
    day = poisson_day(windows, load, tickets, seed)
    people = People(day, comprehensive(day, windows), policy, Rules(**rules), seed)
    people.run()
    return people.tally.figures()


def small(*at_s: float, mean_s: float = 100.0) -> Day:
    """People for one service, seconds after eight."""
    service = Service("s", "A", "service", mean_s, 2)
    return Day(
        "2020-01-13", (service,), tuple(Arrival(n, EIGHT_MS + round(1000 * s), "s") for n, s in enumerate(at_s, 1)), ()
    )


def test_people_come_as_often_as_the_load_says_and_take_as_long() -> None:
    day = poisson_day(20, 0.85, 20_000, 1)
    span_s = (day.arrivals[-1].at_ms - day.arrivals[0].at_ms) / 1000
    assert 20_000 * MEAN_S / (20 * span_s) == pytest.approx(0.85, rel=0.02)
    took = [service_ms(1, arrival, MEAN_S) / 1000 for arrival in day.arrivals]
    assert sum(took) / len(took) == pytest.approx(MEAN_S, rel=0.02)


def test_one_window_and_one_line_wait_as_pollaczek_and_khinchine_say() -> None:
    """ρ ÷ (1 − ρ) × the mean × (1 + cv²) ÷ 2: 480 s at load .5. The formula is exact and the runs are long."""
    means = [played(1, 0.5, "fifo", tickets=20_000, seed=seed).mean_s for seed in (1, 2)]
    assert sum(means) / 2 == pytest.approx(480, rel=0.08)


@pytest.mark.parametrize("policy", POLICIES)
def test_everybody_is_served_and_nobody_is_drawn_again(policy: Policy) -> None:
    figures = played(6, 0.85, policy)
    assert (figures.tickets, figures.redrawn) == (3000, 0)


def test_the_common_line_overtakes_nobody_and_leaves_no_window_idle() -> None:
    figures = played(6, 0.95, "fifo")
    assert (figures.overtaken_max, figures.overtaken_mean, figures.idle) == (0, 0, 0)


@pytest.mark.parametrize("batch", [2, 5])
def test_in_rounds_nobody_is_overtaken_by_more_than_the_rest_of_a_batch(batch: int) -> None:
    assert played(6, 0.95, "call", batch=batch).overtaken_max == batch - 1


def test_a_lot_costs_waiting_and_more_named_windows_cost_less() -> None:
    line, one, six = (
        played(12, 0.85, policy, named=n).mean_s for policy, n in (("fifo", 1), ("issue", 1), ("issue", 6))
    )
    assert line < six < one


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    assert played(6, 0.85, "issue") == played(6, 0.85, "issue") != played(6, 0.85, "issue", seed=2)


def test_waits_overtaking_and_idle_windows_of_a_morning_counted_by_hand() -> None:
    """One window, no lot: three people within a minute. The first waits for nobody, the others for those before."""
    day = small(0, 10, 20)
    took = [service_ms(1, arrival, 100.0) / 1000 for arrival in day.arrivals]
    people = People(day, comprehensive(day, 1), "fifo", Rules(), 1)
    people.run()
    waits = [0, took[0] - 10, took[0] + took[1] - 20]
    assert people.tally.figures().mean_s == pytest.approx(sum(waits) / 3, abs=0.01)
    assert people.tally.figures().p95_s == pytest.approx(waits[2], abs=0.01)


def test_a_window_that_a_named_ticket_does_not_want_is_idle_while_she_waits() -> None:
    """Two windows, trays of two: each ticket names one of them. Some wait although the other window is idle."""
    figures = played(2, 0.5, "issue")
    assert figures.idle > 0.05
    assert figures.overtaken_max > 0


def test_what_tickets_and_pages_tell_holds_for_four_of_five() -> None:
    day = poisson_day(6, 0.9, 4000, 1)
    people = People(day, comprehensive(day, 6), "fifo", Rules(), 1)
    people.watch_pages()
    people.run()
    figures = people.tally.figures(400)
    assert (figures.on_tickets.told, figures.tickets) == (3600, 3600)
    assert figures.on_pages.told > 500
    for guessed in (figures.on_tickets, figures.on_pages):
        assert 0.7 < guessed.inside < 0.9
        assert abs(guessed.bias_s) < guessed.mae_s < figures.mean_s
    unwatched = played(6, 0.9, "fifo", tickets=4000)
    assert people.tally.figures().mean_s == unwatched.mean_s, "looking changes nothing"


@pytest.mark.parametrize("policy", POLICIES)
def test_staffed_as_polled_windows_close_and_open_and_everybody_is_served(tmp_path: Path, policy: Policy) -> None:
    day = read_day(write_day(tmp_path))
    people = People(day, polled(day), policy, Rules(), 1)
    people.run()
    assert people.tally.figures().tickets == 60
    assert {desk.id for desk in people.state.desks.values() if desk.status == "closed"} == {"2"}
