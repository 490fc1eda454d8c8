"""The catalogue's words in a page where no script chooses the language."""

import html
import re

from shared.catalogue import catalogue

PLACE = re.compile(r"\{([a-z]+(?:\.[a-z-]+)+)\}")


def both(page: str) -> str:
    """The page with each ``{key}`` of the catalogue said in Chinese and in English. Raises KeyError."""

    def said(place: re.Match[str]) -> str:
        text = catalogue()[place[1]]
        return html.escape(f"{text.zh} · {text.en}")

    return PLACE.sub(said, page)
