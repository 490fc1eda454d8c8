"""Everything somebody could do to a record who can make all numbers and hashes fit again.

``.venv/bin/python -m tests.integration.verify_edits [PEOPLE]`` prints what caught how much (docs/attacks.md), of a
small day and of two with witnesses; with PEOPLE so many more come on the small day, and only its fields are edited.
"""

import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from shared.journal.record import NO_LEAF, canonical, leaf
from shared.verify.verify import Verification
from tests.unit.hub.witnessed_days import witnessed_days
from tests.unit.verify.recorded import records, renumbered, sealing
from tests.unit.verify.small_day import small_day

Place = tuple[str | int, ...]
Values = dict[str, list[Any]]
SHOWN = 8


class Edit(msgspec.Struct, frozen=True):
    """What was done to a record, the first problem that replay names, and whether else a noted head names it."""

    seq: int
    type: str
    field: str
    problem: str | None
    head: bool = False


def every_field(bodies: list[str], but: Collection[str] = ()) -> Iterator[Edit]:
    """Each field of each record, ``but`` of these kinds, is changed once: to another value of the same field there if
    there is one; numbers grow by 1.
    """
    day = records(bodies)
    values = _values(day)
    auditor = Verification("edited", pins=[leaf(bodies[-1])])
    for place, record in enumerate(day):
        before = pickle.dumps(auditor)
        for path in () if record["type"] in but else _paths(record, ()):
            edited = deepcopy(record)
            _change(edited, path, values)
            body = canonical(edited)
            looking = pickle.loads(before)
            found = _look(looking, [body], day[place + 1 :], leaf(body))
            yield Edit(record["seq"], record["type"], _name(path), found, found is None and not looking.report().sound)
        auditor.see(canonical(record).encode())


def every_record(bodies: list[str]) -> Iterator[Edit]:
    """Each record is dropped, written twice, and swapped with the next."""
    day = records(bodies)
    for n, record in enumerate(day):
        forgeries = {"dropped": [*day[:n], *day[n + 1 :]], "doubled": [*day[: n + 1], *day[n:]]}
        if n + 1 < len(day):
            forgeries["swapped"] = [*day[:n], day[n + 1], record, *day[n + 2 :]]
        for what, forged in forgeries.items():
            yield Edit(record["seq"], record["type"], what, first_problem(renumbered(forged)))


def first_problem(forged: Iterable[dict[str, Any]]) -> str | None:
    """The first thing ``verify`` says of these records, whose chain is made to fit."""
    return _look(Verification("forged"), [], forged, NO_LEAF)


def _look(auditor: Verification, bodies: Iterable[str], rest: Iterable[dict[str, Any]], prev: str) -> str | None:
    """Show ``bodies`` as they are and ``rest`` made to follow ``prev``, until a problem is found."""
    for body in chain(bodies, sealing(rest, prev)):
        auditor.see(body.encode())
        if auditor.problems:
            return str(auditor.problems[0])
    return None


def table(edits: Iterable[Edit]) -> str:
    """Markdown: by type of record, how much was caught by what."""
    caught: Counter[str] = Counter()
    unseen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for edit in edits:
        if edit.problem is not None:
            caught[edit.type] += 1
        else:
            unseen[edit.type][edit.field] += 1
    rows = ["| record | caught by replay | only by the head | of these |", "|---|---|---|---|"]
    for type in sorted(caught.keys() | unseen.keys()):
        fields = [f"{field} {n}" for field, n in unseen[type].most_common(SHOWN)]
        more = " …" if len(unseen[type]) > SHOWN else ""
        rows.append(f"| `{type}` | {caught[type]} | {unseen[type].total()} | {', '.join(fields)}{more} |")
    rows.append(f"| all | {caught.total()} | {sum(each.total() for each in unseen.values())} | |")
    return "\n".join(rows)


def _paths(value: Any, path: Place) -> Iterator[Place]:
    """Every leaf, and every list as a whole."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _paths(each, (*path, key))
    elif isinstance(value, list):
        yield path
        for n, each in enumerate(value):
            yield from _paths(each, (*path, n))
    else:
        yield path


def _at(record: Any, path: Place) -> Any:
    for step in path:
        record = record[step]
    return record


def _change(record: dict[str, Any], path: Place, values: Values) -> None:
    *way, last = path
    here = _at(record, tuple(way))
    here[last] = _other(here[last], values[_name(path)])


def _other(value: Any, others: list[Any]) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case list():
            return value[:-1] if value else next((other for other in others if other), ["1"])
    different = [other for other in others if other != value and type(other) is type(value)]
    if different:
        return different[others.index(value) % len(different)]
    return f"{value or ''}1"


def _values(day: list[dict[str, Any]]) -> Values:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for record in day:
        for path in _paths(record, ()):
            if (value := _at(record, path)) not in found[_name(path)]:
                found[_name(path)].append(value)
    return found


def _name(path: Place) -> str:
    """The field's own name; places in lists do not matter."""
    return ".".join("[]" if isinstance(step, int) else step for step in path).removeprefix("data.")


def main(people: list[int]) -> None:
    """The tables."""
    if people:
        _show(f"Every field, with {people[0]} more people", list(every_field(small_day(people[0]).bodies)))
        return
    with TemporaryDirectory() as keys:
        days = {"a small day": small_day().bodies, "two days with witnesses": witnessed_days(Path(keys))}
    for what, bodies in days.items():
        _show(f"Every field of {what}", list(every_field(bodies)))
        _show(f"Every record of {what}", list(every_record(bodies)))


def _show(title: str, edits: list[Edit]) -> None:
    sys.stdout.write(f"{title}\n\n{table(edits)}\n\n")
    if title.startswith("Every field"):
        sys.stdout.write(f"by neither: {sum(not (edit.problem or edit.head) for edit in edits)}\n\n")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])
