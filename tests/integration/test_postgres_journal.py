"""The journal of a pair of hubs when its PostgreSQL stumbles: a real server, stopped, frozen and restarted."""

import os
import signal
from collections.abc import Iterator, Sequence

import psycopg
import pytest

from shared.journal.errors import Fenced, JournalError, Unknown
from shared.journal.port import Head
from shared.journal.postgres import PostgresJournal
from shared.journal.record import leaf
from shared.journal.verify import verify_chain
from tests.contract.journal_lines import tickets
from tests.postgres import Postgres

Two = tuple[PostgresJournal, PostgresJournal]


@pytest.fixture
def pair(postgres: Postgres, request: pytest.FixtureRequest) -> Iterator[Two]:
    """Two hubs of one hall."""
    two = PostgresJournal(postgres.url, request.node.name), PostgresJournal(postgres.url, request.node.name)
    yield two
    for each in two:
        each.close()


def test_a_candidate_claims_only_what_it_saw_lie_still(pair: Two) -> None:
    leader, candidate = pair
    term = leader.claim("hub-a").term
    seen = candidate.pulse()
    leader.beat()
    with pytest.raises(Fenced, match="the leader came back"):
        candidate.take_over("hub-b", seen)
    candidate.take_over("hub-b", candidate.pulse())
    assert candidate.claim("hub-b").term == term + 1, "it is claimed once"
    with pytest.raises(Fenced, match="another hub leads"):
        leader.beat()


def test_a_leader_whose_line_broke_takes_it_up_again_but_never_back(postgres: Postgres, pair: Two) -> None:
    leader, candidate = pair
    leader.take_over("hub-a", leader.pulse())
    leader.claim("hub-a")
    assert leader.claim("hub-a").term == 2, "nobody came between"
    candidate.claim("hub-b")
    with pytest.raises(Fenced, match="another hub was first"):
        leader.claim("hub-a")


def test_a_leader_that_goes_in_good_order_leaves_no_beat_and_one_that_was_followed_touches_nothing(pair: Two) -> None:
    leader, candidate = pair
    leader.take_over("hub-a", leader.pulse())
    assert candidate.pulse().beat
    leader.close()
    gone = candidate.pulse()
    assert gone.beat == 0
    candidate.take_over("hub-b", gone)
    third = PostgresJournal(candidate._url, candidate.hall)
    third.take_over("hub-c", third.pulse())
    candidate.close()
    assert third.pulse().beat
    third.close()


def test_every_append_is_a_life_sign(pair: Two) -> None:
    leader, candidate = pair
    head = leader.claim("hub-a")
    seen = candidate.pulse()
    leader.append(head.term, 0, tickets(head, 1))
    assert candidate.pulse().beat > seen.beat


def test_a_frozen_database_is_an_unknown_outcome_and_the_truth_is_read_afterwards(
    postgres: Postgres, pair: Two
) -> None:
    leader, _ = pair
    head = leader.claim("hub-a")
    with psycopg.connect(postgres.url) as spy:
        (server,) = spy.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'fairhall' ORDER BY query_start DESC LIMIT 1"
        ).fetchone()
    os.kill(server, signal.SIGSTOP)
    try:
        with pytest.raises(Unknown, match="see that it runs"):
            leader.append(head.term, 0, tickets(head, 2))
    finally:
        os.kill(server, signal.SIGCONT)
    head = leader.claim("hub-a")
    assert head.seq in (0, 2)
    leader.append(head.term, head.seq, tickets(head, 1))
    assert verify_chain(body for _, body in leader.read(0)).fault is None


def test_a_restarted_database_is_met_by_a_new_claim(postgres: Postgres, pair: Two) -> None:
    leader, _ = pair
    head = leader.claim("hub-a")
    head = leader.append(head.term, 0, tickets(head, 3))
    postgres.stop("immediate")
    with pytest.raises(Unknown):
        leader.append(head.term, head.seq, tickets(head, 1))
    with pytest.raises(JournalError) as told:
        leader.claim("hub-a")
    assert f"PostgreSQL 127.0.0.1:{postgres.port}" in str(told.value)
    postgres.start()
    head = leader.claim("hub-a")
    assert (head.term, head.seq) == (2, 3)
    assert leader.append(head.term, 3, tickets(head, 1)).seq == 4


def test_a_warning_of_the_database_is_no_promise(postgres: Postgres, pair: Two) -> None:
    leader, _ = pair
    head = leader.claim("hub-a")
    with psycopg.connect(postgres.url, autocommit=True) as hand:
        hand.execute(
            "CREATE FUNCTION grumble() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE WARNING 'the standby did not answer'; RETURN NEW; END $$"
        )
        hand.execute("CREATE TRIGGER grumble BEFORE INSERT ON fairhall_journal FOR ROW EXECUTE FUNCTION grumble()")
        try:
            with pytest.raises(Unknown, match="the standby did not answer"):
                leader.append(head.term, 0, tickets(head, 1))
        finally:
            hand.execute("DROP FUNCTION grumble CASCADE")
    assert leader.claim("hub-a").seq == 1, "and it may be there nevertheless"


def test_a_password_is_never_told(postgres: Postgres) -> None:
    with pytest.raises(JournalError) as told:
        PostgresJournal(f"postgresql://fairhall:hush@127.0.0.1:{postgres.port}/nowhere", "x")
    assert "hush" not in str(told.value)
    assert "nowhere" in str(told.value)


class Unfenced(PostgresJournal):
    """What this journal would be if it took every append behind whatever is there."""

    def _append(self, term: int, expected_seq: int, bodies: Sequence[str]) -> Head:
        self._db.execute(
            "INSERT INTO fairhall_journal (hall, seq, term, body) SELECT %s, coalesce(max(seq), 0) + 1, %s, %s"
            " FROM fairhall_journal WHERE hall = %s",
            (self.hall, term, bodies[0], self.hall),
        )
        return Head(term, expected_seq + 1, "", leaf(bodies[0]))


def test_without_the_fence_a_hub_that_was_frozen_would_spoil_the_record(postgres: Postgres) -> None:
    for engine, fenced in ((PostgresJournal, True), (Unfenced, False)):
        hall = f"fence-{fenced}"
        old, new = engine(postgres.url, hall), engine(postgres.url, hall)
        before = old.claim("hub-a")
        after = new.claim("hub-b")
        new.append(after.term, 0, tickets(after, 1))
        if fenced:
            with pytest.raises(Fenced):
                old.append(before.term, 0, tickets(before, 1))
        else:
            old.append(before.term, 0, tickets(before, 1))
        bodies = [
            body
            for (body,) in new._db.execute("SELECT body FROM fairhall_journal WHERE hall = %s ORDER BY seq", (hall,))
        ]
        assert (verify_chain(bodies).fault is None) is fenced, "the same ticket twice, and the chain is broken"
        old.close()
        new.close()
