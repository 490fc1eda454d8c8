"""What every journal engine promises, told by two hubs that share one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.journal.errors import Conflict, Fenced, JournalError, Unknown
from shared.journal.memory import MemoryJournal, Store
from shared.journal.port import Head, Journal
from shared.journal.postgres import PostgresJournal
from shared.journal.record import NO_LEAF, leaf
from shared.journal.sqlite import SqliteJournal
from shared.journal.verify import verify_chain
from tests.contract.journal_lines import tickets

Open = Callable[[], Journal]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Each call is one more hub that opens the same journal."""
    store, opened = Store(), list[Journal]()
    engines: dict[str, Open] = {
        "memory": lambda: MemoryJournal(store),
        "sqlite": lambda: SqliteJournal(tmp_path / "journal.sqlite"),
        "postgres": lambda: PostgresJournal(request.getfixturevalue("postgres").url, tmp_path.name),
    }

    def open_journal() -> Journal:
        opened.append(engines[request.param]())
        return opened[-1]

    yield open_journal
    for each in opened:
        each.close()


def test_a_new_journal_stands_at_nothing(engine: Open) -> None:
    journal = engine()
    assert journal.head() == Head(term=0, seq=0, leader="", leaf=NO_LEAF)
    assert list(journal.read(0)) == []
    assert journal.load_snapshot(1) is None


def test_what_is_appended_is_read_back_in_order_and_byte_for_byte(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    assert head == Head(term=1, seq=0, leader="hub-a", leaf=NO_LEAF)
    bodies = tickets(head, 3, '老人优先 👵 \u2028 "quoted" \\ \x00 ñ')
    head = journal.append(head.term, head.seq, bodies[:2])
    assert head == journal.head() == Head(1, 2, "hub-a", leaf(bodies[1]))
    head = journal.append(head.term, head.seq, bodies[2:])
    assert list(journal.read(0)) == [(1, bodies[0]), (2, bodies[1]), (3, bodies[2])]
    assert verify_chain(body for _, body in journal.read(0)).seq == 3


def test_reading_goes_in_pages_and_resumes_after_a_seq(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    bodies = tickets(head, 2500)
    assert journal.append(head.term, 0, bodies).seq == 2500
    assert [body for _, body in journal.read(0)] == bodies
    assert [seq for seq, _ in journal.read(0, 2)] == [1, 2]
    assert [seq for seq, _ in journal.read(990, 1020)] == list(range(991, 2011))
    assert [seq for seq, _ in journal.read(2498, 10)] == [2499, 2500]
    assert list(journal.read(2500)) == list(journal.read(9999)) == list(journal.read(5, 0)) == []


def test_a_reader_begun_before_an_append_is_not_disturbed_by_it(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    head = journal.append(head.term, 0, tickets(head, 3))
    reader = journal.read(0)
    assert next(reader)[0] == 1
    journal.append(head.term, head.seq, tickets(head, 3))
    assert [seq for seq, _ in reader] == [2, 3]


def test_what_was_acknowledged_is_there_for_the_next_who_opens(engine: Open) -> None:
    first = engine()
    head = first.claim("hub-a")
    bodies = tickets(head, 5)
    head = first.append(head.term, 0, bodies)
    first.close()
    first.close()
    second = engine()
    assert second.head() == head
    assert [body for _, body in second.read(0)] == bodies
    assert second.claim("hub-b") == Head(2, 5, "hub-b", leaf(bodies[-1]))


def test_a_claim_fences_the_leader_before(engine: Open) -> None:
    old, new = engine(), engine()
    before = old.claim("hub-a")
    old.append(before.term, 0, tickets(before, 1))
    after = new.claim("hub-b")
    assert (after.term, after.seq) == (2, 1)
    with pytest.raises(Fenced, match="hub-b leads in term 2"):
        old.append(before.term, 1, tickets(old.head(), 1))
    assert new.append(after.term, after.seq, tickets(after, 1)).seq == 2
    assert [seq for seq, _ in old.read(0)] == [1, 2]


def test_a_term_nobody_claimed_is_fenced(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    with pytest.raises(Fenced):
        journal.append(head.term + 1, 0, tickets(head, 1))


@pytest.mark.parametrize("expected", [-1, 0, 2])
def test_an_append_that_expects_another_head_writes_nothing(engine: Open, expected: int) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    head = journal.append(head.term, 0, tickets(head, 1))
    with pytest.raises(Conflict, match=f"the head is at 1, not at {expected}"):
        journal.append(head.term, expected, tickets(head, 1))
    assert journal.head() == head
    assert len(list(journal.read(0))) == 1


def test_nobody_writes_before_a_claim(engine: Open) -> None:
    journal = engine()
    with pytest.raises(Fenced, match="claim"):
        journal.append(0, 0, tickets(Head(), 1))
    assert journal.head().seq == 0


def test_a_writer_that_failed_once_stays_silent_until_it_claims_anew(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    with pytest.raises(Conflict):
        journal.append(head.term, 7, tickets(head, 1))
    with pytest.raises(Fenced, match="claim anew"):
        journal.append(head.term, 0, tickets(head, 1))  # would have been right, but this writer has stopped
    head = journal.claim("hub-a")
    assert head.term == 2
    assert journal.append(head.term, 0, tickets(head, 1)).seq == 1


def test_an_append_holds_at_least_one_record(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    with pytest.raises(ValueError, match="at least one"):
        journal.append(head.term, 0, [])
    assert journal.append(head.term, 0, tickets(head, 1)).seq == 1


def test_the_latest_snapshot_of_the_version_comes_back(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    journal.append(head.term, 0, tickets(head, 9))
    for seq in (0, 3, 6, 2):
        journal.save_snapshot(seq, 1, b"state at %d" % seq)
    journal.save_snapshot(6, 1, b"state at 6, again")
    journal.save_snapshot(4, 2, bytes(range(256)))
    assert engine().load_snapshot(1) == (6, b"state at 6, again")
    assert engine().load_snapshot(2) == (4, bytes(range(256)))
    assert engine().load_snapshot(3) is None


def test_a_snapshot_cannot_be_ahead_of_the_journal(engine: Open) -> None:
    journal = engine()
    head = journal.claim("hub-a")
    head = journal.append(head.term, 0, tickets(head, 2))
    for seq in (3, -1):
        with pytest.raises(ValueError, match="the head is at 2"):
            journal.save_snapshot(seq, 1, b"future")
    assert journal.load_snapshot(1) is None
    assert journal.append(head.term, 2, tickets(head, 1)).seq == 3


@pytest.mark.parametrize("written", [False, True])
def test_after_an_unknown_outcome_the_truth_is_what_is_read(written: bool) -> None:
    journal = MemoryJournal()
    head = journal.claim("hub-a")
    journal.fail_next(Unknown("power went"), written)
    with pytest.raises(Unknown, match="power went"):
        journal.append(head.term, 0, tickets(head, 2))
    with pytest.raises(JournalError):
        journal.append(head.term, 0, tickets(head, 2))
    head = journal.claim("hub-a")
    assert head.seq == len(list(journal.read(0))) == (2 if written else 0)
    journal.append(head.term, head.seq, tickets(head, 1))
    assert verify_chain(body for _, body in journal.read(0)).fault is None
