"""What a citizen takes home from the kiosk's guide."""

from pathlib import Path

import aiohttp

from tests.pages.browser import Chromium, phone
from tests.pages.halls import SPECIAL, hall

GUIDE = """
[service.guide]
materials = ["旧身份证 | 没带也能办", "户口本 <原件>"]
materials_en = ["Old card | Not needed", "Household register <original>"]
steps = ["取号", "按指纹"]
fees = "换领 20 元"
basis = "《中华人民共和国居民身份证法》"
"""
LONG = "".join(f'"第{n}份材料，名字很长很长很长很长很长 | 窗口会核对原件", ' for n in range(12))


def guided(guide: str, file: str = SPECIAL, service: str = "id-card") -> str:
    """The hall with a guide to this service."""
    before, found, after = file.partition(f'id = "{service}"')
    head, table, rest = after.partition("\n[[")
    assert found
    assert table
    return f"{before}{found}{head}\n{guide}{table}{rest}"


async def test_the_guide_is_read_on_the_phone_in_both_languages(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, guided(GUIDE), windows=1) as place, phone(chromium) as hers:
        await hers.open(f"{place.base}/guide/id-card")
        for text in ("请看看东西带齐了吗", "旧身份证", "没带也能办", "户口本 <原件>", "按指纹", "换领 20 元"):
            await hers.reads(text.replace("20 元", "20\N{NO-BREAK SPACE}元"))
        await hers.tap("#other")
        for text in ("What to bring", "Old card", "Household register <original>", "How it goes", "Legal basis"):
            await hers.reads(text)
        assert await hers.js("document.documentElement.lang") == "en"
        ticked = "document.querySelectorAll('input:checked').length"
        assert await hers.js(ticked) == 0
        await hers.tap("label")
        assert await hers.js(ticked) == 1, "what she has is hers to tick"
        small = await hers.js("document.querySelector('h1').getBoundingClientRect().height")
        await hers.tap("#size")
        await hers.reads("Small")
        await hers.reads("What to bring")
        assert await hers.js("document.querySelector('h1').getBoundingClientRect().height") >= 1.2 * small
        await hers.tap("#other")
        await hers.reads("小字")  # the size stays
        assert hers.errors == []


async def test_a_long_guide_stays_within_a_small_phone(chromium: Chromium, tmp_path: Path) -> None:
    place_of = guided(f"[service.guide]\nmaterials = [{LONG}]\n")
    async with hall(tmp_path, place_of, windows=1) as place, phone(chromium, width=320) as hers:
        await hers.open(f"{place.base}/guide/id-card")
        await hers.reads("第11份材料")
        assert await hers.js("document.documentElement.scrollWidth") <= 320
        assert len(await hers.js("document.documentElement.outerHTML")) < 30_000


async def test_a_service_without_a_guide_has_no_page(tmp_path: Path) -> None:
    async with hall(tmp_path, guided(GUIDE), windows=1) as place, aiohttp.ClientSession() as session:
        for service in ("income", "nothing", "..%2Fstatus"):
            assert (await session.get(f"{place.base}/guide/{service}")).status == 404
