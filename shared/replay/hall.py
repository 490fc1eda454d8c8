"""The hall of a recorded day: a group and a letter of its own for every service, windows as asked for."""

from collections.abc import Iterator, Sequence
from itertools import chain, product

import msgspec

from shared.hall.config import Counter, Group, HallConfig, Policy, Rules, Text
from shared.hall.config import Service as HallService
from shared.replay.day import Day, Service

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which read as 1 and 0."""


LAST_HOUR = 23


class Shift(msgspec.Struct, frozen=True):
    """A time a window is staffed; ``until_ms`` None: until everybody is served."""

    from_ms: int
    until_ms: int | None = None


class Window(msgspec.Struct, frozen=True):
    """A window. ``last`` is the one that stays while people of its service wait."""

    id: str
    services: tuple[str, ...]
    shifts: tuple[Shift, ...]
    last: bool = False


def comprehensive(day: Day, windows: int) -> tuple[Window, ...]:
    """That many windows, each for every service, all day."""
    services = tuple(service.id for service in day.services)
    return tuple(Window(str(n), services, (Shift(day.begins_ms),)) for n in range(1, windows + 1))


def polled(day: Day) -> tuple[Window, ...]:
    """Windows of one service each, staffed from poll to poll as that day; a service's first stays to the end."""
    windows: list[Window] = []
    for service in day.services:
        counts = [(poll.at_ms, poll.windows.get(service.id, 0)) for poll in day.polls]
        for n in range(max(1, *(count for _, count in counts))):
            shifts = tuple(_shifts([(at_ms, count > n) for at_ms, count in counts]))
            if n == 0:
                shifts = (*shifts[:-1], Shift(shifts[-1].from_ms if shifts else day.begins_ms))
            windows.append(Window(str(len(windows) + 1), (service.id,), shifts, n == 0))
    return tuple(windows)


def _shifts(seen: Sequence[tuple[int, bool]]) -> Iterator[Shift]:
    begun: int | None = None
    for at_ms, staffed in seen:
        if staffed and begun is None:
            begun = at_ms
        elif not staffed and begun is not None:
            yield Shift(begun, at_ms)
            begun = None
    if begun is not None:
        yield Shift(begun)


def hall(day: Day, windows: Sequence[Window], policy: Policy) -> HallConfig:
    """The configuration of the hub: always open, the house's rules."""
    letters = _letters(day.services)
    return HallConfig(
        id="replay",
        name=Text(f"重放 {day.date}", f"Replay of {day.date}"),
        timezone="UTC",
        groups=tuple(Group(each.id, letters[each.id], _text(each), policy) for each in day.services),
        services=tuple(
            HallService(each.id, each.id, _text(each), _text(each), minutes=each.minutes) for each in day.services
        ),
        counters=tuple(Counter(window.id, window.id, window.services) for window in windows),
        rules=Rules(seal_hour=LAST_HOUR),  # when the day is over: nothing of it depends on the hub's timer
    )


def _letters(services: Sequence[Service]) -> dict[str, str]:
    """The day's own letter where it is free and cannot be misread, else the next free one."""
    letters: dict[str, str] = {}
    for service in services:
        if len(service.letter) == 1 and service.letter in LETTERS and service.letter not in letters.values():
            letters[service.id] = service.letter
    free = (one for one in chain(LETTERS, map("".join, product(LETTERS, repeat=2))) if one not in letters.values())
    for service in services:
        if service.id not in letters:
            letters[service.id] = next(free)
    return letters


def _text(service: Service) -> Text:
    return Text(service.name, service.name)
