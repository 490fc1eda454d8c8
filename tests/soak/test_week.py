"""A short week (``make soak`` is the long one)."""

import asyncio
from pathlib import Path

import pytest

from tests.crash.faults import FAKETIME
from tests.soak.count import count
from tests.soak.week import Size, live


@pytest.mark.skipif(FAKETIME is None, reason="needs libfaketime")
@pytest.mark.timeout(200)
async def test_over_midnights_nothing_is_lost_and_the_backup_of_a_busy_hub_is_sound(tmp_path: Path) -> None:
    lived = await live(tmp_path, Size(tickets=210, days=3, windows=5, kiosks=2, displays=3))
    assert [sample.tickets for sample in lived.samples] == [70, 70, 70]
    first, *_, last = lived.samples
    assert last.files <= first.files + 2
    assert last.threads <= first.threads + 2
    outcome = await asyncio.to_thread(count, tmp_path, lived)
    assert (outcome.acknowledged, outcome.days_opened) == (210, 3)
    assert outcome.bad == 0, outcome
    assert all("replayed by the rules" in said for said in outcome.verified)
