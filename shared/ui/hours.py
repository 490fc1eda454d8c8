"""The hall's hours, read off its row: when tickets are given next. Pure."""

from shared.hall.facts import Facts
from shared.protocol.rows import HallRow

WEEK = 7


def is_early(hall: HallRow, now: Facts) -> bool:
    """Today is a day of tickets, and they are not given yet."""
    return bool(hall.opens) and _works(hall, now.weekday) and now.minute < _minute(hall.opens)


def is_late(hall: HallRow, now: Facts) -> bool:
    """Tickets were given today, and are not any more."""
    return bool(hall.opens) and _works(hall, now.weekday) and now.minute >= _minute(hall.closes)


def is_open(hall: HallRow, now: Facts) -> bool:
    """Tickets may be given now; a hall without hours gives them at any time."""
    return not hall.opens or (_works(hall, now.weekday) and not is_early(hall, now) and not is_late(hall, now))


def days_until_open(hall: HallRow, now: Facts) -> int:
    """In how many days tickets are given next; 0: later today."""
    first = 0 if is_early(hall, now) else 1
    return next(n for n in range(first, first + WEEK) if _works(hall, weekday_in(n, now)))


def weekday_in(days: int, now: Facts) -> int:
    """The ISO weekday in so many days."""
    return (now.weekday + days - 1) % WEEK + 1


def _works(hall: HallRow, weekday: int) -> bool:
    return not hall.weekdays or weekday in hall.weekdays


def _minute(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
