"""What became of a print job: exactly one of printed, not printed, unknown."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why a slip is not, or perhaps not, in the citizen's hand."""

    UNREACHABLE = "unreachable"  # no connection: off, unplugged, wrong address
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"  # the printer reports an error or is offline: cutter, head, button held
    NOT_A_PRINTER = "not_a_printer"  # it answers, but with bytes no printer sends
    SILENT = "silent"  # it takes bytes and answers nothing
    STALLED = "stalled"  # it takes no more bytes
    LOST = "lost"  # the connection died
    BUSY = "busy"  # it says it is well, but has not confirmed the slip in time
    STOPPED = "stopped"  # the queue was closed before the job's turn
    CRASHED = "crashed"  # the kiosk ended while the slip was under way
    LATE = "late"  # the kiosk ended before the job's turn, and its citizen has gone by now


@dataclass(frozen=True)
class Printed:
    """The printer confirmed the slip; `near_end` when the roll is nearly used up.

    `by_spooler`: only a print spooler says so, which has handed it to the printer and saw no paper.
    """

    near_end: bool = False
    by_spooler: bool = False


@dataclass(frozen=True)
class NotPrinted:
    """Not one byte of the job left this machine: it may be printed again."""

    cause: Trouble


@dataclass(frozen=True)
class Unknown:
    """Bytes went out and no confirmation came: a person must look before it is printed again."""

    state: Trouble


Outcome = Printed | NotPrinted | Unknown
