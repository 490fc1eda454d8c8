"""What the hall may not find out by itself: the time."""

import msgspec


class Facts(msgspec.Struct, frozen=True):
    """One moment. ``at_ms`` is UTC; ``day``, ``minute`` and ``weekday`` (ISO) are the hall's local date and time."""

    at_ms: int
    day: str
    minute: int
    weekday: int
