"""What the hall may not find out by itself: the time."""

import msgspec


class Facts(msgspec.Struct, frozen=True):
    """One moment. ``at_ms`` is UTC; ``day``, ``minute`` and ``weekday`` (ISO) are the hall's local date and time."""

    at_ms: int
    day: str
    minute: int
    weekday: int

    def left_ms(self, since_ms: int, span_ms: int) -> int:
        """What is left of a span at this moment."""
        return left_ms(since_ms, span_ms, self.at_ms)


def left_ms(since_ms: int, span_ms: int, at_ms: int) -> int:
    """What is left of a span; 0: it is over. Also where it begins further ahead than it is long: the clock was put
    back, and nobody waits for that hour again."""
    left = since_ms + span_ms - at_ms
    return left if 0 < left <= 2 * span_ms else 0
