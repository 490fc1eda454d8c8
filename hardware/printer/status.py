"""Reading a printer's answers: real-time status (DLE EOT n) and the ordered paper status (GS r 1)."""

from dataclasses import dataclass

from hardware.printer.outcome import Trouble

ASK_ONLINE = b"\x10\x04\x01"
ASK_CAUSE = b"\x10\x04\x02"
ASK_PAPER = b"\x10\x04\x04"
ASK_DONE = b"\x1dr\x01"  # answered in order: only after everything before it is on paper


def is_realtime(byte: int) -> bool:
    """Whether a byte can be an answer to DLE EOT: bits 0 and 7 are 0, bits 1 and 4 are 1."""
    return byte & 0x93 == 0x12


def is_done(byte: int) -> bool:
    """Whether a byte can be an answer to GS r 1: bits 4 and 7 are 0, each sensor's two bits agree."""
    return byte & 0x90 == 0 and byte & 0x03 in (0x00, 0x03) and byte & 0x0C in (0x00, 0x0C)


def done_without_paper(byte: int) -> bool:
    """Whether a GS r 1 answer says that the roll is used up."""
    return byte & 0x0C == 0x0C


@dataclass(frozen=True)
class Status:
    """The three real-time answers together."""

    online: int
    cause: int
    paper: int

    @property
    def near_end(self) -> bool:
        """The roll is nearly used up."""
        return bool(self.paper & 0x0C)

    @property
    def trouble(self) -> Trouble | None:
        """What keeps the printer from printing, the most telling first; None when it is ready."""
        if self.paper & 0x60 or self.cause & 0x20:
            return Trouble.PAPER_OUT
        if self.cause & 0x04:
            return Trouble.COVER_OPEN
        if self.online & 0x08 or self.cause & 0x40:
            return Trouble.FAULT
        return None
