"""The manager's console on a PC of 1366 × 768, from a real hub and Debian's Chromium, in both languages."""

import asyncio
import tempfile
from pathlib import Path

from tests.integration.hubs import patiently
from tests.pages.browser import Chromium, Phone, desktop
from tests.pages.halls import SPECIAL, hall
from tests.pages.test_console import MANAGER, employ, find, sign_in
from tests.screenshots.album import Album

FILE = SPECIAL.replace("[rules]", "[rules]\nwarn_waiting = 3\nalarm_waiting = 99").replace(
    "no_show_after_s = 180", "no_show_after_s = 0"
)


def shots(album: Album) -> None:
    """Every state that a manager meets."""
    chromium = Chromium()
    try:
        with tempfile.TemporaryDirectory() as data:
            asyncio.run(_visit(album, chromium, Path(data)))
    finally:
        chromium.close()


async def _visit(album: Album, chromium: Chromium, data: Path) -> None:
    async with hall(data, FILE) as place:
        await employ(place.house, MANAGER)
        missed = await place.take()
        await place.at(missed["main"], "call-next", "no-show")
        waiting = (await place.crowd())[-1]
        await patiently(lambda: any(row.level for row in place.house.hub.warnings.rows.values()))
        for language, name in (("zh-CN", "zh"), ("en-GB", "en")):
            async with desktop(chromium, language) as her:
                await sign_in(her, place)
                await her.until("document.activeElement.id === 'number' && document.querySelector('.warning')")
                album.keep(f"signed-in-{name}", await her.picture(), edge=1366)
                await _look(album, her, name, waiting["number"], missed["number"])


async def _look(album: Album, her: Phone, name: str, waiting: str, missed: str) -> None:
    await find(her, missed)
    await her.until("document.querySelectorAll('#steps li').length > 3")
    album.keep(f"missed-{name}", await her.picture(), edge=1366)
    await find(her, waiting)
    await her.key("F6")
    await her.until("!document.getElementById('sheet').hidden")
    for key in ("4", "Tab", "2"):
        await her.key(key)
    album.keep(f"assign-{name}", await her.picture(), edge=1366)
    await her.key("Escape")
    await her.js("document.querySelector('#windows button:nth-child(2)').focus()")
    await her.key("Enter")
    await her.until("document.getElementById('name').textContent === '2'")
    album.keep(f"window-{name}", await her.picture(), edge=1366)
    await her.key("F3")
    await her.type("A999")
    await her.key("Enter")
    await her.until("document.getElementById('refused').textContent")
    album.keep(f"refused-{name}", await her.picture(), edge=1366)
