"""``fairhall hub`` of a pair that nothing fences: shows what the fencing is there for.

The journal takes whatever any hub writes, as a file on a shared disk would, and a leader never doubts that it leads.
"""

import sys

from shared.cli import main
from shared.hub.pair import lead
from shared.journal import postgres
from shared.journal.errors import Unknown
from shared.journal.postgres import PostgresJournal, told

APPEND = """
WITH moved AS (
    UPDATE fairhall_head SET seq = %(last)s, leaf = %(leaf)s, beat = beat + 1 WHERE hall = %(hall)s RETURNING term
)
INSERT INTO fairhall_journal (hall, seq, term, body)
SELECT %(hall)s, record.seq, %(term)s, record.body
FROM moved, unnest(%(seqs)b::bigint[], %(bodies)b::text[]) AS record (seq, body)
ON CONFLICT (hall, seq) DO UPDATE SET term = EXCLUDED.term, body = EXCLUDED.body
"""


def beat(journal: PostgresJournal) -> None:
    """Whoever leads."""
    with told(journal._url, Unknown):
        journal._ask(journal._line(), "UPDATE fairhall_head SET beat = beat + 1 WHERE hall = %s", (journal.hall,))


if __name__ == "__main__":
    postgres.APPEND = APPEND
    postgres.CLAIM_AGAIN = postgres.CLAIM
    PostgresJournal.beat = beat  # type: ignore[assignment,method-assign]
    lead.STEP_DOWN_S = 1e6
    sys.exit(main())
