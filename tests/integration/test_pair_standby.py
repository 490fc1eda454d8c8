"""A hub that stands by and cannot read the record says so, and does not wait for a day that it cannot lead."""

import asyncio

import pytest

from shared.hub.pair.follow import Follower
from shared.hub.pair.lead import stand_by
from shared.journal.errors import Corrupt
from shared.journal.postgres import PostgresJournal
from tests.postgres import Postgres


async def test_a_record_that_tells_of_what_cannot_be_ends_the_wait(postgres: Postgres) -> None:
    writer = PostgresJournal(postgres.url, "damaged")
    writer.append(writer.claim("before").term, 0, ['{"no":"record of the hall"}'])
    writer.close()
    journal = PostgresJournal(postgres.url, "damaged")
    with pytest.raises(Corrupt):
        await asyncio.wait_for(stand_by(journal, Follower(journal), lambda leader: None), 10)
    journal.close()
