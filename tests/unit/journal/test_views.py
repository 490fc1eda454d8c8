"""The tables of the reports, from the events of a morning."""

import resource
import sqlite3
import typing
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shared.hall import events as e
from shared.journal.errors import Corrupt, JournalError
from shared.journal.memory import MemoryJournal
from shared.journal.port import Head
from shared.journal.record import NO_LEAF, Record, make_record, parse
from shared.journal.upcast import Data, Upcasters
from shared.journal.views import EFFECTS, Views

MINUTE = 60_000


@pytest.fixture
def views(tmp_path: Path) -> Iterator[Views]:
    with closing(Views(tmp_path / "views.sqlite")) as opened:
        yield opened


def issued(ticket: str, number: str, service: str = "company") -> e.TicketIssued:
    data = {field.name: 0 for field in msgspec.structs.fields(e.TicketIssued) if field.type is int}
    names = {"ticket": ticket, "number": number, "service": service, "kind": "normal", "person": None}
    return msgspec.convert(
        {**data, **names, "type": "ticket-issued", "source": "kiosk-1", "language": "zh"}, e.TicketIssued
    )


def called(ticket: str, counter: str = "w3", clerk: str = "li") -> e.TicketCalled:
    return e.TicketCalled(ticket=ticket, counter=counter, clerk=clerk)


def journal_of(*happened: e.Event) -> MemoryJournal:
    """A journal in which these happened, one a minute."""
    journal, prev, bodies = MemoryJournal(), NO_LEAF, []
    head = journal.claim("hub")
    for seq, event in enumerate(happened, 1):
        data = msgspec.to_builtins(event)
        body, prev = make_record(seq, prev, head.term, seq * MINUTE, "hub", None, data.pop("type"), 1, data)
        bodies.append(body)
    journal.append(head.term, 0, bodies)
    return journal


def records(journal: MemoryJournal) -> list[Record]:
    return [parse(body) for _, body in journal.read(0)]


def rows(views: Views, columns: str = "*") -> list[dict[str, Any]]:
    with closing(sqlite3.connect(views.path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT {columns} FROM ticket ORDER BY ticket, visit")]


MORNING = (
    issued("t1", "A001"),
    issued("t2", "A002"),
    called("t1"),
    e.TicketRecalled(ticket="t1", counter="w3", nth=2),
    e.ServiceStarted(ticket="t1", counter="w3"),
    e.ServiceFinished(ticket="t1", counter="w3", clerk="li", visit=1),
    e.ServiceEvaluated(ticket="t1", visit=1, counter="w3", clerk="li", grade=5, source="keypad", reasons=()),
)


def test_a_visit_is_one_row_from_issue_to_grade(views: Views) -> None:
    assert views.apply(records(journal_of(*MORNING))) == 7
    first, second = rows(views)
    assert first == {
        "ticket": "t1",
        "visit": 1,
        "number": "A001",
        "service": "company",
        "kind": "normal",
        "issued_at_ms": 1 * MINUTE,
        "first_called_at_ms": 3 * MINUTE,
        "served_at_ms": 5 * MINUTE,
        "finished_at_ms": 6 * MINUTE,
        "counter": "w3",
        "clerk": "li",
        "outcome": "finished",
        "grade": 5,
    }
    assert (second["ticket"], second["issued_at_ms"], second["outcome"], second["counter"]) == (
        "t2",
        2 * MINUTE,
        None,
        None,
    )


def test_a_transfer_ends_one_visit_and_begins_the_next(views: Views) -> None:
    views.apply(
        records(
            journal_of(
                issued("t1", "A001"),
                called("t1"),
                e.ServiceStarted(ticket="t1", counter="w3"),
                e.TicketTransferred(ticket="t1", counter="w3", service="tax", visit=1),
                called("t1", "w7", "wang"),
                e.ServiceStarted(ticket="t1", counter="w7"),
                e.ServiceFinished(ticket="t1", counter="w7", clerk="wang", visit=2),
                e.ServiceEvaluated(
                    ticket="t1", visit=2, counter="w7", clerk="wang", grade=1, source="phone", reasons=()
                ),
            )
        )
    )
    columns = "visit, number, service, counter, clerk, issued_at_ms / 60000 AS issued, outcome, grade"
    assert [tuple(row.values()) for row in rows(views, columns)] == [
        (1, "A001", "company", "w3", "li", 1, "transferred", None),
        (2, "A001", "tax", "w7", "wang", 4, "finished", 1),
    ]


def test_the_first_call_and_the_first_time_at_the_desk_count(views: Views) -> None:
    views.apply(
        records(
            journal_of(
                issued("t1", "A001"),
                called("t1"),
                e.TicketMissed(ticket="t1", counter="w3", misses=1, ended=False),
                e.TicketRequeued(ticket="t1", counter="w3", after=3),
                called("t1"),
                e.ServiceStarted(ticket="t1", counter="w3"),
                e.TicketParked(ticket="t1", counter="w3", kind="same"),
                e.ServiceStarted(ticket="t1", counter="w3"),
            )
        )
    )
    (row,) = rows(views)
    assert (row["first_called_at_ms"], row["served_at_ms"], row["outcome"]) == (2 * MINUTE, 6 * MINUTE, None)


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (e.TicketMissed(ticket="t1", counter="w3", misses=3, ended=True), "no-show"),
        (e.TicketCancelled(ticket="t1"), "cancelled"),
        (e.TicketExpired(ticket="t1"), "expired"),
    ],
)
def test_a_visit_may_end_otherwise(views: Views, last: e.Event, outcome: str) -> None:
    views.apply(records(journal_of(issued("t1", "A001"), last)))
    assert rows(views, "outcome, finished_at_ms") == [{"outcome": outcome, "finished_at_ms": None}]


def test_the_same_records_twice_change_nothing(views: Views) -> None:
    happened = records(journal_of(*MORNING))
    views.apply(happened[:4])
    views.apply(happened[2:5])
    before = rows(views)
    assert views.apply(happened[:5]) == views.seq() == 5
    assert rows(views) == before
    views.apply(happened)
    assert rows(views)[0]["grade"] == 5


def test_a_gap_is_refused_and_nothing_of_the_batch_stays(views: Views) -> None:
    happened = records(journal_of(*MORNING))
    with pytest.raises(ValueError, match="record 4 after 2: apply what is between, or rebuild"):
        views.apply(happened[:2] + happened[3:])
    assert (views.seq(), rows(views)) == (0, [])


def test_a_record_the_tables_cannot_take_leaves_them_as_they_were(views: Views) -> None:
    bad = Record(2, NO_LEAF, 1, 0, "hub", None, "ticket-issued", 1, {"ticket": "t2"})
    with pytest.raises(ValueError, match=r"record 2, ticket-issued v1: .*it needs an upcaster"):
        views.apply([*records(journal_of(issued("t1", "A001"))), bad])
    assert (views.seq(), rows(views)) == (0, [])


def test_rebuilding_gives_what_applying_gave(views: Views, tmp_path: Path) -> None:
    journal = journal_of(*MORNING)
    views.apply(records(journal))
    applied = rows(views)
    with closing(sqlite3.connect(views.path)) as db, db:
        db.execute("UPDATE ticket SET grade = 1, outcome = 'lost'")
        db.execute("INSERT INTO ticket (ticket, visit) VALUES ('ghost', 1)")
        db.execute("UPDATE progress SET seq = 99")
    assert views.rebuild(journal) == 7
    assert rows(views) == applied


def test_the_tables_are_there_again_after_a_restart(views: Views) -> None:
    journal = journal_of(*MORNING)
    views.apply(records(journal)[:5])
    views.close()
    with closing(Views(views.path)) as again:
        assert again.seq() == 5
        assert again.apply(parse(body) for _, body in journal.read(again.seq())) == 7
        assert rows(again)[0]["outcome"] == "finished"


def test_old_records_are_read_in_todays_shape(tmp_path: Path) -> None:
    upcasters = Upcasters()

    @upcasters.step("ticket-issued", 1)
    def code(data: Data) -> Data:
        return {**data, "number": data["code"]}

    data = {"ticket": "t1", "code": "A001", "service": "tax", "kind": "normal"}
    with closing(Views(tmp_path / "views.sqlite", upcasters)) as views:
        views.apply([Record(1, Head().leaf, 1, 0, "hub", None, "ticket-issued", 1, data)])
        assert rows(views, "number") == [{"number": "A001"}]


def test_a_damaged_file_says_how_to_get_the_tables_back(tmp_path: Path) -> None:
    path = tmp_path / "views.sqlite"
    path.write_bytes(b"nonsense" * 1000)
    with pytest.raises(Corrupt, match=r"views.sqlite: .*delete the file, it is rebuilt from the journal"):
        Views(path)


def test_a_disk_that_is_full_leaves_the_tables_as_they_were(views: Views) -> None:
    happened = records(journal_of(*(issued(f"t{each}", f"A{each}") for each in range(2000))))
    views.apply(happened[:10])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
    try:
        with pytest.raises(JournalError, match="the space on its disk"):
            views.apply(happened)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (views.seq(), len(rows(views))) == (10, 10)
    assert views.apply(happened) == 2000


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"views.sqlite: .*check the folder"):
        Views(tmp_path / "missing" / "views.sqlite")


def test_the_tables_know_the_halls_own_event_types() -> None:
    tags = {each.__struct_config__.tag for each in typing.get_args(e.AnyEvent)}
    assert set(EFFECTS) < tags
