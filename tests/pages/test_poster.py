"""What a technician prints and hangs in the hall."""

from pathlib import Path

import aiohttp
import cv2
import numpy as np

from tests.pages.browser import Chromium, phone
from tests.pages.halls import SPECIAL, hall

PAPER = {"width": 1200, "height": 1700, "deviceScaleFactor": 1, "mobile": False}


async def test_a_sheet_in_each_language_says_what_this_hall_does(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, windows=1) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/poster")
        await hers.reads("窗口由抽签决定")
        await hers.reads("第一组最短的是您的窗口，其余各组的是候补。")
        await hers.reads("of the others a reserve")
        await hers.reads("Your counter is drawn by lot")
        await hers.reads("F 类事项先到先办，不抽签")
        for promise in ("谁也不能暗中安排", "当天公开", "Nobody can arrange it in secret", "published that day"):
            await hers.reads(promise)  # staff may name a counter, and everybody reads why
        await hers.reads(
            f"{place.house.hub.board.public_url.partition('//')[2]}/draw"
        )  # where anybody gets a day and checks it
        assert "{" not in await hers.js("document.body.innerText")
        seen = cv2.imdecode(np.frombuffer(await hers.picture(), np.uint8), cv2.IMREAD_GRAYSCALE)
        found, codes, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(seen)
        assert found
        assert set(codes) == {f"{place.house.hub.board.public_url}/status"}
        assert hers.errors == []


async def test_nothing_on_a_sheet_runs_out_of_it(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, windows=1) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/poster")
        await hers.call("Emulation.setDeviceMetricsOverride", **PAPER)
        over = """Array.from(document.querySelectorAll("article, article *:not(svg *)")).filter(e => {
            const sheet = e.closest("article").getBoundingClientRect(), at = e.getBoundingClientRect();
            const wide = e.clientWidth && e.scrollWidth > e.clientWidth + 1;
            return wide || at.right > sheet.right + 1 || at.bottom > sheet.bottom + 1;
        }).map(e => e.outerHTML.slice(0, 80))"""
        assert await hers.js(over) == []


async def test_a_hall_without_lots_has_no_poster(tmp_path: Path) -> None:
    common = SPECIAL.replace('letter = "A"\n', 'letter = "A"\npolicy = "fifo"\n')
    async with hall(tmp_path, common, windows=1) as place, aiohttp.ClientSession() as session:
        assert (await session.get(f"{place.base}/poster")).status == 404
