"""The citizen's press on the keypad, from the question to the thanks. A time-out is never a rating."""

import logging
from collections.abc import Callable
from typing import Protocol
from uuid import uuid4

from counter.controllers.words import Say, say
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
    """Asks the keypad once for every evaluation the hub asks for, and carries the presses to the hub, which says what
    each one is. The first press in time counts; of the others one of a kind is recorded for each citizen, so that a
    stuck key does not fill the record.

    A press the hub did not answer is sent again, under its own id, when the hub is back: it counts once.
    ``refused`` hears why the first press was not taken.
    """

    def __init__(self, link: HubLink, refused: Callable[[Problem | Say], None]) -> None:
        self._link = link
        self.keypad: RatingPad | None = None
        self._refused = refused
        self._asked: Asked | None = None
        self._idle = False
        self._pressed = False
        self._odd: set[str] = set()
        self._unanswered: dict[str, EvaluateRequest] = {}
        self._first: set[str] = set()
        link.state_changed.append(self._link_changed)

    def follow(self, desk: DeskRow) -> None:
        """The desk as it is now; a new question is put to the citizen."""
        before, self._asked = self._asked, desk.asked
        at_desk = desk.state in ("calling", "serving")
        if at_desk and self._idle:
            self._odd.clear()
        self._idle = not at_desk
        if (asked := desk.asked) is None or (before and (before.ticket, before.visit) == (asked.ticket, asked.visit)):
            return
        self._pressed = False
        self._odd.clear()
        if not asked.given and self._link.now_ms() < asked.until_ms:
            self.ask_again()

    def ask_again(self) -> None:
        """Put the question to the citizen once more."""
        if self.keypad is not None and self._asked is not None:
            self.keypad.ask_rating((self._asked.until_ms - self._link.now_ms()) / 1000)

    def rated(self, grade: int) -> None:
        """A grade was pressed, asked for or not."""
        asked = self._asked if self._idle else None
        first = asked is not None and not (asked.given or self._pressed) and self._link.now_ms() < asked.until_ms
        request_id = uuid4().hex
        if first:
            self._pressed = True
            self._first.add(request_id)
        else:
            kind = "unsolicited" if asked is None else "repeated" if asked.given or self._pressed else "late"
            log.info("a press on the keypad: %s", kind)
            if kind in self._odd:
                return
            self._odd.add(kind)
        self._unanswered[request_id] = EvaluateRequest(
            ticket=asked.ticket if asked else "", grade=grade, visit=asked.visit if asked else None, source="keypad"
        )
        self._send(request_id)

    def _send(self, request_id: str) -> None:
        def done(outcome: Answer | Problem) -> None:
            if isinstance(outcome, Problem) and outcome.code == "hub-away":
                return
            if self._unanswered.pop(request_id, None) is not None:
                self._answered(outcome, request_id in self._first)
                self._first.discard(request_id)

        self._link.request("evaluate", self._unanswered[request_id], done, request_id=request_id)

    def _answered(self, outcome: Answer | Problem, first: bool) -> None:
        if isinstance(outcome, Problem):
            log.warning("a press was not taken: %s", outcome.code)
        if not first:
            return
        if isinstance(outcome, Problem):
            self._refused(outcome)
        elif outcome.rejected:
            self._refused(say(f"counter.rejected.{outcome.rejected}"))
        elif self.keypad is not None:
            self.keypad.thank()

    def _link_changed(self, state: LinkState) -> None:
        if state == "live":
            for request_id in tuple(self._unanswered):
                self._send(request_id)
