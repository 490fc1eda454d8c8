"""Which address of the hub to try next, and how long to rest between rounds. No clock, no sockets, no chance."""

from collections.abc import Sequence

FOUND_KEPT = 4
CONNECT_MS = 1_000
"""How long a machine may take to answer at all."""
GREET_MS = 1_500
WELCOME_MS = 5_000
"""How long a machine that answers may take to welcome: the first where another hub may do it sooner. Longer in each
round, for a hub that greets a whole hall at once.
"""
FIRST_REST_MS = 100
LONGEST_REST_MS = 1_000
REFUSED_REST_MS = 5_000
STEADY_MS = 2_000
HASTE_MS = 6_000
"""One of a pair is gone: so soon afterwards the other leads. Until then rests stay short, and nobody is waited for."""
HASTY_CONNECT_MS = 300
HASTY_WELCOME_MS = 500
"""What the hub that fell silent still gets, while the other may welcome us."""


class Route:
    """Rounds over: last known address, configured addresses, those of the pair's hubs (``others``), addresses heard by
    discovery (newest first). A hub that fell silent is asked after the other of its pair. Times are since the last live
    connection ended.

    Rests grow from 0.1 s to 1 s, so that a hub that is back is met within 2 s; after a round in which a hub said no
    the rest is 5 s, for nothing gets better by asking often.
    """

    def __init__(self, known: str, configured: Sequence[str] = (), others: Sequence[str] = ()) -> None:
        self.trying = ""
        self.refused = False
        self.others = tuple(others)
        self._known = known
        self._configured = tuple(configured)
        self._found: list[str] = []
        self._tried: set[str] = set()
        self._rest_ms = FIRST_REST_MS
        self._greet_ms = GREET_MS
        self._silent = ""
        self._haste = False

    @property
    def connect_ms(self) -> int:
        """How long the machine at ``trying`` may take to answer at all."""
        return HASTY_CONNECT_MS if self._haste else CONNECT_MS

    @property
    def welcome_ms(self) -> int:
        """How long it may take to welcome."""
        if self._haste and self.trying == self._silent:
            return HASTY_WELCOME_MS
        return self._greet_ms if len(self._addresses()) > 1 else WELCOME_MS

    def heard(self, address: str) -> bool:
        """Discovery names an address; true if it is one we did not know."""
        new = address not in self._addresses()
        if address in self._found:
            self._found.remove(address)
        self._found = [address, *self._found][:FOUND_KEPT]
        return new

    def next(self) -> str | None:
        """The next address of this round, None at its end: it has one, whatever is announced meanwhile."""
        if len(self._tried) > len(self._configured) + len(self.others) + FOUND_KEPT:
            return None
        for address in self._addresses():
            if address not in self._tried:
                self._tried.add(address)
                self.trying = address
                return address
        return None

    def rest_ms(self, chance: float, away_ms: int = 0) -> int:
        """The round is over: rest this long before the next; ``chance`` (0–1) keeps terminals out of step."""
        self._tried.clear()
        self._haste = self._haste and away_ms < HASTE_MS
        self._greet_ms = min(2 * self._greet_ms, WELCOME_MS)
        if self.refused:
            self.refused = False
            return REFUSED_REST_MS
        rest_ms = self._rest_ms
        if not self._haste:
            self._rest_ms = min(2 * rest_ms, LONGEST_REST_MS)
        return round(rest_ms * (0.5 + chance / 2))

    def met(self) -> None:
        """The hub answered at ``trying``: from now on the first address."""
        self._known = self.trying
        self._tried.clear()
        self.refused = False
        self._silent = ""
        self._haste = False
        self._greet_ms = GREET_MS

    def parted(self, live_ms: int, silent: bool = False) -> None:
        """A live connection ended; after a steady one the rests start small again, in a pair for a while."""
        self._silent = self.trying if silent else ""
        if silent or live_ms >= STEADY_MS:
            self._rest_ms = FIRST_REST_MS
            self._haste = len(self.others) > 1

    def _addresses(self) -> list[str]:
        first = [address for address in self.others if address != self._silent] if self._silent else []
        every = dict.fromkeys((*first, self._known, *self._configured, *self.others, *self._found))
        return [address for address in every if address]
