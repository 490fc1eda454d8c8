"""Who of a pair leads. The journal's beat alone decides; the journal's term makes a mistake harmless."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from shared.hub.pair.follow import Follower
from shared.journal.errors import Corrupt, Fenced, JournalError
from shared.journal.postgres import PostgresJournal, Pulse
from shared.journal.writer import Writer
from shared.log import warn_once, well_again

log = logging.getLogger("fairhall.hub.pair")

BEAT_S = 0.25
STILL_S = 2.0
"""A head that lay still so long, by the candidate's own clock, has no leader."""
STEP_DOWN_S = 1.5
"""A leader that could not write for so long leads no more: less than STILL_S."""
BACK_S = 1.0
"""Where the database was away: a leader that is there beats on within this once it is back, or has stepped down STILL_S
after it went.
"""


async def stand_by(journal: PostgresJournal, follower: Follower, me: str, told: Callable[[str], None]) -> None:
    """Watch until nobody leads, and have ``me`` take over; ``follower`` then knows what there is.

    ``told`` hears who leads, once each. While the database is away nobody can lead: a beat that has not moved once it
    is back has been still all the while, one that has moved since the database went. Where another was first it leads:
    watch on. Raises Corrupt.
    """
    seen: Pulse | None = None
    since = 0.0
    away: float | None = None
    leader = ""
    folding: asyncio.Future[None] | None = None  # beside the watch: a fall must be seen also during a long one
    while True:
        wait = BEAT_S
        try:
            now = await asyncio.to_thread(journal.pulse)
            well_again(log, "database", "the database is back")
            appended = seen is None or now.seq != seen.seq
            claimed = now.beat and (seen is None or now.term != seen.term)
            if claimed and (head := await asyncio.to_thread(journal.head)).leader != leader:
                leader = head.leader
                told(leader)
            if now != seen:
                seen, since = now, monotonic()
                if away is not None and not claimed:
                    since = max(away, since - (STILL_S - BACK_S))
            away = None
            over = not now.beat or monotonic() - since >= STILL_S
            if folding is not None and (over or folding.done()):
                folded, folding = folding, None
                await folded
            if over:
                await asyncio.to_thread(journal.take_over, me, now)
                return
            if appended and folding is None:
                folding = asyncio.ensure_future(asyncio.to_thread(follower.catch_up))
            wait = min(BEAT_S, max(0.0, since + STILL_S - monotonic()))
        except Corrupt:
            raise  # whoever cannot read the record will not lead: it says so now
        except Fenced as error:
            seen, leader = None, ""
            log.warning("this hub stands by: %s", error)
        except JournalError as error:
            away = monotonic() if away is None else away
            warn_once(log, "database", "nobody can lead: %s", error)
        await asyncio.sleep(wait)


async def hold(writer: Writer, journal: PostgresJournal) -> str:
    """Beat while this hub leads; the reason once it does no more."""
    good = monotonic()
    while True:
        beat = asyncio.ensure_future(writer.run(lambda _: journal.beat()))
        await asyncio.wait({beat}, timeout=max(0.0, STEP_DOWN_S - (monotonic() - good)))
        error = beat.exception() if beat.done() else None
        if beat.done() and error is None:
            good = monotonic()
        elif isinstance(error, Fenced):
            return str(error)
        elif monotonic() - good >= STEP_DOWN_S:
            return f"no write for {STEP_DOWN_S} s ({error or 'the database does not answer'})"
        await asyncio.sleep(BEAT_S)
