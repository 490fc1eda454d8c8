"""The hub's pages: a real hub whose day is a Monday in January, Debian's Chromium, and its clock put to the same."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.pages.browser import Chromium, Phone
from tests.screenshots.album import Album

MONDAY = 1_767_578_400_000
"""Ten o'clock at the hall, and in the browsers there."""
THEN = f"""(() => {{
  const Now = Date, off = {MONDAY} - Now.now();
  Date = class extends Now {{
    constructor(...at) {{ at.length ? super(...at) : super(Now.now() + off); }}
    static now() {{ return Now.now() + off; }}
  }};
}})()"""
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


async def on_monday(page: Phone) -> None:
    """The browser's clock is the hall's."""
    await page.call("Emulation.setTimezoneOverride", timezoneId="Asia/Shanghai")
    await page.call("Page.addScriptToEvaluateOnNewDocument", source=THEN)
