"""What a ticket's QR code says beside its page's address, so that the paper itself can be held against the record.

``URL/t/TOKEN#SEAL.LEAF``: the token begins with the ticket's id; the marks are the first 20 bytes, in base32, of the
commitment it was drawn under and of the leaf of its record. A fragment is never sent to any server.
"""

import base64
import binascii

import msgspec

MARK_BYTES = 20


class BadPaper(ValueError):
    """The text is not that of a ticket's code; the message says why."""


class Paper(msgspec.Struct, frozen=True):
    """``ticket`` by its id; ``seal`` and ``leaf`` are beginnings of 64 hex digits."""

    ticket: str
    seal: str
    leaf: str


def fragment(commitment: str, leaf: str) -> str:
    """``SEAL.LEAF`` for a ticket's code, from the whole hashes in hex."""
    return f"{_mark(commitment)}.{_mark(leaf)}"


def paper_of(text: str) -> Paper:
    """What a ticket's code says. Raises ``BadPaper``."""
    address, hash_sign, marks = text.strip().partition("#")
    token = address.rstrip("/").rpartition("/")[2]
    ticket, hyphen, _ = token.rpartition("-")
    seal, point, leaf = marks.partition(".")
    if not hyphen or not ticket:
        raise BadPaper("it holds no ticket: give the whole text of the QR code, https://…/t/…#…")
    if not hash_sign or not point:
        raise BadPaper(
            "it ends without the marks behind #: the ticket was printed without them, or the text is cut off"
        )
    return Paper(ticket, _bytes(seal), _bytes(leaf))


def _mark(hashed: str) -> str:
    return base64.b32encode(bytes.fromhex(hashed)[:MARK_BYTES]).decode()


def _bytes(mark: str) -> str:
    try:
        raw = base64.b32decode(mark.upper())
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != MARK_BYTES:
        raise BadPaper(f"{mark[:40]!r} is no mark of {MARK_BYTES} bytes in base32: the text is cut off or misread")
    return raw.hex()
