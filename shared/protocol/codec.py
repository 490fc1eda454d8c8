"""Bytes ↔ messages, both ways, with the one error a caller needs."""

import msgspec

from shared.protocol.messages import FromHub, FromTerminal, Message
from shared.protocol.requests import REQUESTS, Request

_encoder = msgspec.json.Encoder()
_from_terminal: msgspec.json.Decoder[FromTerminal] = msgspec.json.Decoder(FromTerminal)
_from_hub: msgspec.json.Decoder[FromHub] = msgspec.json.Decoder(FromHub)
_requests = {name: msgspec.json.Decoder(kind) for name, kind in REQUESTS.items()}


class Malformed(ValueError):
    """The text is not a message; the message says where."""


def encode(message: Message) -> bytes:
    """One message as UTF-8 JSON."""
    return _encoder.encode(message)


def decode_from_terminal(data: bytes | str) -> FromTerminal:
    """A frame of a terminal. Raises ``Malformed``."""
    try:
        return _from_terminal.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None


def decode_from_hub(data: bytes | str) -> FromHub:
    """A frame of the hub. Raises ``Malformed``."""
    try:
        return _from_hub.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None


def decode_request(name: str, body: bytes | msgspec.Raw) -> Request:
    """The body of a named request. Raises ``Malformed``, also for an unknown name."""
    decoder = _requests.get(name)
    if decoder is None:
        raise Malformed(f"unknown request {name!r}")
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None
