"""The hub's own key, which signs the heads of its record."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.hub.access.keys import secret


def signing_key(keys: Path) -> Ed25519PrivateKey:
    """The Ed25519 key in ``heads.secret``, made at its first use. Raises Damaged."""
    return Ed25519PrivateKey.from_private_bytes(secret(keys, "heads"))
