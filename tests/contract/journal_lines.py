"""A day of tickets as the journal's lines."""

from collections.abc import Iterable, Iterator

from shared.journal.port import Head
from shared.journal.record import make_record

NINE = 1_578_898_800_000  # 2020-01-13 07:00 UTC


def tickets(head: Head, count: int, name: str = "企业开办") -> list[str]:
    """``count`` ticket records that follow ``head``."""
    return list(chain(head, ({"ticket": f"A{seq:03d}", "name": name} for seq in range(count))))


def chain(head: Head, data: Iterable[dict[str, object]], type: str = "ticket-issued") -> Iterator[str]:
    seq, prev = head.seq, head.leaf
    for each in data:
        seq += 1
        body, prev = make_record(seq, prev, max(head.term, 1), NINE + seq, "kiosk-1", f"request-{seq}", type, 1, each)
        yield body
