"""Signed heads: whether they are of this record, and signed by the key that the day was opened with."""

from hashlib import sha256

import msgspec

from shared.protocol.heads import HUB, Head, SignedHead, signed_by
from shared.verify.problem import Wrong
from shared.verify.record import NO_LEAF, Record

BEGINS = b'{"head":'
"""A line that begins so is a signed head and no record."""
_decode = msgspec.json.Decoder(SignedHead).decode
_encode = msgspec.json.Encoder(order="sorted").encode


class Heads:
    """Follows the records of a day; each signed head stands right behind the record it is of."""

    def __init__(self) -> None:
        self.signers: tuple[str, ...] = ()
        """Who signed the last record's head."""
        self.count = 0
        self.witnessed: tuple[int, str, tuple[str, ...]] | None = None
        """(seq, leaf, signers) of the last head that a witness of its day has signed too."""
        self._key = ""
        self._keys: dict[str, str] = {}
        self._hall = self._day = ""
        self._term = self._seq = self._size = 0
        self._leaf = NO_LEAF
        self._peaks: list[bytes] = []

    def take(self, record: Record, leaf: str) -> None:
        """The next record."""
        self.signers = ()
        if record.type == "day-opened":
            self._open(record)
        self._term, self._seq, self._leaf = record.term, record.seq, leaf
        node, n = bytes.fromhex(leaf), self._size
        while n & 1:
            node, n = sha256(b"\1" + self._peaks.pop() + node).digest(), n >> 1
        self._peaks.append(node)
        self._size += 1

    def check(self, line: bytes) -> Wrong | None:
        """Why this is no signed head of the records so far."""
        try:
            signed = _decode(line)
        except (msgspec.MsgspecError, UnicodeError) as error:
            return Wrong("not a signed head", "head and signatures of docs/protocol.md", str(error))
        if _encode(signed) != line:
            return Wrong("not a signed head", "canonical JSON", "another spelling of it")
        head = self.head()
        if signed.head != head:
            pairs = [(name, getattr(head, name), getattr(signed.head, name)) for name in Head.__struct_fields__]
            odd = [(name, ours, theirs) for name, ours, theirs in pairs if ours != theirs]
            rule = "a signed head is that of the records before it: one of them was changed, or it is another day's"
            return Wrong(
                rule,
                "; ".join(f"{name} {ours}" for name, ours, _ in odd),
                "; ".join(f"{name} {theirs}" for name, _, theirs in odd),
            )
        for each in signed.signatures:
            if not signed_by(head, each):
                return Wrong(
                    "a signature is of exactly this head", f"one that the key of {each.by} made", each.signature
                )
            if each.by == HUB and self._key and each.key != self._key:
                return Wrong("the hub signs with the key the day was opened with", self._key, each.key)
            if self._keys.get(each.by, each.key) != each.key:
                rule = "a witness signs with its key in the day's opening record"
                return Wrong(rule, self._keys[each.by], each.key)
        if not self._key:
            return Wrong("the key that signs stands in the day's opening record", "a day opened with a key", "none")
        self.signers = tuple(each.by for each in signed.signatures if each.by == HUB or each.by in self._keys)
        if HUB not in self.signers:
            return Wrong("the hub signs first", HUB, ", ".join(self.signers) or "nobody")
        self.count += 1
        if len(self.signers) > 1:
            self.witnessed = head.seq, head.leaf, self.signers
        return None

    def head(self) -> Head:
        """Of the records so far."""
        return Head(self._hall, self._day, self._term, self._seq, self._leaf, self._size, self._root())

    def _open(self, record: Record) -> None:
        try:
            self._keys = dict(msgspec.convert(record.data.get("witness_keys", ()), tuple[tuple[str, str], ...]))
        except msgspec.ValidationError:  # said where the record is read as an event
            self._keys = {}
        day, self._key = str(record.data.get("day", "")), str(record.data.get("key", ""))
        if self._day and day != self._day:  # what came before the first day belongs to it
            self._size, self._peaks = 0, []
        self._hall, self._day = str(record.data.get("hall", "")), day

    def _root(self) -> str:
        if not self._peaks:
            return sha256().hexdigest()
        node, *rest = reversed(self._peaks)
        for peak in rest:
            node = sha256(b"\1" + peak + node).digest()
        return node.hex()
