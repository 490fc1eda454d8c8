"""The secret of a ticket's public page: unguessable, and made from the ticket itself so that nothing is stored."""

import base64
import hmac

_LETTERS = 20


class TicketTokens:
    """Tokens of one hall's tickets: the ticket's id, a hyphen, and 100 bits in base32."""

    def __init__(self, secret: bytes, hall: str) -> None:
        self._secret = secret
        self._hall = hall

    def token(self, ticket: str) -> str:
        """The token printed, as a QR code, on the paper."""
        return f"{ticket}-{self._letters(ticket)}"

    def ticket_of(self, token: str) -> str | None:
        """The ticket of a token in any case; None for any other text."""
        ticket, _, letters = token.rpartition("-")
        given = letters.upper().encode(errors="replace")
        return ticket if hmac.compare_digest(given, self._letters(ticket).encode()) else None

    def _letters(self, ticket: str) -> str:
        mac = hmac.digest(self._secret, f"{self._hall}|{ticket}".encode(errors="replace"), "sha256")
        return base64.b32encode(mac[:15]).decode()[:_LETTERS]
