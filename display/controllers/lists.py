"""The three lists of the hall's screen as plain values: pure, from rows and the time."""

from collections.abc import Iterable
from typing import NamedTuple

from display.controllers.stage import running
from shared.client.mirror import Mirror
from shared.protocol.rows import CallRow, GroupRow, HallRow
from shared.ui.clock import local_time
from shared.ui.texts import Texts

MINUTE_MS = 60_000


class Band(NamedTuple):
    """A call in the now band; ``swapped`` while its colours are swapped, ``calm`` once it is no longer *now*."""

    place: int
    lead: str
    number: str
    label: str
    english: str
    arrow: str
    swapped: bool
    calm: bool


class Recent(NamedTuple):
    """An earlier call."""

    number: str
    label: str
    arrow: str
    ago: str


class Waiting(NamedTuple):
    """A group's queue: the ``minutes`` about, as a range, or in their place ``instead``."""

    letter: str
    name: str
    waiting: int
    minutes: str
    instead: str


def is_called(mirror: Mirror, call: CallRow) -> bool:
    """The counter still waits for this number."""
    counter = mirror.counters.get(call.counter)
    return counter is not None and counter.state == "calling" and counter.number == call.number


def recent(
    calls: Iterable[CallRow], elsewhere: set[str], hall: HallRow, rows: int, timed: bool = True
) -> list[CallRow]:
    """The last calls of the business day, newest first, each number once; without those shown ``elsewhere``.

    Without a clock to believe (``timed`` false) they are the last the hub told, which is today's.
    """
    found: list[CallRow] = []
    passed = set(elsewhere)
    for call in sorted(calls, key=running, reverse=True):
        today = not timed or local_time(call.at_ms, hall.timezone).date().isoformat() == hall.day
        if call.number not in passed and today:
            passed.add(call.number)
            found.append(call)
    return found[:rows]


def ago(at_ms: int, now_ms: int, texts: Texts) -> str:
    """How long since a call, in whole minutes."""
    minutes = max(0, now_ms - at_ms) // MINUTE_MS
    return texts.t("display.recent.minutes", minutes=minutes) if minutes else texts.t("display.recent.now")


def waiting(group: GroupRow, texts: Texts) -> Waiting:
    """How many wait for a group, and how long about; without a counter nothing is promised."""
    minutes = instead = ""
    if group.counters_open == 0:
        instead = texts.t("display.waiting.closed")
    elif group.waiting == 0 and group.high_min == 0:
        instead = texts.t("display.waiting.free")
    elif group.low_min == group.high_min:
        minutes = str(group.high_min)
    else:
        minutes = f"{group.low_min}–{group.high_min}"
    return Waiting(group.letter, texts.pick(group.name), group.waiting, minutes, instead)


def page_of(groups: list[GroupRow], turn: int, rows: int) -> tuple[list[GroupRow], str]:
    """The groups of the ``turn``-th page of ``rows``, round and round, and "2/3" ("" for a single page)."""
    if not rows:
        return [], ""
    pages = max(1, -(-len(groups) // rows))
    page = turn % pages
    return groups[page * rows : (page + 1) * rows], f"{page + 1}/{pages}" if pages > 1 else ""
