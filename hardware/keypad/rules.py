"""What a profile says, checked and ready for the codec."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from hardware.keypad.frame import Layout

TIMEOUT = "timeout"
TOKEN = re.compile(r"\{(?P<name>[a-z_]+):(?:(?P<width>[1-9]\d*)(?P<kind>[daxl])|(?P<free>a))\}|(?P<hex>[0-9A-Fa-f]{2})")
"""One piece of a command's template: {name:3d} digits, {name:3a} ASCII, {name:a} ASCII of any length, {name:2x} a
number with its high byte first, {name:2l} with its low byte first, or a byte in hex."""


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
    """A matching frame is a key of this name, or (name '') a rating whose code is the last byte of its last field."""

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

    @property
    def rates(self) -> bool:
        """Whether citizens can press a grade on it."""
        return bool(self.rating) and any(not rule.name for rule in self.events)
