"""What is wrong with a record, said so that nobody needs to look it up."""

from collections.abc import Iterator
from typing import Any

import msgspec

LONGEST = 160
"""Characters of a value that are shown."""


class Wrong(msgspec.Struct, frozen=True):
    """The rule that is broken, what it wants in this place, and what stands there."""

    rule: str
    expected: str
    found: str


class Problem(msgspec.Struct, frozen=True):
    """A wrong record by its ``seq``."""

    seq: int
    rule: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"record {self.seq}: {self.rule}: expected {self.expected}, found {self.found}"


def differs(rule: str, expected: msgspec.Struct, found: msgspec.Struct) -> Wrong | None:
    """None if both say the same; of one type only the fields that differ are told."""
    if expected == found:
        return None
    wanted, there = msgspec.to_builtins(expected), msgspec.to_builtins(found)
    if wanted["type"] != there["type"]:
        return Wrong(rule, _short(wanted), _short(there))
    pairs = list(_unequal(wanted, there, ""))
    return Wrong(
        rule,
        "; ".join(f"{where} {_show(one)}" for where, one, _ in pairs),
        "; ".join(f"{where} {_show(other)}" for where, _, other in pairs),
    )


def told(event: msgspec.Struct) -> str:
    """An event on one line."""
    return _short(msgspec.to_builtins(event))


def _unequal(one: Any, other: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _unequal(one.get(key), other.get(key), f"{where}.{key}" if where else key)
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from _unequal(*pair, f"{where}[{place}]")
    elif one != other:
        yield where, one, other


def _short(event: dict[str, Any]) -> str:
    fields = ", ".join(f"{name} {_show(value)}" for name, value in event.items() if name != "type")
    text = f"{event['type']} ({fields})" if fields else event["type"]
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _show(value: Any) -> str:
    text = value if isinstance(value, str) and value else msgspec.json.encode(value).decode()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
