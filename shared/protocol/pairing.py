"""The pairing token as people type it: ``FH-`` and eight groups of four, base32.

It holds the first ten bytes of the SHA-256 of the hub's CA certificate (DER), so that a terminal knows its hub before
it tells it anything, and ten bytes that the hub takes once.
"""

import base64

PREFIX_BYTES = 10
SECRET_BYTES = 10
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_LOOK_ALIKE = str.maketrans("018", "OIB")


class BadToken(ValueError):
    """The text is not a pairing token; the message says why."""


def format_token(fingerprint_prefix: bytes, secret: bytes) -> str:
    """The text of a token."""
    if (len(fingerprint_prefix), len(secret)) != (PREFIX_BYTES, SECRET_BYTES):
        raise ValueError(f"a token is {PREFIX_BYTES} and {SECRET_BYTES} bytes")
    letters = base64.b32encode(fingerprint_prefix + secret).decode()
    return "-".join(["FH", *(letters[n : n + 4] for n in range(0, len(letters), 4))])


def parse_token(text: str) -> tuple[bytes, bytes]:
    """(fingerprint prefix, secret). Case, spaces and hyphens do not matter, 0 1 8 are read as O I B.

    Raises BadToken.
    """
    letters = "".join(char for char in text.upper() if char not in "- \t\r\n")
    if not letters.startswith("FH"):
        raise BadToken("a pairing token starts with FH")
    letters = letters[2:].translate(_LOOK_ALIKE)
    if len(letters) != 32:
        raise BadToken(f"a pairing token has 32 letters and digits after FH, not {len(letters)}")
    if not _LETTERS.issuperset(letters):
        raise BadToken("a pairing token has only the letters A to Z and the digits 2 to 7")
    raw = base64.b32decode(letters)
    return raw[:PREFIX_BYTES], raw[PREFIX_BYTES:]
