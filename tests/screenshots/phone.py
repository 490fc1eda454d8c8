"""The pages on a phone of 390 × 844 and on a counter's tablet, and the poster: a real hub, Debian's Chromium."""

import asyncio
import base64
from pathlib import Path
from typing import Any

from shared.clock import ManualClock
from shared.protocol.paper import fragment
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.halls import SPECIAL, Hall, hall, witnessed
from tests.pages.test_keypad import on_the_counter, served
from tests.screenshots.album import Album
from tests.screenshots.pages import LANGUAGES, MONDAY, on_the_day, seeded, visit, witness_seed
from tests.screenshots.phone_hall import furnished
from tests.screenshots.phone_states import STATES, states

SHOWN = (
    *(
        "waiting",
        "called",
        "moved",
        "draw",
        "draw-file",
        "draw-day",
        "rate",
        "reasons",
        "call-back",
        "status",
        "services",
        "hours",
        "booked",
    ),
    *STATES,
    *("guide", "poster", "waiting-large", "called-large", "rate-large", "status-large"),
)
SAID = {"zh": "材料说了三次，每次都不一样。", "en": "I was told three times what to bring, each time something else."}
KEYPAD = ("keypad", "keypad-reasons", "keypad-thanks")
"""On a counter's tablet, in both languages at once."""


def names() -> set[str]:
    """Of all pictures."""
    return {f"{shown}-{name}" for shown in SHOWN for _, name in LANGUAGES} | set(KEYPAD)


def shots(album: Album) -> None:
    """Every page in every state."""
    visit(album, _visit)
    visit(album, states)
    visit(album, _tablet)


async def _tablet(album: Album, chromium: Chromium, data: Path) -> None:
    async with on_the_counter(chromium, data) as (page, place):
        await served(place)
        await page.reads("这次办得怎么样？")
        album.keep("keypad", await page.picture())
        await page.tap("#faces button:nth-child(4)")
        for reason in (4, 5):
            await page.tap(f"#reasons button:nth-child({reason})")
        album.keep("keypad-reasons", await page.picture())
        await page.tap("#send")
        await page.reads("谢谢您的评价")
        album.keep("keypad-thanks", await page.picture())


async def _visit(album: Album, chromium: Chromium, data: Path) -> None:
    """The same morning for each language."""
    for language, name in LANGUAGES:
        there = seeded(data, name)
        async with (
            hall(there, furnished(SPECIAL), clock=ManualClock(MONDAY)) as place,
            witnessed(place, there, witness_seed),
            phone(chromium, language) as hers,
        ):
            await on_the_day(hers)
            await _morning(album, hers, place, name, there)
            async with phone(chromium) as press:
                await _poster(album, press, place, name)


async def _morning(album: Album, hers: Phone, place: Hall, name: str, data: Path) -> None:
    taken = [await place.take(service) for service in ("id-card", "residence") * 10]
    for desk in place.desks:
        await place.at(desk, "call-next")
    state = place.house.hub.service.state
    called = next(each for each in taken if state.tickets[each["ticket"]].status == "called")
    waiting = [each for each in taken if state.tickets[each["ticket"]].status == "waiting"][-1]
    await _pages(album, hers, place, name, waiting, called["token"])
    await _day(album, hers, f"{place.base}/draw", await _record(place, data), name, waiting["number"])
    await _booking(album, hers, place, name)
    at = state.tickets[called["ticket"]].counter
    await place.at(at, "serve", "finish")
    for desk in (waiting["main"], *waiting["reserves"]):
        if state.desks[desk].ticket:
            await place.at(desk, "serve")
    await place.leave(waiting["main"], *waiting["reserves"])
    await _keep(album, hers, f"moved-{name}", f"{place.base}/t/{waiting['token']}", "body.moved")
    await _keep(album, hers, f"rate-{name}", f"{place.base}/t/{called['token']}", "body.grades")
    await _large(album, hers, name, rate=f"{place.base}/t/{called['token']}")
    await _reasons(album, hers, name, f"https://127.0.0.1:{place.house.hub.port}/t/{called['token']}")


async def _record(place: Hall, data: Path) -> Path:
    """The day as it is published."""
    name = f"{place.house.hub.service.state.day}.jsonl"
    async with place.house.http.get(f"/record/{name}") as response:
        text = await response.text()
    file = data / name
    await asyncio.to_thread(file.write_text, text, "utf-8")
    return file


async def _day(album: Album, hers: Phone, url: str, record: Path, name: str, number: str) -> None:
    """A saved day, and one number of it."""
    await hers.open(url)
    await hers.choose("#chosen", record)
    await hers.js(f"document.getElementById('wanted').value = {number!r}")
    await hers.tap("#check")
    await hers.until("document.querySelector('#verdict.good') && !document.querySelector('#check:active')")
    album.keep(f"draw-day-{name}", await hers.picture())


async def _large(album: Album, hers: Phone, name: str, **pages: str) -> None:
    """The same in large type; the phone keeps it until it is touched again."""
    for page, url in pages.items():
        await hers.open(url)
        await hers.tap("[data-size]")
        await hers.until("document.querySelector('main>section:not([hidden]), .service')")
        album.keep(f"{page}-large-{name}", await hers.picture())
        await hers.tap("[data-size]")


async def _reasons(album: Album, hers: Phone, name: str, url: str) -> None:
    """Over TLS, as where a hall has a certificate: there she may leave a number."""
    await hers.call("Security.setIgnoreCertificateErrors", ignore=True)
    await hers.open(url)
    await hers.tap("#faces button:nth-child(4)")
    for chip in (4, 5):
        await hers.tap(f"#chips button:nth-child({chip})")
    album.keep(f"reasons-{name}", await hers.picture())
    await hers.tap("#text")
    await hers.call("Input.insertText", text=SAID[name])
    await hers.tap("#call")
    await hers.call("Input.insertText", text="138 0013 8000")
    await hers.js("document.activeElement.blur()")
    album.keep(f"call-back-{name}", await hers.picture())


async def _poster(album: Album, press: Phone, place: Hall, name: str) -> None:
    """The sheet of this language, as it is printed for the hall."""
    await press.call("Emulation.setDeviceMetricsOverride", width=1200, height=1600, deviceScaleFactor=1, mobile=False)
    place.house.hub.board.public_url = "https://hall.example"
    await press.open(f"{place.base}/poster")
    clip = await press.js(
        f"(r => ({{x: r.left, y: r.top, width: Math.floor(r.width), height: Math.floor(r.height), scale: 1}}))"
        f"(document.querySelector('article:lang({name})').getBoundingClientRect())"
    )
    taken = await press.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
    album.keep(f"poster-{name}", base64.b64decode(taken["data"]))


async def _pages(album: Album, hers: Phone, place: Hall, name: str, mine: dict[str, Any], called: str) -> None:
    waiting, paper = mine["token"], fragment(mine["commitment"], mine["leaf"])
    await _keep(album, hers, f"waiting-{name}", f"{place.base}/t/{waiting}", "body.waiting")
    await _keep(album, hers, f"called-{name}", f"{place.base}/t/{called}", "body.called")
    await _keep(album, hers, f"draw-{name}", f"{place.base}/draw#{waiting}~{paper}", "#verdict.good")
    await _keep(album, hers, f"draw-file-{name}", f"{place.base}/draw", "#days a")
    await _keep(album, hers, f"status-{name}", f"{place.base}/status", ".service")
    tickets = f"{place.base}/t/"
    await _large(album, hers, name, waiting=tickets + waiting, called=tickets + called, status=f"{place.base}/status")
    tongue = "" if name == "zh" else "?lang=en"
    await _keep(album, hers, f"guide-{name}", f"{place.base}/guide/id-card{tongue}", ".line")


async def _booking(album: Album, hers: Phone, place: Hall, name: str) -> None:
    await _keep(album, hers, f"services-{name}", f"{place.base}/book", "#services button")
    await hers.tap("#services button")
    await hers.tap("#days button:nth-child(2)")
    await hers.tap("#hours button:nth-child(2)")
    album.keep(f"hours-{name}", await hers.picture())
    await hers.tap("#book")
    await hers.until("document.body.className === 'mine' && document.getElementById('picture').complete")
    album.keep(f"booked-{name}", await hers.picture())


async def _keep(album: Album, hers: Phone, name: str, url: str, shown: str) -> None:
    await hers.open(url)
    await hers.until(f"document.querySelector({shown!r})")
    album.keep(name, await hers.picture())
