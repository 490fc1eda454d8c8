"""One citizen at the kiosk, from the first touch to the ticket: which page, and the one request."""

import logging
from collections.abc import Callable
from typing import Literal
from uuid import uuid4

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from shared.client.outbox import Outbox
from shared.client.port import HubLink, hub_away
from shared.hall.commands import Kind
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import IssueRequest
from shared.protocol.rows import AnyRow, GroupRow, ServiceRow
from shared.ui.qproperty import qproperty
from shared.ui.texts import Texts

Page = Literal["away", "closed", "home", "services", "kind", "draw", "ticket", "refused"]
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

    def __init__(
        self,
        link: HubLink,
        texts: Texts,
        settle_ms: int,
        outbox: Outbox | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._texts = texts
        self._outbox = outbox
        self._page: Page = "home"
        self._shown: Page = "away"
        self._settling = QTimer(self, singleShot=True, interval=settle_ms)
        self._settling.timeout.connect(self.changed)
        self.group = ""
        self.service = ""
        self.busy = False
        self.answer: Answer | None = None
        self.problem: Problem | None = None
        self.person: Callable[[], str | None] = lambda: None
        """Who takes the ticket, where a reader told; it goes to the hub and never to the disk."""
        self._kind: Kind = "normal"
        self._request_id = ""
        self._kept.connect(self._written)
        link.state_changed.append(self._heard)
        link.updated.append(self._updated)

    @qproperty(str, notify=changed)
    def page(self) -> Page:
        """What is on the screen: a page of the visit, or why there can be none now."""
        if self._page in ("home", "services", "kind") and not self.busy:
            if self._link.state != "live" or self._link.mirror.hall is None:
                return "away"
            if not self._link.mirror.hall.open:
                return "closed"
        return self._page

    @qproperty(bool, notify=changed)
    def settled(self) -> bool:
        """Touches count: the page has stood still for a moment, and the ticket is not just being asked for."""
        return not (self.busy and self._page == "kind") and not self._settling.isActive()

    def group_row(self) -> GroupRow | None:
        """The group chosen."""
        return self._link.mirror.groups.get(self.group)

    def service_row(self) -> ServiceRow | None:
        """The service chosen."""
        return self._link.mirror.services.get(self.service)

    @Slot(str)
    def openGroup(self, group: str) -> None:
        """A group is touched; one with a single service is that service."""
        self.group = group
        row = self.group_row()
        if row is not None and len(row.services) == 1:
            self.service = row.services[0]
            self._turn("kind")
        else:
            self._turn("services")

    @Slot(str)
    def chooseService(self, service: str) -> None:
        """A service is touched."""
        self.service = service
        self._turn("kind")

    @Slot(str)
    def takeTicket(self, kind: Kind) -> None:
        """Ask for the ticket."""
        if self._page != "kind" or self.busy:
            return
        self._kind = kind
        self._request_id = uuid4().hex
        self._ask()

    @Slot()
    def retry(self) -> None:
        """Ask again under the same id: if the hub had done it, it answers the same ticket."""
        if self._page == "refused" and not self.busy:
            self._ask()

    @Slot()
    def back(self) -> None:
        """One page back."""
        row = self.group_row()
        several = row is not None and len(row.services) > 1
        self._turn("services" if self._page == "kind" and several else "home")

    @Slot()
    def leave(self) -> None:
        """The citizen goes; the next one finds everything as at first."""
        if self._outbox is not None and self._request_id in self._outbox:
            self._outbox.done(self._request_id, hub_away(self._request_id))
        self.busy = False
        self.group = self.service = self._request_id = ""
        self.answer = self.problem = None
        self._turn("home")
        self.ended.emit()

    @Slot()
    def showTicket(self) -> None:
        """The draw has been seen."""
        self._turn("ticket")

    def delivered(self, request_id: str, outcome: Answer | Problem) -> None:
        """The hub has answered late, or what was asked before a restart: whoever still stands here gets the ticket."""
        if request_id == self._request_id:
            self._answered(outcome)
        elif isinstance(outcome, Answer):
            fresh = self._link.now_ms() - outcome.issued_ms < LATE_MS
            if fresh and self._page == "home" and outcome.service in self._link.mirror.services:
                self.service, self.group = outcome.service, self._link.mirror.services[outcome.service].group
                self._answered(outcome)
            else:
                log.warning("ticket %s was taken for someone who had left", outcome.number)

    def _ask(self) -> None:
        self.busy = True
        self.changed.emit()
        request = IssueRequest(service=self.service, kind=self._kind, language=self._texts.language)
        told = msgspec.structs.replace(request, person=self.person())
        if self._outbox is None:
            self._send(told)
        else:
            asked = self._request_id
            kept = self._outbox.put(asked, "issue", request)
            kept.add_done_callback(lambda _: self._kept.emit(asked, told, kept.exception()))

    @Slot(str, object, object)
    def _written(self, asked: str, request: IssueRequest, error: Exception | None) -> None:
        """The request is on disk, and goes to the hub unless its citizen has left meanwhile."""
        if error is not None:
            log.error("the outbox cannot be written (%s): the ticket is asked for all the same", error)
        if asked == self._request_id and self._outbox is not None:
            self._outbox.release(asked)
            self._send(request)

    def _send(self, request: IssueRequest) -> None:
        asked = self._request_id
        self._link.request("issue", request, lambda outcome: self.delivered(asked, outcome), request_id=asked)

    def _answered(self, outcome: Answer | Problem) -> None:
        self.busy = False
        if isinstance(outcome, Problem):
            log.info("no ticket: %s %s", outcome.code, outcome.detail)
            self.problem = outcome
            self._turn("refused")
            return
        self.answer, self.problem = outcome, None
        drawn = outcome.drawn
        self._turn("draw" if drawn is not None and len(drawn.windows) > 1 else "ticket")
        self.answered.emit()

    def _turn(self, page: Page) -> None:
        self._page = page
        self._look()

    def _heard(self, state: LinkState) -> None:
        self._look()

    def _updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        if fresh and self._page in ("services", "kind") and self.group_row() is None:
            self._page = "home"
        self._look()

    def _look(self) -> None:
        if self.page != self._shown:
            self._shown = self.page
            self._settling.start()
        self.changed.emit()
