"""A head says how far a day's record went and what it was; whoever signs it has seen that and nothing else.

The hub signs and witnesses sign the same bytes, each with an Ed25519 key of its own.
"""

from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

HUB = "hub"
"""Who signs as the hub; a witness signs by its own id."""
_DOMAIN = b"fairhall head/1\n"
_encode = msgspec.json.Encoder(order="sorted").encode


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The record ``seq`` of ``hall``, written in ``term``, and its ``leaf``.

    ``size`` records of ``day`` up to it, the opening record first, have the RFC 6962 tree head ``root``.
    """

    hall: str
    day: str
    term: int
    seq: int
    leaf: str
    size: int
    root: str


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one head: ``by`` hub or a witness id, its public key and the signature in hex."""

    by: str
    key: str
    signature: str


class SignedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A head and everybody who signed it, the hub first."""

    head: Head
    signatures: tuple[Signature, ...]


def head_bytes(head: Head) -> bytes:
    """What is signed: ``fairhall head/1``, a newline, and the head as canonical JSON."""
    return _DOMAIN + _encode(head)


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half, 32 bytes in hex."""
    return key.public_key().public_bytes_raw().hex()


def sign(head: Head, by: str, key: Ed25519PrivateKey) -> Signature:
    """A signature of ``head``."""
    return Signature(by, public_key(key), key.sign(head_bytes(head)).hex())


def signed_by(head: Head, signature: Signature) -> bool:
    """Whether the key of ``signature`` signed exactly this head; whose key it is, is for the record to say."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.key))
        key.verify(bytes.fromhex(signature.signature), head_bytes(head))
    except (ValueError, InvalidSignature):
        return False
    return True


def cosigned(signed: SignedHead, more: Iterable[Signature]) -> SignedHead:
    """The head with further signatures, one each by whom, ``hub`` first and then by id."""
    by = {each.by: each for each in (*more, *signed.signatures)}
    return SignedHead(signed.head, tuple(sorted(by.values(), key=lambda each: (each.by != HUB, each.by))))
