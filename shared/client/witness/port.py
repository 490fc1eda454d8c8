"""What a witness keeps, and the contract of where it keeps it (tests/contract/test_witness_store.py)."""

from typing import NamedTuple, Protocol

from shared.protocol.messages import Ask, Cosign, Cosigned, Seal, Sealed, Vouch, Vouched, Witnessed

EPOCHS_KEPT = 16
"""The newest of a hall: older chains are forgotten, and with them whatever they could still answer."""


Question = Seal | Ask | Cosign | Vouch
Said = Sealed | Witnessed | Cosigned | Vouched


class Epoch(NamedTuple):
    """What a chain is for; later ones are greater within a hall."""

    hall: str
    day: str
    epoch: int


class Kept(NamedTuple):
    """A chain's secret seed, and the last draw that was answered with the record it was for (0: none yet)."""

    seed: bytes
    i: int = 0
    record: str = ""


class Seen(NamedTuple):
    """The furthest a hall was seen: the highest term, the last epoch with a draw, seq and leaf of the last record."""

    term: int = 0
    day: str = ""
    epoch: int = 0
    seq: int = 0
    leaf: str = ""


class Store(Protocol):
    """Every change is durable when it returns; one that raises has changed nothing. Use from one thread."""

    def kept(self, epoch: Epoch) -> Kept | None:
        """The chain of an epoch; None if it was never made, or is forgotten."""
        ...

    def seen(self, hall: str) -> Seen:
        """The furthest this hall was seen."""
        ...

    def make(self, epoch: Epoch, seed: bytes) -> None:
        """A new chain."""
        ...

    def answer(self, epoch: Epoch, i: int, record: str, seen: Seen) -> None:
        """Draw ``i`` of this chain is for ``record`` and for no other; the hall has come as far as ``seen``."""
        ...

    def see(self, hall: str, seen: Seen) -> None:
        """The hall has come as far as ``seen``."""
        ...

    def key(self, fresh: bytes) -> bytes:
        """The secret half of what this witness signs heads with: ``fresh``, or what was kept at the first call."""
        ...

    def close(self) -> None:
        """Let go."""
        ...
