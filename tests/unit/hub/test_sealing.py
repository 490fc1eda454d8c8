"""The evening before: tomorrow is committed to while nobody can know who will come."""

from functools import partial
from pathlib import Path

import pytest

from shared.clock import ManualClock
from shared.hall.draw.links import Links
from shared.hall.sealing import SPARE
from shared.hub.seals import seal_tomorrow
from shared.journal.record import Record
from tests.hall import EIGHT
from tests.unit.hub.office import Office, crashed, office
from tests.unit.verify.recorded import forged, seq_of, verify

HOUR_S = 3600
TUESDAY = "2026-01-06"


@pytest.fixture(autouse=True)
def _few_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.hub.seeds.Links", partial(Links, n=64))


async def evening(there: Office) -> list[Record]:
    """Nine at night; what was sealed."""
    there.clock.advance(13 * HOUR_S)
    await seal_tomorrow(there.service)
    await seal_tomorrow(there.service)
    return [record for record in there.records() if record.type == "day-sealed"]


async def next_morning(there: Office) -> Record:
    """The day's opening record, with a ticket behind it."""
    there.clock.advance(11 * HOUR_S)
    await there.issue("first", source="K1")
    return [record for record in there.records() if record.type == "day-opened"][-1]


async def test_tomorrow_is_sealed_in_the_evening_shown_and_opened_with(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        await seal_tomorrow(there.service)
        assert "day-sealed" not in there.types(), "not before the evening"
        sealed = await evening(there)
        assert [(each.data["day"], each.data["epoch"]) for each in sealed] == [(TUESDAY, 1), (TUESDAY, SPARE)]
        row = there.board.rows["hall", "hall"]
        assert len(row.tomorrow) == 9  # type: ignore[union-attr]
        tomorrow = row.tomorrow  # type: ignore[union-attr]
        opened = await next_morning(there)
        row = there.board.rows["hall", "hall"]
        assert (row.seal, row.tomorrow) == (tomorrow, "")  # type: ignore[union-attr]
        assert opened.data["commitment"] == sealed[0].data["commitment"]
        assert (opened.data["sealed_ms"], opened.data["reason"]) == (sealed[0].at_ms, "")
        lines = there.disk.store.bodies
    report = verify(lines)
    assert report.sound, report.problems
    assert [epoch.sealed_ms > 0 for epoch in report.audit.epochs] == [False, True]
    assert verify(lines[seq_of(lines, "day-opened", 2) - 1 :]).sound


async def test_a_hub_that_was_off_in_the_evening_seals_as_it_opens_and_says_so(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        there.clock.advance(24 * HOUR_S)
        opened = await next_morning(there)
        assert (opened.data["epoch"], opened.data["sealed_ms"]) == (1, 0)


async def test_where_the_sealed_seed_is_lost_the_spare_epoch_opens_and_says_so(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        sealed = await evening(there)
        (tmp_path / f"seed-{TUESDAY}-1").unlink()
        opened = await next_morning(there)
        assert (opened.data["epoch"], opened.data["reason"]) == (SPARE, "lost")
        assert opened.data["commitment"] == sealed[1].data["commitment"]
        assert there.board.rows["hall", "hall"].reopened == "lost"  # type: ignore[union-attr]
        assert verify(there.disk.store.bodies).sound


async def test_a_seed_lost_in_the_middle_of_the_day_opens_the_spare_epoch_too(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        sealed = await evening(there)
        await next_morning(there)
        store = there.disk.store
    (tmp_path / f"seed-{TUESDAY}-1").unlink()
    async with office(tmp_path, crashed(store), ManualClock(EIGHT + 25 * HOUR_S * 1000)) as again:
        await again.issue("second", source="K1")
        opened = [record for record in again.records() if record.type == "day-opened"][-1]
        assert (opened.data["epoch"], opened.data["reason"]) == (SPARE, "lost")
        assert opened.data["commitment"] == sealed[1].data["commitment"]
        assert verify(again.disk.store.bodies).sound


async def test_with_every_seed_lost_the_day_still_opens_and_says_so(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        await evening(there)
        for seed in (tmp_path / f"seed-{TUESDAY}-{epoch}" for epoch in (1, SPARE)):
            seed.unlink()
        opened = await next_morning(there)
        assert (opened.data["epoch"], opened.data["reason"], opened.data["sealed_ms"]) == (SPARE + 1, "lost", 0)
        assert verify(there.disk.store.bodies).sound


async def test_another_seal_than_the_one_shown_in_the_evening_is_named(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        await evening(there)
        await next_morning(there)
        lines = there.disk.store.bodies
    seq = seq_of(lines, "day-opened", 2)
    for change, why in (
        ({"commitment": "ab" * 32}, "not-as-sealed"),
        ({"epoch": 2}, "not-as-sealed"),
        ({"sealed_ms": 0}, "sealed_ms"),
        ({"hub_anchor": "ab" * 32}, "hub_anchor"),
    ):
        problem = verify(forged(lines, seq, lambda record, change=change: record["data"].update(change))).problems[0]
        assert problem.seq == seq
        assert why in problem.expected
