"""The hub's secret seeds, one a business day and epoch, and the chains they make. Never in the journal or a log."""

import secrets
from pathlib import Path

from shared.hall.draw.lots import chain, commitment, context
from shared.hall.state import State
from shared.hub.access.keys import read_or_make

LINKS = 1 << 16
"""Draws an epoch can hold; the next epoch follows without a pause."""
HUB = "hub"


class Chain:
    """The chain of one epoch; ``link(i)`` reveals c[i] and is asked for only after request i is durable."""

    def __init__(self, algorithm: str, hall: str, day: str, epoch: int, seed: bytes) -> None:
        self.day, self.epoch = day, epoch
        links = chain(algorithm, seed, context(hall, day, epoch, HUB), LINKS)
        self.anchor = links[0]
        self.commitment = commitment(algorithm, hall, day, epoch, self.anchor, [])
        self._links = b"".join(links)

    def link(self, i: int) -> bytes:
        """c[i], 32 bytes."""
        if not 1 <= i <= LINKS:
            raise IndexError(f"no link {i}: an epoch holds {LINKS} draws")
        return self._links[32 * i : 32 * i + 32]


class Seeds:
    """Seeds as files of mode 0600 in one directory, durable before anything is committed to them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def seed(self, day: str, epoch: int) -> bytes | None:
        """The seed of an opened epoch; None if it is lost or damaged."""
        try:
            seed = self._path(day, epoch).read_bytes()
        except FileNotFoundError:
            return None
        return seed if len(seed) == 32 else None

    def make(self, day: str, epoch: int) -> bytes:
        """A new seed, or the one already made for this epoch before a crash."""
        return read_or_make(self._path(day, epoch), lambda: secrets.token_bytes(32))

    def _path(self, day: str, epoch: int) -> Path:
        return self._directory / f"seed-{day}-{epoch}"


def chain_of(seeds: Seeds, state: State, hall: str) -> Chain | None:
    """The chain of the epoch in force; None if its seed is lost or is not the one that was committed to."""
    seed = seeds.seed(state.day, state.epoch)
    if seed is None:
        return None
    found = Chain(state.algorithm, hall, state.day, state.epoch, seed)
    return found if found.commitment.hex() == state.commitment else None
