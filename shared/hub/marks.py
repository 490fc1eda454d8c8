"""Where in the journal something is told of: sixteen bytes a place, whatever its name; today's and yesterday's."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

BUCKETS = 1 << 12
NAME, SEQ = 10, 6
ENTRY = NAME + SEQ


def _empty() -> list[bytes]:
    return [b""] * BUCKETS


class Marks(msgspec.Struct, array_like=True):
    """Names and their seqs. Hashes of 92 bits stand for the names: a dict would take seven times the memory."""

    now: list[bytes] = msgspec.field(default_factory=_empty)
    before: list[bytes] = msgspec.field(default_factory=_empty)

    def add(self, name: str, *seqs: int) -> None:
        """More places of a name."""
        bucket, known = _hashed(name)
        self.now[bucket] += b"".join(known + seq.to_bytes(SEQ) for seq in seqs)

    def of(self, name: str) -> list[int]:
        """The places of a name, in the order in which they came."""
        bucket, known = _hashed(name)
        return [*_found(self.before[bucket], known), *_found(self.now[bucket], known)]

    def turn(self, keep: Iterable[str] = ()) -> None:
        """A new day: what is from before yesterday is forgotten, but for those names."""
        kept = [(bucket, known, [*_found(self.before[bucket], known)]) for bucket, known in map(_hashed, keep)]
        self.before, self.now = self.now, _empty()
        for bucket, known, seqs in kept:
            self.before[bucket] = b"".join(known + seq.to_bytes(SEQ) for seq in seqs) + self.before[bucket]


def _hashed(name: str) -> tuple[int, bytes]:
    digest = sha256(name.encode()).digest()
    return int.from_bytes(digest[:2]) % BUCKETS, digest[2 : 2 + NAME]


def _found(bucket: bytes, known: bytes) -> Iterator[int]:
    at = bucket.find(known)
    while at >= 0:
        if at % ENTRY == 0:
            yield int.from_bytes(bucket[at + NAME : at + ENTRY])
        at = bucket.find(known, at + 1)
