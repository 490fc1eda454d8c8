"""One citizen at the kiosk, from the first touch to the ticket: which page, and the one request."""

import logging
from collections.abc import Callable
from typing import Literal
from uuid import uuid4

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.alone import Alone, served
from shared.client.block import OWN
from shared.client.outbox import Outbox
from shared.client.port import HubLink, hub_away
from shared.hall.commands import Kind
from shared.hall.config import Audience
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import CheckInRequest, IssueRequest
from shared.protocol.rows import AnyRow, GroupRow, ServiceRow
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

Page = Literal[
    "away",
    "halted",
    "closed",
    "home",
    "services",
    "search",
    "kind",
    "guide",
    "check-in",
    "draw",
    "ticket",
    "refused",
    "number",
    "found",
]
CHOOSING = ("home", "services", "search", "kind", "guide", "check-in")
"""Pages that lead to a ticket: none of them while there are no tickets."""
ASKING = ("kind", "guide", "check-in")
"""Pages whose touch takes the ticket."""
ALONE = ("home", "services", "search", "kind", "guide")
"""Pages that need no hub where the kiosk has numbers of its own."""
HALTED = "lot-waits"
"""The hub's word while the lot waits, with the number of whoever's ticket waits for it."""
SPENT = "block-spent"
"""A refusal of the kiosk itself: without the hub it has no number left for this letter."""
LATE = "asked-long-ago"
"""The hub's word on a request that reached it long after the touch: it was not done, and is asked anew."""
CHECKS = ("unknown-appointment", "check-in-too-early", "check-in-too-late")
PLAIN = ("already-waiting", "sold-out", "hall-closed", *CHECKS, SPENT, HALTED)
"""Refusals with a title and an advice of their own."""
LATE_MS = 60_000
log = logging.getLogger(__name__)


class Visit(QObject):
    """``answer`` or ``problem`` is set once the hub has spoken. A visit asks under one request id however often it
    is touched or repeated, so it takes one ticket at most.
    """

    changed = Signal()
    answered = Signal()
    ended = Signal()
    _kept = Signal(str, object, object)
    _given = Signal(object, object)

    def __init__(
        self,
        link: HubLink,
        texts: Texts,
        settle_ms: int,
        outbox: Outbox | None = None,
        alone: Alone | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._texts = texts
        self._outbox = outbox
        self._alone = alone
        self._page: Page = "home"
        self._shown: Page = "away"
        self._settling = QTimer(self, singleShot=True, interval=settle_ms)
        self._settling.timeout.connect(self.changed)
        self.group = ""
        self.service = ""
        self.audience: Audience = ""
        """For whom the services shown are; "" for all."""
        self._came: Page = "home"
        """Where the service was chosen."""
        self.busy = False
        self.answer: Answer | None = None
        self.problem: Problem | None = None
        self.person: Callable[[], str | None] = lambda: None
        """Who takes the ticket, where a reader told; it goes to the hub and never to the disk."""
        self._wish: IssueRequest | CheckInRequest = IssueRequest(service="")
        self._request_id = ""
        self._kept.connect(self._written)
        self._given.connect(self._taken)
        link.state_changed.append(self._heard)
        link.updated.append(self._updated)

    @qproperty(str, notify=changed)
    def page(self) -> Page:
        """What is on the screen: a page of the visit, or why there can be none now."""
        if self._page in (*CHOOSING, "number") and not self.busy:
            hall = self._link.mirror.hall
            own = self._alone is not None and self._page in ALONE and self._alone.may()
            if self._link.state != "live" or hall is None:
                return self._page if own else "away"
            if self._page in CHOOSING and not hall.open:
                return "closed"
            if self._page in CHOOSING and hall.halted and not own:
                return "halted"
        return self._page

    @qproperty(bool, notify=changed)
    def settled(self) -> bool:
        """Touches count: the page has stood still for a moment, and the ticket is not just being asked for."""
        return not (self.busy and self._page in ASKING) and not self._settling.isActive()

    def group_row(self) -> GroupRow | None:
        """The group chosen."""
        return self._link.mirror.groups.get(self.group)

    def service_row(self) -> ServiceRow | None:
        """The service chosen."""
        return self._link.mirror.services.get(self.service)

    @qproperty(bool, notify=changed)
    def spent(self) -> bool:
        """The hub gives none, and all numbers that the kiosk had for such times are given."""
        return self._alone is not None and self._alone.spent

    def gives(self, group: str) -> bool:
        """Whether a ticket of this group can be taken here, as far as numbers go."""
        return self._alone is None or served(self._link) or self._alone.may(group)

    @Slot(str)
    def openGroup(self, group: str) -> None:
        """A group is touched; one with a single service is that service."""
        self.group, self.audience = group, ""
        row = self.group_row()
        if not self.gives(group):
            self._refuse(SPENT)
        elif row is not None and len(row.services) == 1:
            self.chooseService(row.services[0])
        else:
            self._turn("services")

    @Slot(str)
    def chooseService(self, service: str) -> None:
        """A service is touched; where it has no number left the page says so, and what else to do."""
        self.service = service
        row = self.service_row()
        self.group = row.group if row is not None else self.group
        if not self.gives(self.group):
            self._refuse(SPENT)
        elif row is not None and row.state == "sold-out":
            self._refuse("sold-out")
        else:
            self._came = self._page
            self._turn("kind")

    @Slot(str)
    def chooseAudience(self, audience: Audience) -> None:
        """Only the services for persons, or for enterprises; "" for all of them."""
        self.audience = audience
        self.changed.emit()

    @Slot(str)
    def open(self, page: Page) -> None:
        """Another page is wanted: the search, the guide, the check-in, where a number stands."""
        self._turn(page)

    @Slot(str)
    def takeTicket(self, kind: Kind) -> None:
        """Ask for the ticket."""
        if self._page in ("kind", "guide") and not self.busy:
            self._begin(IssueRequest(service=self.service, kind=kind, language=self._texts.language))

    def check_in(self) -> None:
        """Ask for the ticket of an appointment of ``person``."""
        if self._page == "check-in" and not self.busy:
            self._begin(CheckInRequest(language=self._texts.language))

    @Slot()
    def retry(self) -> None:
        """Ask again under the same id: if the hub had done it, it answers the same ticket."""
        if self._page == "refused" and not self.busy:
            late = self.problem is not None and self.problem.code == LATE
            self._begin(self._wish) if late else self._ask()

    @Slot()
    def back(self) -> None:
        """One page back."""
        if self._page == "guide" or (self._page == "check-in" and self.service):
            self._turn("kind")
        elif self._page == "found":
            self._turn("number")
        else:
            self._turn(self._came if self._page == "kind" else "home")

    @Slot()
    def leave(self) -> None:
        """The citizen goes; the next one finds everything as at first."""
        self._withdraw()
        self.busy = False
        self.group = self.service = self.audience = self._request_id = ""
        self.answer = self.problem = None
        self._turn("home")
        self.ended.emit()

    @Slot()
    def showTicket(self) -> None:
        """The draw has been seen."""
        self._turn("ticket")

    def delivered(self, request_id: str, outcome: Answer | Problem) -> None:
        """The hub has answered late, or what was asked before a restart: whoever still stands here gets the ticket."""
        if Alone.joined(request_id, outcome):
            return
        if request_id == self._request_id:
            self._answered(outcome)
        elif isinstance(outcome, Problem):
            log.info("what was asked for before is not given any more: %s", outcome.code)
        else:
            fresh = self._link.now_ms() - outcome.issued_ms < LATE_MS
            if fresh and self._page == "home" and outcome.service in self._link.mirror.services:
                self._answered(outcome)
            else:
                log.warning("ticket %s was taken for someone who had left", outcome.number)

    def _withdraw(self) -> None:
        """Nobody waits for the answer any more; a number of the kiosk's own is somebody's already."""
        if self._outbox is not None and self._request_id in self._outbox and not self._request_id.startswith(OWN):
            self._outbox.done(self._request_id, hub_away(self._request_id))

    def _begin(self, wish: IssueRequest | CheckInRequest) -> None:
        timed = isinstance(wish, IssueRequest)
        self._wish = msgspec.structs.replace(wish, asked_ms=self._link.now_ms()) if timed else wish
        if self._alone is not None and not served(self._link) and isinstance(wish, IssueRequest):
            self._give(self._alone, wish)
            return
        self._request_id = uuid4().hex
        self._ask()

    def _ask(self) -> None:
        self.busy = True
        self.changed.emit()
        wish, person = self._wish, self.person()
        if isinstance(wish, CheckInRequest):  # without its person, whom no disk may know, it is worth nothing later
            self._send("check-in", msgspec.structs.replace(wish, person=person or ""))
            return
        told = msgspec.structs.replace(wish, person=person)
        if self._outbox is None:
            self._send("issue", told)
        else:
            asked = self._request_id
            kept = self._outbox.put(asked, "issue", wish)
            kept.add_done_callback(lambda _: self._kept.emit(asked, told, kept.exception()))

    def _give(self, alone: Alone, wish: IssueRequest) -> None:
        """A number of the kiosk's own, shown once it is on disk."""
        given = alone.take(wish)
        if given is None:
            self._refuse(SPENT)
            return
        answer, kept = given
        self._request_id, self.busy = answer.request_id, True
        self.changed.emit()
        kept.add_done_callback(lambda _: self._given.emit(answer, kept.exception()))

    @Slot(object, object)
    def _taken(self, answer: Answer, error: Exception | None) -> None:
        assert self._alone is not None
        self._alone.taken(answer, error)
        if answer.request_id == self._request_id:
            self._answered(answer if error is None else hub_away(answer.request_id))

    @Slot(str, object, object)
    def _written(self, asked: str, request: IssueRequest, error: Exception | None) -> None:
        """The request is on disk, and goes to the hub unless its citizen has left meanwhile."""
        if error is not None:
            log.error("%s: the ticket is asked for all the same", error)
        if asked == self._request_id and self._outbox is not None:
            self._outbox.release(asked)
            self._send("issue", request)

    def _send(self, name: str, request: IssueRequest | CheckInRequest) -> None:
        asked = self._request_id
        self._link.request(name, request, lambda outcome: self.delivered(asked, outcome), request_id=asked)

    def _answered(self, outcome: Answer | Problem) -> None:
        self.busy = False
        if isinstance(outcome, Problem):
            log.info("no ticket: %s %s", outcome.code, outcome.detail)
            if outcome.code == HALTED and "number" not in outcome.params:
                self._halt()
                return
            self.problem = outcome
            self._turn("refused")
            return
        self.answer, self.problem = outcome, None
        if (row := self._link.mirror.services.get(outcome.service)) is not None:
            self.service, self.group = row.id, row.group
        drawn = outcome.drawn
        self._turn("draw" if drawn is not None and len(drawn.windows) > 1 else "ticket")
        self.answered.emit()

    def _halt(self) -> None:
        """The hub has not recorded it: she gets a number of the kiosk's own, or reads why there is none."""
        self._withdraw()
        if self._alone is not None and isinstance(self._wish, IssueRequest) and self._alone.may(self.group):
            self._give(self._alone, self._wish)
        else:
            self._turn("home")

    def _refuse(self, code: str) -> None:
        """What the kiosk knows without asking."""
        self.problem = Problem(code, 409, code, params={"service": self.service})
        self._turn("refused")

    def _turn(self, page: Page) -> None:
        self._page = page
        self._look()

    def _heard(self, state: LinkState) -> None:
        self._look()

    def _updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        if fresh and self._page in ("services", "kind", "guide") and self.group_row() is None:
            self._page = "home"
        if self.problem is not None and self.problem.code == HALTED and served(self._link):
            self.retry()
        self._look()

    def _look(self) -> None:
        if self.page != self._shown:
            self._shown = self.page
            self._settling.start()
        self.changed.emit()
