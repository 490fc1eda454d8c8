"""Reads TOML written by people into typed tables and says of every mistake where it is and what to write instead."""

import difflib
import json
import re
import tomllib
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec

T = TypeVar("T", bound=msgspec.Struct)
Where = tuple[str | int, ...]
"""A path into the file, such as ("service", 3, "minutes")."""
REPORTED = 10
TimeOfDay = Annotated[
    str,
    msgspec.Meta(
        pattern=r"\A(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)\Z",
        description='a time of day in quotes, such as "09:00"',
    ),
]
_STRINGS = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL)
QUOTED_DOT = "\u1427"
"""Stands for a dot within a quoted key: a letter to the patterns, and in no key."""
_LIST_HEADER = re.compile(r"\s*\[\[([\w.\s-]+)\]\]")
_HEADER = re.compile(r"\s*\[([\w.\s-]+)\]")
_KEY = re.compile(r"\s*([\w.\s-]+?)\s*=")


class Flaw(msgspec.Struct, frozen=True):
    """One mistake: what is wrong on which line, and what to do about it."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.remedy}"


class TomlError(Exception):
    """The file cannot be used; ``flaws`` holds all that is known to be wrong, in the order of the file."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__(flaws)
        self.flaws = sorted(flaws, key=lambda flaw: flaw.line)

    def __str__(self) -> str:
        lines = [str(flaw) for flaw in self.flaws[:REPORTED]]
        more = len(self.flaws) - REPORTED
        return "\n".join([*lines, f"… and {more} more"] if more > 0 else lines)


class Document:
    """A file that is TOML, with the line of every key."""

    def __init__(self, path: Path) -> None:
        """Raises TomlError when the file cannot be read or is not TOML."""
        self.path = path
        text = self._text()
        try:
            self.data = tomllib.loads(text)
        except (ValueError, RecursionError) as error:  # an overlong number is a plain ValueError
            found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            at_end = text.rstrip("\n").count("\n") + 1
            line = int(found[1]) if found else at_end if "end of document" in str(error) else 1
            reason = re.sub(r" \(at .*\)\Z", "", str(error)) or "nested too deep"
            remedy = "texts stand in quotes, lists in [ ], and a key appears once"
            raise TomlError([Flaw(str(path), line, f"not TOML: {reason}", remedy)]) from None
        self._lines = _lines(text)

    def flaw(self, where: Where, what: str, remedy: str) -> Flaw:
        """A mistake at ``where``, or at the nearest line above it that the file has."""
        line = next((self._lines[where[:n]] for n in range(len(where), 0, -1) if where[:n] in self._lines), 1)
        return Flaw(str(self.path), line, what, remedy)

    def convert(self, kind: type[T]) -> T:
        """The whole file as a ``kind``. Raises TomlError with every mistake.

        The ``description`` of a field's ``msgspec.Meta`` completes the sentence "write …".
        """
        flaws = list(self._flaws(self.data, kind, (), ""))
        if flaws:
            raise TomlError(flaws)
        return msgspec.convert(self.data, kind)

    def set_aside(self, kind: type[msgspec.Struct], names: Iterable[str]) -> dict[str, list[Flaw]]:
        """Takes those of the tables ``names`` of a ``kind`` that have mistakes out, and tells the mistakes of each."""
        types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
        given = [name for name in names if name in self.data]
        wrong = {name: list(self._flaws(self.data[name], types[name], (name,), "")) for name in given}
        wrong = {name: flaws for name, flaws in wrong.items() if flaws}
        for name in wrong:
            del self.data[name]
        return wrong

    def _text(self) -> str:
        try:
            raw = self.path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            remedy = "check the path and that this user may read it"
            raise TomlError([Flaw(str(self.path), 1, f"cannot be read: {reason}", remedy)]) from None
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise TomlError([Flaw(str(self.path), line, "not UTF-8 text", "save the file as UTF-8")]) from None

    def _flaws(self, value: Any, kind: Any, where: Where, means: str) -> Iterator[Flaw]:
        bare, means = _bare(kind, means)
        if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
            if isinstance(value, dict):
                yield from self._table_flaws(value, bare, where)
            else:
                yield self.flaw(where, f"{_key(where)} cannot be {_shown(value)}", "write it as a table of keys")
            return
        items: list[tuple[str | int, Any]] = []
        item_kind: Any = None
        if get_origin(bare) is tuple and isinstance(value, list):
            items, item_kind = list(enumerate(value)), get_args(bare)[0]
        elif get_origin(bare) is dict and isinstance(value, dict):
            items, item_kind = list(value.items()), get_args(bare)[1]
        found = [flaw for step, item in items for flaw in self._flaws(item, item_kind, (*where, step), means)]
        if found:
            yield from found
            return
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            yield self.flaw(where, f"{_key(where)} cannot be {_shown(value)}", f"write {means}")

    def _table_flaws(self, table: dict[str, Any], kind: type[msgspec.Struct], where: Where) -> Iterator[Flaw]:
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for name in table.keys() - fields.keys():
            near = difflib.get_close_matches(name, fields, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"remove it; known here: {', '.join(fields)}"
            yield self.flaw((*where, name), f"unknown key {_shown(name)}", remedy)
        for name, field in fields.items():
            if name in table:
                yield from self._flaws(table[name], field.type, (*where, name), "")
            elif field.required:
                means = _bare(field.type, "")[1]
                yield self.flaw((*where, name), f"{name} is missing", f"add {name} = {means}")


def read_toml(path: Path, kind: type[T]) -> T:
    """The file as a ``kind``. Raises TomlError with every mistake."""
    return Document(path).convert(kind)


def minute_of(time: TimeOfDay) -> int:
    """The minute of the day of a checked "9:00"; 24:00 is 1440."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _bare(kind: Any, means: str) -> tuple[Any, str]:
    """The type without Annotated and ``| None``, and what its description says."""
    while True:
        if get_origin(kind) is Annotated:
            kind, *notes = get_args(kind)
            means = next((note.description for note in notes if getattr(note, "description", None)), means)
        elif get_origin(kind) in (Union, types.UnionType) and len(some := _without_none(kind)) == 1:
            kind = some[0]
        else:
            return kind, means


def _without_none(kind: Any) -> list[Any]:
    return [arm for arm in get_args(kind) if arm is not types.NoneType]


def _key(where: Where) -> str:
    return str(next((step for step in reversed(where) if isinstance(step, str)), "the file"))


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"


def _lines(text: str) -> dict[Where, int]:
    """Where each key and table header stands; ``text`` is known to be TOML."""
    lines: dict[Where, int] = {}
    entries: dict[Where, int] = {}
    here: Where = ()
    depth = 0
    for number, line in enumerate(_STRINGS.sub(_hidden, text).split("\n"), 1):
        if depth:
            depth += _opened(line)
        elif found := _LIST_HEADER.match(line):
            name = _resolved(found[1], entries)
            entries[name] = entries.get(name, -1) + 1
            here = (*name, entries[name])
            lines.setdefault(name, number)
            lines[here] = number
        elif found := _HEADER.match(line):
            here = _resolved(found[1], entries)
            lines.setdefault(here, number)
        elif found := _KEY.match(line):
            lines.setdefault((*here, *_steps(found[1])), number)
            depth = _opened(line[found.end() :])
    return lines


def _hidden(found: re.Match[str]) -> str:
    """A string without what could be taken for structure; comments vanish, line ends and plain words stay."""
    text = found[0]
    if text.startswith("#"):
        return ""
    if re.fullmatch(r"[\"'][\w.-]+[\"']", text):
        return text[1:-1].replace(".", QUOTED_DOT)
    return "_" + "\n" * text.count("\n")


def _opened(line: str) -> int:
    return sum(line.count(mark) for mark in "[{") - sum(line.count(mark) for mark in "]}")


def _steps(name: str) -> list[str]:
    return [step.strip().replace(QUOTED_DOT, ".") for step in name.split(".")]


def _resolved(name: str, entries: dict[Where, int]) -> Where:
    """A header's path, each list on the way standing for its newest entry, the last name excepted."""
    path: Where = ()
    for step in _steps(name):
        if path in entries:
            path = (*path, entries[path])
        path = (*path, step)
    return path
