"""Checks the chain of a journal or of a published day with nothing but its lines."""

from collections.abc import Iterable

import msgspec

from shared.journal.errors import Corrupt
from shared.journal.record import NO_LEAF, Record, canonical, leaf, parse


class Report(msgspec.Struct, frozen=True):
    """Good records up to ``seq``, the leaf there, and the first wrong record's ``fault`` with the reason, if any."""

    seq: int = 0
    leaf: str = NO_LEAF
    term: int = 0
    fault: str | None = None


BEGINNING = Report()


def verify_chain(lines: Iterable[str], good: Report = BEGINNING) -> Report:
    """Stream through ``lines``, which follow the record that ``good`` tells of, and stop at the first that is wrong."""
    for line in lines:
        body = line.removesuffix("\n")
        try:
            record = parse(body)
            fault = _fault(record, body, good)
        except (Corrupt, ValueError) as error:
            fault = str(error)
        if fault:
            return msgspec.structs.replace(good, fault=f"record {good.seq + 1}: {fault}")
        good = Report(record.seq, leaf(body), record.term)
    return good


def _fault(record: Record, body: str, good: Report) -> str | None:
    if record.seq != good.seq + 1:
        return f"its seq is {record.seq}: records are missing, doubled or out of order"
    if record.prev != good.leaf:
        return f"it follows {record.prev}, but the record before is {good.leaf}: one of the two was changed"
    if record.term < good.term:
        return f"its term {record.term} is lower than {good.term} before it"
    if canonical(record) != body:
        return "its bytes are not canonical"
    return None
