"""The one door from a terminal to its hub. ``link.Link`` is the real one; ``simulated.SimulatedLink`` its fake."""

from collections.abc import Callable
from typing import Protocol

from shared.client.mirror import Mirror
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState, Welcome
from shared.protocol.requests import Request
from shared.protocol.rows import AnyRow

AnswerCallback = Callable[[Answer | Problem], None]
PATIENCE_MS = 5_000
"""How long a request waits for its answer, over any number of reconnects."""


def hub_away(request_id: str = "") -> Problem:
    """The answer of a link that heard none in ``PATIENCE_MS``; whether the hub did it is open: repeat the id."""
    return Problem("hub-away", 503, "The hub does not answer", request_id=request_id)


class HubLink(Protocol):
    """Non-blocking; every callback and signal arrives in the thread that called ``start``.

    ``state_changed`` hears the new ``LinkState``; ``updated`` the rows just applied to ``mirror`` (a snapshot gives
    all of them, ``fresh`` true). Both are lists of callables, so that the port needs no Qt.
    """

    mirror: Mirror
    state: LinkState
    away_since_ms: int
    state_changed: list[Callable[[LinkState], None]]
    updated: list[Callable[[tuple[AnyRow, ...], bool], None]]

    @property
    def welcome(self) -> Welcome | None:
        """The hub's last welcome."""
        ...

    def start(self) -> None:
        """Look for the hub and stay connected (reconnect in at most 2 s) until ``stop``."""
        ...

    def stop(self) -> None:
        """Close; nothing is called back afterwards."""
        ...

    def request(self, name: str, request: Request, done: AnswerCallback, *, request_id: str | None = None) -> str:
        """Ask the hub. ``done`` hears exactly one answer or problem (code ``hub-away`` after 5 s without one).

        Returns the request id; repeating a request with its id gets the same answer.
        """
        ...

    def sign_in(self, clerk: str, password: str, done: Callable[[Problem | None], None]) -> None:
        """Sign a clerk in on this connection; kept across reconnects until ``sign_out``."""
        ...

    def sign_out(self) -> None:
        """The clerk leaves."""
        ...

    def now_ms(self) -> int:
        """The hub's clock (UTC ms) as far as known."""
        ...
