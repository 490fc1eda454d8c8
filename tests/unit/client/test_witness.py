"""What a witness answers and what it refuses: one link is for one record, and nothing ever goes back."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from shared.client.witness.memory import MemoryStore
from shared.client.witness.port import Epoch, Store
from shared.client.witness.sqlite import SqliteStore
from shared.client.witness.witness import Witness
from shared.hall.draw.links import LINKS
from shared.hall.draw.lots import below, context
from shared.protocol.heads import Head, signed_by
from shared.protocol.messages import Ask, Cosign, Seal, Witnessed

NAME, DAY = "kiosk:K1", "2026-01-05"
SEAL = Seal(hall="yunxi", day=DAY, epoch=1, algorithm="sha256")


def record(n: int) -> str:
    return sha256(str(n).encode()).hexdigest()


def ask(i: int, *, seq: int | None = None, term: int = 1, epoch: int = 1, said: str = "", day: str = DAY) -> Ask:
    """Draw i as an honest hub asks for it: its request is record 10 i."""
    seq = 10 * i if seq is None else seq
    return Ask(
        hall="yunxi", day=day, epoch=epoch, algorithm="sha256", i=i, term=term, seq=seq, record=said or record(seq)
    )


def seed(epoch: Epoch) -> bytes:
    return sha256(repr(epoch).encode()).digest()


@pytest.fixture
def witness() -> Witness:
    """A kiosk that has sealed its chain for today."""
    there = Witness(NAME, MemoryStore(), seed)
    there.seal(SEAL)
    return there


def anchor(witness: Witness) -> bytes:
    return bytes.fromhex(witness.seal(SEAL).anchor)


def leads_back(witness: Witness, said: Witnessed) -> bool:
    """As anybody can check it with the anchor in the opening record."""
    link = bytes.fromhex(said.link)
    return below("sha256", context("yunxi", DAY, 1, NAME), said.i, link)[-1] == anchor(witness)


def test_the_anchor_is_the_same_whenever_it_is_asked_for(witness: Witness) -> None:
    assert witness.seal(SEAL) == witness.seal(SEAL)
    assert witness.seal(SEAL) != witness.seal(msgspec.structs.replace(SEAL, epoch=2))


@pytest.mark.parametrize("i", [1, 2, 300, LINKS])
def test_a_link_leads_back_to_the_anchor(witness: Witness, i: int) -> None:
    assert leads_back(witness, witness.answer(ask(i)))


def test_draws_it_missed_do_no_harm(witness: Witness) -> None:
    for i in (1, 2, 5, 6, 900):
        assert leads_back(witness, witness.answer(ask(i)))


def test_the_same_question_gets_the_same_answer_from_any_hub_of_the_hall(witness: Witness) -> None:
    first = witness.answer(ask(3))
    assert first.link
    assert witness.answer(ask(3)) == first
    assert witness.answer(ask(3, term=2)) == first, "a hub that was restarted, or took over"


@pytest.mark.parametrize("term", [1, 2, 99])
def test_another_record_for_the_same_draw_is_refused_in_whatever_term(witness: Witness, term: int) -> None:
    """Else a hub could try one request after the other until the link pleases it."""
    witness.answer(ask(3))
    again = witness.answer(ask(3, term=term, said=record(31), seq=31))
    assert (again.link, again.refused) == ("", "another-record")


@pytest.mark.parametrize(
    ("question", "why"),
    [
        pytest.param(ask(2, term=2), "gone-back", id="an earlier draw"),
        pytest.param(ask(4, seq=25, term=2), "gone-back", id="a later draw at an earlier record"),
        pytest.param(ask(4, seq=30, term=2), "gone-back", id="a later draw at the same record"),
        pytest.param(ask(4, term=1), "old-term", id="a hub that was fenced"),
        pytest.param(ask(9, epoch=1, term=2), "", id="honest"),
        pytest.param(ask(9, epoch=7), "unknown-epoch", id="an epoch it never sealed"),
        pytest.param(ask(0), "no-such-draw", id="no draw at all"),
        pytest.param(ask(LINKS + 1), "no-such-draw", id="beyond the chain"),
    ],
)
def test_nothing_goes_back(witness: Witness, question: Ask, why: str) -> None:
    witness.answer(ask(3, term=2))
    answer = witness.answer(question)
    assert (answer.refused, bool(answer.link)) == (why, not why)


def test_an_epoch_that_is_over_is_not_taken_up_again(witness: Witness) -> None:
    witness.seal(msgspec.structs.replace(SEAL, epoch=2))
    assert witness.answer(ask(3)).link
    assert witness.answer(ask(1, epoch=2, seq=50)).link
    assert witness.answer(ask(4, seq=60)).refused == "gone-back"


def test_the_furthest_record_is_told_with_every_seal(witness: Witness) -> None:
    assert (witness.seal(SEAL).seq, witness.seal(SEAL).leaf) == (0, "")
    witness.answer(ask(3))
    assert (witness.seal(SEAL).seq, witness.seal(SEAL).leaf) == (30, record(30))


def head(seq: int, term: int = 1, leaf: str = "") -> Head:
    return Head(hall="yunxi", day=DAY, term=term, seq=seq, leaf=leaf or record(seq), size=seq, root=record(-seq))


def test_a_head_is_signed_with_a_key_that_was_told_before_the_day(witness: Witness) -> None:
    said = witness.cosign(Cosign(head=head(50)))
    assert said.signature is not None
    assert signed_by(head(50), said.signature)
    assert (said.signature.by, said.signature.key) == (NAME, witness.seal(SEAL).key)
    assert witness.cosign(Cosign(head=head(50))) == said


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param(head(49, term=2), "gone-back", id="an earlier head"),
        pytest.param(head(50, term=2, leaf=record(7)), "gone-back", id="another story"),
        pytest.param(head(60, term=1), "old-term", id="a hub that was fenced"),
        pytest.param(head(60, term=2), "", id="honest"),
    ],
)
def test_no_head_is_signed_that_goes_back_or_forks(witness: Witness, asked: Head, why: str) -> None:
    witness.cosign(Cosign(head=head(50, term=2)))
    said = witness.cosign(Cosign(head=asked))
    assert (said.refused, said.signature is None) == (why, bool(why))


def test_heads_and_draws_are_one_story(witness: Witness) -> None:
    """A draw's request may be the head that was signed; a draw at an earlier record is refused after it."""
    witness.cosign(Cosign(head=head(30)))
    assert witness.answer(ask(2)).refused == "gone-back"
    assert witness.answer(ask(3)).link
    assert witness.cosign(Cosign(head=head(29))).refused == "gone-back"


class FullDisk(MemoryStore):
    def answer(self, *_: object) -> None:
        raise OSError("no space left")


def test_what_could_not_be_kept_is_not_answered() -> None:
    witness = Witness(NAME, FullDisk(), seed)
    witness.seal(SEAL)
    with pytest.raises(OSError, match="no space"):
        witness.answer(ask(1))


def test_no_other_process_can_answer_from_its_file_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "witness.sqlite3"
    store = SqliteStore(path)
    with closing(sqlite3.connect(path, timeout=0)) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("SELECT * FROM chain")
    store.close()
    SqliteStore(path).close()


def test_killed_between_keeping_and_answering_it_answers_the_same_and_nothing_else(tmp_path: Path) -> None:
    """A process of its own dies with its answer on its lips."""
    path = tmp_path / "witness.sqlite3"
    script = (
        "import os, signal, sys; from pathlib import Path; from tests.unit.client.test_witness import *;"
        f"there = Witness(NAME, SqliteStore(Path({str(path)!r})), seed); there.seal(SEAL); there.answer(ask(3));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    dead = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3], env={**os.environ})
    assert dead.returncode == -signal.SIGKILL
    store: Store = SqliteStore(path)
    again = Witness(NAME, store, lambda epoch: b"another seed".ljust(32))
    assert again.answer(ask(3, said=record(31), seq=31, term=5)).refused == "another-record"
    assert leads_back(again, again.answer(ask(3, term=5)))
    store.close()
