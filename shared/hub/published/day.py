"""One day's lines, the signed head at their end, and the proof that one of them is among them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import msgspec

from shared.hub.image import Image
from shared.journal.port import Journal
from shared.journal.record import inclusion_path, leaf, parse
from shared.journal.tree import Tree
from shared.protocol.heads import Head, SignedHead

Sign = Callable[[Head], SignedHead]
_encode = msgspec.json.Encoder(order="sorted").encode


class Span(msgspec.Struct, frozen=True):
    """The records ``first`` to ``last`` of a day; ``closed``: no more will come."""

    day: str
    first: int
    last: int
    closed: bool


class Proof(msgspec.Struct, frozen=True):
    """One record's line, and the way from its leaf to the root of a signed head (``index`` from 0)."""

    line: str
    leaf: str
    index: int
    path: list[str]
    signed: SignedHead


def spans(image: Image, durable: int) -> list[Span]:
    """Every day of a journal, as far as it is durable."""
    firsts = [*image.days.items(), ("", durable + 1)]
    return [
        Span(day, first, min(after - 1, durable), bool(next_day) and after <= durable)
        for (day, first), (next_day, after) in pairwise(firsts)
        if first <= durable
    ]


def record_lines(journal: Journal, span: Span) -> Iterator[str]:
    """The records of a day, one a line, without newlines."""
    return (body for _, body in journal.read(span.first - 1, span.last - span.first + 1))


def with_heads(hall: str, span: Span, bodies: Iterable[str], sign: Sign, witnessed: SignedHead | None) -> Iterator[str]:
    """All of ``bodies``, whole lines, and the head over them, signed; before it, right behind its record, the last head
    that witnesses signed too.
    """
    tree, body = Tree(), ""
    pinned = witnessed.head.seq - span.first + 1 if witnessed is not None else 0
    for body in bodies:
        tree.add(leaf(body))
        yield body + "\n"
        if witnessed is not None and tree.size == pinned and _head(hall, span.day, body, tree) == witnessed.head:
            yield _encode(witnessed).decode() + "\n"
    yield _encode(sign(_head(hall, span.day, body, tree))).decode() + "\n"


def _head(hall: str, day: str, body: str, tree: Tree) -> Head:
    last = parse(body)
    return Head(hall, day, last.term, last.seq, leaf(body), tree.size, tree.root())


class Leaves:
    """A day's leaves, kept while somebody asks for proofs: 32 bytes a record, of one day at a time."""

    def __init__(self) -> None:
        self._day = ""
        self._leaves: list[str] = []

    def prove(self, journal: Journal, span: Span, hall: str, seq: int, sign: Sign) -> Proof:
        """The proof of record ``seq`` of that day. Blocks; one thread at a time."""
        if self._day != span.day:
            self._day, self._leaves = span.day, []
        after = span.first - 1 + len(self._leaves)
        last = Span(span.day, after + 1, span.last, span.closed)
        self._leaves += [leaf(body) for body in record_lines(journal, last)]
        leaves = self._leaves[: span.last - span.first + 1]
        ((_, line),) = journal.read(seq - 1, 1)
        ((_, end),) = journal.read(span.last - 1, 1)
        tree = Tree()
        for each in leaves:
            tree.add(each)
        head = Head(hall, span.day, parse(end).term, span.last, leaves[-1], tree.size, tree.root())
        index = seq - span.first
        return Proof(line, leaf(line), index, inclusion_path(leaves, index), sign(head))
