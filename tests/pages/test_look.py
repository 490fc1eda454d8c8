"""Every page in every state, on a narrow phone, in both languages, with long names: light, legible, touchable."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from shared.clock import ManualClock
from shared.hub.web.pages import WORDS
from shared.ui import theme
from tests.hall import EIGHT
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.fates import FATES, SHOWN, fates
from tests.pages.halls import Hall, hall
from tests.pages.test_guide import GUIDE, guided
from tests.pages.test_lots import ROOT, WEB

LONGEST = "中华人民共和国普通护照换发（未满十六周岁由监护人陪同）"
LONGEST_EN = "Ordinary passport: renewal (under sixteen with a guardian)"
FILE = guided(
    GUIDE,
    FATES.replace('name = "居民身份证换领"', f'name = "{LONGEST}"')
    .replace('name_en = "ID card renewal"', f'name_en = "{LONGEST_EN}"')
    .replace('short_en = "ID card"\n', 'short_en = "ID card"\nappointments = 2\n')
    .replace("[[counter]]\n", f'[[counter]]\nway = "{LONGEST[:24]}"\nway_en = "{LONGEST_EN}"\n')
    .replace(
        'timezone = "Asia/Shanghai"\n',
        'timezone = "Asia/Shanghai"\nnotice = "请提前办理。"\nphone = "+86 577-8899 1234"\n',
    )
    .replace("[rules]", '[hours]\nopen = "8:00"\nclose = "17:00"\nweekdays = [1, 2, 3, 4, 5, 6, 7]\n\n[rules]'),
)
NARROW = 320
LIGHTEST = 30_000
CONTRAST = 7.0
TARGET = 56
LEAST_TEXT = 18
MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")


async def looked_at(hers: Phone, what: str) -> None:
    """Measure the page as it stands."""
    found: dict[str, Any] = await hers.js(MEASURE)
    assert found["texts"], what
    for text, contrast, size, beyond in found["texts"]:
        assert contrast >= CONTRAST, (what, text, contrast)
        assert size >= LEAST_TEXT, (what, text)
        assert beyond <= 0, (what, text, "runs off the screen")
    for name, width, height in found["targets"]:
        assert min(width, height) >= TARGET, (what, name, width, height)
    assert found["wide"] <= 0, what
    assert not hers.errors, what
    assert hers.bytes <= LIGHTEST, (what, hers.bytes)


async def states(hers: Phone, place: Hall, tokens: dict[str, str]) -> AsyncIterator[str]:
    """Every page, one after the other."""
    base, private = place.base, f"https://127.0.0.1:{place.house.hub.port}"
    for name, shown in sorted(SHOWN.items(), key=lambda each: each[0] == "finished"):
        await hers.open(f"{base}/t/{tokens[name]}")
        await hers.until(f"document.body.className === '{shown}'")
        yield name
        if name == "thanks":
            await hers.tap("#faces button:nth-child(1)")
            await hers.until("document.body.className === 'plain'")
            yield "rated"
    await hers.tap("#faces button:nth-child(5)")
    await hers.tap("#chips button:nth-child(2)")
    yield "reasons"
    await hers.call("Security.setIgnoreCertificateErrors", ignore=True)
    await hers.open(f"{private}/t/{tokens['finished']}")
    await hers.tap("#faces button:nth-child(5)")
    await hers.tap("#call")
    yield "call"
    place.house.hub.board.halted = "the seed is lost"
    await hers.open(f"{base}/t/{tokens['waiting']}")
    await hers.until("!document.getElementById('halted').hidden")
    yield "halted"
    place.house.hub.board.halted = ""
    await hers.open(f"{base}/draw#{tokens['waiting']}")
    await hers.until("document.getElementById('verdict').textContent")
    await hers.tap("#other")
    yield "draw"
    await hers.open(f"{base}/status")
    await hers.until("document.querySelector('.service')")
    yield "status"
    await hers.open(f"{base}/book")
    await hers.until("document.querySelector('#services button')")
    yield "services"
    await hers.tap("#services button")
    await hers.tap("#days button:nth-child(2)")
    await hers.tap("#hours button")
    cut = "Array.from(document.querySelectorAll('.chips b')).filter(e => e.scrollWidth > e.clientWidth).length"
    assert await hers.js(cut) == 0, "a day or an hour runs out of its box"
    yield "hours"
    await hers.tap("#book")
    await hers.until("document.body.className === 'mine'")
    yield "appointments"


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_every_page_is_light_legible_and_touchable(chromium: Chromium, tmp_path: Path, language: str) -> None:
    clock = ManualClock(EIGHT)
    async with hall(tmp_path, FILE, clock=clock) as place:
        tokens = await fates(place, clock)
        seen = []
        async with phone(chromium, language, NARROW) as hers:
            async for what in states(hers, place, tokens):
                await looked_at(hers, what)
                seen.append(what)
        assert len(seen) == len(set(seen)) == 20


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_without_the_hub_the_page_is_as_legible(chromium: Chromium, tmp_path: Path, language: str) -> None:
    async with phone(chromium, language, NARROW) as hers:
        async with hall(tmp_path, FILE, clock=ManualClock(EIGHT)) as place:
            mine = await place.take()
            await hers.open(f"{place.base}/t/{mine['token']}")
            await hers.until("document.body.className === 'waiting'")
        await hers.until("!document.getElementById('old').hidden")
        hers.errors.clear()  # of the line that was cut
        await looked_at(hers, "away")


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_one_touch_makes_every_page_large_and_nothing_runs_off(
    chromium: Chromium, tmp_path: Path, language: str
) -> None:
    async with hall(tmp_path, FILE, clock=ManualClock(EIGHT)) as place, phone(chromium, language, NARROW) as hers:
        called = await place.take()
        await place.at(called["main"], "call-next")
        waiting = [await place.take() for _ in range(14)][-1]
        await hers.open(f"{place.base}/t/{waiting['token']}")
        await hers.until("document.body.className === 'waiting'")
        small = await hers.js("document.getElementById('ahead').getBoundingClientRect().height")
        await hers.tap("[data-size]")
        assert await hers.js("document.getElementById('ahead').getBoundingClientRect().height") >= 1.2 * small
        await looked_at(hers, "waiting")
        for page, shown in ((f"t/{called['token']}", "#called"), ("status", ".service"), ("book", "#services button")):
            await hers.open(f"{place.base}/{page}")
            await hers.until(f"document.querySelector({shown!r})")
            assert await hers.js("document.documentElement.className") == "large", "it is kept"
            await looked_at(hers, page)
        await place.at(called["main"], "serve", "finish")
        await hers.open(f"{place.base}/t/{called['token']}")
        await hers.tap("#faces button:nth-child(5)")
        await hers.tap("#chips button:nth-child(4)")
        await looked_at(hers, "reasons")
        await hers.tap("#change")
        await hers.tap("#skip")
        await hers.until("document.body.className === 'plain'")
        await looked_at(hers, "skipped")
        await hers.tap("[data-size]")
        assert await hers.js("document.documentElement.className") == ""


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
async def test_no_word_of_the_call_is_smaller_in_large_type(chromium: Chromium, tmp_path: Path, language: str) -> None:
    heights = (
        "[...document.querySelectorAll('#called :is(h1, h2, .sign, p)')].map(e => e.getBoundingClientRect().height)"
    )
    async with hall(tmp_path) as place, phone(chromium, language, width=390) as hers:
        called = await place.take()
        await place.at(called["main"], "call-next")
        await hers.open(f"{place.base}/t/{called['token']}")
        await hers.until("document.body.className === 'called'")
        normal = await hers.js(heights)
        await hers.tap("[data-size]")
        await hers.until("document.documentElement.className === 'large'")
        assert all(large >= small for large, small in zip(await hers.js(heights), normal, strict=True))


async def test_a_line_neither_begins_nor_ends_with_a_dot(chromium: Chromium, tmp_path: Path) -> None:
    async with hall(tmp_path, FILE) as place, phone(chromium, width=NARROW) as hers:
        await hers.open(f"{place.base}/status")
        await hers.tap("[data-size]")
        await hers.until("document.querySelectorAll('#hours i').length === 2")
        hours, counters, shown = await hers.js(
            "[...document.querySelectorAll('#hours i')].concat(document.getElementById('hours'))"
            ".map(e => { const at = e.getBoundingClientRect(), dot = getComputedStyle(e, '::before');"
            " return [at.left, at.top, at.left + (parseFloat(dot.width) || 0)]; })"
        )
        assert counters[1] > hours[1], "they do not stand in one line here"
        assert counters[0] == hours[0]
        assert counters[2] <= shown[0], "its dot is cut off with the edge"


@pytest.mark.parametrize("file", sorted(WEB.glob("*.css")), ids=lambda file: file.name)
def test_the_colours_are_those_of_the_house(file: Path) -> None:
    known = {value.upper() for value in vars(theme).values() if isinstance(value, str) and value.startswith("#")}
    for colour in re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b", file.read_text(encoding="utf-8")):
        whole = colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
        assert whole.upper() in known, colour


async def test_the_scripts_are_of_2015(chromium: Chromium) -> None:
    acorn = (ROOT / "packaging" / "web" / "node_modules" / "acorn" / "dist" / "acorn.js").read_text(encoding="utf-8")
    scripts = [*WEB.glob("*.js"), WEB / "built" / "hashes.js"]
    assert len(scripts) >= 14
    async with phone(chromium) as there:
        await there.call("Runtime.evaluate", expression=acorn)
        for file in scripts:
            text = file.read_text(encoding="utf-8")
            said = await there.js(
                f"(() => {{ try {{ acorn.parse({text!r}, {{ecmaVersion: 2015}}); return ''; }}"
                " catch (error) { return String(error); } })()"
            )
            assert not said, (file.name, said)


@pytest.mark.parametrize("page", sorted(WORDS))
def test_a_page_brings_nothing_from_elsewhere_and_nothing_inline(page: str) -> None:
    text = (WEB / page).read_text(encoding="utf-8")
    assert not re.search(r"<style|<script>|\sstyle=|\son\w+=|https?://", text.replace("http://www.w3.org", ""))
    for name in re.findall(r'(?:src|href)="([^"]+)"', text):
        assert name.startswith("/"), name
