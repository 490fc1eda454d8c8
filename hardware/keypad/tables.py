"""A profile's TOML tables to a Profile; every mistake is named with file, key and remedy."""

from typing import Any, Literal

import serial

from hardware.errors import ProfileError
from hardware.keypad.checks import CHECKS
from hardware.keypad.frame import OPEN_ENDED, Item, Layout, item_of
from hardware.keypad.rules import TIMEOUT, TOKEN, AckRule, Command, EventRule, Profile, When

TOP_KEYS = ["title", "tier", "rating", "debounce_ms", "port", "frame", "event", "ack", "rating_map", "command"]
PORT_VALUES: dict[str, tuple[Any, ...]] = {
    "baudrate": serial.Serial.BAUDRATES,
    "bytesize": serial.Serial.BYTESIZES,
    "parity": serial.Serial.PARITIES,
    "stopbits": serial.Serial.STOPBITS,
    "gap_ms": tuple(range(5001)),
    "keys": (True, False),
}
FRAME_KEYS = ["head", "body", "check", "over", "tail", "max"]
LONGEST = 1024


class Tables:
    """Reads one file's tables."""

    def __init__(self, file: str) -> None:
        self._file = file

    def profile(self, name: str, tables: dict[str, Any], rating: str) -> Profile:
        """The whole profile; `rating` "" takes the file's own choice of a rating map. Raises ProfileError."""
        self._known(tables, TOP_KEYS, "")
        layout = self._layout(self._get(tables, "frame", dict, ""), "frame")
        return Profile(
            name=name,
            title=self._get(tables, "title", str, "", name),
            tier=self._get(tables, "tier", str, "", "simulated"),
            debounce_s=self._get(tables, "debounce_ms", int, "", 0) / 1000,
            port=self._port(self._get(tables, "port", dict, "", {})),
            layout=layout,
            events=tuple(
                self._event(event, layout, f"event[{i}]")
                for i, event in enumerate(self._get(tables, "event", list, "", []), 1)
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
        head = self._items(table, "head", key, base.head if base else None)
        body = self._items(table, "body", key, base.body if base else None)
        names = [item.name for item in (*head, *body) if item.name and item.name != "length"]
        first = (*head, *body)[0] if (*head, *body) else Item()
        if not first.constant and (first.name != "address" or first.hex):
            raise self._error(
                f"{key}.head", "begins with what may vary", 'begin it with bytes such as "FF 68", or address'
            )
        if any(item.name in OPEN_ENDED for item in head) or any(item.name == "length" for item in body):
            raise self._error(f"{key}.head", "length stands in the head, data and text in the body", "move it")
        if len(set(names)) < len(names):
            raise self._error(f"{key}.body", "a name stands there twice", "give each field its own name")
        check = self._get(table, "check", str, key, base.check if base else "none")
        if check not in CHECKS:
            raise self._error(f"{key}.check", f"unknown check {check!r}", f"use {', '.join(CHECKS)}")
        over = self._get(table, "over", str, key, base.over if base else "body")
        if over not in ("body", "frame"):
            raise self._error(f"{key}.over", f"{over!r} is nothing to check", 'use "body" or "frame"')
        tail = self._hex(self._get(table, "tail", str, key, base.tail.hex() if base else ""), f"{key}.tail")
        longest = self._get(table, "max", int, key, base.longest if base else 64)
        layout = Layout(head, body, check, over, tail, longest)
        if not 0 <= layout.room() <= LONGEST:
            raise self._error(f"{key}.max", f"{longest} bytes are too few or too many", f"use up to {LONGEST}")
        self._open_ended(layout, key)
        return layout

    def _open_ended(self, layout: Layout, key: str) -> None:
        names = [item.name for item in layout.body]
        rest = [name for name in names if name in OPEN_ENDED]
        if len(rest) > 1:
            raise self._error(f"{key}.body", "more than one field of any length", "keep one of data and text")
        if any(item.name == "length" for item in layout.head):
            if rest and names[-1] != rest[0]:
                raise self._error(f"{key}.body", "only the last field may be data or text", "move it to the end")
        elif rest and not layout.stop():
            raise self._error(
                f"{key}.head", f"nothing says where {rest[0]} ends", 'put "length" into the head, or bytes behind it'
            )

    def _items(self, table: dict[str, Any], name: str, key: str, base: tuple[Item, ...] | None) -> tuple[Item, ...]:
        if base is not None and name not in table:
            return base
        items = []
        for text in self._get(table, name, list, key, [] if name == "head" else None):
            try:
                items.append(item_of(text))
            except (ValueError, TypeError):
                remedy = 'write bytes such as "FF 68", or a name such as "address"'
                raise self._error(f"{key}.{name}", f"{text!r} is no part of a frame", remedy) from None
            if items[-1].hex and items[-1].name != "address":
                raise self._error(f"{key}.{name}", f"{text!r} cannot be filled", "only address may stand in characters")
        return tuple(items)

    def _port(self, table: dict[str, Any]) -> dict[str, Any]:
        self._known(table, list(PORT_VALUES), "port")
        for name, value in table.items():
            if isinstance(value, bool) != (name == "keys") or value not in PORT_VALUES[name]:
                allowed = ", ".join(map(str, PORT_VALUES[name])) if name != "gap_ms" else "0 to 5000"
                raise self._error(f"port.{name}", f"{value!r} is not possible", f"use one of {allowed}")
        return table

    def _event(self, table: dict[str, Any], layout: Layout, key: str) -> EventRule:
        self._known(table, ["when", "emit", "name"], key)
        when = self._when(table, layout, key)
        emit = self._get(table, "emit", str, key)
        if emit == "rating" and layout.fields().keys() - {"address"}:
            return EventRule(when)
        if emit == "key":
            return EventRule(when, self._get(table, "name", str, key))
        raise self._error(f"{key}.emit", f"no such event {emit!r} here", 'use "rating" or "key"')

    def _ack(self, table: dict[str, Any], layout: Layout, key: str) -> AckRule:
        self._known(table, ["when", "set"], key)
        changed = self._get(table, "set", dict, key, {})
        return AckRule(self._when(table, layout, key), self._bytes(changed, layout, f"{key}.set"))

    def _when(self, table: dict[str, Any], layout: Layout, key: str) -> When:
        conditions = dict(self._get(table, "when", dict, key, {}))
        ends = self._hex(conditions.pop("ends", ""), f"{key}.when.ends")
        return When(self._bytes(conditions, layout, f"{key}.when"), ends)

    def _bytes(self, table: dict[str, Any], layout: Layout, key: str) -> dict[str, int]:
        single = [name for name, item in layout.fields().items() if item.width == 1]
        for name, value in table.items():
            if name not in single:
                raise self._error(f"{key}.{name}", "no such byte in the frame", f"use one of {', '.join(single)}")
            if type(value) is not int or not 0 <= value <= 0xFF:
                raise self._error(f"{key}.{name}", f"{value!r} is no byte", "use a number from 0 to 0xFF")
        return table

    def _rating(self, tables: dict[str, Any], chosen: str) -> dict[int, int | Literal["timeout"]]:
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
        fields = {name: item for name, item in layout.fields().items() if name != "address"}
        self._known(rest, list(fields), key)
        for name, item in fields.items():
            template = self._get(rest, name, str, key).replace(" ", "")
            tokens = list(TOKEN.finditer(template))
            if TOKEN.sub("", template):
                raise self._error(
                    f"{key}.{name}", f"{template!r} is no template", "use hex bytes and {name:3d}, a, x, l"
                )
            free = any(token["free"] for token in tokens)
            width = sum(int(token["width"] or (0 if token["free"] else 1)) for token in tokens)
            if width > layout.room() if not item.width else free or width != item.width:
                room = item.width or f"up to {layout.room()}"
                raise self._error(f"{key}.{name}", f"{width} bytes do not fit", f"make it {room} bytes")
            rest[name] = template
        return Command(layout, rest, blank)

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
