"""A kiosk's block of today's numbers: what it may give while it has no hub."""

import logging
from pathlib import Path
from typing import NamedTuple

import msgspec

from shared.client.outbox import Outbox
from shared.files import replace
from shared.hall.numbering import number, parts
from shared.protocol.answers import Block
from shared.protocol.requests import JoinRequest

log = logging.getLogger("fairhall.block")

FILE = "block.json"
GONE = 999
OWN = "own-"
"""Begins the ids of requests that bring a ticket to the hub which somebody holds already."""


class Given(NamedTuple):
    """A number of the block, and the token of its public page."""

    number: str
    token: str


class NumberBlock:
    """The newest block, kept in a file (mode 0600) of the kiosk's directory. Which of its numbers are gone is in the
    outbox: a number is given by putting its ``join`` there, and is nobody else's from then on. An outbox that has
    been lost takes the block with it.
    """

    def __init__(self, directory: Path, outbox: Outbox) -> None:
        self._path = directory / FILE
        self._block = None if outbox.fresh else _read(self._path)  # else numbers that people hold would be given again
        self._next: dict[str, int] = {}
        for join in self._joins(outbox):
            self._gone(join)

    def _gone(self, join: JoinRequest) -> None:
        letter, n = parts(join.number)
        if self._block is None or join.day != self._block.day or n < self._block.first:
            return
        given = n + 1 - self._block.first
        if given > len(self._block.tokens.get(letter, ())):
            log.error("%s lacks %s, which was given: damaged, the hub gives another one", self._path, join.number)
            self._block = None
        else:
            self._next[letter] = max(self._next.get(letter, 0), given)

    def _joins(self, outbox: Outbox) -> list[JoinRequest]:
        try:
            return [msgspec.json.decode(body, type=JoinRequest) for body in outbox.bodies("join")]
        except (msgspec.DecodeError, UnicodeError, TypeError) as error:
            log.error("what the outbox holds cannot be read (%s): the hub gives another block", error)
            self._block = None
            return []

    def keep(self, block: Block) -> None:
        """From now on this one. Raises OSError where it cannot be kept; then the last one stays."""
        replace(self._path, msgspec.json.encode(block))
        self._block, self._next = block, {}

    def used(self, day: str) -> int:
        """How many numbers of the letter most used are gone; 999 where there is no block of ``day``."""
        if self._block is None or self._block.day != day:
            return GONE
        return max(self._next.values(), default=0)

    def wants(self, day: str) -> bool:
        """Whether it is time for another block: more than half of a letter's numbers are gone."""
        if self._block is None or self._block.day != day:
            return True
        least = min((len(tokens) for tokens in self._block.tokens.values()), default=0)
        return self.used(day) > least // 2

    def left(self, letter: str, day: str) -> int:
        """How many numbers of ``letter`` it may still give on ``day``."""
        if self._block is None or self._block.day != day:
            return 0
        return len(self._block.tokens.get(letter, ())) - self._next.get(letter, 0)

    def take(self, letter: str, day: str) -> Given | None:
        """The next number; put its ``join`` into the outbox before anybody sees it. None: none is left."""
        if self._block is None or not self.left(letter, day):
            return None
        at = self._next.get(letter, 0)
        self._next[letter] = at + 1
        return Given(number(letter, self._block.first + at), self._block.tokens[letter][at])


def _read(path: Path) -> Block | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Block)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeError, RecursionError) as error:
        log.error("%s cannot be used (%s): the hub gives another one", path, error)
        return None
