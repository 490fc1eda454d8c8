"""The manager's console on a PC of 1366 × 768, from a real hub and Debian's Chromium, in both languages."""

from pathlib import Path
from typing import Any, NamedTuple

from shared.clock import ManualClock
from tests.integration.hubs import patiently
from tests.integration.people import Person
from tests.pages.browser import Chromium, Phone, desktop
from tests.pages.halls import SPECIAL, Hall, hall
from tests.pages.test_console import MANAGER, console, employ, find, sign_in
from tests.screenshots.album import Album
from tests.screenshots.pages import LANGUAGES, MONDAY, on_the_day, seeded, visit

FILE = SPECIAL.replace("[rules]", "[rules]\nwarn_waiting = 3\nalarm_waiting = 99")


class Words(NamedTuple):
    """What people wrote: a citizen of her rating, a clerk of a special call, the manager of an assignment."""

    rated: str
    called: str
    assigned: str


WORDS = {
    "zh": Words("材料说了三次，每次都不一样。", "昨天已核过材料，只差盖章", "聋人，手语翻译在 4 号窗口"),
    "en": Words(
        "I was told three times what to bring, each time something else.",
        "Documents checked yesterday, only the stamp was missing",
        "Deaf; the sign interpreter is at Counter 4",
    ),
}
SHOWN = (
    "sign-in",
    "signed-in",
    "missed",
    "special",
    "assign",
    "done",
    "cancel",
    "window",
    "review",
    "settle",
    "refused",
)


def names() -> set[str]:
    """Of all pictures."""
    return {f"{shown}-{name}" for shown in SHOWN for _, name in LANGUAGES}


def shots(album: Album) -> None:
    """Every state that a manager meets."""
    visit(album, _visit)


async def _visit(album: Album, chromium: Chromium, data: Path) -> None:
    for language, name in LANGUAGES:
        await _manage(album, chromium, seeded(data, name), language, name)


async def _manage(album: Album, chromium: Chromium, data: Path, language: str, name: str) -> None:
    clock = ManualClock(MONDAY)
    async with hall(data, FILE, clock=clock) as place:
        await employ(place.house, MANAGER)
        numbers = await _morning(place, clock, WORDS[name])
        await _warned(place, 2)
        async with desktop(chromium, language) as her:
            await on_the_day(her)
            await her.open(console(place))
            await her.until("document.activeElement.id === 'clerk'")
            album.keep(f"sign-in-{name}", await her.picture(), edge=1366)
            await sign_in(her, place)
            await her.until("document.activeElement.id === 'number'")
            await her.until("document.querySelectorAll('#warnings .warning').length === 2")
            album.keep(f"signed-in-{name}", await her.picture(), edge=1366)
            await _look(album, her, name, *numbers)


async def _warned(place: Hall, count: int) -> None:
    await patiently(lambda: sum(row.level != "" for row in place.house.hub.warnings.rows.values()) == count)


async def _morning(place: Hall, clock: ManualClock, words: Words) -> tuple[str, str, str]:
    """Who waits, who missed the call, and who was called out of turn."""
    missed = await place.take()
    clock.advance(400)
    await place.at(missed["main"], "call-next")
    clock.advance(190)
    await place.at(missed["main"], "no-show")
    waiting = await place.crowd()
    await _warned(place, 1)
    clock.advance(250)
    served = place.house.hub.service.state.desks["3"].ticket
    await place.at("3", "finish")
    given: dict[str, Any] = {
        "grade": 2,
        "reasons": ["not-told", "waiting"],
        "text": words.rated,
        "phone": "138 0013 8000",
    }
    token = place.house.hub.ticket_tokens.token(served)
    assert (await Person(place.house).post("evaluations", token=token, **given))[0] == 201
    special = waiting[-2]["number"]
    elsewhere = [
        each["number"] for each in waiting if "4" not in (each["main"], *each["reserves"]) and each["number"] != special
    ]
    body = {"ticket": special, "reason": "other", "text": words.called}
    status, answer = await place.desks["3"].post("counters/3/special-call", **body)
    assert status == 200, answer
    clock.advance(60)
    return elsewhere[-1], missed["number"], special


async def _look(album: Album, her: Phone, name: str, waiting: str, missed: str, special: str) -> None:
    await find(her, missed)
    await her.until("document.querySelectorAll('#steps li').length > 3")
    album.keep(f"missed-{name}", await her.picture(), edge=1366)
    await find(her, special)
    await her.until("document.querySelectorAll('#steps li').length > 3")
    album.keep(f"special-{name}", await her.picture(), edge=1366)
    await find(her, waiting)
    await her.key("F6")
    await her.until("!document.getElementById('sheet').hidden")
    for key in ("4", "Tab", "5", "Tab"):
        await her.key(key)
    await her.type(WORDS[name].assigned)
    album.keep(f"assign-{name}", await her.picture(), edge=1366)
    await her.key("Enter")
    await her.until("document.getElementById('done').textContent")
    await her.until("document.querySelectorAll('#steps li').length > 2")
    album.keep(f"done-{name}", await her.picture(), edge=1366, colours=256)
    await her.key("F8")
    await her.until("!document.getElementById('sheet').hidden")
    album.keep(f"cancel-{name}", await her.picture(), edge=1366)
    await her.key("Escape")
    await her.js("document.querySelector('#windows button:nth-child(2)').focus()")
    await her.key("Enter")
    await her.until("document.getElementById('name').textContent === '2'")
    album.keep(f"window-{name}", await her.picture(), edge=1366)
    await her.js("document.querySelector('#graded button').focus()")
    await her.key("Enter")
    await her.until("document.getElementById('callback').textContent")
    album.keep(f"review-{name}", await her.picture(), edge=1366)
    await her.key("F7")
    await her.key("2")
    album.keep(f"settle-{name}", await her.picture(), edge=1366)
    await her.key("Escape")
    await her.key("F3")
    await her.type("A999")
    await her.key("Enter")
    await her.until("document.getElementById('refused').textContent")
    album.keep(f"refused-{name}", await her.picture(), edge=1366, colours=256)
