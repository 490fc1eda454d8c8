"""What a reader tells the kiosk. The read text stays out of every representation, and so out of every log."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CardRead:
    """An ID card lay on the reader; its number, 18 characters whose check character is right."""

    number: str = field(repr=False)


@dataclass(frozen=True)
class CardUnread:
    """A card lies there and could not be read; the reason is a sentence for the log."""

    reason: str


@dataclass(frozen=True)
class CodeRead:
    """A code was scanned."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class ReaderUp:
    """The reader's line is up."""


@dataclass(frozen=True)
class ReaderDown:
    """The reader's line is down; the reason is a sentence for people."""

    reason: str


ReaderEvent = CardRead | CardUnread | CodeRead | ReaderUp | ReaderDown
