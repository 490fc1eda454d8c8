"""The long run over the lot's evenness, in short."""

from shared.replay.evenness import evenness
from tests.bench.lots import WINDOWS, lots, trays


def test_three_thousand_draws_are_unremarkable() -> None:
    found = lots(3000)
    assert (found.dof, [len(pool.windows) for pool in found.pools]) == (WINDOWS - 1, [WINDOWS])
    assert found.p > 0.001


def test_a_window_that_wins_every_tenth_tray_it_lost_is_found() -> None:
    bent = ((tray, "7" if "7" in tray and n % 10 == 0 else named) for n, (tray, named) in enumerate(trays(3000)))
    assert evenness(bent).p < 0.001
