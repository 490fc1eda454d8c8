"""Names that people give to devices and clerks."""

import re

from shared.hub.access.errors import BadEntry
from shared.hub.hallfile.entries import UNSEEN

_NAME = re.compile(rf"(?!\s)[^{UNSEEN}\ud800-\udfff]{{1,40}}(?<!\s)")


def check_name(name: str, what: str) -> None:
    """Raises BadEntry unless ``name`` can be shown as it is: 1 to 40 characters on one line, no space around."""
    if not _NAME.fullmatch(name):
        raise BadEntry(f"{what} has 1 to 40 characters on one line, without a space at either end")
