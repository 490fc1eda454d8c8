"""Chains, commitments, mixes and lots, bit for bit as published (docs/draw.md; vectors in tests/golden)."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial

Ys = Sequence[tuple[str, bytes]]
"""Witness links as (witness id, link), in id order."""


def _u16(value: int) -> bytes:
    return value.to_bytes(2, "big")


def _u32(value: int) -> bytes:
    return value.to_bytes(4, "big")


@lru_cache(1024)
def _lp(text: str) -> bytes:
    """Of windows above all, which come again in every draw."""
    raw = text.encode()
    return _u16(len(raw)) + raw


def context(hall: str, day: str, epoch: int, contributor: str) -> str:
    """What ties a chain to one hall, day, epoch and contributor."""
    return f"{hall}|{day}|{epoch}|{contributor}"


def seeded(algorithm: str, seed: bytes, ctx: str) -> bytes:
    """The last link of a chain, made from its secret seed."""
    return hashlib.new(algorithm, b"qlot/1 seed" + _lp(ctx) + seed).digest()


def below(algorithm: str, ctx: str, i: int, link: bytes, to: int = 0) -> list[bytes]:
    """From ``link`` = c[i] the links c[i−1] … c[to], in this order."""
    base = hashlib.new(algorithm, b"qlot/1 link" + _lp(ctx))
    links = []
    for n in range(i, to, -1):
        step = base.copy()
        step.update(_u32(n) + link)
        link = step.digest()
        links.append(link)
    return links


def chain(algorithm: str, seed: bytes, ctx: str, n: int) -> list[bytes]:
    """The links c[0] … c[n]; c[0] is the anchor that is published."""
    last = seeded(algorithm, seed, ctx)
    return [*reversed(below(algorithm, ctx, n, last)), last]


def commitment(algorithm: str, hall: str, day: str, epoch: int, hub_anchor: bytes, witnesses: Ys) -> bytes:
    """What the display and every ticket show: all anchors of the day in one hash."""
    message = b"qlot/1 open" + _lp(hall) + _lp(day) + _u32(epoch) + hub_anchor
    return hashlib.new(algorithm, message + b"".join(_lp(name) + anchor for name, anchor in witnesses)).digest()


def mix(algorithm: str, i: int, x: bytes, ys: Ys) -> bytes:
    """The chance u of draw i from the hub's link and exactly the witnesses' links."""
    message = b"qlot/1 mix" + _u32(i) + x + bytes([len(ys)])
    return hashlib.new(algorithm, message + b"".join(_lp(name) + y for name, y in ys)).digest()


def lots(algorithm: str, u: bytes, ticket: str) -> Callable[[str, int], bytes]:
    """From (window, j) to the 256-bit lot of this ticket and window; compare as bytes, the smallest wins."""
    begun = hmac.new(u, b"qlot/1 lot" + _lp(ticket), algorithm)

    def lot(window: str, j: int) -> bytes:
        each = begun.copy()
        each.update(_lp(window) + _u16(j))
        return each.digest()

    return lot


def winner(algorithm: str, u: bytes, pairs: Iterable[tuple[str, str, int]]) -> tuple[str, str, bytes]:
    """(ticket, window, lot) of the smallest lot over (ticket, window, weight ≥ 1); ties go to the smaller pair."""
    of = cache(partial(lots, algorithm, u))
    smallest, ticket, window = min(
        (of(ticket)(window, j), ticket, window) for ticket, window, weight in pairs for j in range(weight)
    )
    return ticket, window, smallest


def uniform(algorithm: str, u: bytes, n: int) -> int:
    """An integer in [0, n) without bias, by rejection over 64-bit words."""
    limit = (1 << 64) // n * n
    c = 0
    while True:
        word = int.from_bytes(hmac.digest(u, b"qlot/1 range" + _u32(c), algorithm)[:8], "big")
        if word < limit:
            return word % n
        c += 1
