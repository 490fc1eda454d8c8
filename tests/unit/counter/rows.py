"""A desk to tell stories about: window 8, two groups, and the rows the hub would send."""

from typing import Any

from shared.client.simulated import MORNING_MS
from shared.hall.config import Text
from shared.protocol.rows import Asked, DeskRow, DeskTicket, GroupRow, HallRow, Missed, Parked, ServiceRow

MINUTE = 60_000
NOW = MORNING_MS + 57 * MINUTE
"""09:57 in Shanghai."""


def hall(**changes: Any) -> HallRow:
    values: dict[str, Any] = {
        "id": "hall",
        "name": Text("云溪市政务服务中心", "Yunxi Government Service Centre"),
        "day": "2020-01-13",
        "open": True,
        "seal": "7F3A 91C2",
        "commitment": "",
        "timezone": "Asia/Shanghai",
        "notice": Text("", ""),
        "opens": "9:00",
        "closes": "17:00",
        "counters_open": 2,
        "missed": (),
        "evaluation_s": 10,
        "public_url": "",
    }
    return HallRow(**values | changes)


def group(letter: str, name: Text, services: tuple[str, ...], waiting: int, policy: str = "issue") -> GroupRow:
    return GroupRow(
        id=letter.lower(),
        letter=letter,
        name=name,
        policy=policy,
        area=Text("", ""),
        services=services,
        waiting=waiting,
        low_min=3,
        high_min=6,
        counters_open=2,
        oldest_ms=NOW - 14 * MINUTE if waiting else 0,
    )


def service(id: str, group: str, zh: str, en: str, pinyin: str) -> ServiceRow:
    return ServiceRow(
        id=id,
        group=group,
        name=Text(zh, en),
        short=Text(zh, en),
        pinyin=pinyin,
        waiting=2,
        low_min=3,
        high_min=6,
        counters_open=1,
        state="open",
    )


ID_CARDS = group("D", Text("户籍身份证", "ID cards"), ("id", "lost"), 8)
OTHER = group("K", Text("其他事项", "Other"), ("other",), 2)
TAX = group("F", Text("税务", "Tax"), ("tax", "vehicle"), 4, policy="fifo")
GROUPS = (ID_CARDS, OTHER, TAX)
SERVICES = (
    service("id", "d", "居民身份证换领", "ID card renewal", "ju min shen fen zheng huan ling"),
    service("lost", "d", "居民身份证补领", "Lost ID card", "ju min shen fen zheng bu ling"),
    service("other", "k", "其他事项", "Other matters", "qi ta shi xiang"),
    service("tax", "f", "个人所得税", "Income tax", "ge ren suo de shui"),
    service("vehicle", "f", "车船税", "Vehicle tax", "che chuan shui"),
)


def ticket(**changes: Any) -> DeskTicket:
    values: dict[str, Any] = {
        "ticket": "t47",
        "number": "D047",
        "service": "id",
        "kind": "normal",
        "issued_ms": NOW - 16 * MINUTE,
        "called_ms": NOW - 5 * MINUTE,
        "serving_ms": NOW - 4 * MINUTE - 12_000,
        "calls": 1,
        "recall_ms": 0,
        "no_show_ms": 0,
        "no_show_calls": 0,
        "norm_s": 480,
    }
    return DeskTicket(**values | changes)


def desk(state: str = "idle", **changes: Any) -> DeskRow:
    values: dict[str, Any] = {
        "id": "c8",
        "label": "8",
        "state": state,
        "clerk": "0817",
        "since_ms": NOW - 65_000,
        "services": ("id", "lost", "other"),
        "ticket": None,
        "missed": (),
        "parked": (),
        "asked": None,
        "finished": 11,
        "mean_s": 440,
    }
    return DeskRow(**values | changes)


def calling(**changes: Any) -> DeskRow:
    """D047 was called 9 s ago: a recall is allowed in 6 s, a no-show in 171 s and after two more calls."""
    early = {"recall_ms": NOW + 6_000, "no_show_ms": NOW + 171_000, "no_show_calls": 2}
    return desk("calling", ticket=ticket(called_ms=NOW - 9_000, since_ms=NOW - 9_000, serving_ms=0, **early | changes))


def serving(**changes: Any) -> DeskRow:
    return desk("serving", ticket=ticket(**changes))


def asked(**changes: Any) -> Asked:
    values: dict[str, Any] = {
        "ticket": "t47",
        "number": "D047",
        "visit": 1,
        "asked_ms": NOW - 3_000,
        "until_ms": NOW + 7_000,
        "given": False,
    }
    return Asked(**values | changes)


MISSED = (
    Missed("D039", "c8", "8", NOW - 26 * MINUTE, 3, "t39"),
    Missed("D041", "c8", "8", NOW - 19 * MINUTE, 3, "t41"),
)
PARKED = (Parked("t43", "D043", "same", NOW - 28 * MINUTE),)
