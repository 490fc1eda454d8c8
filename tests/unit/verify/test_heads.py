"""Heads that witnesses signed: whose signature counts is for the day's opening record to say."""

from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.protocol.heads import HUB, Head, SignedHead, cosigned, public_key, sign
from shared.verify.heads import Heads
from shared.verify.record import leaf, read
from tests.unit.verify.recorded import RecordedHall, forged, verify

HUBS, ONE, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
WITNESS = "kiosk:K1"


def morning() -> tuple[Heads, Head]:
    """Some records under an opening that names the keys of the hub and of one witness, and their head."""
    bodies = RecordedHall(witnesses=(WITNESS,)).bodies
    keys = {"key": public_key(HUBS), "witness_keys": [[WITNESS, public_key(ONE)]]}
    opening = next(n for n, body in enumerate(bodies, 1) if '"day-opened"' in body)
    heads = Heads()
    for body in forged(bodies, opening, lambda record: record["data"].update(keys)):
        heads.take(read(body.encode()), leaf(body.encode()))
    return heads, heads.head()


def line(signed: SignedHead) -> bytes:
    return msgspec.json.Encoder(order="sorted").encode(signed)


def by_hub(head: Head) -> SignedHead:
    return SignedHead(head, (sign(head, HUB, HUBS),))


def test_a_witness_of_the_opening_is_named_among_the_signers() -> None:
    heads, head = morning()
    assert heads.check(line(cosigned(by_hub(head), [sign(head, WITNESS, ONE)]))) is None
    assert heads.signers == (HUB, WITNESS)


def test_who_is_not_in_the_opening_vouches_for_nothing() -> None:
    heads, head = morning()
    assert heads.check(line(cosigned(by_hub(head), [sign(head, "kiosk:K9", OTHER)]))) is None
    assert heads.signers == (HUB,)


@pytest.mark.parametrize(
    ("signature", "rule"),
    [
        (lambda head: sign(head, WITNESS, OTHER), "a witness signs with its key in the day's opening record"),
        (
            lambda head: sign(msgspec.structs.replace(head, size=1), WITNESS, ONE),
            "a signature is of exactly this head",
        ),
    ],
)
def test_another_key_or_another_head_is_named(signature: Callable[[Head], object], rule: str) -> None:
    heads, head = morning()
    wrong = heads.check(line(cosigned(by_hub(head), [signature(head)])))  # type: ignore[list-item]
    assert wrong is not None
    assert wrong.rule == rule


@pytest.mark.parametrize("nonsense", [["9"], 7, "kiosk:K1", [[1, 2]], {"kiosk:K1": "ab"}])
def test_an_opening_with_nonsense_for_keys_is_said_to_be_wrong_and_ends_nothing(nonsense: object) -> None:
    bodies = RecordedHall(witnesses=(WITNESS,)).bodies
    opening = next(n for n, body in enumerate(bodies, 1) if '"day-opened"' in body)
    report = verify(forged(bodies, opening, lambda record: record["data"].update(witness_keys=nonsense)))
    assert not report.sound
    assert report.records == len(bodies)
