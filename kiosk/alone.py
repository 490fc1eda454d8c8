"""A kiosk whose hub is away, or takes nothing because the lot waits: the hall as it last was, and tickets from its own
block that join when the hub goes on.
"""

import logging
from concurrent.futures import Future
from pathlib import Path
from uuid import uuid4

import msgspec

from shared.client.block import GONE, OWN, NumberBlock
from shared.client.outbox import Outbox
from shared.client.port import HubLink
from shared.clock import facts_at
from shared.protocol.answers import Answer, Problem
from shared.protocol.messages import LinkState
from shared.protocol.requests import IssueRequest, JoinRequest, LeaseRequest
from shared.protocol.rows import AnyRow, GuideRow, SlipRow, WordsRow
from shared.ui.hours import is_open

log = logging.getLogger(__name__)

PICTURE = "picture.json"
_decode = msgspec.json.Decoder(list[AnyRow]).decode


def served(link: HubLink) -> bool:
    """The hub is there, and the lot goes on."""
    return link.state == "live" and not waits(link)


def waits(link: HubLink) -> bool:
    """The lot waits: nothing is taken or called meanwhile."""
    return link.mirror.hall is not None and link.mirror.hall.halted


class Alone:
    """Knows the hall from before a restart, keeps a block of numbers, and gives of it while the hub gives none."""

    def __init__(self, link: HubLink, outbox: Outbox, directory: Path) -> None:
        self._link = link
        self._outbox = outbox
        self._picture = directory / PICTURE
        self._block = NumberBlock(directory, outbox)
        self._asking = False
        self._recall()
        self._look()
        link.state_changed.append(self._heard)
        link.updated.append(self._updated)

    def may(self, group: str = "") -> bool:
        """Whether the hub gives none, and a number is left for this group ("": for any), within the hours."""
        day = self._day()
        rows = self._link.mirror.groups.values()
        return bool(day) and any(self._block.left(row.letter, day) > 0 for row in rows if group in ("", row.id))

    @property
    def spent(self) -> bool:
        """Whether the hub gives none, within the hours, and every number of today's block is given."""
        day = self._day()
        return bool(day) and self._block.used(day) != GONE and not self.may()

    def _day(self) -> str:
        """The business day while the hub gives no tickets, within the hours; else "".

        A hub whose date was put back stays in the day that it has opened; no clock of the kiosk's own is believed so.
        """
        hall = self._link.mirror.hall
        if served(self._link) or hall is None:
            return ""
        now = facts_at(self._link.now_ms(), hall.timezone)
        day = now.day if self._link.welcome is None else max(now.day, hall.day)
        return day if is_open(hall, now) else ""

    def take(self, wish: IssueRequest) -> tuple[Answer, Future[None]] | None:
        """A ticket, to be shown once the future is done and ``taken`` has been told of it: then it is on disk and joins
        the line as soon as it can.
        """
        mirror, at_ms = self._link.mirror, self._link.now_ms()
        service, hall = mirror.services.get(wish.service), mirror.hall
        if service is None or hall is None or not self.may(service.group):
            return None
        day = self._day()
        given = self._block.take(mirror.groups[service.group].letter, day)
        if given is None:
            return None
        request_id = f"{OWN}{uuid4().hex}"
        join = JoinRequest(
            day=day, number=given.number, taken_ms=at_ms, service=wish.service, kind=wish.kind, language=wish.language
        )
        kept = self._outbox.put(request_id, "join", join)
        log.warning("the hub gives none: %s is given from the kiosk's own numbers", given.number)
        answer = Answer(
            request_id=request_id,
            seq=0,
            number=given.number,
            token=given.token,
            service=wish.service,
            kind=wish.kind,
            issued_ms=at_ms,
            commitment=hall.commitment,
        )
        return answer, kept

    def taken(self, answer: Answer, error: Exception | None) -> None:
        """It is on disk; with an ``error`` it is not, nobody gets it, and it joins no line."""
        if error is None:
            self._outbox.release(answer.request_id)
        else:
            log.error("%s: %s is not given", error, answer.number)
            self._outbox.forget(answer.request_id)

    @staticmethod
    def joined(request_id: str, outcome: Answer | Problem) -> bool:
        """Whether this is the word on a ticket that somebody holds already; a refusal is for the technician."""
        if request_id.startswith(OWN) and isinstance(outcome, Problem):
            log.error("a ticket given without the hub could not join: %s %s", outcome.code, outcome.detail)
        return request_id.startswith(OWN)

    def _heard(self, state: LinkState) -> None:
        self._look()

    def _look(self) -> None:
        self._link.mirror.counted = served(self._link)

    def _updated(self, rows: tuple[AnyRow, ...], fresh: bool) -> None:
        self._look()
        hall = self._link.mirror.hall
        if not served(self._link) or hall is None:
            return
        if fresh:
            self._save()
        if not self._asking and self._block.wants(hall.day):
            self._asking = True
            self._link.request("lease", LeaseRequest(used=self._block.used(hall.day)), self._leased)

    def _leased(self, outcome: Answer | Problem | None) -> None:
        self._asking = False
        if not isinstance(outcome, Answer) or outcome.block is None:
            log.warning("no numbers for times without the hub: %s", outcome)
            return
        try:
            self._block.keep(outcome.block)
        except OSError as error:
            log.error("numbers for times without the hub cannot be kept: %s", error)

    def _save(self) -> None:
        mirror = self._link.mirror
        guides = [GuideRow(id=name, guide=guide) for name, guide in mirror.guides.items()]
        rows = [mirror.hall, *mirror.groups.values(), *mirror.services.values(), *mirror.counters.values(), *guides]
        own = SlipRow(id="slip", layout=mirror.slip), WordsRow(id="words", words=mirror.words)
        draft = self._picture.with_suffix(".new")
        try:
            draft.write_bytes(msgspec.json.encode([*rows, *own]))
            draft.replace(self._picture)
        except OSError as error:
            log.error("the picture of the hall cannot be kept: %s", error)

    def _recall(self) -> None:
        try:
            rows = _decode(self._picture.read_bytes())
        except FileNotFoundError:
            return
        except (OSError, msgspec.DecodeError, UnicodeError, RecursionError) as error:
            log.error("%s cannot be used (%s): the hub sends another one", self._picture, error)
            return
        self._link.mirror.recall(rows)
