"""One record, read with the standard library alone: another reader than the one that wrote it (docs/journal.md)."""

import json
from hashlib import sha256
from typing import Annotated, Any, NoReturn

import msgspec

from shared.verify.errors import NotARecord

NO_LEAF = "0" * 64
"""The ``prev`` of record 1."""
EXACT = 2**53 - 1
"""Integers beyond ± this are not the same in every JSON reader."""

Positive = Annotated[int, msgspec.Meta(ge=1)]
Leaf = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of docs/journal.md."""

    seq: Positive
    prev: Leaf
    term: Positive
    at_ms: Annotated[int, msgspec.Meta(ge=0)]
    by: str
    request: str | None
    type: Annotated[str, msgspec.Meta(min_length=1)]
    v: Positive
    data: dict[str, Any]


def read(line: bytes) -> Record:
    """The record on a line (without its newline), whose bytes are the only way to write it. Raises ``NotARecord``."""
    try:
        text = line.decode()
        value = _decode(text)
        record = msgspec.convert(value, Record)
    except (ValueError, RecursionError) as error:
        raise NotARecord(f"{type(error).__name__}: {error}") from error
    if _encode(value) != text:
        raise NotARecord("its bytes are not canonical: sorted keys, no spaces, nothing escaped without need")
    return record


def leaf(line: bytes) -> str:
    """RFC 6962 leaf hash, hex."""
    return sha256(b"\0" + line).hexdigest()


def _exact(text: str) -> int:
    value = int(text)
    if not -EXACT <= value <= EXACT:
        raise ValueError(f"{text[:40]} is beyond ±(2^53-1)")
    return value


def _inexact(text: str) -> NoReturn:
    raise ValueError(f"{text[:40]} is no integer")


_decode = json.JSONDecoder(parse_int=_exact, parse_float=_inexact, parse_constant=_inexact).decode
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False).encode
