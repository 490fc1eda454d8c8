"""The citizen's press on the keypad, from the question to the thanks. A time-out is never a rating."""

import logging
from collections.abc import Callable
from typing import Protocol
from uuid import uuid4

from shared.client.port import HubLink
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import EvaluateRequest
from shared.protocol.rows import Asked, DeskRow

log = logging.getLogger(__name__)


class RatingPad(Protocol):
    """What the desk needs of a keypad; False means that it is not connected."""

    def ask_rating(self, seconds: float) -> bool:
        """Ask the citizen for one press within this time."""
        ...

    def thank(self) -> bool:
        """Thank the citizen."""
        ...


class Evaluation:
    """Asks the keypad once for every evaluation the hub asks for, and carries the first press to the hub.

    A press the hub did not answer is sent again, under its own id, when the hub is back: it counts once.
    ``refused`` hears why the hub did not take one.
    """

    def __init__(self, link: HubLink, refused: Callable[[Problem], None]) -> None:
        self._link = link
        self.keypad: RatingPad | None = None
        self._refused = refused
        self._asked: Asked | None = None
        self._pressed = False
        self._unanswered: dict[str, EvaluateRequest] = {}
        link.state_changed.append(self._link_changed)

    def follow(self, desk: DeskRow) -> None:
        """The desk as it is now; a new question is put to the citizen."""
        before, self._asked = self._asked, desk.asked
        if (asked := desk.asked) is None or (before and (before.ticket, before.visit) == (asked.ticket, asked.visit)):
            return
        self._pressed = False
        if not asked.given and self._link.now_ms() < asked.until_ms:
            self.ask_again()

    def ask_again(self) -> None:
        """Put the question to the citizen once more."""
        if self.keypad is not None and self._asked is not None:
            self.keypad.ask_rating((self._asked.until_ms - self._link.now_ms()) / 1000)

    def rated(self, grade: int) -> None:
        """A grade was pressed: the first press counts, and only while it is asked for."""
        asked = self._asked
        if asked is None or asked.given or self._pressed or self._link.now_ms() >= asked.until_ms:
            log.info("a press on the keypad that nobody asked for")
            return
        self._pressed = True
        request_id = uuid4().hex
        self._unanswered[request_id] = EvaluateRequest(
            ticket=asked.ticket, grade=grade, visit=asked.visit, source="keypad"
        )
        self._send(request_id)

    def _send(self, request_id: str) -> None:
        def done(outcome: Answer | Problem) -> None:
            if isinstance(outcome, Problem) and outcome.code == "hub-away":
                return
            if self._unanswered.pop(request_id, None) is None:
                return
            if isinstance(outcome, Problem):
                log.warning("a rating was not taken: %s", outcome.code)
                self._refused(outcome)
            elif self.keypad is not None:
                self.keypad.thank()

        self._link.request("evaluate", self._unanswered[request_id], done, request_id=request_id)

    def _link_changed(self, state: LinkState) -> None:
        if state == "live":
            for request_id in tuple(self._unanswered):
                self._send(request_id)
