"""What a request id stands for, without saying what was asked: the record keeps it beside the id."""

import hmac

import msgspec

from shared.protocol.requests import Request


def marked(secret: bytes, request_id: str | None, who: str, name: str, request: Request) -> str | None:
    """The id with a keyed fingerprint of who asked for what behind a dot; None stays None.

    Fields left at their defaults do not count, so that a hub that knows more fields finds the same.
    """
    if request_id is None:
        return None
    fields = msgspec.structs.fields(request)
    given = {field.name: value for field in fields if (value := getattr(request, field.name)) != field.default}
    text = f"request|{who}|{name}|".encode() + msgspec.json.encode(given, order="sorted")
    return f"{request_id}.{hmac.digest(secret, text, 'sha256').hex()[:16]}"
