"""A ticket's page in every state that may come, and the draw where one machine drew alone."""

from pathlib import Path

from shared.clock import ManualClock
from shared.protocol.paper import fragment
from tests.pages.browser import Chromium, Phone, phone
from tests.pages.fates import FATES, SHOWN, fates
from tests.pages.halls import Hall, hall
from tests.screenshots.album import Album
from tests.screenshots.pages import LANGUAGES, TUESDAY, on_the_day, seeded
from tests.screenshots.phone_hall import furnished

KEPT = ("serving", "missed", "parked", "ended", "two", "finished", "thanks", "unnamed")
STATES = (*KEPT, "halted", "away", "draw-alone")


async def states(album: Album, chromium: Chromium, data: Path) -> None:
    """The same day for each language; at last the hub goes."""
    for language, name in LANGUAGES:
        clock = ManualClock(TUESDAY)
        async with phone(chromium, language) as hers:
            await on_the_day(hers, TUESDAY)
            async with hall(seeded(data, name, TUESDAY), furnished(FATES), clock=clock) as place:
                tokens = await fates(place, clock)
                alone = await place.take()
                paper = fragment(alone["commitment"], alone["leaf"])
                await _draw(album, hers, name, f"{place.base}/draw#{alone['token']}~{paper}")
                await _pages(album, hers, place, name, tokens)
            await hers.until("!document.getElementById('old').hidden")
            album.keep(f"away-{name}", await hers.picture())


async def _draw(album: Album, page: Phone, name: str, url: str) -> None:
    await page.open(url)
    await page.until("document.querySelector('#verdict.good')")
    album.keep(f"draw-alone-{name}", await page.picture())


async def _pages(album: Album, page: Phone, place: Hall, name: str, tokens: dict[str, str]) -> None:
    """Left open is the page of one who waits."""
    for kept in KEPT:
        await page.open(f"{place.base}/t/{tokens[kept]}")
        await page.until(f"document.body.className === {SHOWN[kept]!r}")
        if touched := {"thanks": "#faces button:nth-child(1)", "finished": "#skip"}.get(kept):
            await page.tap(touched)
            await page.until("document.body.className === 'plain'")
        album.keep(f"{kept}-{name}", await page.picture())
    place.house.hub.board.halted = "the seed is lost"
    await page.open(f"{place.base}/t/{tokens['waiting']}")
    await page.until("!document.getElementById('halted').hidden")
    album.keep(f"halted-{name}", await page.picture())
    place.house.hub.board.halted = ""
    await page.open(f"{place.base}/t/{tokens['waiting']}")
    await page.until("document.body.className === 'waiting'")
