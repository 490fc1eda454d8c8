"""A head is signed over one spelling of it, by keys that cannot stand in for one another."""

from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.hub.access.errors import Damaged
from shared.hub.access.signing import HeadSigner
from shared.protocol.heads import HUB, Head, Signature, SignedHead, cosigned, public_key, sign, signed_by, signed_bytes

HEAD = Head("sample", "2026-11-22", 3, 812, "ab" * 32, 800, "cd" * 32)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""Nobody's: for tests."""
SIGNED = (
    "703178fb9336bb353a852f2be39b86c395020f738e931a16b77a3ed155d8e474"
    "d0d3caf00640adf51bb3f09eaf1c2c0310f0f91409df62e0c25f5c8341c89c02"
)


def test_the_bytes_and_the_signature_are_as_published() -> None:
    assert signed_bytes(HEAD).decode() == (
        'fairhall head/1\n{"day":"2026-11-22","hall":"sample","leaf":"' + "ab" * 32 + '","root":"' + "cd" * 32 + '",'
        '"seq":812,"size":800,"term":3}'
    )
    signature = sign(HEAD, HUB, KEY)
    assert signature.key == public_key(KEY) == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
    assert signature.signature == SIGNED
    assert signed_by(HEAD, signature)


@pytest.mark.parametrize("field", Head.__struct_fields__)
def test_a_head_with_any_field_changed_is_not_signed(field: str) -> None:
    was = getattr(HEAD, field)
    other = msgspec.structs.replace(HEAD, **{field: was + 1 if isinstance(was, int) else was + "0"})
    assert not signed_by(other, sign(HEAD, HUB, KEY))


@pytest.mark.parametrize("nonsense", ["", "zz", "00" * 32, "00" * 64, "☃"])
def test_nonsense_is_no_signature(nonsense: str) -> None:
    true = sign(HEAD, HUB, KEY)
    assert not signed_by(HEAD, Signature(HUB, nonsense, true.signature))
    assert not signed_by(HEAD, Signature(HUB, true.key, nonsense))


def test_witnesses_sign_beside_the_hub_once_each() -> None:
    other = Ed25519PrivateKey.generate()
    signed = SignedHead(HEAD, (sign(HEAD, HUB, KEY),))
    both = cosigned(signed, [sign(HEAD, "w2", other), sign(HEAD, "w1", other), sign(HEAD, "w1", other)])
    assert [each.by for each in both.signatures] == [HUB, "w1", "w2"]
    assert all(signed_by(HEAD, each) for each in both.signatures)


def test_the_hub_keeps_its_key(tmp_path: Path) -> None:
    first = HeadSigner(tmp_path / "keys")
    assert HeadSigner(tmp_path / "keys").public == first.public
    (signature,) = first.sign(HEAD).signatures
    assert (signature.by, signature.key) == (HUB, first.public)
    assert signed_by(HEAD, signature)
    assert (tmp_path / "keys" / "heads.secret").stat().st_mode & 0o777 == 0o600
    (tmp_path / "keys" / "heads.secret").write_bytes(b"short")
    with pytest.raises(Damaged):
        HeadSigner(tmp_path / "keys")
