"""How much paper is left, by what was printed and what the printer's sensor says."""

from dataclasses import dataclass

from hardware.printer.outcome import NotPrinted, Outcome, Printed, Trouble, Unknown
from hardware.printer.spool import Spool

DOTS_PER_MM = 8
CUT_MM = 22  # fed past the head to the knife after each slip
SLIP_MM = 160  # until the first slip tells
NEAR_END_MM = 4_000  # what sensors leave when they speak up first


@dataclass(frozen=True)
class PaperState:
    """A printer as staff need to know it. `left`: tickets that the roll is still good for, about."""

    trouble: Trouble | None = None
    near_end: bool = False
    left: int | None = None


class Roll:
    """One roll of paper; kept in the spool, so that a restart does not make it new."""

    def __init__(self, spool: Spool, length_m: int) -> None:
        self._spool = spool
        self._length_mm = length_m * 1000
        self._used_mm = spool.used_mm
        self._slip_mm = SLIP_MM
        self._was_out = self._near_end = False

    @property
    def left(self) -> int:
        """Tickets left, at least 0."""
        return max(0, self._length_mm - self._used_mm) // self._slip_mm

    def heard(self, outcome: Outcome, length_mm: int) -> None:
        """Count a slip; paper after none, or plenty after nearly none, is a new roll."""
        if isinstance(outcome, NotPrinted):
            self._was_out |= outcome.cause is Trouble.PAPER_OUT
            return
        near_end = isinstance(outcome, Printed) and outcome.near_end
        if isinstance(outcome, Printed) and (self._was_out or (self._near_end and not near_end)):
            self._used_mm, self._was_out = 0, False
        if near_end and not self._near_end:
            self._used_mm = max(self._used_mm, self._length_mm - NEAR_END_MM)
        if isinstance(outcome, Unknown):
            self._was_out |= outcome.state is Trouble.PAPER_OUT
        else:
            self._near_end = near_end
        self._slip_mm = length_mm or self._slip_mm
        self._used_mm += self._slip_mm
        self._spool.used_mm = self._used_mm
