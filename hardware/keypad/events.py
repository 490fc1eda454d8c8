"""What a keypad tells the counter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rated:
    """A citizen pressed a grade, 5 very satisfied … 1 very dissatisfied.

    `unsolicited` when nobody had asked, somebody had already pressed, or the time to press was over.
    """

    level: int
    unsolicited: bool


@dataclass(frozen=True)
class RatingTimedOut:
    """The keypad waited and nobody pressed: the visit stays unrated."""


@dataclass(frozen=True)
class Key:
    """A clerk's key, by the profile's name for it, such as 'call' or 'no-show'."""

    name: str


@dataclass(frozen=True)
class Connected:
    """The keypad's line is up."""


@dataclass(frozen=True)
class Disconnected:
    """The keypad's line is down; the reason is a sentence for people."""

    reason: str


KeypadEvent = Rated | RatingTimedOut | Key | Connected | Disconnected
