"""What a witness decides: which questions of a hub it answers with a link of its chain, and which it refuses."""

from collections.abc import Callable
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.client.witness.port import Epoch, Kept, Seen, Store
from shared.hall.config import Algorithm
from shared.hall.draw.links import LINKS, Links
from shared.hall.draw.lots import context
from shared.protocol.heads import public_key, sign
from shared.protocol.messages import Ask, Cosign, Cosigned, Seal, Sealed, Vouch, Vouched, Witnessed

CHAINS_HELD = 4
"""Chains whose links are at hand; others are computed anew."""
SIGNING = Epoch("", "", 0)
"""In place of an epoch: the seed of the key that signs heads."""
Why = Literal["unknown-epoch", "another-record", "gone-back", "old-term", "no-such-draw"]


class Witness:
    """``name`` is its witness id. Blocks: the store syncs, and a chain takes a tenth of a second to make."""

    def __init__(self, name: str, store: Store, new_seed: Callable[[Epoch], bytes]) -> None:
        self._name = name
        self._store = store
        self._new_seed = new_seed
        self._key = Ed25519PrivateKey.from_private_bytes(store.key(new_seed(SIGNING)))
        self._links: dict[tuple[Epoch, Algorithm], Links] = {}

    def seal(self, seal: Seal) -> Sealed:
        """The anchor of the chain for an epoch, made at the first question and the same ever after."""
        epoch = Epoch(seal.hall, seal.day, seal.epoch)
        kept = self._store.kept(epoch)
        if kept is None:
            kept = Kept(self._new_seed(epoch))
            self._store.make(epoch, kept.seed)
        seen = self._store.seen(seal.hall)
        return Sealed(
            day=seal.day,
            epoch=seal.epoch,
            algorithm=seal.algorithm,
            anchor=self._chain(epoch, seal.algorithm, kept).anchor.hex(),
            seq=seen.seq,
            leaf=seen.leaf,
            key=public_key(self._key),
        )

    def answer(self, ask: Ask) -> Witnessed:
        """The link of a draw, once it is durable which record it is for; asked again for the same, the same."""
        epoch = Epoch(ask.hall, ask.day, ask.epoch)
        kept, seen = self._store.kept(epoch), self._store.seen(ask.hall)
        if kept is None or (why := refusal(ask, kept, seen)):
            return _said(ask, refused="unknown-epoch" if kept is None else why)
        if (ask.i, ask.term) != (kept.i, seen.term):
            self._store.answer(epoch, ask.i, ask.record, Seen(ask.term, ask.day, ask.epoch, ask.seq, ask.record))
        return _said(ask, link=self._chain(epoch, ask.algorithm, kept).link(ask.i).hex())

    def cosign(self, asked: Cosign) -> Cosigned:
        """A head signed, once it is durable that it was seen; one that goes back or tells another story is not."""
        head, seen = asked.head, self._store.seen(asked.head.hall)
        if head.term < seen.term:
            return Cosigned(seq=head.seq, leaf=head.leaf, refused="old-term")
        if head.seq < seen.seq or (head.seq == seen.seq and head.leaf != seen.leaf):
            return Cosigned(seq=head.seq, leaf=head.leaf, refused="gone-back")
        if (head.term, head.seq) != (seen.term, seen.seq):
            self._store.see(head.hall, seen._replace(term=head.term, seq=head.seq, leaf=head.leaf))
        return Cosigned(seq=head.seq, leaf=head.leaf, signature=sign(head, self._name, self._key))

    def vouch(self, asked: Vouch) -> Vouched:
        """A signature that the draw is given up which it answered last in that epoch, and of no other."""
        given = asked.abandonment
        kept = self._store.kept(Epoch(given.hall, given.day, given.epoch))
        if kept is None or (kept.i, kept.record) != (given.i, given.record):
            why = "unknown-epoch" if kept is None else "another-record"
            return Vouched(i=given.i, record=given.record, refused=why)
        return Vouched(i=given.i, record=given.record, signature=sign(given, self._name, self._key))

    def _chain(self, epoch: Epoch, algorithm: Algorithm, kept: Kept) -> Links:
        key = epoch, algorithm
        if key not in self._links:
            if len(self._links) == CHAINS_HELD:
                del self._links[min(self._links)]
            ctx = context(epoch.hall, epoch.day, epoch.epoch, self._name)
            self._links[key] = Links(algorithm, kept.seed, ctx)
        return self._links[key]


def refusal(ask: Ask, kept: Kept, seen: Seen) -> Why | Literal[""]:
    """Why a question is not answered ("": it is). A hub that asks so has lost a part of its journal, or rewritten it.

    One link is for one record, in whatever term; terms, epochs, draws and records go on and never back.
    """
    if not 1 <= ask.i <= LINKS:
        return "no-such-draw"
    if ask.i == kept.i and ask.record != kept.record:
        return "another-record"
    if ask.term < seen.term:
        return "old-term"
    if ask.i < kept.i or (ask.day, ask.epoch) < (seen.day, seen.epoch):
        return "gone-back"
    signed_before = (ask.seq, ask.record) == (seen.seq, seen.leaf) and ask.record != kept.record
    if ask.i > kept.i and ask.seq <= seen.seq and not signed_before:
        return "gone-back"
    return ""


def _said(ask: Ask, link: str = "", refused: str = "") -> Witnessed:
    return Witnessed(day=ask.day, epoch=ask.epoch, i=ask.i, record=ask.record, link=link, refused=refused)
