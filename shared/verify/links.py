"""Links of the day's chains, walked back to the anchors that were published before the day (docs/draw.md)."""

import hashlib


class Tail:
    """The last proven link of one contributor's chain; at first the anchor c[0]."""

    def __init__(self, algorithm: str, context: str, anchor: bytes) -> None:
        raw = context.encode()
        self._algorithm = algorithm
        self._link = b"qlot/1 link" + len(raw).to_bytes(2, "big") + raw
        self._i = 0
        self._proven = anchor

    def proves(self, i: int, link: bytes) -> bool:
        """Whether ``link`` is c[i]; links that were never shown are passed through on the way down."""
        walked = link
        for n in range(i, self._i, -1):
            walked = hashlib.new(self._algorithm, self._link + n.to_bytes(4, "big") + walked).digest()
        if i <= self._i or walked != self._proven:
            return False
        self._i, self._proven = i, link
        return True


def link_of(algorithm: str, context: str, seed: bytes, i: int, links: int) -> tuple[bytes, bytes]:
    """(c[0], c[i]) of the chain that ``seed`` makes."""
    raw = context.encode()
    told = len(raw).to_bytes(2, "big") + raw
    link = hashlib.new(algorithm, b"qlot/1 seed" + told + seed).digest()
    wanted = link
    for n in range(links, 0, -1):
        if n == i:
            wanted = link
        link = hashlib.new(algorithm, b"qlot/1 link" + told + n.to_bytes(4, "big") + link).digest()
    return link, wanted


def digest_of(text: str) -> bytes | None:
    """32 bytes from their 64 lower-case hex digits; None for anything else."""
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        return None
    return raw if len(raw) == 32 and raw.hex() == text else None
