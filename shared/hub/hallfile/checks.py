"""What a hall file must fulfil beyond the shape of its tables."""

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from shared.catalogue import blanks, catalogue
from shared.hub.hallfile.entries import HallEntry
from shared.toml import Document, Flaw, minute_of

SHORT, SHORT_EN = 8, 20
GUIDE_LISTS = ("materials", "steps")


def flaws_of(hall: HallEntry, document: Document) -> Iterator[Flaw]:
    """Every mistake of a file whose tables are well formed."""
    yield from _surroundings(hall, document)
    yield from _twice(document, "group", "id", (group.id for group in hall.group))
    yield from _twice(document, "group", "letter", (group.letter for group in hall.group))
    yield from _twice(document, "service", "id", (service.id for service in hall.service))
    yield from _twice(document, "counter", "id", (counter.id for counter in hall.counter))
    yield from _twice(document, "counter", "label", (counter.label or counter.id for counter in hall.counter))
    yield from _services(hall, document)
    yield from _guides(hall, document)
    yield from _counters(hall, document)
    yield from _words(hall, document)


def _surroundings(hall: HallEntry, document: Document) -> Iterator[Flaw]:
    if not _zone_exists(hall.timezone):
        yield document.flaw(
            ("timezone",), f'no timezone "{hall.timezone}" is known', 'write a name such as "Asia/Shanghai"'
        )
    if hall.algorithm not in hashlib.algorithms_available:
        yield document.flaw(
            ("algorithm",),
            f"this machine's OpenSSL does not offer {hall.algorithm}",
            'write "sha256", or use a machine whose OpenSSL has it',
        )
    if hall.hours and minute_of(hall.hours.open) >= minute_of(hall.hours.close):
        yield document.flaw(
            ("hours", "close"),
            f"the hall closes at {hall.hours.close}, not after it opens at {hall.hours.open}",
            "write a later time to close",
        )
    if hall.hours and len(set(hall.hours.weekdays)) < len(hall.hours.weekdays):
        yield document.flaw(("hours", "weekdays"), "a weekday stands there twice", "write each weekday once")
    if len(set(hall.voice.languages)) < len(hall.voice.languages):
        yield document.flaw(("voice", "languages"), "a language stands there twice", "write each language once")
    closed, closed_en = (hall.hours.closed, hall.hours.closed_en) if hall.hours else ((), ())
    for table, key, lines, english in (
        ("slip", "lines", hall.slip.lines, hall.slip.lines_en),
        ("hours", "closed", closed, closed_en),
    ):
        if english and len(english) != len(lines):
            remedy = f"write one for each of {key}, or leave {key}_en out"
            yield document.flaw((table, f"{key}_en"), f"{key}_en has {len(english)} texts", remedy)
    if hall.rules.review_kept_days < 2 * hall.rules.review_days:
        yield document.flaw(
            ("rules", "review_kept_days"),
            f"a bad grade is seen to within {hall.rules.review_days} working days and forgotten after "
            f"{hall.rules.review_kept_days} days",
            f"keep it {2 * hall.rules.review_days} days at least",
        )
    groups = [(("group", n, "rules", "stratum"), group.rules.stratum) for n, group in enumerate(hall.group)]
    for where, stratum in [(("rules", "stratum"), hall.rules.stratum), *groups]:
        if stratum == 1:
            remedy = "write 0 (by the number of windows) or a whole number from 2 to 10"
            yield document.flaw(where, "a stratum of 1 leaves nothing to the lot", remedy)


def _guides(hall: HallEntry, document: Document) -> Iterator[Flaw]:
    for n, service in enumerate(hall.service):
        for name in GUIDE_LISTS:
            chinese, english = getattr(service.guide, name), getattr(service.guide, f"{name}_en")
            if english and len(english) != len(chinese):
                remedy = f"write one for each of {name}, or leave {name}_en out"
                place = ("service", n, "guide", f"{name}_en")
                yield document.flaw(place, f"{name}_en has {len(english)} texts", remedy)


TECHNICIANS = ("doctor.", "operator.")
"""Said to technicians alone: their words are everywhere the same."""
PAPER = "slip."
"""Said on paper, where there is little room."""
BLANK = re.compile(r"\{[^}]*\}")


def _words(hall: HallEntry, document: Document) -> Iterator[Flaw]:
    known = {key: text for key, text in catalogue().items() if not key.startswith(TECHNICIANS)}
    for key, own in hall.words.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            remedy = f"did you mean {near[0]}?" if near else "write a key of the catalogue (shared/ui/texts)"
            yield document.flaw(("words", key), f'there is no text "{key}"', remedy)
            continue
        for language in ("zh", "en"):
            usual, said = getattr(known[key], language), getattr(own, language)
            may = blanks(usual)
            try:
                sound = blanks(said) <= may | {name.partition(":")[0] for name in may}
            except ValueError:
                sound = False
            if not sound:
                names = ", ".join(f"{{{name}}}" for name in sorted(may))
                remedy = f"use no blank but {names}" if may else "it has no blanks: use no brace"
                yield document.flaw(("words", key, language), f"{key} cannot be {said!r}", remedy)
            elif key.startswith(PAPER):
                if said.count("\n") > usual.count("\n"):
                    yield document.flaw(("words", key, language), f"{key} has too many lines", "use fewer line breaks")
                elif any(columns(line) > columns_for(usual) for line in said.split("\n")):
                    most = columns_for(usual)
                    remedy = f"use at most {most} letters; a Chinese character counts as two, a blank not at all"
                    yield document.flaw(("words", key, language), f"{key} is too long for the paper", remedy)


def columns(said: str) -> int:
    """How wide a line is on paper, in Latin letters, whatever fills its blanks."""
    return sum(1 if char.isascii() else 2 for char in BLANK.sub("", said))


def columns_for(usual: str) -> int:
    """How wide the hall's own words may be in the place of the usual ones."""
    return max(12, max(map(columns, usual.split("\n"))) * 3 // 2)


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; not a relative path; a directory of zones
        return False
    return True


def _twice(document: Document, table: str, key: str, values: Iterable[str]) -> Iterator[Flaw]:
    first: dict[str, int] = {}
    for n, value in enumerate(values):
        if value in first:
            there = document.flaw((table, first[value], key), "", "").line
            yield document.flaw(
                (table, n, key), f'{table} {key} "{value}" is already taken on line {there}', "choose another"
            )
        first.setdefault(value, n)


def _services(hall: HallEntry, document: Document) -> Iterator[Flaw]:
    groups = {group.id for group in hall.group}
    used = {service.group for service in hall.service}
    taken = {name for counter in hall.counter for name in counter.services}
    open_groups = {name for counter in hall.counter for name in counter.groups}
    for n, group in enumerate(hall.group):
        if group.id not in used:
            yield document.flaw(("group", n), f'group "{group.id}" has no service', "add one, or remove the group")
    for n, service in enumerate(hall.service):
        if service.group not in groups:
            yield _unknown(document, ("service", n, "group"), "group", service.group, groups)
        elif service.id not in taken and service.group not in open_groups:
            yield document.flaw(
                ("service", n),
                f'no counter may take service "{service.id}"',
                "name it, or its group, in a [[counter]]",
            )
        for key, name, short, most in (
            ("short", service.name, service.short, SHORT),
            ("short_en", service.name_en, service.short_en, SHORT_EN),
        ):
            if short is None and len(name) > most:
                yield document.flaw(
                    ("service", n), f'"{name}" needs a short name', f'add {key} = "…" of at most {most} characters'
                )


def _counters(hall: HallEntry, document: Document) -> Iterator[Flaw]:
    groups = {group.id for group in hall.group}
    services = {service.id for service in hall.service}
    for n, counter in enumerate(hall.counter):
        if not counter.groups and not counter.services:
            yield document.flaw(
                ("counter", n), f'counter "{counter.id}" takes nothing', 'add groups = ["…"] or services = ["…"]'
            )
        if counter.label is None and not (counter.id.isdigit() and len(counter.id) <= 4):
            remedy = 'add label = "…", 1 to 4 digits or capital letters'
            yield document.flaw(("counter", n), f'counter "{counter.id}" needs a label for people to read', remedy)
        for m, group in enumerate(counter.groups):
            if group not in groups:
                yield _unknown(document, ("counter", n, "groups", m), "group", group, groups)
        for m, service in enumerate(counter.services):
            if service not in services:
                yield _unknown(document, ("counter", n, "services", m), "service", service, services)


def _unknown(document: Document, where: tuple[str | int, ...], kind: str, name: str, known: set[str]) -> Flaw:
    near = difflib.get_close_matches(name, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"add a [[{kind}]] with this id, or write the id of another"
    return document.flaw(where, f'there is no {kind} "{name}"', remedy)
