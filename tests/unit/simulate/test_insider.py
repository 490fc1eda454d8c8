"""Somebody who wants to meet a clerk does: always in a common line, mostly in rounds, with 1/s by lot at issue."""

import pytest

from shared.hall.config import Policy, Rules
from shared.replay.hall import comprehensive
from shared.simulate.insider import Insiders, Strategy, strategies
from shared.simulate.poisson import poisson_day

ALONE = Strategy("alone", 1.0, rush=True)


def met(policy: Policy, strategy: Strategy, windows: int = 6, tickets: int = 3000, **rules: int) -> tuple[float, int]:
    day = poisson_day(windows, 0.85, tickets, 5)
    insiders = Insiders(day, comprehensive(day, windows), policy, Rules(**rules), 5, strategy)
    insiders.run()
    assert insiders.tally.figures().tickets == tickets + insiders.tries
    return insiders.met / insiders.tries, insiders.tries


def test_in_a_common_line_a_clerk_who_holds_and_times_meets_whom_she_wants() -> None:
    share, tries = met("fifo", ALONE)
    assert tries > 100
    assert share == 1.0


def test_honest_clerks_meet_a_given_citizen_as_often_as_there_are_windows() -> None:
    share, tries = met("fifo", Strategy("any", 0.0, rush=False), tickets=6000)
    assert share == pytest.approx(1 / 6, abs=4 * (5 / 36 / tries) ** 0.5)


@pytest.mark.parametrize(("windows", "stratum"), [(6, 0), (6, 3), (12, 0)])
def test_by_lot_at_issue_no_strategy_beats_one_in_s(windows: int, stratum: int) -> None:
    bound = 1 / (stratum or (2 if windows <= 8 else 3))
    for strategy in strategies("issue"):
        share, tries = met("issue", strategy, windows, 400 * windows, stratum=stratum)
        assert share <= bound + 4 * (bound * (1 - bound) / tries) ** 0.5, strategy


def test_the_best_strategy_comes_near_the_bound_so_that_a_broken_lot_would_be_seen() -> None:
    share, _ = met("issue", Strategy("alone", 0.0, rush=True), tickets=6000)
    assert share > 0.4
    share, _ = met("issue", Strategy("alone", 0.0, rush=True), tickets=6000, stratum=1)
    assert share > 0.9, "trays of one leave nothing to the lot"


def test_rounds_do_not_bound_what_a_clerk_who_rushes_through_a_batch_gets() -> None:
    share, _ = met("call", Strategy("alone", 0.0, rush=True))
    assert 0.5 < share < 0.9
