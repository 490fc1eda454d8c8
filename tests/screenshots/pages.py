"""The hub's pages: a real hub whose day is a Monday in January, Debian's Chromium, and its clock put to the same."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from shared.client.witness.port import Epoch
from shared.files import replace
from shared.hub.seeds import SEED
from tests.pages.browser import Chromium, Phone
from tests.screenshots.album import Album

MONDAY = 1_767_578_400_000
"""Ten o'clock at the hall, and in the browsers there."""
TUESDAY = MONDAY + 24 * 60 * 60_000
THEN = """(() => {
  const Now = Date, off = %d - Now.now();
  Date = class extends Now {
    constructor(...at) { at.length ? super(...at) : super(Now.now() + off); }
    static now() { return Now.now() + off; }
  };
})()"""
LANGUAGES = (("zh-CN", "zh"), ("en-GB", "en"))
"""As browsers call them, and as the pictures do."""


def visit(album: Album, story: Callable[[Album, Chromium, Path], Awaitable[None]]) -> None:
    """Tell the story of one hall, its data in a directory of its own."""
    chromium = Chromium()

    async def told(data: str) -> None:
        await story(album, chromium, Path(data))

    try:
        with tempfile.TemporaryDirectory() as data:
            asyncio.run(told(data))
    finally:
        chromium.close()


def seeded(data: Path, name: str, at_ms: int = MONDAY) -> Path:
    """Where a hall of that ``name`` keeps its data; its seed is always the same, and so are its draws."""
    day = datetime.fromtimestamp(at_ms / 1000, UTC).date()  # ten in the morning at the hall is the same date
    for epoch in (1, 2):  # without witnesses, and with them
        replace(data / name / "keys" / f"{SEED}{day}-{epoch}", sha256(f"fair {day} {epoch}".encode()).digest())
    return data / name


def witness_seed(epoch: Epoch) -> bytes:
    """Of every witness there."""
    return sha256(str(epoch).encode()).digest()


async def on_the_day(page: Phone, at_ms: int = MONDAY) -> None:
    """The browser's clock is the hall's."""
    await page.call("Emulation.setTimezoneOverride", timezoneId="Asia/Shanghai")
    await page.call("Page.addScriptToEvaluateOnNewDocument", source=THEN % at_ms)
