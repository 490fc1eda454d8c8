"""The keypad page on a counter's tablet, rated on by a citizen's finger."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.integration.test_hub_tablet import link
from tests.pages.browser import Chromium, Phone, tablet
from tests.pages.halls import Hall, hall
from tests.pages.test_console import told

SMALLEST = (
    "[...document.querySelectorAll('button')].filter(it => it.offsetParent)"
    ".reduce((least, it) => Math.min(least, it.clientWidth, it.clientHeight), 999)"
)
CUT = (
    "[...document.querySelectorAll('main>section:not([hidden]) *, header *')].filter(it => it.offsetParent"
    " && (it.scrollWidth > it.clientWidth + 1 && it.clientWidth || it.getBoundingClientRect().right > innerWidth"
    " || it.getBoundingClientRect().bottom > innerHeight)).map(it => it.id || it.className || it.tagName)"
)


@asynccontextmanager
async def on_the_counter(chromium: Chromium, data: Path) -> AsyncIterator[tuple[Phone, Hall]]:
    """The tablet shows window 1's keypad; the clerk has nobody yet."""
    async with hall(data) as place:
        secret = await link(place.house, place.desks["1"])
        async with tablet(chromium) as page:
            await page.open(f"https://127.0.0.1:{place.house.hub.port}/keypad#{secret}")
            await page.reads("您好，欢迎光临")
            await page.until("document.getElementById('sign').textContent === '1'")
            yield page, place
            assert not page.errors, page.errors


async def served(place: Hall) -> str:
    """Somebody was served to the end at window 1; the number."""
    ticket = await place.take("income")
    await place.at("1", "call-next", "serve", "finish")
    return str(ticket["number"])


async def test_a_citizen_rates_with_one_touch(chromium: Chromium, tmp_path: Path) -> None:
    async with on_the_counter(chromium, tmp_path) as (page, place):
        number = await served(place)
        await page.reads(f"{number} 这次办得怎么样？")
        await page.tap("#faces button:nth-child(1)")
        await page.reads("谢谢您的评价")
        (rated,) = told(place, "service-evaluated")
        assert isinstance(rated["data"], dict)
        assert (rated["data"]["grade"], rated["data"]["source"]) == (5, "screen")


async def test_a_bad_grade_says_why_and_the_next_citizen_finds_nothing_of_it(
    chromium: Chromium, tmp_path: Path
) -> None:
    async with on_the_counter(chromium, tmp_path) as (page, place):
        await served(place)
        await page.tap("#faces button:nth-child(4)")
        await page.reads("您选了：不满意")
        assert await page.js("document.getElementById('send').disabled"), "a reason comes first"
        await page.tap("#reasons button:nth-child(5)")
        await page.tap("#send")
        await page.reads("谢谢您的评价")
        assert await page.js("document.querySelectorAll('#done circle').length") == 1, "no face grins at a bad grade"
        (rated,) = told(place, "service-evaluated")
        assert isinstance(rated["data"], dict)
        assert (rated["data"]["grade"], rated["data"]["reasons"]) == (2, ["waiting"])
        number = await served(place)
        await page.reads(f"{number} 这次办得怎么样？")
        await page.tap("#faces button:nth-child(5)")
        await page.reads("您选了：非常不满意")
        assert not await page.js("document.querySelectorAll('[aria-pressed=true]').length")


async def test_skipping_is_one_touch_and_rates_nothing(chromium: Chromium, tmp_path: Path) -> None:
    async with on_the_counter(chromium, tmp_path) as (page, place):
        await served(place)
        await page.tap("#ask [data-skip]")
        await page.reads("您好，欢迎光临")
        assert not told(place, "service-evaluated")


async def test_lying_upright_or_small_every_button_is_large_and_nothing_is_cut_off(
    chromium: Chromium, tmp_path: Path
) -> None:
    async with on_the_counter(chromium, tmp_path) as (page, place):
        for width, height in ((1280, 800), (800, 1280), (1024, 600)):
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
            await page.call("Emulation.setDeviceMetricsOverride", **metrics)
            assert await page.js(CUT) == []
            number = await served(place)
            await page.reads(f"{number} 这次办得怎么样？")
            assert await page.js(CUT) == []
            assert await page.js(SMALLEST) >= 56
            await page.tap("#faces button:nth-child(5)")
            await page.reads("哪里没做好")
            assert await page.js(CUT) == []
            assert await page.js(SMALLEST) >= 56
            await page.tap("#reason [data-skip]")
            await page.reads("您好，欢迎光临")


async def test_a_link_that_has_ended_says_what_the_clerk_does(chromium: Chromium, tmp_path: Path) -> None:
    async with on_the_counter(chromium, tmp_path) as (page, place):
        await page.open(f"https://127.0.0.1:{place.house.hub.port}/keypad#of-yesterday")
        await page.reads("链接已过期，请窗口人员按 F4 重新打开")
        page.errors = [each for each in page.errors if "status of 401" not in each]
