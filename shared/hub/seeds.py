"""The hub's secret seeds, one a business day and epoch, and the chains they make. Never in the journal or a log."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from shared.files import replace
from shared.hall.draw.links import Links
from shared.hall.draw.lots import commitment, context
from shared.hall.state import State
from shared.hub.access.keys import SECRET_BYTES, read_or_make

HUB = "hub"
SEED, ASIDE = "seed-", "before-"


class Chain:
    """The chain of one epoch; ``link(i)`` reveals c[i] and is asked for only after request i is durable."""

    def __init__(
        self, algorithm: str, hall: str, day: str, epoch: int, seed: bytes, witnesses: Iterable[tuple[str, str]] = ()
    ) -> None:
        """``witnesses`` are the others whose anchors, as (id, hex) in id order, are committed to with this chain's."""
        self._links = Links(algorithm, seed, context(hall, day, epoch, HUB))
        anchors = [(name, bytes.fromhex(anchor)) for name, anchor in witnesses]
        self.anchor = self._links.anchor
        self.commitment = commitment(algorithm, hall, day, epoch, self.anchor, anchors)

    def link(self, i: int) -> bytes:
        """c[i], 32 bytes."""
        return self._links.link(i)


class Safe(Protocol):
    """Where a pair of hubs keeps its seeds, sealed; shared.hub.pair.cabinet.Cabinet is one."""

    def get(self, name: str) -> tuple[int, bytes] | None:
        """(version, seed), if there is one."""

    def first(self, name: str, document: bytes) -> bytes:
        """This seed, or the one that was put there before."""


class Seeds:
    """Seeds as files of mode 0600 in one directory, durable before anything is committed to them; in a ``safe`` too
    where two hubs must go on with the same chain.
    """

    def __init__(self, directory: Path, safe: Safe | None = None) -> None:
        self._directory = directory
        self._safe = safe

    def seed(self, day: str, epoch: int) -> bytes | None:
        """The seed of an opened epoch, from the safe where it is not whole here; None if it is lost or damaged."""
        path = self._path(day, epoch)
        with suppress(FileNotFoundError):
            if len(seed := path.read_bytes()) == SECRET_BYTES:
                return seed
        if self._safe is None or (found := self._safe.get(path.name)) is None:
            return None
        replace(path, found[1])
        return found[1]

    def make(self, day: str, epoch: int) -> bytes:
        """A new seed, or the one already made for this epoch before a crash."""
        path = self._path(day, epoch)
        return read_or_make(path, self._fresh(path.name))

    def _fresh(self, name: str) -> Callable[[], bytes]:
        safe = self._safe
        if safe is None:
            return lambda: secrets.token_bytes(SECRET_BYTES)
        return lambda: safe.first(name, secrets.token_bytes(SECRET_BYTES))

    def _path(self, day: str, epoch: int) -> Path:
        return self._directory / f"{SEED}{day}-{epoch}"


def set_aside(keys: Path, state: State) -> None:
    """The record was put back to ``state``: links of its day and of later ones may have been seen since, and are drawn
    with no more. The seed of an open draw stays, or that draw could not end.
    """
    drawing = f"{SEED}{state.day}-{state.epoch}" if state.open_draw is not None else ""
    for path in keys.glob(f"{SEED}*"):
        if path.name >= f"{SEED}{state.day}" and path.name != drawing:
            path.replace(path.with_name(ASIDE + path.name))


def chain_of(seeds: Seeds, state: State, hall: str) -> Chain | None:
    """The chain of the epoch in force; None if its seed is lost or is not the one that was committed to."""
    seed = seeds.seed(state.day, state.epoch)
    if seed is None:
        return None
    witnesses = sorted((name, witness.anchor) for name, witness in state.witnesses.items())
    found = Chain(state.algorithm, hall, state.day, state.epoch, seed, witnesses)
    return found if found.commitment.hex() == state.commitment else None
