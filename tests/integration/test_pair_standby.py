"""A hub that stands by: it watches, folds what is written, and takes over when nobody leads."""

import asyncio
import threading

import pytest

from shared.hub.pair import lead
from shared.hub.pair.follow import Follower
from shared.journal.errors import Corrupt, JournalError
from shared.journal.postgres import PostgresJournal, Pulse
from tests.integration.hubs import patiently
from tests.postgres import Postgres


async def test_a_record_that_tells_of_what_cannot_be_ends_the_wait(postgres: Postgres) -> None:
    writer = PostgresJournal(postgres.url, "damaged")
    writer.append(writer.claim("before").term, 0, ['{"no":"record of the hall"}'])
    writer.close()
    journal = PostgresJournal(postgres.url, "damaged")
    with pytest.raises(Corrupt):
        await asyncio.wait_for(lead.stand_by(journal, Follower(journal), "b", lambda leader: None), 10)
    journal.close()


async def test_of_two_that_see_the_same_fall_one_leads_and_the_other_goes_on_watching(postgres: Postgres) -> None:
    gone, *candidates = (PostgresJournal(postgres.url, "both") for _ in "abc")
    gone.claim("a")
    gone.close()
    heard: list[str] = []
    standing = {
        name: asyncio.ensure_future(lead.stand_by(journal, Follower(journal), name, heard.append))
        for name, journal in zip("bc", candidates, strict=True)
    }
    done, watching = await asyncio.wait(standing.values(), timeout=30, return_when=asyncio.FIRST_COMPLETED)
    assert (len(done), len(watching)) == (1, 1)
    first = next(name for name, task in standing.items() if task in done)
    second = next(iter(watching))
    assert candidates["bc".index(first)].claim(first).leader == first
    candidates["bc".index(first)].close()  # it goes in good order: the other need not start anew to follow
    await asyncio.wait_for(second, 30)
    assert heard[:2] == ["a", "a"]
    assert candidates["cb".index(first)].claim("last").term == 3
    candidates["cb".index(first)].close()


async def test_a_leader_that_goes_in_good_order_is_not_waited_for(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lead, "STILL_S", 3600.0)
    leader, journal = (PostgresJournal(postgres.url, "orderly") for _ in "ab")
    leader.take_over("a", leader.pulse())
    heard = asyncio.Event()
    standing = asyncio.ensure_future(lead.stand_by(journal, Follower(journal), "b", lambda name: heard.set()))
    await asyncio.wait_for(heard.wait(), 30)
    leader.close()
    await asyncio.wait_for(standing, 30)
    journal.close()


async def test_a_hub_with_much_to_read_sees_meanwhile_who_leads(postgres: Postgres) -> None:
    leader, journal = (PostgresJournal(postgres.url, "long") for _ in "ab")
    leader.claim("a")
    reading, other_leads = threading.Event(), threading.Event()

    class Long(Follower):
        def catch_up(self) -> None:
            reading.set()
            assert other_leads.wait(30)
            super().catch_up()

    heard: list[str] = []

    def told(name: str) -> None:
        heard.append(name)
        if name == "c":
            other_leads.set()

    standing = asyncio.ensure_future(lead.stand_by(journal, Long(journal), "b", told))
    assert await asyncio.to_thread(reading.wait, 30)
    leader.claim("c")
    await asyncio.wait_for(standing, 60)
    assert heard == ["a", "c"]
    assert journal.claim("b").leader == "b"
    for each in (leader, journal):
        each.close()


@pytest.mark.parametrize(
    ("beats", "away_s", "then_s"),
    [(0, lead.STILL_S, 0.0), (1, lead.STILL_S, lead.BACK_S), (1, lead.BACK_S / 2, lead.STILL_S - lead.BACK_S / 2)],
    ids=["did not move", "moved once more", "moved once more, and back at once"],
)
async def test_a_database_that_is_back_without_its_leader_is_not_waited_for_all_over(
    postgres: Postgres,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    beats: int,
    away_s: float,
    then_s: float,
) -> None:
    caplog.set_level("INFO")
    clock_s = 1.0
    monkeypatch.setattr(lead, "monotonic", lambda: clock_s)
    leader, journal = (PostgresJournal(postgres.url, f"away-{beats}-{away_s}") for _ in "ab")
    leader.claim("a")
    heard = asyncio.Event()
    standing = asyncio.ensure_future(lead.stand_by(journal, Follower(journal), "b", lambda name: heard.set()))
    await asyncio.wait_for(heard.wait(), 30)

    def no_way_there() -> Pulse:
        raise JournalError("no way there")

    with monkeypatch.context() as cut:
        cut.setattr(journal, "pulse", no_way_there)
        await patiently(lambda: "nobody can lead: no way there" in caplog.text, 30)
        for _ in range(beats):
            leader.beat()
        clock_s += away_s
        caplog.clear()
    await patiently(lambda: "the database is back" in caplog.text, 30)
    assert not standing.done() or not then_s  # a leader that lives may yet beat on
    clock_s += then_s
    await asyncio.wait_for(standing, 30)
    for each in (leader, journal):
        each.close()
