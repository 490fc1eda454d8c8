"""Keypad profiles: TOML files that say how a device speaks. docs and examples: hardware/profiles/*.toml."""

import re
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import serial

from hardware.errors import ProfileError
from hardware.keypad.frame import CHECKS, OPEN_ENDED, Layout

TIMEOUT = "timeout"
TOP_KEYS = ["title", "tier", "rating", "debounce_ms", "port", "frame", "event", "ack", "rating_map", "command"]
PORT_VALUES: dict[str, tuple[Any, ...]] = {
    "baudrate": serial.Serial.BAUDRATES,
    "bytesize": serial.Serial.BYTESIZES,
    "parity": serial.Serial.PARITIES,
    "stopbits": serial.Serial.STOPBITS,
}
FRAME_KEYS = ["head", "body", "check", "tail", "max"]
TOKEN = re.compile(r"\{(?P<name>[a-z_]+):(?P<width>\d+)(?P<kind>[dax])\}|(?P<hex>[0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class When:
    """Which frames are meant: each field's value, and the last bytes of `data`; empty means all."""

    fields: dict[str, int]
    ends: bytes = b""

    def matches(self, frame: dict[str, Any]) -> bool:
        """Whether a parsed frame is meant."""
        data = frame.get("data", b"")
        return data.endswith(self.ends) and all(frame.get(name) == value for name, value in self.fields.items())


@dataclass(frozen=True)
class EventRule:
    """A matching frame is a key of this name, or (name '') a rating whose code is the last byte of data."""

    when: When
    name: str = ""


@dataclass(frozen=True)
class AckRule:
    """A matching frame is answered by itself with these fields changed."""

    when: When
    set: dict[str, int]


@dataclass(frozen=True)
class Command:
    """A frame the host sends: the layout and a template per field."""

    layout: Layout
    fields: dict[str, str]
    blank: int = 0x0A


@dataclass(frozen=True)
class Profile:
    """A whole device, checked."""

    name: str
    title: str
    tier: str
    debounce_s: float
    port: dict[str, Any]
    layout: Layout
    events: tuple[EventRule, ...]
    acks: tuple[AckRule, ...]
    rating: dict[int, int | Literal["timeout"]]
    commands: dict[str, Command] = field(default_factory=dict)


def load_profile(source: str | Path, rating: str | None = None) -> Profile:
    """A shipped profile by name, or a file by its path; `rating` chooses another of its rating maps.

    Raises ProfileError with file, key and remedy.
    """
    path = Path(source) if str(source).endswith(".toml") else Path(str(_shipped() / f"{source}.toml"))
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        names = ", ".join(sorted(p.name.removesuffix(".toml") for p in _shipped().iterdir() if p.is_file()))
        raise ProfileError(str(path), "file", str(error), f"name a readable file or one of: {names}") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(str(path), "TOML", str(error), "correct the line") from error
    return profile_of(tables, str(path), rating)


def profile_of(tables: dict[str, Any], file: str, rating: str | None = None) -> Profile:
    """The profile in tables already parsed from `file`; raises ProfileError."""
    return _Reader(file).profile(Path(file).stem, tables, rating)


def _shipped() -> Any:
    return resources.files("hardware") / "profiles"


class _Reader:
    """Turns tables into a Profile, naming the place of whatever is wrong."""

    def __init__(self, file: str) -> None:
        self._file = file

    def profile(self, name: str, tables: dict[str, Any], rating: str | None) -> Profile:
        self._known(tables, TOP_KEYS, "")
        layout = self._layout(self._get(tables, "frame", dict, ""), "frame")
        if any(item in OPEN_ENDED for item in layout.body) and "length" not in layout.head:
            raise self._error("frame.head", "a body with data needs its length", 'put "length" into the head')
        return Profile(
            name=name,
            title=self._get(tables, "title", str, "", name),
            tier=self._get(tables, "tier", str, "", "simulated"),
            debounce_s=self._get(tables, "debounce_ms", int, "", 0) / 1000,
            port=self._port(self._get(tables, "port", dict, "", {})),
            layout=layout,
            events=tuple(
                self._event(event, layout, f"event[{i}]")
                for i, event in enumerate(self._get(tables, "event", list, ""), 1)
            ),
            acks=tuple(
                self._ack(ack, layout, f"ack[{i}]") for i, ack in enumerate(self._get(tables, "ack", list, "", []), 1)
            ),
            rating=self._rating(tables, rating),
            commands={
                command: self._command(table, layout, f"command.{command}")
                for command, table in self._get(tables, "command", dict, "", {}).items()
            },
        )

    def _layout(self, table: dict[str, Any], key: str, base: Layout | None = None) -> Layout:
        """A frame table; a command's own keys replace those of the base."""
        if base is None:
            self._known(table, FRAME_KEYS, key)
        head = self._strings(table, "head", key, base.head if base else None)
        body = self._strings(table, "body", key, base.body if base else None)
        if not head or head[0] in ("length", ""):
            raise self._error(f"{key}.head", "does not begin with a constant", 'begin it with bytes such as "FF 68"')
        for item in head:
            if item != "length":
                self._hex(item, f"{key}.head")
        if any(item in OPEN_ENDED for item in body[:-1]):
            raise self._error(f"{key}.body", "only the last field may be data or text", "move it to the end")
        check = self._get(table, "check", str, key, base.check if base else "none")
        if check != "none" and check not in CHECKS:
            raise self._error(f"{key}.check", f"unknown check {check!r}", f"use none, {', '.join(CHECKS)}")
        tail = self._hex(self._get(table, "tail", str, key, base.tail.hex() if base else ""), f"{key}.tail")
        return Layout(head, body, check, tail, self._get(table, "max", int, key, base.longest if base else 64))

    def _port(self, table: dict[str, Any]) -> dict[str, Any]:
        self._known(table, list(PORT_VALUES), "port")
        for name, value in table.items():
            if isinstance(value, bool) or value not in PORT_VALUES[name]:
                allowed = ", ".join(map(str, PORT_VALUES[name]))
                raise self._error(f"port.{name}", f"{value!r} is not possible", f"use one of {allowed}")
        return table

    def _event(self, table: dict[str, Any], layout: Layout, key: str) -> EventRule:
        self._known(table, ["when", "emit", "name"], key)
        when = self._when(table, layout, key)
        emit = self._get(table, "emit", str, key)
        if emit == "rating":
            return EventRule(when)
        if emit == "key":
            return EventRule(when, self._get(table, "name", str, key))
        raise self._error(f"{key}.emit", f"unknown event {emit!r}", 'use "rating" or "key"')

    def _ack(self, table: dict[str, Any], layout: Layout, key: str) -> AckRule:
        self._known(table, ["when", "set"], key)
        changed = self._get(table, "set", dict, key, {})
        return AckRule(self._when(table, layout, key), self._bytes(changed, layout, f"{key}.set"))

    def _when(self, table: dict[str, Any], layout: Layout, key: str) -> When:
        conditions = dict(self._get(table, "when", dict, key, {}))
        ends = self._hex(conditions.pop("ends", ""), f"{key}.when.ends")
        return When(self._bytes(conditions, layout, f"{key}.when"), ends)

    def _bytes(self, table: dict[str, Any], layout: Layout, key: str) -> dict[str, int]:
        for name, value in table.items():
            if name not in layout.body or name in OPEN_ENDED:
                raise self._error(f"{key}.{name}", "no such byte in the frame", f"use one of {', '.join(layout.body)}")
            if not isinstance(value, int) or not 0 <= value <= 0xFF:
                raise self._error(f"{key}.{name}", f"{value!r} is no byte", "use a number from 0 to 0xFF")
        return table

    def _rating(self, tables: dict[str, Any], chosen: str | None) -> dict[int, int | Literal["timeout"]]:
        maps = self._get(tables, "rating_map", dict, "", {})
        chosen = chosen or self._get(tables, "rating", str, "", "")
        if not chosen:
            return {}
        if chosen not in maps:
            raise self._error("rating", f"no rating map {chosen!r}", f"choose one of {', '.join(maps) or '(none)'}")
        rating: dict[int, int | Literal["timeout"]] = {}
        for code, level in self._get(maps, chosen, dict, "rating_map").items():
            key = f"rating_map.{chosen}.{code}"
            if not code.isdecimal() or int(code) > 0xFF:
                raise self._error(key, "is no device code", "use a number from 0 to 255")
            if level != TIMEOUT and (type(level) is not int or not 1 <= level <= 5):
                raise self._error(key, f"{level!r} is no grade", 'use 1 (worst) to 5 (best) or "timeout"')
            rating[int(code)] = level
        return rating

    def _command(self, table: dict[str, Any], frame: Layout, key: str) -> Command:
        self._table(table, key)
        layout = self._layout(table, key, base=frame)
        rest = {name: value for name, value in table.items() if name not in FRAME_KEYS}
        blank = self._get(rest, "blank", int, key, 0x0A)
        rest.pop("blank", None)
        self._known(rest, list(layout.body), key)
        for name in layout.body:
            if name == "address":
                continue
            template = self._get(rest, name, str, key).replace(" ", "")
            if TOKEN.sub("", template):
                raise self._error(f"{key}.{name}", f"{template!r} is no template", "use hex bytes and {name:3d}, a, x")
            width = sum(int(token["width"] or 1) for token in TOKEN.finditer(template))
            room = layout.longest - len(layout.body) + 1
            if width > room or (width != 1 and name not in OPEN_ENDED):
                raise self._error(f"{key}.{name}", f"{width} bytes do not fit", "make it one byte, or data within max")
            rest[name] = template
        return Command(layout, rest, blank)

    def _strings(self, table: dict[str, Any], name: str, key: str, default: Any) -> tuple[str, ...]:
        items = self._get(table, name, list, key, list(default) if default is not None else None)
        if not all(isinstance(item, str) for item in items):
            raise self._error(f"{key}.{name}", "is no list of texts", "put every item in quotes")
        return tuple(items)

    def _hex(self, text: Any, key: str) -> bytes:
        try:
            return bytes.fromhex(text)
        except (ValueError, TypeError) as error:
            raise self._error(key, f"{text!r} is not hex", 'write bytes such as "FF 68"') from error

    def _get(self, table: dict[str, Any], name: str, kind: type, key: str, default: Any = None) -> Any:
        place = f"{key}.{name}" if key else name
        value = table.get(name, default)
        if value is None:
            raise self._error(place, "is missing", "add it")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._error(place, f"{value!r} is no {kind.__name__}", "correct it")
        return value

    def _known(self, table: dict[str, Any], names: list[str], key: str) -> None:
        self._table(table, key)
        for name in table:
            if name not in names:
                place = f"{key}.{name}" if key else name
                raise self._error(place, "unknown key", f"remove it or use one of {', '.join(names)}")

    def _table(self, table: Any, key: str) -> None:
        if not isinstance(table, dict):
            raise self._error(key, f"{table!r} is no table", "write it as a table")

    def _error(self, key: str, problem: str, remedy: str) -> ProfileError:
        return ProfileError(self._file, key, problem, remedy)
