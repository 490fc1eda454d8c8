"""The hub's own key, which signs the heads of its record."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.hub.access.keys import secret
from shared.protocol.heads import HUB, Head, SignedHead, public_key, sign


class HeadSigner:
    """Signs as the hub, with the Ed25519 key in ``heads.secret``, made at its first use. Raises Damaged."""

    def __init__(self, keys: Path) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret(keys, "heads"))
        self.public = public_key(self._key)

    def sign(self, head: Head) -> SignedHead:
        """The head with the hub's signature alone."""
        return SignedHead(head, (sign(head, HUB, self._key),))
