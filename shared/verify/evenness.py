"""Whether the lot fell evenly on every clerk: a chi-square per clerk and service (docs/auditor.md).

In each draw the main window is one of a tray, each with the chance 1 ÷ windows in the tray. Over the draws in which a
clerk's window lay in the main tray, O times main is compared with E = Σ p and V = Σ p(1 − p): (|O − E| − ½)² ÷ V is a
chi-square with one degree of freedom. With m tests each is held to ALARM ÷ m (Bonferroni).
"""

from math import erfc, sqrt

import msgspec

ALARM = 0.01
"""At most so often is any clerk of an honest record called odd."""
LEAST = 10
"""Expected times main, and expected times not, below which a test says nothing."""


class Share(msgspec.Struct):
    """Of one clerk and service: draws as a candidate, times main, expected, and the variance of that."""

    clerk: str
    service: str
    candidate: int = 0
    main: int = 0
    expected: float = 0.0
    variance: float = 0.0
    chi_square: float = 0.0
    p: float = 1.0
    odd: bool = False


class Evenness(msgspec.Struct, frozen=True):
    """``tests`` shares held to ``threshold``, and how many shares were ``too_few`` to say anything."""

    tests: list[Share]
    too_few: int
    false_alarm: float
    threshold: float

    @property
    def odd(self) -> list[Share]:
        """Shares that chance alone hardly explains."""
        return [share for share in self.tests if share.odd]


class Tally:
    """Counts draws."""

    def __init__(self) -> None:
        self._shares: dict[tuple[str, str], Share] = {}

    def drawn(self, service: str, clerks: list[str], main: str) -> None:
        """One draw: whose windows lay in the main tray, and whose was drawn."""
        p = 1 / len(clerks)
        for clerk in clerks:
            share = self._shares.get((clerk, service))
            if share is None:
                share = self._shares[clerk, service] = Share(clerk, service)
            share.candidate += 1
            share.main += clerk == main
            share.expected += p
            share.variance += p * (1 - p)

    def evenness(self) -> Evenness:
        """The tests over everything counted."""
        shares = sorted(self._shares.values(), key=lambda share: (share.service, share.clerk))
        tests = [each for each in shares if min(each.expected, each.candidate - each.expected) >= LEAST]
        threshold = ALARM / max(1, len(tests))
        for share in tests:
            off = max(0.0, abs(share.main - share.expected) - 0.5)
            share.chi_square = round(off * off / share.variance, 3)
            share.p = erfc(sqrt(off * off / share.variance / 2))
            share.odd = share.p < threshold
        return Evenness(tests, len(shares) - len(tests), ALARM, threshold)
