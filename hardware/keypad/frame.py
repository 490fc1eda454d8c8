"""A profile's frame layout compiled with construct: bytes ↔ named fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    Tell,
    this,
)

from hardware.keypad.checks import CHECKS

OPEN_ENDED = ("data", "text")
"""The fields of any length: the rest of the length, or up to the constant behind them."""
NAMED = re.compile(r"(?P<name>[a-z_]+)(:(?P<width>[1-8])(?P<hex>h)?)?")


class Incomplete(Exception):
    """The bytes are the beginning of a frame."""


class NotAFrame(Exception):
    """The bytes cannot be a frame."""


@dataclass(frozen=True)
class Item:
    """One piece of a layout: constant bytes, or a named field of `width` bytes (0: open-ended). `hex`: the number
    stands there as so many hexadecimal characters."""

    name: str = ""
    constant: bytes = b""
    width: int = 1
    hex: bool = False


def item_of(text: str) -> Item:
    """ "FF 68" is constant, "length" the body's length, "address" a byte, "number:2" two, "address:2h" two characters.

    Raises ValueError.
    """
    try:
        constant = bytes.fromhex(text)
    except ValueError:
        found = NAMED.fullmatch(text)
        if found is None:
            raise
        width = 0 if found["name"] in OPEN_ENDED else int(found["width"] or 1)
        return Item(found["name"], width=width, hex=bool(found["hex"]))
    return Item(constant=constant, width=len(constant))


@dataclass(frozen=True)
class Layout:
    """One frame shape: head, body, check over the body or over all before it, tail. `longest`: bytes of a believable
    frame."""

    head: tuple[Item, ...]
    body: tuple[Item, ...]
    check: str
    over: str
    tail: bytes
    longest: int

    def fields(self) -> dict[str, Item]:
        """What a frame carries, by name."""
        return {item.name: item for item in (*self.head, *self.body) if item.name and item.name != "length"}

    def room(self) -> int:
        """How many bytes an open-ended field may have."""
        items = sum(item.width for item in (*self.head, *self.body))
        return self.longest - items - CHECKS[self.check].width - len(self.tail)

    def stop(self) -> bytes:
        """What ends an open-ended field where no length does; b"" if nothing."""
        items = (*self.body, Item(constant=self.tail if self.check == "none" else b""))
        at = next((n for n, item in enumerate(items) if item.name in OPEN_ENDED), len(items) - 1)
        return items[at + 1].constant if at + 1 < len(items) else b""

    def compile(self) -> "Frame":
        """The codec of this layout."""
        return Frame(self)


class Frame:
    """Parses and builds one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._fields = layout.fields()
        self._rest = next((item.name for item in layout.body if not item.width and item.name), "")
        self._fixed = sum(item.width for item in layout.body)
        self._has_length = any(item.name == "length" for item in layout.head)
        self._stop = layout.stop()
        body = "body" / RawCopy(Struct(*self._parts(layout.body)))
        self._struct = Struct("frame" / RawCopy(Struct(*self._parts(layout.head), body)), *self._ending(), "end" / Tell)

    def first_byte(self, address: int) -> bytes:
        """What every frame of the device at this address begins with."""
        first = (*self._layout.head, *self._layout.body)[0]
        return first.constant[:1] or bytes([address])

    def parse(self, data: bytes) -> tuple[dict[str, Any], int]:
        """Fields and length of the frame that `data` begins with; raises Incomplete or NotAFrame."""
        try:
            parsed = self._struct.parse(data)
            if parsed.end > self._layout.longest:
                raise NotAFrame
            found = {**parsed.frame.value, **parsed.frame.value.body.value}
            return {name: _number(found[name], item) for name, item in self._fields.items()}, parsed.end
        except StreamError as error:
            if len(data) >= self._layout.longest:
                raise NotAFrame from error
            raise Incomplete from error
        except (ConstructError, ValueError) as error:
            raise NotAFrame from error

    def build(self, fields: dict[str, Any]) -> bytes:
        """The frame that carries these fields; raises NotAFrame where they are too long for one."""
        raw = {name: _bytes(fields[name], item) for name, item in self._fields.items()}
        try:
            return bytes(self._struct.build({"frame": {"value": {**raw, "body": {"value": raw}}}}))
        except ConstructError as error:
            raise NotAFrame from error

    def _parts(self, items: tuple[Item, ...]) -> Iterator[Any]:
        seen = False
        for item in items:
            if item.name == "length":
                if seen:  # the same wherever it is repeated
                    yield "again" / Rebuild(Byte, this.length)
                    yield Check(this.again == this.length)
                else:
                    yield "length" / Rebuild(Byte, self._body_length)
                    yield Check(self._believable)
                seen = True
            elif not item.name:
                yield Const(item.constant)
            elif not item.width:
                yield item.name / Bytes(self._rest_length)
            else:
                yield item.name / (Byte if item.width == 1 and not item.hex else Bytes(item.width))

    def _ending(self) -> Iterator[Any]:
        if self._layout.check != "none":
            kind = CHECKS[self._layout.check]
            covered = this.frame.data if self._layout.over == "frame" else this.frame.value.body.data
            yield "check" / Checksum(Bytes(kind.width), kind.of, covered)
        if self._layout.tail:
            yield Const(self._layout.tail)

    def _believable(self, head: Any) -> bool:
        return bool(self._fixed <= head.length <= self._fixed + self._layout.room())

    def _body_length(self, head: Any) -> int:
        return self._fixed + (len(head.body["value"][self._rest]) if self._rest else 0)

    def _rest_length(self, body: Any) -> int:
        if not body._parsing:
            return len(body[self._rest])
        if self._has_length:
            return int(body._.length) - self._fixed
        here = body._io.tell()
        length = body._io.read().find(self._stop)
        body._io.seek(here)
        if length < 0:
            raise StreamError("its end has not come yet")
        return int(length)


def _number(value: Any, item: Item) -> Any:
    return int(value, 16) if item.hex else value


def _bytes(value: Any, item: Item) -> Any:
    return f"{value:0{item.width}X}".encode() if item.hex else value
