"""What a screen says, named and not yet worded: the catalogue words it in the clerk's language."""

import msgspec

from shared.hall.config import Text

Param = str | int | Text


class Say(msgspec.Struct, frozen=True):
    """A catalogue key and what fills it; a ``Text`` is taken in the language of the screen."""

    key: str
    params: dict[str, Param] = {}


def say(key: str, **params: Param) -> Say:
    """``Say`` with its parameters by name."""
    return Say(key, params)
