"""When hubs began to lead, as the record's terms tell: a start or a take-over, each once it has written something."""

import msgspec

HOUR_MS = 3_600_000
USUAL = 3
"""More in an hour want a reason."""


class Leads(msgspec.Struct):
    """``begun``: when, those of the last hour. ``in_draw``: how many of today's came in the midst of one."""

    begun: list[int] = []
    in_draw: int = 0

    def begin(self, at_ms: int, drawing: bool) -> None:
        """A new term's first record; ``drawing``: a draw is open."""
        self.begun = [*(each for each in self.begun if each > at_ms - HOUR_MS), at_ms]
        self.in_draw += drawing

    def often(self, now_ms: int) -> int:
        """How many in the last hour, if that is more than usual; else 0."""
        count = sum(each > now_ms - HOUR_MS for each in self.begun)
        return count if count > USUAL else 0
