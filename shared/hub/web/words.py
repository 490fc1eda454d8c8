"""The catalogue's words in a page where no script chooses the language."""

import html
import re
from collections.abc import Mapping

from shared.hall.config import Text

PLACE = re.compile(r"\{([a-z]+(?:\.[a-z-]+)+)\}")


def both(page: str, words: Mapping[str, Text]) -> str:
    """The page with each ``{key}`` said in Chinese and in English. Raises KeyError."""

    def said(place: re.Match[str]) -> str:
        text = words[place[1]]
        return html.escape(f"{text.zh} · {text.en}")

    return PLACE.sub(said, page)
