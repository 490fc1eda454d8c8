"""Bad grades and what becomes of them: a manager sees to each, some by telephone (ADR 0018). Never in the record."""

import asyncio
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

from shared.hall.commands import Evaluate
from shared.hall.config import HallConfig, Text
from shared.hall.refusals import Refused
from shared.hall.state import BAD, State, Visit
from shared.hub.access.store import Store
from shared.hub.web.status import label_of

Outcome = Literal["fixed", "explained", "mistaken", "unreachable"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
SETTLED_SHOWN = 10
"""The last that were seen to stay in sight."""
_NUMBER = re.compile(r"\+?[0-9]{7,15}")
_ADD = """INSERT OR IGNORE INTO review (id, day, due, number, service, service_en, counter, grade, rated_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_SETTLE = """UPDATE review SET outcome = ?, done = ?, settled_by = ?, settled_ms = ?, phone = ''
    WHERE id = ? AND outcome = ''"""
OVERDUE = "SELECT count(*) FROM review WHERE outcome = '' AND due < ?"
"""Asked each second."""
_SAID = "UPDATE review SET text = ?, phone = coalesce(nullif(?, ''), phone) WHERE id = ? AND outcome = ''"
_NOTE = "UPDATE review SET phone = ? WHERE id = ? AND outcome = ''"


class Review(msgspec.Struct, frozen=True):
    """A visit that was rated badly, as managers see it. ``due`` is the day by which it is to be seen to, ``phone`` the
    number to call with its middle left out ("": none), ``outcome`` "" while it is open, ``done`` what was done.
    """

    id: str
    due: str
    number: str
    service: Text
    window: str
    grade: int
    reasons: tuple[str, ...]
    rated_ms: int
    text: str
    phone: str
    outcome: Outcome | Literal[""]
    done: str
    settled_ms: int
    settled_by: str


class Reviews:
    """Kept in ``access.db``, each change on disk when it returns; forgotten as the hall's rules say."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[int, tuple[Review, ...]] | None = None
        self._day = ""

    async def rated(self, state: State, command: Evaluate) -> None:
        """A visit has its grade, or the reasons of it; nothing if the grade is good."""
        visit = _visit(state, command)
        if (found := state.visits.get(visit)) is None or not 1 <= found.grade <= BAD:
            return
        await self._add(state, visit, found)
        if command.reasons:
            await self._do("UPDATE review SET reasons = ? WHERE id = ?", " ".join(command.reasons), visit)

    async def said(self, state: State, command: Evaluate, text: str, phone: str) -> None:
        """What the citizen wrote and the number to call, both as ``plain`` and ``number`` give them."""
        if text or phone:
            await self._do(_SAID, text, phone, _visit(state, command))

    async def note(self, visit: str, phone: str) -> None:
        """The number that she gave to somebody of the hall, as ``number`` gives it. Raises Refused."""
        self._found(visit)
        if not phone:
            raise Refused("bad-phone")
        if not await self._do(_NOTE, phone, visit):
            raise Refused("review-settled")

    async def settle(self, visit: str, outcome: Outcome, done: str, by: str, at_ms: int) -> None:
        """It has been seen to; the number has served its purpose and is gone. Raises Refused."""
        self._found(visit)
        if not await self._do(_SETTLE, outcome, plain(done), by, at_ms, visit):
            raise Refused("review-settled")

    def phone(self, visit: str) -> str:
        """The whole number, for who calls. Raises Refused."""
        return str(self._found(visit)["phone"])

    def rows(self) -> tuple[Review, ...]:
        """Those that are open, the oldest first; then the last ones that were seen to."""
        version = self._store.version()
        if self._known is None or self._known[0] != version:
            settled = "SELECT * FROM review WHERE outcome != '' ORDER BY settled_ms DESC LIMIT ?"
            found = self._store.rows("SELECT * FROM review WHERE outcome = '' ORDER BY rated_ms, id")
            self._known = version, tuple(map(_review, [*found, *self._store.rows(settled, SETTLED_SHOWN)]))
        return self._known[1]

    def overdue(self, day: str) -> int:
        """How many should have been seen to before this day."""
        return int(self._store.rows(OVERDUE, day)[0][0])

    async def keep_up(self, state: State) -> None:
        """Once a day: have the bad grades of a hub that ended before it wrote them here, and forget those whose time is
        over.
        """
        day = state.day
        if state.config is None or day == self._day:
            return
        kept = {row["id"] for row in self._store.rows("SELECT id FROM review")}
        for visit, found in tuple(state.visits.items()):
            if 1 <= found.grade <= BAD and visit not in kept:
                await self._add(state, visit, found)
        oldest = date.fromisoformat(day) - timedelta(days=state.config.rules.review_kept_days)
        await self._do("DELETE FROM review WHERE day < ?", oldest.isoformat())
        self._day = day

    async def _add(self, state: State, visit: str, found: Visit) -> None:
        assert state.config is not None
        day = datetime.fromtimestamp(found.finished_ms / 1000, ZoneInfo(state.config.timezone)).date()
        service = state.services.get(found.service)
        name = service.name if service else Text(found.service, found.service)
        due = due_day(state.config, day).isoformat()
        window = label_of(state, found.counter) or found.counter
        rest = (found.number, name.zh, name.en, window, found.grade, found.finished_ms)
        await self._do(_ADD, visit, day.isoformat(), due, *rest)

    def _found(self, visit: str) -> dict[str, object]:
        for row in self._store.rows("SELECT * FROM review WHERE id = ?", visit):
            return dict(row)
        raise Refused("unknown-review")

    async def _do(self, statement: str, *values: object) -> int:
        """How many it changed."""
        return await asyncio.to_thread(self._store.do, statement, *values)


def due_day(config: HallConfig, day: date) -> date:
    """So many of the hall's working days after ``day``."""
    weekdays = config.hours.weekdays if config.hours else (1, 2, 3, 4, 5)
    for _ in range(config.rules.review_days):
        day += timedelta(days=1)
        while day.isoweekday() not in weekdays:
            day += timedelta(days=1)
    return day


def plain(text: str) -> str:
    """Somebody's words in one line: without control and format characters, which show nothing or turn what is read."""
    shown = "".join(each if unicodedata.category(each)[0] != "C" or each.isspace() else "" for each in text)
    return " ".join(shown.split())


def number(phone: str) -> str:
    """A telephone number as it is dialled, "" for none. Raises Refused for what is none."""
    dialled = re.sub(r"[\s().–-]", "", unicodedata.normalize("NFKC", phone))
    if dialled and not _NUMBER.fullmatch(dialled):
        raise Refused("bad-phone")
    return dialled


def masked(phone: str) -> str:
    """As a screen shows it: three digits, and as many of the last four as leave four out."""
    return f"{phone[:3]}****{phone[max(7, len(phone) - 4) :]}" if phone else ""


def _visit(state: State, command: Evaluate) -> str:
    return f"{command.ticket}#{state.last_visit(command.ticket) if command.visit is None else command.visit}"


def _review(row: object) -> Review:
    known = dict(row)  # type: ignore[call-overload]
    return Review(
        id=known["id"],
        due=known["due"],
        number=known["number"],
        service=Text(known["service"], known["service_en"]),
        window=known["counter"],
        grade=known["grade"],
        reasons=tuple(known["reasons"].split()),
        rated_ms=known["rated_ms"],
        text=known["text"],
        phone=masked(known["phone"]),
        outcome=known["outcome"],
        done=known["done"],
        settled_ms=known["settled_ms"],
        settled_by=known["settled_by"],
    )
