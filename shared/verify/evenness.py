"""Whether the lot fell evenly on every clerk: a chi-square per clerk and service (docs/auditor.md).

Each draw names one window of each of its trays (in a round: of the windows paired with the ticket drawn), each with the
chance p = 1 ÷ windows in the tray. Over the trays in which a clerk's window lay, O times named is compared with E = Σ p
and V = Σ p(1 − p): (|O − E| − ½)² ÷ V is a chi-square with one degree of freedom. With m tests each is held to
ALARM ÷ m (Bonferroni).
"""

from math import erfc, sqrt

import msgspec

ALARM = 0.01
"""At most so often is any clerk of an honest record called odd."""
LEAST = 10
"""Expected times named, and expected times not, below which a test says nothing."""


class Share(msgspec.Struct):
    """Of one clerk and service: trays as a candidate, times named, expected, and the variance of that."""

    clerk: str
    service: str
    candidate: int = 0
    named: int = 0
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
    """Counts trays."""

    def __init__(self) -> None:
        self._shares: dict[tuple[str, str], Share] = {}

    def drawn(self, service: str, clerks: list[str], named: int) -> None:
        """One tray: whose windows lay in it, and at which place the one that was named."""
        p = 1 / len(clerks)
        for place, clerk in enumerate(clerks):
            share = self._shares.get((clerk, service))
            if share is None:
                share = self._shares[clerk, service] = Share(clerk, service)
            share.candidate += 1
            share.named += place == named
            share.expected += p
            share.variance += p * (1 - p)

    def evenness(self) -> Evenness:
        """The tests over everything counted."""
        shares = sorted(self._shares.values(), key=lambda share: (share.service, share.clerk))
        tests = [each for each in shares if min(each.expected, each.candidate - each.expected) >= LEAST]
        threshold = ALARM / max(1, len(tests))
        for share in tests:
            off = max(0.0, abs(share.named - share.expected) - 0.5)
            share.chi_square = round(off * off / share.variance, 3)
            share.p = erfc(sqrt(off * off / share.variance / 2))
            share.odd = share.p < threshold
        return Evenness(tests, len(shares) - len(tests), ALARM, threshold)
