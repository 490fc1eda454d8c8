"""A short storm (``make crash`` is the long one): every fault once, on one hall under load."""

from pathlib import Path

import pytest

from tests.crash.faults import FAULTS, Place, possible
from tests.crash.storm import storm
from tests.crash.tally import struck


@pytest.mark.timeout(400)
async def test_nothing_acknowledged_is_lost_done_twice_or_drawn_again(tmp_path: Path) -> None:
    (tmp_path / "try").mkdir()
    place = Place(tmp_path / "try", None)  # type: ignore[arg-type]
    missing = possible(place)
    place.remove()
    faults = [fault for fault in FAULTS if fault not in missing]
    (tmp_path / "hall").mkdir()
    tally = await storm(tmp_path / "hall", [*faults, "kill"], seed=len(faults))
    assert tally.wrong == []
    assert (tally.lost, tally.doubled, tally.redrawn, tally.same_number, tally.not_restarted) == (0, 0, 0, 0, 0)
    assert tally.acknowledged == tally.asked > len(faults)
    assert sum(tally.rounds.values()) == len(faults) + 1


@pytest.mark.timeout(400)
async def test_terminals_are_killed_and_nobody_loses_a_number_or_finds_another_paper(tmp_path: Path) -> None:
    tally = await struck(tmp_path, ["counter", "display", "away"], seed=4)
    assert tally.wrong == []
    assert (tally.lost, tally.doubled, tally.redrawn, tally.same_number, tally.papers_twice) == (0, 0, 0, 0, 0)
    assert min(tally.shown, tally.own, tally.acknowledged, tally.printed) > 0
    assert sum(tally.rounds.values()) == 3
