"""``fairhall hub`` whose PostgreSQL journal takes whatever any hub writes: shows what the fencing is there for."""

import sys

from shared.cli import main
from shared.journal import postgres

APPEND = """
WITH moved AS (
    UPDATE fairhall_head SET seq = %(last)s, leaf = %(leaf)s, beat = beat + 1 WHERE hall = %(hall)s RETURNING term
)
INSERT INTO fairhall_journal (hall, seq, term, body)
SELECT %(hall)s, record.seq, %(term)s, record.body
FROM moved, unnest(%(seqs)b::bigint[], %(bodies)b::text[]) AS record (seq, body)
ON CONFLICT (hall, seq) DO UPDATE SET term = EXCLUDED.term, body = EXCLUDED.body
"""
"""Neither term nor seq must match, and the last to write is right: a file on a shared disk would do the same."""

if __name__ == "__main__":
    postgres.APPEND = APPEND
    sys.exit(main())
