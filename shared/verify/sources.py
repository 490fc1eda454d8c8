"""Where a record can be: a published file, a directory of them, a hub's own directory, or an address."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import msgspec

from shared.verify import database, web
from shared.verify.errors import Unreadable

NAMES = ("record.jsonl", "journal.db")
DAYS = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].jsonl"
"""As ``fairhall publish`` names them."""
LONGEST = 16 << 20
"""Bytes of one line; a whole hall's configuration has some ten thousand."""


class Source(msgspec.Struct, frozen=True):
    """``lines`` without newlines, once; ``size`` all together in bytes or, ``by_lines``, in lines (0: unknown)."""

    name: str
    lines: Iterator[bytes]
    size: int = 0
    by_lines: bool = False


def open_source(what: str, ca: Path | None = None) -> Source:
    """The record at ``what``. Raises ``Unreadable``, also while its lines are read."""
    if "://" in what:
        return Source(what, web.lines(what, ca))
    path = Path(what)
    if path.is_dir():
        path = next((path / name for name in NAMES if (path / name).exists()), path)
        if path.is_dir():
            return _days(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}: check the name and your rights") from error
    if path.suffix == ".db":
        return Source(str(path), database.lines(path), database.length(path), by_lines=True)
    return Source(str(path), _lines(path), size)


def _days(directory: Path) -> Source:
    """Published days, one after the other."""
    files = sorted(directory.glob(DAYS))
    if not files:
        raise Unreadable(f"{directory} holds no {', no '.join(NAMES)} and no {DAYS}: give the file itself")
    lines = chain.from_iterable(_lines(file) for file in files)
    return Source(str(directory), lines, sum(file.stat().st_size for file in files))


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST):
                yield line.removesuffix(b"\n")
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}: check your rights and the disk") from error
