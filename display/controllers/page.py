"""Everything on the hall's screen but its lists, as one plain value: pure, from the link's state and the time."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from display.controllers.zone import Zone
from shared.client.port import HubLink
from shared.clock import clock_at, facts_at
from shared.protocol.rows import HallRow
from shared.ui.clock import local_time
from shared.ui.hours import days_until_open, weekday_in
from shared.ui.texts import Texts

MISSED_SHOWN = 6
MISSED_TOGETHER = 3
"""So many stand in the foot at a time: with the words before them whole in every layout."""
GAP = "   "

Mode = Literal["calls", "idle", "closed"]


class Told(NamedTuple):
    """What stands in the now band while there is no call."""

    title: str
    line: str
    english: str
    next: str = ""
    """When tickets are given again."""
    book: str = ""
    """The address where a time can be booked meanwhile."""


NOTHING = Told("", "", "")
BOOK = "/book"
STATUS = "/status"


@dataclass(frozen=True, slots=True)
class Page:
    """``mode`` says what fills the now band: calls, or what is ``told``; "closed" (also until the hub has told of the
    hall) gives it the lists' places too.

    ``trouble`` ("" for none) is why what is told may not hold, ``kept`` what still does, and ``since`` since when the
    picture is old. ``message`` and ``numbers`` are the
    foot's line, a warning where it is ``urgent``, and ``seal`` is today's seal number. ``quiet`` stands where no call
    is listed yet, and ``status``, the address ("" for none) where a phone follows the queues meanwhile. ``page`` is the
    page of the waiting list, ``notice`` the hall's own for a part of its own. ``timed`` is false while no clock can be
    believed: then nothing says when.
    """

    mode: Mode = "idle"
    name: str = ""
    date: str = ""
    told: Told = NOTHING
    trouble: str = ""
    trouble_english: str = ""
    kept: str = ""
    since: str = ""
    message: str = ""
    numbers: str = ""
    quiet: str = ""
    status: str = ""
    seal: str = ""
    page: str = ""
    notice: str = ""
    urgent: bool = False
    timed: bool = True


def compose(
    link: HubLink,
    zh: Texts,
    en: Texts,
    zone: Zone | None = None,
    *,
    calls: bool,
    turn: int,
    warning: str,
    groups: str,
    timed: bool = True,
    apart: bool = False,
) -> Page:
    """The page of this moment in the language ``zh`` with the other, ``en``, under it. ``turn`` counts the foot's
    messages on, ``groups`` names the list's page; with ``apart`` the notice has a place of its own.
    """
    hall = link.mirror.hall
    if hall is None:
        name, told = zh.t("common.product"), _starting(link, zh, en)
        return Page(mode="closed", name=name, message=warning, urgent=bool(warning), told=told)
    zone = zone or Zone()
    now_ms = link.now_ms()
    away = link.state != "live"
    at_work = zone.open(link.mirror)
    lines = [(warning, "")] if warning else messages(hall, zh, zone, at_work=at_work, apart=apart)
    message, numbers = lines[turn % len(lines)]
    trouble = trouble_english = kept = since = ""
    if away:
        key = "link.refused" if link.state == "refused" else "display.away.title"
        trouble, trouble_english, kept = zh.t(key), on_one_line(en.t(key)), zh.t("display.away.valid")
        if timed:
            since = zh.t("display.away.since", time=clock_at(link.away_since_ms or now_ms, hall.timezone))
    elif hall.halted:
        key = "display.halted.title"
        trouble, trouble_english, kept = zh.t(key), on_one_line(en.t(key)), zh.t("display.halted.kept")
    mode: Mode = "calls" if calls else "idle"
    if not (hall.open or at_work or away):
        mode = "closed"
    return Page(
        mode=mode,
        name=zh.pick(hall.name),
        date=date(now_ms, hall, zh) if timed else "",
        trouble=trouble,
        trouble_english=trouble_english,
        kept=kept,
        since=since,
        message=message,
        numbers=numbers,
        urgent=bool(warning),
        quiet="" if calls or away else zh.t("display.recent.none"),
        status="" if calls or away else _address(hall, STATUS),
        seal=hall.seal,
        page=groups,
        notice=zh.pick(hall.notice) or zh.t("display.foot.evaluate"),
        timed=timed,
        told=_closed(hall, zh, en, now_ms if timed else 0) if mode == "closed" else _idle(away, zh, en),
    )


def messages(hall: HallRow, texts: Texts, zone: Zone, *, at_work: bool, apart: bool = False) -> list[tuple[str, str]]:
    """The lines that take turns in the foot: words, and the numbers that follow them."""
    lines = []
    if missed := [each for each in hall.missed if zone.has(each.counter)]:
        last = sorted(missed, key=lambda missed: missed.at_ms, reverse=True)[:MISSED_SHOWN]
        after = {missed.after for missed in last}
        n = after.pop() if len(after) == 1 else 0
        words = texts.t("display.foot.missed-after", n=n) if n else texts.t("display.foot.missed")
        for n in range(0, len(last), MISSED_TOGETHER):
            lines.append((words, GAP.join(missed.number for missed in last[n : n + MISSED_TOGETHER])))
    if not hall.open and at_work:
        lines.append((texts.t("display.foot.last"), ""))
    if not apart and (notice := texts.pick(hall.notice)):
        lines.append((notice, ""))
    if hall.reopened in ("lost", "abandoned"):
        lines.append((texts.t("display.foot.reopened"), ""))
    if hall.tomorrow and not apart:
        lines.append((texts.t("display.foot.tomorrow"), hall.tomorrow))
    if not lines:
        lines.append((texts.t("display.foot.evaluate") if at_work and not apart else "", ""))
    if hall.witnesses and at_work:
        lines.append((texts.t("display.foot.witnesses", count=1 + hall.witnesses), ""))
    return lines


def on_one_line(text: str) -> str:
    """What the catalogue sets in lines, where there is room for one."""
    return text.replace("，\n", "，").replace("\n", " ")


def date(at_ms: int, hall: HallRow, texts: Texts) -> str:
    """Month, day and weekday in the hall."""
    moment = local_time(at_ms, hall.timezone)
    weekday = texts.t(f"weekday.{moment.isoweekday()}")
    return texts.t("display.head.date", date=texts.date(moment), weekday=weekday)


def _starting(link: HubLink, zh: Texts, en: Texts) -> Told:
    if link.state == "refused":
        return Told(zh.t("link.refused"), "", en.t("link.refused"))
    return _told("display.starting", zh, en)


def _idle(away: bool, zh: Texts, en: Texts) -> Told:
    if away:
        return _told("display.unheard", zh, en)
    return _told("display.welcome", zh, en)


def _closed(hall: HallRow, zh: Texts, en: Texts, now_ms: int) -> Told:
    """``now_ms`` 0: nobody knows what time it is."""
    book = _address(hall, BOOK) if hall.booked else ""
    if not hall.opens:
        return Told(zh.t("display.closed.title"), "", en.t("display.closed.title"), book=book)
    told = _told("display.closed", zh, en, opens=hall.opens, closes=hall.closes)
    if not now_ms:
        return told._replace(book=book)
    english = en.t("display.closed.both", told=told.english, next=_next(hall, en, now_ms))
    return told._replace(next=_next(hall, zh, now_ms), english=english, book=book)


def _address(hall: HallRow, page: str) -> str:
    return hall.public_url.rstrip("/") + page if hall.public_url else ""


def _next(hall: HallRow, texts: Texts, now_ms: int) -> str:
    now = facts_at(now_ms, hall.timezone)
    days = days_until_open(hall, now)
    key = ("today", "tomorrow")[days] if days < 2 else "later"
    weekday = texts.t(f"display.weekday.{weekday_in(days, now)}")
    return texts.t(f"display.closed.{key}", weekday=weekday, opens=hall.opens)


def _told(key: str, zh: Texts, en: Texts, **params: str) -> Told:
    english = en.t("display.told.both", title=en.t(f"{key}.title"), line=en.t(f"{key}.line", **params))
    return Told(zh.t(f"{key}.title"), zh.t(f"{key}.line", **params), english)
