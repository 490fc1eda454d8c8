"""One record: canonical JSON on one line, chained by the hash of the record before (RFC 6962 leaves and tree)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

import msgspec

from shared.journal.errors import Corrupt

NO_LEAF = "0" * 64
"""The ``prev`` of the first record."""

EXACT = 2**53 - 1
"""Integers up to here are the same in every JSON reader."""

Positive = Annotated[int, msgspec.Meta(ge=1, le=EXACT)]
Leaf = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Name = Annotated[str, msgspec.Meta(min_length=1)]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record of the journal. ``seq`` from 1, ``at_ms`` UTC, ``by`` the actor, ``v`` the event type's version."""

    seq: Positive
    prev: Leaf
    term: Positive
    at_ms: Annotated[int, msgspec.Meta(ge=0, le=EXACT)]
    by: str
    request: str | None
    type: Name
    v: Positive
    data: dict[str, Any]


_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(Record).decode


def make_record(
    seq: int,
    prev: str,
    term: int,
    at_ms: int,
    by: str,
    request: str | None,
    type: str,
    v: int,
    data: Mapping[str, object],
) -> tuple[str, str]:
    """The canonical line (without its newline) and its leaf.

    ``data`` holds integers, strings, bools, nulls, lists and objects of these; anything else is a ValueError
    that names the place.
    """
    body = canonical(Record(seq, prev, term, at_ms, by, request, type, v, dict(data)))
    try:
        parse(body)
    except Corrupt as error:
        raise ValueError(f"not a record: {error.__cause__}") from error
    return body, leaf(body)


def canonical(value: object) -> str:
    """Sorted keys, no spaces, UTF-8 not escaped; ValueError where a value has no one spelling."""
    _refuse_inexact(msgspec.structs.asdict(value) if isinstance(value, msgspec.Struct) else value)
    try:
        return _encode(value).decode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{error.object!r} is not Unicode text: clean it where it enters") from error


def parse(body: str) -> Record:
    """The record on a line; Corrupt if it is none. That its bytes are canonical is for shared.journal.verify to say."""
    try:
        return _decode(body)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError) as error:
        raise Corrupt(f"not a record ({error}): {body[:80]!r}; restore the journal from a copy") from error


def leaf(body: str) -> str:
    """RFC 6962 leaf hash, hex."""
    return sha256(b"\x00" + body.encode()).hexdigest()


def seal(after: str, blob: bytes) -> str:
    """Binds a snapshot to the record it follows, so that one of another history is passed over."""
    return sha256(after.encode() + blob).hexdigest()


def merkle_root(leaves: list[str]) -> str:
    """RFC 6962 tree head over leaves, hex; of no leaves the hash of nothing."""
    level = [bytes.fromhex(each) for each in leaves]
    if not level:
        return sha256().hexdigest()
    while len(level) > 1:
        level = _parents(level)
    return level[0].hex()


def inclusion_path(leaves: list[str], index: int) -> list[str]:
    """RFC 6962 audit path of the leaf at ``index`` (from 0), lowest sibling first."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"no leaf {index} among {len(leaves)}")
    level, path = [bytes.fromhex(each) for each in leaves], []
    while len(level) > 1:
        if (index ^ 1) < len(level):
            path.append(level[index ^ 1].hex())
        level, index = _parents(level), index >> 1
    return path


def verify_path(leaf: str, index: int, size: int, path: list[str], root: str) -> bool:
    """True if ``path`` leads from the leaf at ``index`` of ``size`` leaves to ``root`` (RFC 9162 section 2.1.3.2)."""
    try:
        here, siblings = bytes.fromhex(leaf), [bytes.fromhex(each) for each in reversed(path)]
    except ValueError:
        return False
    last = size - 1
    if not 0 <= index <= last:
        return False
    while last:
        if index & 1 or index < last:
            if not siblings:
                return False
            sibling = siblings.pop()
            here = _parent(sibling, here) if index & 1 else _parent(here, sibling)
        index, last = index >> 1, last >> 1
    return here.hex() == root and not siblings


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _parents(level: list[bytes]) -> list[bytes]:
    """The level above; a node without a sibling rises as it is."""
    above = [_parent(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
    return above + level[-1:] if len(level) % 2 else above


def _refuse_inexact(value: object, *where: str | int) -> None:
    if value is None or isinstance(value, str):
        return
    if isinstance(value, int):
        if not -EXACT <= value <= EXACT:
            raise ValueError(f"{_place(where)}: {value} is beyond ±(2^53-1): write it as a string")
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise ValueError(f"{_place(where)}: the key {key!r} is not a string")
            if not isinstance(each, str):  # as most are
                _refuse_inexact(each, *where, key)
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            if not isinstance(each, str):
                _refuse_inexact(each, *where, place)
    else:
        raise ValueError(
            f"{_place(where)}: {value!r} is a {type(value).__name__}; a record holds integers, strings, bools, "
            "nulls, lists and objects (time in whole _ms, parts of a whole in basis points)"
        )


def _place(where: tuple[str | int, ...]) -> str:
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in where).removeprefix(".")
