"""The paper a hall is written on: one sheet a ticket, a desk, a booking."""

from dataclasses import dataclass, field

DRAWN = ("named", "bound", "returning")
WAITING = ("undrawn", "line", "pool", "heir", *DRAWN)
AT_DESK = ("called", "serving")


@dataclass
class Paper:
    """One ticket. ``place`` is the one place where it is."""

    id: str
    number: str
    service: str
    kind: str
    person: str | None
    since_ms: int = 0
    place: str = "new"
    names: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    held: bool = False
    reason: str = ""
    passed: int = 0
    due: int = 0
    pool: str = ""
    batch: int = 0
    fresh: bool = False
    """In the pool as it came from the kiosk."""
    overtaken: int = 0
    visits: int = 0
    rated: list[int] = field(default_factory=list)


@dataclass
class Desk:
    status: str = "closed"
    clerk: str = ""
    services: tuple[str, ...] = ()
    withdrawn: bool = False
    calls: int = 0
    late: str = ""
    """Missed last, nobody having been called since."""


@dataclass
class Booked:
    service: str
    day: str
    hour: int
    holder: str
    status: str = "booked"


@dataclass
class Batch:
    number: int = 0
    size: int = 0
    joined: int = 0


@dataclass
class Round:
    """``drawn`` is who was drawn where and is not called yet; ``draws`` how many there must be (0: any number)."""

    tickets: list[str]
    windows: list[str]
    draws: int
    drawn: tuple[str, str] | None = None
