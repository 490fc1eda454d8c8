"""A journal into another engine, record by record; the chain says that nothing is missing."""

from collections.abc import Callable

from shared.backup.errors import BackupError
from shared.journal.port import Head, Journal

BATCH = 1000


def copy_journal(source: Journal, target: Journal, told: Callable[[int, int], None]) -> Head:
    """Fill ``target``, which must be empty; its head, the same seq and leaf as the source's, and no lower term.

    Raises BackupError, JournalError.
    """
    wanted = source.head()
    if target.head().seq:
        raise BackupError("the journal to copy to holds records already: choose an empty one")
    head = target.claim("copy")
    while head.term < wanted.term:  # terms never fall: who leads next must be above everyone before
        head = target.claim("copy")
    bodies: list[str] = []
    for seq, body in source.read(0, wanted.seq):
        bodies.append(body)
        if len(bodies) == BATCH or seq == wanted.seq:
            head = target.append(head.term, head.seq, bodies)
            bodies = []
            told(seq, wanted.seq)
    if (head.seq, head.leaf) != (wanted.seq, wanted.leaf):
        raise BackupError(
            f"the copy ends at {head.seq}, the journal at {wanted.seq}: it is damaged, see fairhall verify"
        )
    return head
