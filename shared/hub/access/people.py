"""What may be known of a person: a hash that ends with the day, one for each day's appointments, a tail for screens."""

import hmac
import unicodedata
from collections.abc import Callable, Iterable


def person_hash(secret: bytes, day: str, id_text: str) -> str:
    """The same ID on the same business day gives the same 32 hex digits; without the secret or the next day, none."""
    return _hash(secret, f"person|{day}", id_text)


def holder_hash(secret: bytes, day: str, id_text: str) -> str:
    """The same for an appointment on that day, whenever it is made; it matches no ticket and no other day."""
    return _hash(secret, f"holder|{day}", id_text)


class People:
    """Persons as the record of ``day`` knows them. ``days`` are those whose appointments still count."""

    def __init__(
        self, secret: bytes, day: str, days: Iterable[str] = (), day_of: Callable[[str], str] = lambda appointment: ""
    ) -> None:
        self._secret = secret
        self.day = day
        self._days = days
        self._day_of = day_of

    def person(self, id_text: str | None) -> str | None:
        """Of a ticket's person; None for nobody."""
        return person_hash(self._secret, self.day, id_text) if id_text else None

    def holder(self, id_text: str, day: str, appointment: str = "") -> str | None:
        """Of an appointment's holder, by its day or its id; None for nobody."""
        day = (self._day_of(appointment) if appointment else day) or self.day
        return holder_hash(self._secret, day, id_text) if id_text else None

    def holders_before(self, id_text: str) -> tuple[str, ...]:
        """The same person as the holder of appointments on the days that still count."""
        return tuple(holder_hash(self._secret, day, id_text) for day in self._days)


def _hash(secret: bytes, use: str, id_text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", id_text).split()).upper()
    return hmac.digest(secret, f"{use}|{text}".encode(errors="replace"), "sha256").hex()[:32]


def tail(id_text: str) -> str:
    """Enough for its holder to know it by: the last four of an ID number, the last two of anything shorter."""
    text = id_text.strip()
    return text[-4 if len(text) >= 15 else -2 :]
