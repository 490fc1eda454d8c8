"""A profile's frame layout compiled with construct: bytes ↔ named fields."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Any

from construct import (
    Byte,
    Bytes,
    Check,
    Checksum,
    Const,
    ConstructError,
    RawCopy,
    Rebuild,
    StreamError,
    Struct,
    this,
)

CHECKS: dict[str, Callable[[bytes], int]] = {
    "sum8": lambda body: sum(body) & 0xFF,
    "xor8": lambda body: reduce(xor, body, 0),
}
OPEN_ENDED = ("data", "text")  # the fields that take the rest of the body


class Incomplete(Exception):
    """The bytes are the beginning of a frame."""


class NotAFrame(Exception):
    """The bytes cannot be a frame."""


@dataclass(frozen=True)
class Layout:
    """One frame shape. `head` holds hex constants and "length" (bytes of the body); each `body` name is a byte,
    only the last may be open-ended."""

    head: tuple[str, ...]
    body: tuple[str, ...]
    check: str
    tail: bytes
    longest: int

    def compile(self) -> "Frame":
        """The codec of this layout."""
        return Frame(self)


class Frame:
    """Parses and builds one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        singles = [name for name in layout.body if name not in OPEN_ENDED]
        self._rest = next((name for name in layout.body if name in OPEN_ENDED), None)
        self._fixed = len(singles)
        self._has_length = "length" in layout.head
        self._struct = Struct(*self._head(), "body" / RawCopy(Struct(*self._body())), *self._ending())
        self.first_byte = bytes.fromhex(layout.head[0])[0]

    def parse(self, data: bytes) -> tuple[dict[str, Any], int]:
        """Fields and length of the frame that `data` begins with; raises Incomplete or NotAFrame."""
        try:
            parsed = self._struct.parse(data)
        except StreamError as error:
            if len(data) >= self._layout.longest:
                raise NotAFrame from error
            raise Incomplete from error
        except ConstructError as error:
            raise NotAFrame from error
        fields = {name: parsed.body.value[name] for name in self._layout.body}
        return fields, len(self.build(fields))

    def build(self, fields: dict[str, Any]) -> bytes:
        """The frame that carries these fields."""
        return bytes(self._struct.build({"body": {"value": fields}}))

    def _head(self) -> Sequence[Any]:
        """Constants, and the length: written from the body, bounded, and the same wherever it is repeated."""
        parts: list[Any] = []
        for item in self._layout.head:
            if item != "length":
                parts.append(Const(bytes.fromhex(item)))
            elif parts and any(getattr(part, "name", None) == "length" for part in parts):
                parts += ["again" / Rebuild(Byte, this.length), Check(this.again == this.length)]
            else:
                parts.append("length" / Rebuild(Byte, self._body_length))
                parts.append(Check(self._believable))
        return parts

    def _believable(self, frame: Any) -> bool:
        return bool(self._fixed <= frame.length <= self._layout.longest)

    def _body(self) -> Sequence[Any]:
        parts = [name / Byte for name in self._layout.body if name not in OPEN_ENDED]
        if self._rest:
            parts.append(self._rest / Bytes(self._rest_length))
        return parts

    def _ending(self) -> Sequence[Any]:
        parts: list[Any] = []
        if self._layout.check != "none":
            parts.append("check" / Checksum(Byte, CHECKS[self._layout.check], this.body.data))
        if self._layout.tail:
            parts.append(Const(self._layout.tail))
        return parts

    def _body_length(self, frame: Any) -> int:
        return self._fixed + (len(frame.body["value"][self._rest]) if self._rest else 0)

    def _rest_length(self, body: Any) -> int:
        if self._has_length:
            return int(body._.length) - self._fixed
        return len(body[self._rest])
