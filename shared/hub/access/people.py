"""What may be known of a person: a hash that ends with the day, one for appointments, and a mask for screens."""

import hmac
import unicodedata


def person_hash(secret: bytes, day: str, id_text: str) -> str:
    """The same ID on the same business day gives the same 32 hex digits; without the secret or the next day, none."""
    return _hash(secret, f"person|{day}", id_text)


def holder_hash(secret: bytes, id_text: str) -> str:
    """The same ID gives the same 32 hex digits on any day, so that an appointment is found again; none of a day's."""
    return _hash(secret, "holder", id_text)


def _hash(secret: bytes, use: str, id_text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", id_text).split()).upper()
    return hmac.digest(secret, f"{use}|{text}".encode(errors="replace"), "sha256").hex()[:32]


def mask(id_text: str) -> str:
    """440401********1768: of an ID number's digits the first six and the last four stay, of anything shorter less."""
    text = id_text.strip()
    head, tail = (6, 4) if len(text) >= 15 else (2, 2) if len(text) >= 8 else (0, 0)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
