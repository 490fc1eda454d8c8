"""A replayed day, in short: an auditor and every citizen have the published file and a paper, and nothing else."""

import asyncio
from pathlib import Path

import pytest

from shared.cli import main
from tests.pages.browser import Chromium, phone
from tests.pages.halls import hall
from tests.pages.whole_day import BY_VERIFY, check
from tests.unit.replay.days import write_day


@pytest.mark.timeout(120)
async def test_every_paper_of_a_day_is_held_against_its_published_file(chromium: Chromium, tmp_path: Path) -> None:
    out = tmp_path / "hall"
    assert await asyncio.to_thread(main, ["replay", str(write_day(tmp_path)), "--windows", "3", "--out", str(out)]) == 0
    found = await check(chromium, out)
    assert (found.papers, found.draws, found.verified) == (60, 60, BY_VERIFY)
    text = (out / "record.jsonl").read_text()
    (out / "record.jsonl").write_text(text.replace('"main":"1"', '"main":"2"', 1))
    with pytest.raises(AssertionError):
        await check(chromium, out)


async def test_the_page_that_checks_a_file_says_where_to_get_one(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, windows=1) as place, phone(chromium) as hers:
        mine = await place.take()
        await hers.open(f"{place.base}/draw")
        await hers.until("document.querySelector('#days a')")
        address = await hers.js("document.querySelector('#days a').getAttribute('href')")
        assert address == f"/record/{place.house.hub.service.state.day}.jsonl"
        async with place.house.http.get(address) as response:
            assert mine["ticket"] in await response.text()
        assert "条" in await hers.js("document.querySelector('#days a').innerText")
        await hers.open(f"{place.base}/draw#{mine['token']}")
        await hers.reads("这部手机刚刚重算了一遍，一致")
        assert not await hers.js("document.querySelectorAll('#days a').length"), "hers is at hand"
        assert not hers.errors
