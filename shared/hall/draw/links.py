"""One contributor's secret chain, kept small: every link is at hand, a few kilobytes are held."""

from shared.hall.draw.lots import below, seeded

LINKS = 1 << 16
"""Draws an epoch can hold; the next epoch follows without a pause."""
STRIDE = 256


class Links:
    """c[0] … c[n] from a seed. Held are every 256th and the stretch last used: the next takes 256 hashes at most."""

    def __init__(self, algorithm: str, seed: bytes, ctx: str, n: int = LINKS) -> None:
        self._algorithm, self._ctx, self._n = algorithm, ctx, n
        self._held = {n: seeded(algorithm, seed, ctx)}
        at = n
        while at:
            to = (at - 1) // STRIDE * STRIDE
            self._held[to] = below(algorithm, ctx, at, self._held[at], to)[-1]
            at = to
        self._top, self._stretch = n, [self._held[n]]

    @property
    def anchor(self) -> bytes:
        """c[0], which is published."""
        return self._held[0]

    def link(self, i: int) -> bytes:
        """c[i], 32 bytes."""
        if not 1 <= i <= self._n:
            raise IndexError(f"no link {i}: this chain holds {self._n} draws")
        if not self._top - len(self._stretch) < i <= self._top:
            self._top = min(self._n, -(-i // STRIDE) * STRIDE)
            top = self._held[self._top]
            self._stretch = [top, *below(self._algorithm, self._ctx, self._top, top, max(0, self._top - STRIDE))]
        return self._stretch[self._top - i]
