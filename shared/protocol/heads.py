"""What is signed, each time with an Ed25519 key of the signer's own: heads by hub and witnesses, and that a draw is
given up by a manager and a witness.

A head says how far a day's record went and what it was; whoever signs it has seen that and nothing else.
"""

from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

HUB = "hub"
"""Who signs as the hub; a witness signs by its own id."""
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


class Abandonment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Draw ``i`` of that epoch, asked for by the record with leaf ``record``, is given up: its seed is lost."""

    hall: str
    day: str
    epoch: int
    i: int
    record: str


Signed = Head | Abandonment
_DOMAINS: dict[type[Signed], bytes] = {Head: b"fairhall head/1\n", Abandonment: b"fairhall abandoned/1\n"}


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of one thing: ``by`` hub, a witness id or ``manager:ID``, its public key and the signature in hex."""

    by: str
    key: str
    signature: str


class SignedHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A head and everybody who signed it, the hub first."""

    head: Head
    signatures: tuple[Signature, ...]


class SignedAbandonment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a manager hands to the hub."""

    abandonment: Abandonment
    signature: Signature


def signed_bytes(what: Signed) -> bytes:
    """What is signed: ``fairhall head/1`` or ``fairhall abandoned/1``, a newline, and the rest as canonical JSON."""
    return _DOMAINS[type(what)] + _encode(what)


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half, 32 bytes in hex."""
    return key.public_key().public_bytes_raw().hex()


def sign(what: Signed, by: str, key: Ed25519PrivateKey) -> Signature:
    """A signature of it."""
    return Signature(by, public_key(key), key.sign(signed_bytes(what)).hex())


def signed_by(what: Signed, signature: Signature) -> bool:
    """Whether the key of ``signature`` signed exactly this; whose key it is, is for the record to say."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.key))
        key.verify(bytes.fromhex(signature.signature), signed_bytes(what))
    except (ValueError, InvalidSignature):
        return False
    return True


def cosigned(signed: SignedHead, more: Iterable[Signature]) -> SignedHead:
    """The head with further signatures, one each by whom, ``hub`` first and then by id."""
    by = {each.by: each for each in (*more, *signed.signatures)}
    return SignedHead(signed.head, tuple(sorted(by.values(), key=lambda each: (each.by != HUB, each.by))))
