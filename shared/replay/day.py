"""A recorded day: the folder's tables, checked to the cell."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from math import log, sqrt
from pathlib import Path
from random import Random
from statistics import median

import msgspec

from shared.replay.errors import BadDay

UNDATED = date(2020, 1, 6)
"""A folder whose name does not end in a date is replayed on this Monday."""

SIGMA = sqrt(log(2))
"""Of a lognormal whose standard deviation is its mean (cv 1)."""

Row = dict[str, str]


class Service(msgspec.Struct, frozen=True):
    """A service of that day. ``mean_s`` is what one ticket took, ``minutes`` what the hall published."""

    id: str
    letter: str
    name: str
    mean_s: float
    minutes: int


class Arrival(msgspec.Struct, frozen=True):
    """The n-th ticket of the day, from 1."""

    n: int
    at_ms: int
    service: str


class Poll(msgspec.Struct, frozen=True):
    """What the hall told at one moment, by service."""

    at_ms: int
    waiting: dict[str, int]
    windows: dict[str, int]


class Day(msgspec.Struct, frozen=True):
    """Times are milliseconds since 1970, the hall's local time taken as UTC. ``polls`` may be empty."""

    date: str
    services: tuple[Service, ...]
    arrivals: tuple[Arrival, ...]
    polls: tuple[Poll, ...]

    @property
    def begins_ms(self) -> int:
        """When the doors open."""
        first = self.arrivals[0].at_ms
        return min(first, self.polls[0].at_ms) if self.polls else first


def service_ms(seed: int, arrival: Arrival, mean_s: float) -> int:
    """How long this citizen's service takes: the same under every policy and staffing."""
    return round(1000 * Random(f"{seed} {arrival.n}").lognormvariate(log(mean_s) - SIGMA**2 / 2, SIGMA))


def read_day(folder: Path) -> Day:
    """The day in ``folder``: ``services.csv``, ``arrivals.csv`` and, if there, ``polled.csv``. Raises BadDay."""
    if not folder.is_dir():
        raise BadDay(f"{folder} is no folder: name one with arrivals.csv and services.csv")
    day = _date(folder.resolve().name)
    services = _services(folder / "services.csv")
    known = {service.id for service in services}
    arrivals = _arrivals(folder / "arrivals.csv", day, known)
    polled = folder / "polled.csv"
    return Day(day.isoformat(), services, arrivals, _polls(polled, day, known) if polled.exists() else ())


def _date(name: str) -> date:
    found = re.search(r"\d{4}-\d{2}-\d{2}$", name)
    try:
        return date.fromisoformat(found[0]) if found else UNDATED
    except ValueError:
        raise BadDay(f"the folder's name {name} ends in a date that is none: rename it") from None


def _services(path: Path) -> tuple[Service, ...]:
    rows: list[Row] = []
    for where, row in _rows(path, ("service", "letter", "name", "busy_seconds_per_ticket", "published_minutes")):
        if not row["service"] or any(row["service"] == each["service"] for each in rows):
            raise BadDay(f"{where}: service {row['service']!r} is empty or there already")
        for column in ("busy_seconds_per_ticket", "published_minutes"):
            if row[column]:
                _cell(where, row, column, _whole)
        rows.append(row)
    known = [seconds for row in rows if (seconds := _seconds(row))]
    if not known:
        raise BadDay(f"{path}: no service has busy_seconds_per_ticket or published_minutes")
    return tuple(_service(row, median(known)) for row in rows)


def _seconds(row: Row) -> int:
    """What a ticket took, else what the hall published, else 0."""
    return int(row["busy_seconds_per_ticket"] or 0) or 60 * int(row["published_minutes"] or 0)


def _service(row: Row, usual_s: float) -> Service:
    mean_s = _seconds(row) or usual_s
    minutes = int(row["published_minutes"] or 0) or max(1, round(mean_s / 60))
    return Service(row["service"], row["letter"], row["name"], mean_s, minutes)


def _arrivals(path: Path, day: date, services: set[str]) -> tuple[Arrival, ...]:
    found = [
        (_cell(where, row, "at", lambda text: _ms(day, text)), _known(where, row, services))
        for where, row in _rows(path, ("at", "service"))
    ]
    if not found:
        raise BadDay(f"{path}: nobody arrives")
    found.sort(key=lambda arrival: arrival[0])
    return tuple(Arrival(n, at_ms, service) for n, (at_ms, service) in enumerate(found, 1))


def _polls(path: Path, day: date, services: set[str]) -> tuple[Poll, ...]:
    polls: dict[int, Poll] = {}
    for where, row in _rows(path, ("time", "service", "waiting", "windows")):
        at_ms = _cell(where, row, "time", lambda text: _ms(day, text))
        service = _known(where, row, services)
        poll = polls.setdefault(at_ms, Poll(at_ms, {}, {}))
        poll.waiting[service] = _cell(where, row, "waiting", _whole)
        poll.windows[service] = _cell(where, row, "windows", _whole)
    return tuple(polls[at_ms] for at_ms in sorted(polls))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, Row]]:
    """(file and line, the columns' cells) of each row."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise BadDay(f"{path}, line 1: the column {missing[0]} is missing")
            for row in reader:
                where = f"{path}, line {reader.line_num}"
                if any(row[column] is None for column in columns):
                    raise BadDay(f"{where}: the row is cut short")
                yield where, {column: row[column].strip() for column in columns}
    except FileNotFoundError:
        raise BadDay(f"{path} is missing") from None
    except OSError as error:
        raise BadDay(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadDay(f"{path} is no table in UTF-8 with commas: {error}") from None


def _cell(where: str, row: Row, column: str, parse: Callable[[str], int]) -> int:
    try:
        return parse(row[column])
    except ValueError:
        raise BadDay(f"{where}: {column} is {row[column]!r}") from None


def _known(where: str, row: Row, services: set[str]) -> str:
    if row["service"] not in services:
        raise BadDay(f"{where}: service {row['service']!r} is not in services.csv")
    return row["service"]


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise ValueError(text)
    return int(text)


def _ms(day: date, text: str) -> int:
    """Of a local time such as 07:58 or 07:58:37.539."""
    local = time.fromisoformat(text)
    if local.tzinfo is not None:
        raise ValueError(text)
    return round(datetime.combine(day, local, UTC).timestamp() * 1000)
