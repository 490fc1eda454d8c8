"""The secret of a counter's tablet keypad: made from the counter and the business day, so that nothing is stored."""

import base64
import hmac

_LETTERS = 20


class TabletTokens:
    """Tokens of one hall's counters: the day, the counter's id, and 100 bits in base32, with dots between them."""

    def __init__(self, secret: bytes, hall: str) -> None:
        self._secret = secret
        self._hall = hall

    def token(self, counter: str, day: str) -> str:
        """What opens the keypad page of this counter on this business day."""
        return f"{day}.{counter}.{self._letters(counter, day)}"

    def counter_of(self, token: str, day: str) -> str | None:
        """The counter of a token of this day; None for any other text."""
        made, _, rest = token.partition(".")
        counter, _, letters = rest.rpartition(".")
        given = letters.encode(errors="replace")
        right = hmac.compare_digest(given, self._letters(counter, made).encode())
        return counter if right and made == day else None

    def _letters(self, counter: str, day: str) -> str:
        mac = hmac.digest(self._secret, f"{self._hall}|{day}|{counter}".encode(errors="replace"), "sha256")
        return base64.b32encode(mac).decode()[:_LETTERS]
