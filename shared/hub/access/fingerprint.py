"""What a request id stands for, without saying what was asked: the record keeps it beside the id."""

import hmac
from functools import cache
from typing import Any

import msgspec

from shared.hub.errors import NotAllowed
from shared.protocol.requests import Request

MARK = "."
"""Between the id and the fingerprint; no terminal's id holds one."""


def marked(secret: bytes, request_id: str | None, who: str, name: str, request: Request) -> str | None:
    """The id as a keyed hash, with a keyed fingerprint of who asked for what behind it; None stays None.

    The record is everybody's: what a terminal sent as an id could say anything, and fetches the answer again.
    Fields left at their defaults do not count, so that a hub that knows more fields finds the same.
    """
    if request_id is None:
        return None
    given = {field: value for field, usual in _fields(type(request)) if (value := getattr(request, field)) != usual}
    text = f"request|{who}|{name}|".encode() + msgspec.json.encode(given, order="sorted")
    known = hmac.digest(secret, f"request-id|{request_id}".encode(), "sha256").hex()[:32]
    return f"{known}{MARK}{hmac.digest(secret, text, 'sha256').hex()[:16]}"


@cache
def _fields(kind: type[Request]) -> tuple[tuple[str, Any], ...]:
    """Names and defaults; to find them costs more than to decide what is asked for."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))


def asked_as(request: str) -> str:
    """What stands for the id that the terminal gave."""
    return request.partition(MARK)[0]


def same(before: str | None, now: str) -> None:
    """One id, one request: whoever reuses it hears so, and not somebody else's answer. Raises NotAllowed."""
    if before is not None and before != now and MARK in before and MARK in now:
        raise NotAllowed("other-request", status=422, detail="this request id was used for another request")
